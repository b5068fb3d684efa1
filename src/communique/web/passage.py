"""The text of a report cut into paragraphs and stretches, each with the events whose evidence covers it.

Offsets are Unicode code points, which is what Python's strings count in; nothing here is escaped or made into HTML.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from communique.record import Entry, Event
from communique.web.classes import CLASS_NAMES, CLASS_OF, form_of

LONGEST = 2_500
"""Code points of a paragraph; a longer one is cut, at the end of a sentence where there is one."""
SHORTEST = 200
"""Code points at least of a piece that is cut within a sentence."""
CROWDED = 8
"""Events of a paragraph from which on it is cut at its sentences, so that the cards stay beside their words."""
PART = 66_000
"""Bytes of a part of a report, by a rough count of what the page makes of it."""
CARD, STRETCH = 1_000, 110
"""Bytes that a card, and a stretch with events, take beside their words."""
QUOTED = 600
"""Code points at most of a quote that is shown, or copied, in a card."""
CARDS = 36
"""Cards at most beside one piece of the text; the other events on its words are in the files."""
NAMED = 12
"""Events at most that a stretch names as its own."""
LAYERS = 3
"""Lines at most under one stretch."""
_BETWEEN = re.compile(r"\n[^\S\n]*\n")
_SENTENCE = re.compile(r"[.!?…][\"'”’»)\]]*\s+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that the same events cover: `layers` are the class and form of each line under them, `first` are the acts
    whose first evidence begins here, `last` those whose first evidence ends here."""

    text: str
    acts: tuple[int, ...] = ()
    layers: tuple[tuple[str, str], ...] = ()
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text, or a piece of a long one: its stretches, and the entries whose cards stand beside it.

    `opens` says whether a paragraph of the report begins here.
    """

    start: int
    end: int
    opens: bool
    stretches: tuple[Stretch, ...] = ()
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """As much of a report as one page shows."""

    paragraphs: tuple[Paragraph, ...]
    _acts: frozenset[int] = field(default=frozenset())

    def shown(self, act: int | None) -> frozenset[int]:
        """The acts whose cards are shown: CARDS of a piece, and the one that is asked for."""
        found = {e.act for each in self.paragraphs for e in each.entries[:CARDS]}
        return frozenset(found | ({act} & self._acts if act is not None else set()))

    def holds(self, act: int) -> bool:
        """Whether the card of this act stands in the part."""
        return act in self._acts


def parts_of(text: str, entries: Sequence[Entry]) -> list[Part]:
    """The parts of a report with its events; one, for most reports."""
    paragraphs = _filled(text, _pieces(text, entries), entries)
    parts: list[list[Paragraph]] = [[]]
    weight = 0
    for paragraph in paragraphs:
        own = _weight(paragraph)
        if parts[-1] and weight + own > PART:
            parts.append([])
            weight = 0
        parts[-1].append(paragraph)
        weight += own
    return [Part(tuple(p), frozenset(e.act for each in p for e in each.entries)) for p in parts]


def _pieces(text: str, entries: Sequence[Entry]) -> list[Paragraph]:
    """The paragraphs, those cut that are long or crowded."""
    found: list[Paragraph] = []
    starts = sorted(_first(e.event)[0] for e in entries)
    edges = [0, *(edge for match in _BETWEEN.finditer(text) for edge in match.span()), len(text)]
    for begin, end in zip(edges[::2], edges[1::2], strict=True):
        words = text[begin:end].strip()
        if words:
            start = text.index(words[0], begin)
            stop = start + len(words)
            crowd = bisect_left(starts, stop) - bisect_left(starts, start)
            longest = LONGEST if crowd <= CROWDED else max(1, len(words) * CROWDED // crowd)
            found += _cut(text, start, stop, longest)
    return found


def _cut(text: str, start: int, end: int, longest: int) -> list[Paragraph]:
    found: list[Paragraph] = []
    begin = start
    while end - begin > longest:
        ends = [m.end() for m in _SENTENCE.finditer(text, begin, min(end, begin + LONGEST))]
        near = [e for e in ends if e - begin <= longest] or ends[:1]
        blank = text.rfind(" ", begin + 1, begin + max(longest, SHORTEST))
        stop = near[-1] if near else blank + 1 if blank > 0 else begin + LONGEST
        if stop >= end:
            break
        found.append(Paragraph(begin, stop, opens=begin == start))
        begin = stop
    return [*found, Paragraph(begin, end, opens=begin == start)]


def _filled(text: str, pieces: Sequence[Paragraph], entries: Sequence[Entry]) -> list[Paragraph]:
    """The pieces with their stretches and cards. An event whose words are in no piece goes with the last before it."""
    cards: dict[int, list[Entry]] = {}
    for entry in sorted(entries, key=lambda e: (_first(e.event), e.act)):
        start = _first(entry.event)[0]
        place = max((n for n, p in enumerate(pieces) if p.start <= start), default=0)
        cards.setdefault(place, []).append(entry)
    events = {e.act: e.event for e in entries}
    spans = sorted((s.start, s.end, act) for act, event in events.items() for s in set(event.evidence))
    found = []
    for number, piece in enumerate(pieces):
        own = [span for span in spans if span[0] < piece.end and span[1] > piece.start]
        stretches = _stretches(text, piece, own, events)
        found.append(replace(piece, stretches=stretches, entries=tuple(cards.get(number, ()))))
    return found


def _stretches(
    text: str, piece: Paragraph, spans: Sequence[tuple[int, int, int]], events: Mapping[int, Event]
) -> tuple[Stretch, ...]:
    """The words between two places where evidence begins or ends."""
    edges = {piece.start, piece.end}
    for start, end, _ in spans:
        edges |= {max(start, piece.start), min(end, piece.end)}
    ordered = sorted(edges)
    found = []
    for start, end in pairwise(ordered):
        acts = tuple(sorted({act for begin, stop, act in spans if begin < end and stop > start}))
        first = tuple(act for act in acts if _first(events[act])[0] == start)
        last = tuple(act for act in acts if _first(events[act])[1] == end)
        found.append(Stretch(text[start:end], acts, _layers([events[act] for act in acts]), first, last))
    return tuple(found)


def _first(event: Event) -> tuple[int, int]:
    """Where its first evidence stands in the text."""
    return min((span.start, span.end) for span in event.evidence)


def _layers(events: Sequence[Event]) -> tuple[tuple[str, str], ...]:
    """The lines under a stretch: one a class, in the order of the legend; the surest form where events differ."""
    forms: dict[str, list[str]] = {}
    for event in events:
        forms.setdefault(CLASS_OF[event.event_type], []).append(form_of(event))
    sure = ("actual", "planned", "open", "denied")
    return tuple((name, min(forms[name], key=sure.index)) for name in CLASS_NAMES if name in forms)[:LAYERS]


def _weight(paragraph: Paragraph) -> int:
    words = sum(len(s.text.encode()) + 4 * sum(map(s.text.count, "<>&'\"")) for s in paragraph.stretches)
    marks = sum(STRETCH + 8 * min(len(s.acts), NAMED) for s in paragraph.stretches if s.acts)
    entries = paragraph.entries[:CARDS]
    quotes = sum(min(len(e.event.evidence[0].quote), QUOTED) * 2 for e in entries)
    names = sum(2 * len(p.name) for e in entries for p in (*e.event.actors, *e.event.recipients, *e.event.attribution))
    return words + marks + CARD * len(entries) + quotes + names + 60
