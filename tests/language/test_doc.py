import pytest

from communique.language.doc import NO_FEATURES, Doc, Row, build_doc, parse_features, relation_fits

TEXT = "The envoy was met by rebels in Port Vale. Nobody else came."
ROWS: list[list[Row]] = [
    [
        ("The", "the", "DET", "PronType=Art", 2, "det"),
        ("envoy", "envoy", "NOUN", "Number=Sing", 4, "nsubj:pass"),
        ("was", "be", "AUX", "Tense=Past|Mood=Ind", 4, "aux:pass"),
        ("met", "meet", "VERB", "Tense=Past|VerbForm=Part|Voice=Pass", 0, "root"),
        ("by", "by", "ADP", "_", 6, "case"),
        ("rebels", "rebel", "NOUN", "Number=Plur", 4, "obl:agent"),
        ("in", "in", "ADP", "_", 8, "case"),
        ("Port", "Port", "PROPN", "Number=Sing", 4, "obl"),
        ("Vale", "Vale", "PROPN", "Number=Sing", 8, "flat"),
        (".", ".", "PUNCT", "_", 4, "punct"),
    ],
    [
        ("Nobody", "nobody", "PRON", "_", 3, "nsubj"),
        ("else", "else", "ADJ", "_", 1, "amod"),
        ("came", "come", "VERB", "Tense=Past", 0, "root"),
        (".", ".", "PUNCT", "_", 3, "punct"),
    ],
]


@pytest.fixture(scope="module")
def doc() -> Doc:
    at = 0
    sentences = []
    for rows in ROWS:
        placed = []
        for row in rows:
            start = TEXT.index(row[0], at)
            at = start + len(row[0])
            placed.append((start, at, row))
        sentences.append(placed)
    return build_doc(TEXT, sentences)


def test_tokens_stand_where_they_say(doc: Doc) -> None:
    assert [TEXT[t.start : t.end] for t in doc.tokens] == [t.text for t in doc.tokens]
    assert [t.index for t in doc.tokens] == list(range(14))


def test_heads_and_roots_count_over_the_whole_report(doc: Doc) -> None:
    assert [t.head for t in doc.tokens] == [1, 3, 3, -1, 5, 3, 7, 3, 7, 3, 12, 10, -1, 12]
    assert [(s.index, s.first, s.last, s.root) for s in doc.sentences] == [(0, 0, 10, 3), (1, 10, 14, 12)]
    assert [doc.sentence_of(i).index for i in (0, 9, 10, 13)] == [0, 0, 1, 1]


CHILDREN = [
    (3, (), ["envoy", "was", "rebels", "Port", "."]),
    (3, ("obl",), ["rebels", "Port"]),
    (3, ("obl=",), ["Port"]),
    (3, ("obl:agent",), ["rebels"]),
    (3, ("nsubj", "punct"), ["envoy", "."]),
    (3, ("nsubj=",), []),
    (3, ("obj",), []),
    (12, (), ["Nobody", "."]),
    (0, (), []),
]


@pytest.mark.parametrize(("index", "deprels", "expected"), CHILDREN)
def test_children_are_found_by_relation(doc: Doc, index: int, deprels: tuple[str, ...], expected: list[str]) -> None:
    assert [t.text for t in doc.children(index, *deprels)] == expected
    first = doc.child(index, *deprels)
    assert (first.text if first else None) == next(iter(expected), None)


SUBTREES = [(3, list(range(10))), (7, [6, 7, 8]), (1, [0, 1]), (4, [4]), (12, [10, 11, 12, 13])]


@pytest.mark.parametrize(("index", "expected"), SUBTREES)
def test_a_subtree_is_the_token_and_all_below_it(doc: Doc, index: int, expected: list[int]) -> None:
    assert doc.subtree(index) == expected


ANCESTORS = [(3, []), (0, ["envoy", "met"]), (8, ["Port", "met"]), (11, ["Nobody", "came"])]


@pytest.mark.parametrize(("index", "expected"), ANCESTORS)
def test_ancestors_go_up_to_the_root(doc: Doc, index: int, expected: list[str]) -> None:
    assert [t.text for t in doc.ancestors(index)] == expected


def test_a_stretch_of_tokens_has_its_offsets_and_words(doc: Doc) -> None:
    assert doc.words(7, 8) == "Port Vale"
    assert doc.words(9, 10) == ". Nobody"
    start, end = doc.span(4, 5)
    assert TEXT[start:end] == "by rebels"


RELATIONS = [
    ("nsubj", "nsubj", True),
    ("nsubj:pass", "nsubj", True),
    ("nsubj:pass", "nsubj:pass", True),
    ("nsubj", "nsubj:pass", False),
    ("nsubj:pass", "nsubj=", False),
    ("nsubj", "nsubj=", True),
    ("nsubj:pass", "nsubj:pass=", True),
    ("csubj", "subj", False),
    ("objx", "obj", False),
]


@pytest.mark.parametrize(("deprel", "wanted", "expected"), RELATIONS)
def test_a_relation_takes_its_subtypes_in(deprel: str, wanted: str, expected: bool) -> None:
    assert relation_fits(deprel, wanted) is expected


FEATURES = [
    ("_", {}),
    ("Tense=Past", {"Tense": "Past"}),
    ("Tense=Past|Voice=Pass", {"Tense": "Past", "Voice": "Pass"}),
    ("PronType=Dem,Int", {"PronType": "Dem,Int"}),
]


@pytest.mark.parametrize(("written", "expected"), FEATURES)
def test_features_are_read(written: str, expected: dict[str, str]) -> None:
    assert parse_features(written) == expected


def test_no_feature_can_be_changed() -> None:
    with pytest.raises(TypeError):
        NO_FEATURES["Tense"] = "Past"  # type: ignore[index]


def test_an_empty_text_is_an_empty_doc() -> None:
    empty = build_doc("", [])
    assert (empty.tokens, empty.sentences, empty.mentions) == ([], [], [])
