"""Logical arguments from trees written by hand."""

import pytest
from tests.coding.trees import index_of, tree, words

from communique.coding.arguments import (
    Arguments,
    conjuncts,
    is_passive,
    light_arguments,
    noun_arguments,
    preposition,
    verb_arguments,
)
from communique.language.doc import Doc

ACTIVE = """
    Norway = PROPN 2 nsubj
    attacked attack VERB 0 root VerbForm=Fin|Tense=Past
    Sweden = PROPN 2 obj
"""
PASSIVE = """
    Sweden = PROPN 3 nsubj:pass
    was be AUX 3 aux:pass
    attacked attack VERB 0 root VerbForm=Part|Tense=Past|Voice=Pass
    by = ADP 5 case
    Norway = PROPN 3 obl:agent
"""
PARTICIPLE = """
    troops troop NOUN 5 nsubj
    attacked attack VERB 1 acl VerbForm=Part|Tense=Past|Voice=Pass
    by = ADP 4 case
    Norway = PROPN 2 obl:agent
    fled flee VERB 0 root VerbForm=Fin|Tense=Past
"""
ACTIVE_PARTICIPLE = """
    troops troop NOUN 4 nsubj
    attacking attack VERB 1 acl VerbForm=Ger
    Norway = PROPN 2 obj
    fled flee VERB 0 root
"""
SUBJECT_RELATIVE = """
    Norway = PROPN 5 nsubj
    which = PRON 3 nsubj
    attacked attack VERB 1 acl:relcl VerbForm=Fin|Tense=Past
    Sweden = PROPN 3 obj
    apologised apologise VERB 0 root
"""
OBJECT_RELATIVE = """
    men man NOUN 0 root
    whom = PRON 4 obj
    Norway = PROPN 4 nsubj
    held hold VERB 1 acl:relcl VerbForm=Fin|Tense=Past
"""
BARE_RELATIVE = """
    men man NOUN 0 root
    Norway = PROPN 3 nsubj
    held hold VERB 1 acl:relcl VerbForm=Fin|Tense=Past
"""
PLACE_RELATIVE = """
    town = NOUN 0 root
    where = SCONJ 4 advmod
    Norway = PROPN 4 nsubj
    surrendered surrender VERB 1 acl:relcl VerbForm=Fin|Tense=Past
"""
SUBJECT_CONTROL = """
    Norway = PROPN 2 nsubj
    promised promise VERB 0 root
    Sweden = PROPN 2 obj
    to = PART 5 mark
    withdraw = VERB 2 xcomp VerbForm=Inf
"""
OBJECT_CONTROL = """
    Norway = PROPN 2 nsubj
    urged urge VERB 0 root
    Sweden = PROPN 2 obj
    to = PART 5 mark
    withdraw = VERB 2 xcomp VerbForm=Inf
"""
PASSIVE_CONTROL = """
    Sweden = PROPN 3 nsubj:pass
    was be AUX 3 aux:pass
    urged urge VERB 0 root VerbForm=Part|Voice=Pass
    to = PART 5 mark
    withdraw = VERB 3 xcomp VerbForm=Inf
"""
CALLED_ON = """
    Norway = PROPN 2 nsubj
    called call VERB 0 root
    on = ADP 4 case
    Sweden = PROPN 2 obl
    to = PART 6 mark
    withdraw = VERB 2 xcomp VerbForm=Inf
"""
CALLED_ON_BELOW = """
    Norway = PROPN 2 nsubj
    called call VERB 0 root
    on = ADP 4 case
    Sweden = PROPN 6 nsubj
    to = PART 6 mark
    withdraw = VERB 2 advcl VerbForm=Inf
"""
BLAMED_FOR = """
    Norway = PROPN 2 nsubj
    accused accuse VERB 0 root
    Sweden = PROPN 2 obj
    of = SCONJ 5 mark
    shelling shell VERB 2 advcl VerbForm=Ger
    villages village NOUN 5 obj
"""
VERB_COORDINATION = """
    Norway = PROPN 2 nsubj
    shelled shell VERB 0 root VerbForm=Fin
    Sweden = PROPN 2 obj
    and = CCONJ 5 cc
    attacked attack VERB 2 conj VerbForm=Fin
    Chad = PROPN 5 obj
"""
SHARED_OBJECT = """
    Norway = PROPN 2 nsubj
    shelled shell VERB 0 root VerbForm=Fin
    and = CCONJ 4 cc
    bombed bomb VERB 2 conj VerbForm=Fin
    Sweden = PROPN 2 obj
"""
PASSIVE_COORDINATION = """
    Sweden = PROPN 3 nsubj:pass
    was be AUX 3 aux:pass
    shelled shell VERB 0 root VerbForm=Part|Tense=Past
    and = CCONJ 5 cc
    bombed bomb VERB 3 conj VerbForm=Part|Tense=Past
    by = ADP 7 case
    Norway = PROPN 5 obl:agent
"""
TWO_OBJECTS = """
    Norway = PROPN 2 nsubj
    handed hand VERB 0 root
    Sweden = PROPN 2 iobj
    prisoners prisoner NOUN 2 obj
"""
TWO_PLAIN_OBJECTS = TWO_OBJECTS.replace("iobj", "obj")
EXPLETIVE = """
    There there PRON 2 expl
    followed follow VERB 0 root
    talks talk NOUN 2 obj
"""
VERBS: list[tuple[str, str, str, dict[str, list[str]]]] = [
    ("active", ACTIVE, "attacked", {"subject": ["Norway"], "object": ["Sweden"]}),
    ("passive", PASSIVE, "attacked", {"subject": ["Norway"], "object": ["Sweden"]}),
    ("past participle", PARTICIPLE, "attacked", {"subject": ["Norway"], "object": ["troops"]}),
    ("present participle", ACTIVE_PARTICIPLE, "attacking", {"subject": ["troops"], "object": ["Norway"]}),
    ("relative, subject gap", SUBJECT_RELATIVE, "attacked", {"subject": ["Norway"], "object": ["Sweden"]}),
    ("relative, object pronoun", OBJECT_RELATIVE, "held", {"subject": ["Norway"], "object": ["men"]}),
    ("relative, object gap", BARE_RELATIVE, "held", {"subject": ["Norway"], "object": ["men"]}),
    ("relative of place", PLACE_RELATIVE, "surrendered", {"subject": ["Norway"], "object": []}),
    ("subject control", SUBJECT_CONTROL, "withdraw", {"subject": ["Norway"]}),
    ("object control", OBJECT_CONTROL, "withdraw", {"subject": ["Sweden"]}),
    ("object control, governor", OBJECT_CONTROL, "urged", {"object": ["Sweden"], "clause": ["withdraw"]}),
    ("passive control", PASSIVE_CONTROL, "withdraw", {"subject": ["Sweden"]}),
    ("called on", CALLED_ON, "called", {"subject": ["Norway"], "on": ["Sweden"], "clause": ["withdraw"]}),
    ("called on, controlled", CALLED_ON, "withdraw", {"subject": ["Sweden"]}),
    ("called on, misread", CALLED_ON_BELOW, "called", {"on": ["Sweden"], "clause": ["withdraw"]}),
    ("blame, gerund", BLAMED_FOR, "shelling", {"subject": ["Sweden"], "object": ["villages"]}),
    ("blame, verb", BLAMED_FOR, "accused", {"subject": ["Norway"], "object": ["Sweden"], "of": ["shelling"]}),
    ("coordination, subject", VERB_COORDINATION, "attacked", {"subject": ["Norway"], "object": ["Chad"]}),
    ("coordination, object", SHARED_OBJECT, "bombed", {"subject": ["Norway"], "object": ["Sweden"]}),
    ("coordination, passive", PASSIVE_COORDINATION, "bombed", {"subject": ["Norway"], "object": ["Sweden"]}),
    ("indirect object", TWO_OBJECTS, "handed", {"indirect": ["Sweden"], "object": ["prisoners"]}),
    ("two objects", TWO_PLAIN_OBJECTS, "handed", {"indirect": ["Sweden"], "object": ["prisoners"]}),
    ("expletive", EXPLETIVE, "followed", {"subject": []}),
]

