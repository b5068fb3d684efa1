"""Whether a clause says that its event happened, from trees written by hand."""

import pytest
from tests.coding.trees import match_at, tree

from communique.coding.polarity import resolve_polarity
from communique.record import Polarity

PLAIN = """
    Norway = PROPN 2 nsubj
    signed sign VERB 0 root
"""
NOT = """
    Norway = PROPN 4 nsubj
    did do AUX 4 aux
    not = PART 4 advmod
    signed sign VERB 0 root
"""
NEVER = """
    Norway = PROPN 3 nsubj
    never = ADV 3 advmod
    signed sign VERB 0 root
"""
NOBODY = """
    Nobody nobody PRON 2 nsubj
    signed sign VERB 0 root
"""
NEITHER = """
    Neither neither DET 2 det
    side = NOUN 3 nsubj
    signed sign VERB 0 root
"""
WITHOUT = """
    left leave VERB 0 root
    without = SCONJ 3 mark
    signed sign VERB 1 advcl VerbForm=Ger
"""
FAILED = """
    Norway = PROPN 2 nsubj
    failed fail VERB 0 root
    to = PART 4 mark
    signed sign VERB 2 xcomp VerbForm=Inf
"""
NOT_FAILED = """
    Norway = PROPN 4 nsubj
    did do AUX 4 aux
    not = PART 4 advmod
    failed fail VERB 0 root
    to = PART 6 mark
    signed sign VERB 4 xcomp VerbForm=Inf
"""
YET_TO = """
    Norway = PROPN 2 nsubj
    has have VERB 0 root
    yet = ADV 2 advmod
    to = PART 5 mark
    signed sign VERB 2 xcomp VerbForm=Inf
"""
FAILURE = """
    Norway = PROPN 3 nmod:poss
    's = PART 1 case
    failure = NOUN 0 root
    to = PART 5 mark
    signed sign VERB 3 acl VerbForm=Inf
"""
BEGAN = FAILED.replace("failed fail", "began begin")
VERBS = [
    ("plain", PLAIN, Polarity.POSITIVE),
    ("not", NOT, Polarity.NEGATIVE),
    ("never", NEVER, Polarity.NEGATIVE),
    ("nobody", NOBODY, Polarity.NEGATIVE),
    ("neither side", NEITHER, Polarity.NEGATIVE),
    ("without", WITHOUT, Polarity.NEGATIVE),
    ("failed to", FAILED, Polarity.NEGATIVE),
    ("did not fail to", NOT_FAILED, Polarity.POSITIVE),
    ("has yet to", YET_TO, Polarity.NEGATIVE),
    ("failure to", FAILURE, Polarity.NEGATIVE),
    ("began to", BEGAN, Polarity.POSITIVE),
]
NO_DEAL = """
    no = DET 2 det
    deal = NOUN 4 nsubj:pass
    was be AUX 4 aux:pass
    reached reach VERB 0 root VerbForm=Part
"""
DEAL = NO_DEAL.replace("no = DET", "a = DET")
LACK = """
    lack = NOUN 0 root
    of = ADP 3 case
    deal = NOUN 1 nmod
"""
SKIPPED = """
    Norway = PROPN 2 nsubj
    skipped skip VERB 0 root
    the = DET 4 det
    deal = NOUN 2 obj
"""


@pytest.mark.parametrize(("rows", "expected"), [c[1:] for c in VERBS], ids=[c[0] for c in VERBS])
def test_a_verb_is_negative_under_an_odd_number_of_negations(rows: str, expected: Polarity) -> None:
    doc = tree(rows)
    assert resolve_polarity(match_at(doc, "signed"), doc) is expected


@pytest.mark.parametrize(
    ("rows", "verb", "expected"),
    [
        (NO_DEAL, "reached", Polarity.NEGATIVE),
        (DEAL, "reached", Polarity.POSITIVE),
        (LACK, None, Polarity.NEGATIVE),
        (SKIPPED, None, Polarity.NEGATIVE),
    ],
    ids=["no deal was reached", "a deal was reached", "lack of", "skipped"],
)
def test_a_noun_is_negative_by_its_determiner_or_governor(rows: str, verb: str | None, expected: Polarity) -> None:
    doc = tree(rows)
    assert resolve_polarity(match_at(doc, "deal", verb=verb), doc) is expected


def test_a_frame_that_is_negative_by_itself_counts_as_one_negation() -> None:
    for rows, expected in ((PLAIN, Polarity.NEGATIVE), (NOT, Polarity.POSITIVE)):
        doc = tree(rows)
        match = match_at(doc, "signed", polarity=Polarity.NEGATIVE)
        assert resolve_polarity(match, doc) is expected
