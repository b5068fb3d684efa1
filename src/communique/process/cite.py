"""What every view needs: the words that say so, the sides of an event, its day, its terms."""

from collections.abc import Iterable, Mapping

from communique.record import Entry, Event, Modality, Polarity, Quantity, Thread
from communique.record.process import Citation

_LENGTHS = frozenset({"minute", "hour", "day", "week", "month", "year"})


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


def said(entry: Entry) -> tuple[str, int]:
    """By when it was said, then by act."""
    return entry.report.published.isoformat() if entry.report.published else "", entry.act


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
    what = quantity.what + "s" * (quantity.what in _LENGTHS and count != "1")
    return f"{count} {what}" + (", each side" if quantity.per == "side" else "")