POSSESSOR = """
    Norway = PROPN 3 nmod:poss
    's = PART 1 case
    attack = NOUN 0 root
    on = ADP 5 case
    Sweden = PROPN 3 nmod
"""
DEMONYM = """
    Norwegian norwegian ADJ 2 amod
    shelling = NOUN 0 root
    of = ADP 4 case
    Sweden = PROPN 2 nmod
"""
BY_AGENT = """
    attack = NOUN 0 root
    by = ADP 3 case
    Norway = PROPN 1 nmod
    on = ADP 5 case
    Sweden = PROPN 1 nmod
"""
BETWEEN = """
    talks talk NOUN 0 root
    between = ADP 3 case
    Norway = PROPN 1 nmod
    and = CCONJ 5 cc
    Sweden = PROPN 3 conj
"""
INVOLVING = """
    talks talk NOUN 0 root
    involving involve VERB 1 acl VerbForm=Ger
    Norway = PROPN 2 obj
"""
NOUN_CLAUSE = """
    Norway = PROPN 3 nmod:poss
    's = PART 1 case
    demand = NOUN 0 root
    to = PART 5 mark
    leave = VERB 3 acl VerbForm=Inf
"""
NOUN_COORDINATION = """
    Norway = PROPN 3 nmod:poss
    's = PART 1 case
    raids raid NOUN 0 root
    and = CCONJ 5 cc
    attacks attack NOUN 3 conj
"""
NOUNS: list[tuple[str, str, str, dict[str, list[str]]]] = [
    ("possessor", POSSESSOR, "attack", {"subject": ["Norway"], "on": ["Sweden"]}),
    ("demonym", DEMONYM, "shelling", {"subject": ["Norwegian"], "object": ["Sweden"]}),
    ("by", BY_AGENT, "attack", {"subject": ["Norway"], "on": ["Sweden"]}),
    ("between", BETWEEN, "talks", {"between": ["Norway"]}),
    ("involving", INVOLVING, "talks", {"between": ["Norway"]}),
    ("infinitive", NOUN_CLAUSE, "demand", {"subject": ["Norway"], "clause": ["leave"]}),
    ("shared possessor", NOUN_COORDINATION, "attacks", {"subject": ["Norway"]}),
]

