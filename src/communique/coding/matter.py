"""Which issue an event is of: its own words, what it points to, its surroundings and the model, weighed together."""

from collections.abc import Sequence
from dataclasses import dataclass

from communique.coding.draft import Draft
from communique.coding.issue import weigh
from communique.coding.pointing import issue_pointed_to
from communique.coding.scene import Scene
from communique.record import EventType, Issue

NEGOTIATED = frozenset(
    {EventType.REQUEST, EventType.REJECT, EventType.AGREE, EventType.SUPPORT, EventType.CONCEDE, EventType.THREATEN}
)
"""Types that are about some issue as a rule."""
NONE = "none"


@dataclass(frozen=True, slots=True)
class Ahead:
    """What each sign of an issue has in front of the others, on the scale of the model's probabilities.

    `own`: the event's own words; `pointed`: the event that it points to; `before`: the last demand, offer or agreement,
    where it only refers; `main`: the terms of the report. `attack`: that an attack has none. Set as
    `chosen.Weights` are.
    """

    own: float = 0.5
    pointed: float = 0.2
    before: float = 0.45
    main: float = 0.4
    attack: float = 0.5


AHEAD = Ahead()


def choose_issue(
    draft: Draft,
    done: Sequence[Draft],
    scene: Scene,
    main: Issue | None,
    ahead: Ahead = AHEAD,
) -> Issue | None:
    """The issue of an event; `done` are the events told before it, `main` is the issue of the report."""
    own = draft.issue
    pointed = issue_pointed_to(draft, done) if draft.points_to else None
    before = _issue_before(done) if draft.points_back else None
    told = scene.doc.told
    if told is None or draft.trigger < 0:
        return own or _by_rule(draft, scene, pointed, before, main)
    shares = told.shares("issue", draft.trigger)
    for issue, weight in (
        (own, ahead.own),
        (pointed, ahead.pointed),
        (before, ahead.before),
        (main, ahead.main),
    ):
        if issue is not None:
            shares[issue] += weight
    if draft.event_type is EventType.ASSAULT:
        shares[NONE] += ahead.attack
    best = max(shares, key=lambda name: shares[name])
    return None if best == NONE else Issue(best)


def _by_rule(
    draft: Draft, scene: Scene, pointed: Issue | None, before: Issue | None, main: Issue | None
) -> Issue | None:
    if draft.event_type in NEGOTIATED and draft.match.frame.issue == "content":
        sentence = scene.doc.sentence_of(draft.match.predicate)
        around = weigh(scene, range(sentence.first, sentence.last))
        return pointed or before or (main if draft.points_back else None) or around or main
    if draft.event_type is EventType.ACCUSE and draft.points_back:
        return pointed or main
    return None


def _issue_before(done: Sequence[Draft]) -> Issue | None:
    """The issue of the last demand, offer or agreement."""
    asked = (EventType.REQUEST, EventType.AGREE, EventType.CONCEDE)
    return next((d.issue for d in reversed(done) if d.issue and d.event_type in asked), None)
