"""How far a clause commits to its event, from trees written by hand."""

import pytest
from tests.coding.reading import events
from tests.coding.trees import index_of, match_at, tree

from communique.coding.modality import has_condition, resolve_modality, within_condition
from communique.record import EventType, Modality


def helped(*helpers: str) -> str:
    """ "Norway HELPERS sign": a verb with auxiliaries."""
    verb = len(helpers) + 2
    rows = [f"Norway = PROPN {verb} nsubj", *(f"{h} {h} AUX {verb} aux" for h in helpers)]
    return "\n".join([*rows, f"sign = VERB 0 root VerbForm={'Inf' if helpers else 'Fin'}"])


def governed(governor: str, upos: str = "VERB") -> str:
    """ "Norway GOVERNOR to sign"."""
    return f"""
        Norway = PROPN 2 nsubj
        {governor} {governor} {upos} 0 root VerbForm=Fin
        to = PART 4 mark
        sign = VERB 2 xcomp VerbForm=Inf
    """


def noun_governed(noun: str) -> str:
    """ "a NOUN to sign"."""
    return f"""
        a = DET 2 det
        {noun} = NOUN 0 root
        to = PART 4 mark
        sign = VERB 2 acl VerbForm=Inf
    """


IS_TO = """
    Norway = PROPN 4 nsubj
    is be AUX 4 aux
    to = PART 4 mark
    sign = VERB 0 root VerbForm=Inf
"""
MODIFIED = """
    Norway = PROPN 2 nsubj
    opened open VERB 0 root
    {word} = ADJ 4 amod
    talks talk NOUN 2 obj
"""
SUBJECT_OF = """
    talks talk NOUN 3 nsubj
    will = AUX 3 aux
    resume = VERB 0 root VerbForm=Inf
"""
ADVERB = """
    Norway = PROPN 3 nsubj
    perhaps = ADV 3 advmod
    sign = VERB 0 root
"""
IF = """
    Norway = PROPN 3 nsubj
    will = AUX 3 aux
    sign = VERB 0 root VerbForm=Inf
    if = SCONJ 6 mark
    Sweden = PROPN 6 nsubj
    withdraws withdraw VERB 3 advcl VerbForm=Fin
"""
VERBS = [
    ("plain", helped(), Modality.ACTUAL),
    ("will", helped("will"), Modality.PLANNED),
    ("shall", helped("shall"), Modality.PLANNED),
    ("would", helped("would"), Modality.PLANNED),
    ("would have", helped("would", "have"), Modality.ACTUAL),
    ("may", helped("may"), Modality.POSSIBLE),
    ("might", helped("might"), Modality.POSSIBLE),
    ("could", helped("could"), Modality.POSSIBLE),
    ("perhaps", ADVERB, Modality.POSSIBLE),
    ("is to", IS_TO, Modality.PLANNED),
    ("plan to", governed("plan"), Modality.PLANNED),
    ("intend to", governed("intend"), Modality.PLANNED),
    ("hope to", governed("hope"), Modality.POSSIBLE),
    ("offer to", governed("offer"), Modality.PROPOSED),
    ("likely to", governed("likely", "ADJ"), Modality.POSSIBLE),
    ("begin to", governed("begin"), Modality.ACTUAL),
    ("a plan to", noun_governed("plan"), Modality.PLANNED),
    ("a proposal to", noun_governed("proposal"), Modality.PROPOSED),
    ("a chance to", noun_governed("chance"), Modality.POSSIBLE),
    ("if", IF, Modality.CONDITIONAL),
]
NOUNS = [
    ("planned", MODIFIED.format(word="planned"), Modality.PLANNED),
    ("possible", MODIFIED.format(word="possible"), Modality.POSSIBLE),
    ("proposed", MODIFIED.format(word="proposed"), Modality.PROPOSED),
    ("secret", MODIFIED.format(word="secret"), Modality.ACTUAL),
    ("subject of what will be", SUBJECT_OF, Modality.PLANNED),
]


@pytest.mark.parametrize(("rows", "expected"), [c[1:] for c in VERBS], ids=[c[0] for c in VERBS])
def test_a_verb_is_as_sure_as_its_clause(rows: str, expected: Modality) -> None:
    doc = tree(rows)
    assert resolve_modality(match_at(doc, "sign"), doc) is expected


@pytest.mark.parametrize(("rows", "expected"), [c[1:] for c in NOUNS], ids=[c[0] for c in NOUNS])
def test_a_noun_is_as_sure_as_what_modifies_it_and_its_verb(rows: str, expected: Modality) -> None:
    doc = tree(rows)
    assert resolve_modality(match_at(doc, "talks", event_type=EventType.CONSULT), doc) is expected


def test_blame_under_a_condition_is_blame_all_the_same() -> None:
    doc = tree(IF)
    assert has_condition(doc, match_at(doc, "sign"))
    assert resolve_modality(match_at(doc, "sign", event_type=EventType.ACCUSE), doc) is not Modality.CONDITIONAL


def test_what_stands_in_an_if_clause_is_within_the_condition() -> None:
    doc = tree(IF)
    assert within_condition(doc, index_of(doc, "withdraws"))
    assert not within_condition(doc, index_of(doc, "sign"))


WAITING = """
    Norway = PROPN 2 nsubj
    waits wait VERB 0 root
    until = SCONJ 5 mark
    Sweden = PROPN 5 nsubj
    {verb} sign VERB 2 advcl {feats}
"""


def test_what_is_waited_for_has_not_happened_unless_it_is_told_in_the_past() -> None:
    waited = tree(WAITING.format(verb="signs", feats="Tense=Pres|VerbForm=Fin"))
    told = tree(WAITING.format(verb="signed", feats="Tense=Past|VerbForm=Fin"))
    assert within_condition(waited, index_of(waited, "signs"))
    assert not within_condition(told, index_of(told, "signed"))


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("If Sweden refuses to withdraw, Norway will suspend the grain agreement.", "If Sweden refuses to withdraw"),
        ("Norway will release 40 prisoners if Sweden withdraws its troops.", "if Sweden withdraws its troops"),
        ("Norway will release 40 prisoners on Friday.", None),
    ],
)
def test_a_conditional_event_holds_the_words_of_its_condition(text: str, condition: str | None) -> None:
    found = [e.condition.quote if e.condition else None for e in events(text)]
    assert condition in found
    assert len({c for c in found if c}) <= 1


def test_a_source_that_asks_for_anonymity_sets_no_condition() -> None:
    told = "Chad and Mali may hold talks in Kazan, a diplomat said on condition of anonymity."
    assert [e.modality for e in events(told, EventType.CONSULT)] == [Modality.POSSIBLE]