LIGHT = """
    Norway = PROPN 2 nsubj
    reached reach VERB 0 root
    an a DET 4 det
    agreement = NOUN 2 obj
    with = ADP 6 case
    Sweden = PROPN 4 nmod
    on = ADP 8 case
    prisoners prisoner NOUN 4 nmod
"""


def found_in(doc: Doc, arguments: Arguments, expected: dict[str, list[str]]) -> dict[str, list[str]]:
    return {role: words(doc, arguments.get(role)) for role in expected}


@pytest.mark.parametrize(("rows", "verb", "expected"), [c[1:] for c in VERBS], ids=[c[0] for c in VERBS])
def test_a_verb_has_its_logical_arguments(rows: str, verb: str, expected: dict[str, list[str]]) -> None:
    doc = tree(rows)
    assert found_in(doc, verb_arguments(doc, doc.tokens[index_of(doc, verb)]), expected) == expected


@pytest.mark.parametrize(("rows", "noun", "expected"), [c[1:] for c in NOUNS], ids=[c[0] for c in NOUNS])
def test_a_noun_has_its_arguments(rows: str, noun: str, expected: dict[str, list[str]]) -> None:
    doc = tree(rows)
    assert found_in(doc, noun_arguments(doc, doc.tokens[index_of(doc, noun)]), expected) == expected


def test_a_light_verb_and_its_noun_share_their_arguments() -> None:
    doc = tree(LIGHT)
    verb, noun = (doc.tokens[index_of(doc, word)] for word in ("reached", "agreement"))
    found = light_arguments(doc, verb, noun)
    assert words(doc, found.subject) == ["Norway"]
    assert words(doc, found.get("with")) == ["Sweden"]
    assert words(doc, found.get("on")) == ["prisoners"]


def test_a_preposition_is_given_with_its_fixed_parts() -> None:
    doc = tree("""
        because = ADP 3 case
        of = ADP 1 fixed
        war = NOUN 0 root
    """)
    assert preposition(doc, 2) == "because of"
    assert preposition(doc, 0) is None


def test_conjuncts_of_conjuncts_are_found() -> None:
    doc = tree("""
        Norway = PROPN 0 root
        Sweden = PROPN 1 conj
        Chad = PROPN 2 conj
    """)
    assert conjuncts(doc, 0) == [0, 1, 2]
    assert conjuncts(doc, 1) == [1, 2]


@pytest.mark.parametrize("chained", [True, False])
def test_very_long_coordinations_are_no_matter_of_recursion(chained: bool) -> None:
    count = 5000
    heads = [n - 1 if chained else 1 for n in range(2, count + 1)]
    nouns = tree("raid = NOUN 0 root\n" + "\n".join(f"raid = NOUN {head} conj" for head in heads))
    assert len(conjuncts(nouns, 0)) == count
    assert noun_arguments(nouns, nouns.tokens[-1]).subject == []
    participle = "VerbForm=Part|Tense=Past"
    rows = f"hit = VERB 0 root {participle}|Voice=Pass\n"
    verbs = tree(rows + "\n".join(f"hit = VERB {head} conj {participle}" for head in heads))
    assert is_passive(verbs, verbs.tokens[-1])
    assert verb_arguments(verbs, verbs.tokens[-1]).subject == []


def test_a_root_with_a_wrong_relation_has_no_governor() -> None:
    for deprel in ("conj", "acl", "acl:relcl", "xcomp", "advcl"):
        doc = tree(f"attacked attack VERB 0 {deprel} VerbForm=Part|Tense=Past", "Norway = PROPN 0 root")
        found = verb_arguments(doc, doc.tokens[0])
        assert (found.subject, found.object) == ([], [])
