"""PLOVER contexts: what the event is about at large, from its type, its issue and the words of its clause."""

from collections.abc import Callable

from communique.coding.draft import Draft
from communique.coding.scene import Scene
from communique.record import EventType, Issue

BY_ISSUE = {
    Issue.CEASEFIRE: ("military", "diplomatic"),
    Issue.PRISONERS: ("military", "human_rights"),
    Issue.CIVILIANS: ("human_security",),
    Issue.TERRITORY: ("territory",),
    Issue.WITHDRAWAL: ("military", "territory"),
    Issue.SOVEREIGNTY: ("diplomatic",),
    Issue.SECURITY_GUARANTEES: ("military", "diplomatic"),
    Issue.DISARMAMENT: ("military", "peacekeeping"),
    Issue.MONITORING: ("peacekeeping",),
    Issue.LEADERS_MEETING: ("diplomatic", "executive"),
    Issue.TALKS: ("diplomatic",),
    Issue.HUMANITARIAN_ACCESS: ("human_security",),
    Issue.AID: ("human_security",),
    Issue.SANCTIONS: ("economic",),
    Issue.RECONSTRUCTION: ("economic",),
    Issue.ACCOUNTABILITY: ("legal",),
    Issue.POWER_SHARING: ("political_institutions",),
    Issue.ELECTIONS: ("election",),
    Issue.ENERGY: ("natural_resource", "economic"),
    Issue.SHIPPING: ("economic",),
    Issue.NUCLEAR: ("cbrn",),
}
"""Contexts that an issue brings with it."""
BY_WORD = {
    "military": frozenset("army troop soldier military force missile drone strike".split()),
    "terrorism": frozenset("terrorist terrorism suicide-bomber".split()),
    "economic": frozenset("trade economy tariff export bank".split()),
    "legal": frozenset("court tribunal prosecutor judge trial".split()),
    "cyber": frozenset("cyberattack hacker malware cyber".split()),
    "asylum": frozenset("refugee asylum".split()),
    "migration": frozenset("migrant migration".split()),
    "health": frozenset("hospital cholera epidemic clinic".split()),
    "corruption": frozenset("corruption bribe".split()),
}
"""Contexts that a word of the clause shows."""


def resolve_contexts(scene: Scene) -> Callable[[Draft], tuple[str, ...]]:
    """A function that gives a draft's contexts, sorted."""

    def contexts(draft: Draft) -> tuple[str, ...]:
        found = set(BY_ISSUE.get(draft.issue, ())) if draft.issue else set()
        near = {scene.lemmas[i] for i in scene.doc.subtree(draft.match.verb)}
        found |= {context for context, words in BY_WORD.items() if near & words}
        if draft.event_type is EventType.CONSULT:
            found.add("diplomatic")
        return tuple(sorted(found))

    return contexts
