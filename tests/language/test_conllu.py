import gzip
from pathlib import Path

import pytest

from communique.language.conllu import TreeSentence, read_treebank


def rows(*lines: str) -> str:
    """CoNLL-U rows from ones with blanks for tabs."""
    return "".join("\t".join(line.split()) + "\n" for line in lines) + "\n"


FIRST = "# newdoc id = harbour\n# sent_id = harbour-1\n# newpar\n# text = The envoys didn't stay.\n" + rows(
    "1 The the DET DT Definite=Def|PronType=Art 2 det _ _",
    "2 envoys envoy NOUN NNS Number=Plur 5 nsubj _ _",
    "3-4 didn't _ _ _ _ _ _ _ _",
    "3 did do AUX VBD Mood=Ind|Number=Plur|Polite=Form|Tense=Past|VerbForm=Fin 5 aux _ _",
    "4 n't not PART RB Polarity=Neg 5 advmod _ _",
    "5 stay stay VERB VB VerbForm=Inf 0 root _ SpaceAfter=No",
    "6 . . PUNCT . _ 5 punct _ _",
)
SECOND = "# text = Rebels took Orlin and the army Varn.\n" + rows(
    "1 Rebels rebel NOUN NNS Number=Plur 2 nsubj _ _",
    "2 took take VERB VBD Tense=Past 0 root _ _",
    "3 Orlin Orlin PROPN NNP Number=Sing 2 obj _ _",
    "4 and and CCONJ CC _ 6 cc _ _",
    "5 the the DET DT _ 6 det _ _",
    "6 army army NOUN NN Number=Sing 2 conj _ _",
    "6.1 took take VERB VBD _ _ _ 2:conj CopyOf=2",
    "7 Varn Varn PROPN NNP Number=Sing 6 orphan _ SpaceAfter=No",
    "8 . . PUNCT . _ 2 punct _ _",
)


def read(tmp_path: Path, text: str) -> list[TreeSentence]:
    path = tmp_path / "small.conllu"
    path.write_text(text, encoding="utf8")
    return list(read_treebank(path))


def test_words_tags_and_trees_are_read(tmp_path: Path) -> None:
    (sentence,) = read(tmp_path, FIRST)
    assert sentence.words == ["The", "envoys", "did", "n't", "stay", "."]
    assert sentence.lemmas == ["the", "envoy", "do", "not", "stay", "."]
    assert sentence.upos == ["DET", "NOUN", "AUX", "PART", "VERB", "PUNCT"]
    assert sentence.heads == [2, 5, 5, 5, 0, 5]
    assert sentence.deprels == ["det", "nsubj", "aux", "advmod", "root", "punct"]


def test_only_the_features_that_frames_ask_for_are_kept(tmp_path: Path) -> None:
    (sentence,) = read(tmp_path, FIRST)
    assert sentence.feats == [
        "PronType=Art", "Number=Plur", "Mood=Ind|Number=Plur|Tense=Past|VerbForm=Fin", "_", "VerbForm=Inf", "_"
    ]  # fmt: skip


def test_words_have_their_place_in_the_text(tmp_path: Path) -> None:
    for sentence in read(tmp_path, FIRST + SECOND):
        assert [sentence.text[a:b] for a, b in sentence.surface] == sentence.words


def test_words_that_differ_from_what_is_written_share_it_out(tmp_path: Path) -> None:
    (sentence,) = read(
        tmp_path,
        "# text = They can't, alas.\n"
        + rows(
            "1 They they PRON PRP _ 2 nsubj _ _",
            "2-3 can't _ _ _ _ _ _ _ _",
            "2 can can AUX MD _ 0 root _ _",
            "3 not not PART RB _ 2 advmod _ _",
            "4 , , PUNCT , _ 5 punct _ _",
            "5 alas alas INTJ UH _ 2 discourse _ _",
            "6 . . PUNCT . _ 2 punct _ _",
        ),
    )
    assert [sentence.text[a:b] for a, b in sentence.surface] == ["They", "can", "'t", ",", "alas", "."]


def test_empty_nodes_are_left_out(tmp_path: Path) -> None:
    (sentence,) = read(tmp_path, SECOND)
    assert sentence.words == "Rebels took Orlin and the army Varn .".split()
    assert sentence.heads == [2, 0, 2, 6, 6, 2, 6, 2]


