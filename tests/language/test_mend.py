"""Trees that the parser is known to get wrong are mended, and others are left as they are."""

import pytest

from communique.language.doc import Row
from communique.language.mend import mended


def rows(written: str) -> list[Row]:
    """Words as form/part of speech/head/relation."""
    found: list[Row] = []
    for word in written.split():
        form, upos, head, deprel = word.rsplit("/", 3)
        found.append((form, form.lower(), upos, "_", int(head), deprel))
    return found


def tree(written: str) -> list[tuple[str, int, str]]:
    return [(r[0], r[4], r[5]) for r in mended(rows(written))]


PASSIVE = (
    "Tents/NOUN/3/nsubj:pass were/AUX/3/aux:pass delivered/VERB/0/root to/ADP/5/case Oldport/PROPN/3/obl by/ADP/7/case "
    "Norland/PROPN/{}"
)
NOMINAL = "blockade/NOUN/0/root of/ADP/3/case Oldport/PROPN/1/nmod by/ADP/5/case Norland/PROPN/{}"
TWO_VERBS = (
    "Bomb/NOUN/2/nsubj killed/VERB/0/root two/NUM/4/nummod men/NOUN/2/obj and/CCONJ/6/cc wounded/VERB/2/conj "
    "a/DET/8/det girl/NOUN/{}"
)
BETWEEN = "dispute/NOUN/4/nsubj over/ADP/3/case dams/NOUN/{} lasted/VERB/0/root"
MADE = "They/PRON/2/nsubj make/VERB/0/root peace/NOUN/2/obj a/DET/5/det condition/NOUN/2/{}"


@pytest.mark.parametrize(
    ("written", "wrong", "right"),
    [
        (PASSIVE, "5/nmod", ("Norland", 3, "obl:agent")),
        (PASSIVE, "3/obl:agent", ("Norland", 3, "obl:agent")),
        (NOMINAL, "3/nmod", ("Norland", 1, "nmod")),
        (TWO_VERBS, "4/conj", ("girl", 6, "obj")),
        (TWO_VERBS, "6/obj", ("girl", 6, "obj")),
        (BETWEEN, "4/obl", ("dams", 1, "nmod")),
        (MADE, "obj", ("condition", 2, "xcomp")),
    ],
)
def test_a_word_goes_where_it_belongs(written: str, wrong: str, right: tuple[str, int, str]) -> None:
    assert right in tree(written.format(wrong))


@pytest.mark.parametrize(
    "written",
    [
        "men/NOUN/3/nsubj:pass are/AUX/3/aux:pass shot/VERB/0/root by/ADP/5/case it/PRON/3/obl",
        "bus/NOUN/2/nsubj hit/VERB/0/root men/NOUN/2/obj and/CCONJ/5/cc women/NOUN/3/conj",
        "minister/NOUN/4/nsubj on/ADP/3/case Friday/PROPN/4/obl left/VERB/0/root",
        "They/PRON/2/nsubj make/VERB/0/root shells/NOUN/2/obj and/CCONJ/5/cc guns/NOUN/3/conj",
    ],
)
def test_what_is_right_is_left_alone(written: str) -> None:
    before = [(r[0], r[4], r[5]) for r in rows(written)]
    assert tree(written) == before


def test_a_name_before_its_members_is_no_second_subject() -> None:
    shape = "{}/PROPN/6/nsubj (/PUNCT/3/punct VP/PROPN/1/appos )/PUNCT/3/punct {}/6/nsubj left/VERB/0/root"
    assert tree(shape.format("Party", "rebels/NOUN"))[0] == ("Party", 5, "compound")
    assert tree(shape.format("Party", "they/PRON"))[0] == ("Party", 6, "nsubj")
