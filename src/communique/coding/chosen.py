"""Which words tell events: what the model sees and what the frames see, weighed together.

The model gives each word a probability for each type; a frame that fires on the word speaks for its own type. A word
that no frame knows needs the model alone, a frame that the model does not believe is dropped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp

from communique.coding.generic import generic_match
from communique.coding.match import Match
from communique.coding.roles import Filled
from communique.coding.select import is_ended
from communique.coding.unreal import is_unreal
from communique.language.doc import Doc
from communique.language.told import Told
from communique.record import EventType


@dataclass(frozen=True, slots=True)
class Weights:
    """Set on the corpus' validation part and the reports that the frames were tuned on, together.

    `at_least`: how sure the model must be that a word tells an event where no frame fires, `of_type`: and that it is of
    its likeliest type; `frame_only`: the same where a frame does. `own_type`: the logit that a frame adds to its type.
    """

    at_least: float = 0.5
    of_type: float = 0.86
    own_type: float = 4.0
    frame_only: float = 0.3


WEIGHTS = Weights()
FAINT = 0.02
"""Probability under which a word is not looked at, whatever fires on it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """An event to be filled: its match, the word that the model goes by, how sure both together are of it and its type.

    `filled` are the frame's roles, None where the model alone sees the event.
    """

    match: Match
    filled: Filled | None
    trigger: int
    sure: float
    type_share: float


def choose(framed: Iterable[tuple[Match, Filled]], doc: Doc, weights: Weights = WEIGHTS) -> list[Chosen]:
    """The events of the report, in the order of their words."""
    told = doc.told
    if told is None:
        return [Chosen(m, f, m.predicate, 0.5, 0.5) for m, f in framed]
    matches = list(framed)
    by_word: dict[int, tuple[Match, Filled]] = {}
    for match, filled in matches:
        by_word.setdefault(match.verb, (match, filled))
    by_word |= {m.predicate: (m, f) for m, f in matches}
    words = set(told.triggers(FAINT))
    is_trigger = set(told.triggers(weights.at_least))
    found: dict[int, Chosen] = {}
    for word in sorted(words):
        chosen = _weigh(word, by_word.get(word), told, doc, is_trigger, weights)
        if chosen is not None:
            rival = found.get(chosen.match.predicate)
            if rival is None or rival.sure < chosen.sure:
                found[chosen.match.predicate] = chosen
    return [found[i] for i in sorted(found)]


def _weigh(
    word: int,
    framed: tuple[Match, Filled] | None,
    told: Told,
    doc: Doc,
    is_trigger: set[int],
    weights: Weights,
) -> Chosen | None:
    shares = told.shares("trigger", word)
    some = sum(shares.values())
    if some < (weights.frame_only if framed else weights.at_least):
        return None
    if framed and framed[0].frame.firm:
        return Chosen(framed[0], framed[1], word, some, shares[framed[0].frame.event_type] / some)
    if framed:
        own = framed[0].frame.event_type
        shares[own] *= exp(weights.own_type)
    best = EventType(max(shares, key=lambda name: shares[name]))
    share = shares[best] / sum(shares.values())
    if not framed and some * share < weights.of_type:
        return None
    if framed and framed[0].frame.event_type is best:
        return Chosen(framed[0], framed[1], word, some, share)
    seen = generic_match(doc, word, best, is_trigger=is_trigger)
    return None if is_ended(doc, seen) or is_unreal(doc, seen.verb) else Chosen(seen, None, word, some, share)
