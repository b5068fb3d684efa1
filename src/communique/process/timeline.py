"""Everything in order of time; a vague date stays vague."""

from collections.abc import Iterable, Mapping

from communique.process.cite import cite, day_of, said
from communique.process.wording import sentence_of
from communique.record import Entry, independent_sources
from communique.record.process import TimelineEntry

_DAY = len("2026-01-31")


def timeline(entries: Iterable[Entry], threads: Mapping[int, str]) -> list[TimelineEntry]:
    """What is told, the earliest first; tellings of one thing by several reports on one day stand together.

    `threads` gives the number of the thread by act.
    """
    groups: dict[tuple[str | None, str, str], list[Entry]] = {}
    # By when they were said, never by number: reports come in any order.
    for entry in sorted(entries, key=said):
        key = (day_of(entry), str(entry.event.event_type), threads.get(entry.act, f"act {entry.act}"))
        groups.setdefault(key, []).append(entry)
    found = [_line(group, threads.get(group[0].act)) for group in sorted(groups.values(), key=lambda g: said(g[0]))]
    return sorted(found, key=lambda line: (line.day or "", line.until or ""))


def _line(group: list[Entry], thread: str | None) -> TimelineEntry:
    first = max(group, key=lambda e: e.event.confidence)
    time = first.event.time
    return TimelineEntry(
        day=day_of(first),
        until=time.end if time else None,
        told=time.text if time else None,
        exact=time is not None and time.start == time.end and len(time.start) == _DAY,
        kind=str(first.event.event_type),
        sentence=sentence_of(first),
        thread=thread,
        independent=independent_sources(group),
        citations=tuple(cite(e) for e in group),
    )
