"""What every view needs: the words that say so, the sides of an event, its day, its terms."""

from collections.abc import Iterable, Mapping
from datetime import date

from communique.record import Entry, Event, Modality, Polarity, Quantity, Thread
from communique.record.process import Citation


def cite(entry: Entry) -> Citation:
    """Where an entry stands."""
    report = entry.report
    return Citation(
        act=entry.act,
        report=report.name,
        event=entry.event.id,
        quote=entry.event.evidence[0].quote,
        publisher=report.publisher,
        published=report.published,
        url=report.url,
    )


def told_in(thread: Thread, entries: Mapping[tuple[str, str], Entry]) -> list[Entry]:
    """The entries of a thread, in the order in which they were said; `entries` by report id and event id."""
    return sorted((e for link in thread.links if (e := entries.get(link.member.pair))), key=said)


def cite_all(entries: Iterable[Entry]) -> tuple[Citation, ...]:
    """Where entries stand, the earliest report first."""
    return tuple(cite(e) for e in sorted(entries, key=said))


def said(entry: Entry) -> tuple[date, str, int, str]:
    """By when it was said, then by report and where it stands there: as reports come in any order, never by number."""
    return entry.report.published or date.min, entry.report.id, entry.event.evidence[0].start, entry.event.id


def actor_sides(event: Event) -> tuple[str, ...]:
    """The sides that act, each once."""
    return tuple(dict.fromkeys(p.side for p in event.actors))


def recipient_sides(event: Event) -> tuple[str, ...]:
    """The sides acted upon, each once."""
    return tuple(dict.fromkeys(p.side for p in event.recipients))


def happened(event: Event) -> bool:
    """Whether the text says that it took place."""
    return event.modality is Modality.ACTUAL and event.polarity is Polarity.POSITIVE


def day_of(entry: Entry) -> str | None:
    """The day told, else that of publication."""
    if entry.event.time is not None:
        return entry.event.time.start
    return entry.report.published.isoformat() if entry.report.published else None


def taken_on(entry: Entry) -> str | None:
    """The day on which a position was taken: of what is only offered, planned or demanded, the day it was said."""
    if entry.event.modality is Modality.ACTUAL or entry.report.published is None:
        return day_of(entry)
    return entry.report.published.isoformat()


def terms_of(event: Event) -> tuple[str, ...]:
    """The quantities named, in words: "940 prisoners", "at least 30 days, each side"."""
    return tuple(dict.fromkeys(map(_term, event.quantities)))


_PLURALS = {"person": "people", "man": "men", "woman": "women", "child": "children", "body": "bodies"}
_ALIKE = frozenset("aircraft percent people personnel police staff cattle children".split())
_TOLD_IN_PLURAL = ("s", "men", "ese")
"""Endings of words that are plural as they stand, as reports often tell them: fishermen, women, Sudanese."""


def things(count: float | None, what: str) -> str:
    """What is counted, in the number that the count asks for: 1 prisoner of war, 40 prisoners of war."""
    noun, of, rest = what.partition(" of ")
    before, blank, last = noun.rpartition(" ")
    if count == 1 or not last.isalpha() or last in _ALIKE or last.endswith(_TOLD_IN_PLURAL) or last.isupper():
        return what
    if last[-1] == "y" and last[-2:-1] not in "aeiou":
        plural = last[:-1] + "ies"
    else:
        plural = last + ("es" if last.endswith(("ch", "sh", "x")) else "s")
    return before + blank + _PLURALS.get(last, plural) + of + rest


def _term(quantity: Quantity) -> str:
    def number(value: float) -> str:
        return f"{value:,.10g}"

    if quantity.value is not None:
        count = number(quantity.value)
    elif quantity.low is not None and quantity.high is not None:
        count = f"{number(quantity.low)} to {number(quantity.high)}"
    elif quantity.low is not None:
        count = f"at least {number(quantity.low)}"
    elif quantity.high is not None:
        count = f"at most {number(quantity.high)}"
    else:
        count = "some"
    return f"{count} {things(quantity.value, quantity.what)}" + (", each side" if quantity.per == "side" else "")