def test_documents_and_paragraphs_begin_where_they_are_marked(tmp_path: Path) -> None:
    marked = read(tmp_path, FIRST + SECOND + "# newpar = p2\n" + SECOND)
    assert [s.begins_document for s in marked] == [True, False, False]
    assert [s.begins_paragraph for s in marked] == [True, False, True]


def test_the_last_sentence_needs_no_blank_line_and_a_packed_file_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "small.conllu.gz"
    with gzip.open(path, "wt", encoding="utf8") as packed:
        packed.write((FIRST + SECOND).rstrip("\n"))
    assert list(read_treebank(path)) == read(tmp_path, FIRST + SECOND)


def test_without_the_header_nothing_is_known_of_mentions(tmp_path: Path) -> None:
    assert read(tmp_path, SECOND)[0].mentions is None
    assert read(tmp_path, "# global.Entity = GRP-etype-infstat\n" + SECOND)[0].mentions == []


# The Entity marks of a sentence's words, and its mentions as (first, last, type, chain), words from 0.
CASES: list[tuple[str, list[str], list[tuple[int, int, str, str]]]] = [
    ("none", ["", ""], []),
    ("one word", ["", "(3-place-new-n-cf1-1-sgl)"], [(1, 1, "place", "3")]),
    ("several words", ["(3-person-new-n-cf1-2-coref", "", "3)"], [(0, 2, "person", "3")]),
    (
        "nested",
        ["(1-organization-new-n-cf1-2-sgl", "", "(2-place-new-n-cf2-1-sgl)1)"],
        [(0, 2, "organization", "1"), (2, 2, "place", "2")],
    ),
    (
        "begun and ended together",
        ["(1-event-new-n-cf1-1-sgl(2-person-new-n-cf2-1-sgl", "", "2)1)"],
        [(0, 2, "event", "1"), (0, 2, "person", "2")],
    ),
    (
        "one ends where the next begins",
        ["(1-person-new-n-cf1-1-sgl", "1)", "(2-place-new-n-cf2-1-sgl", "2)"],
        [(0, 1, "person", "1"), (2, 3, "place", "2")],
    ),
    (
        "crossing",
        ["(1-person-new-n-cf1-1-sgl", "(2-place-new-n-cf2-1-sgl", "1)", "2)"],
        [(0, 2, "person", "1"), (1, 3, "place", "2")],
    ),
    (
        "a chain within itself",
        ["(1-person-new-n-cf1-1-coref", "(1-person-giv-n-cf1-1-coref)", "1)"],
        [(0, 2, "person", "1"), (1, 1, "person", "1")],
    ),
    (
        "in several pieces",
        ["(1[1/2]-person-new-n-cf1-1-sgl", "1[1/2])", "(4-time-new-n-cf2-1-sgl)", "(1[2/2]-person-new-n-cf1-1-sgl)"],
        [(2, 2, "time", "4")],
    ),
    (
        "a name that ends in figures",
        ["(5-event-new-n-cf1-1-coref-Accord_12)", "(6-event-new-n-cf1-1-sgl-Accord_5", "", "6)"],
        [(0, 0, "event", "5"), (1, 3, "event", "6")],
    ),
    ("an end without a beginning", ["7)", "(2-place-new-n-cf2-1-sgl)"], [(1, 1, "place", "2")]),
    ("a beginning without an end", ["(7-person-new-n-cf1-1-sgl", "(2-place-new-n-cf2-1-sgl)"], [(1, 1, "place", "2")]),
]


@pytest.mark.parametrize(("marks", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_mentions_are_read(tmp_path: Path, marks: list[str], expected: list[tuple[int, int, str, str]]) -> None:
    lines = [
        f"{i} word word NOUN NN _ {i - 1} {'dep' if i > 1 else 'root'} _ {f'Bridge=1<2|Entity={mark}' if mark else '_'}"
        for i, mark in enumerate(marks, 1)
    ]
    (sentence,) = read(tmp_path, "# global.Entity = GRP-etype-infstat\n" + rows(*lines))
    assert sentence.mentions == expected


@pytest.mark.parametrize(("row", "columns"), [("1 The the DET", 4), ("2 a a DET DT _ 0 root _ _ _", 11), ("junk", 1)])
def test_a_malformed_row_is_named(tmp_path: Path, row: str, columns: int) -> None:
    with pytest.raises(ValueError, match=rf"small\.conllu:13: {columns} columns, a CoNLL-U row has 10"):
        read(tmp_path, FIRST + rows(row))


def test_an_empty_file_has_no_sentence(tmp_path: Path) -> None:
    assert read(tmp_path, "") == read(tmp_path, "\n\n") == []
