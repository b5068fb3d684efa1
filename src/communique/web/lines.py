"""The lines of a timeline: what is told of one thing on one day, with what it is drawn and filtered by."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from communique.process import timeline
from communique.process.cite import day_of
from communique.record import Days, Entry, Issue, days_covered, independent_sources
from communique.record.process import TimelineEntry
from communique.web.classes import CLASS_OF, LANES, form_of, lane_of
from communique.web.svg.scale import MONTH, Window, window

ENOUGH = 30
"""Things that the first look at a timeline is to show."""
SIDES = 30
"""Sides at most to choose from."""
_LOOKS = (MONTH, 3 * MONTH, 365)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing told of one day. `dated` is False where only the report has a date; `days` is None without any."""

    entries: tuple[Entry, ...]
    thread: str | None
    independent: int
    days: Days | None
    dated: bool
    lane: str
    kind: str
    form: str
    issues: frozenset[str]
    sides: frozenset[str]

    @property
    def act(self) -> int:
        """The number that tells it from other lines: of its first telling."""
        return self.entries[0].act

    @property
    def told(self) -> TimelineEntry:
        """What it says, made when it is asked for: of thousands of lines a page shows some."""
        return timeline(self.entries, {e.act: self.thread for e in self.entries} if self.thread else {})[0]

    @property
    def vague(self) -> bool:
        """Whether it lies somewhere within several days."""
        return self.days is not None and self.days.number > 1


def lines_of(entries: Iterable[Entry], threads: Mapping[int, str]) -> list[Line]:
    """The lines, the latest first; tellings of one thing stand together where they say as surely that it happened."""
    alike: dict[Hashable, list[Entry]] = {}
    for entry in entries:
        event = entry.event
        thread = threads.get(entry.act, f"act {entry.act}")
        until = event.time.end if event.time else None
        key = (thread, day_of(entry), until, event.event_type, lane_of(event), form_of(event))
        alike.setdefault(key, []).append(entry)
    return sorted((_line(group, threads.get(group[0].act)) for group in alike.values()), key=_order, reverse=True)


def _line(group: Sequence[Entry], thread: str | None) -> Line:
    first = group[0]
    event = first.event
    days = days_covered(event.time)
    if days is None and first.report.published is not None:
        days = Days(first.report.published, first.report.published)
    return Line(
        entries=tuple(group),
        thread=thread,
        independent=independent_sources(group),
        days=days,
        dated=event.time is not None,
        lane=lane_of(event),
        kind=CLASS_OF[event.event_type],
        form=form_of(event),
        issues=frozenset(e.event.issue.value for e in group if e.event.issue),
        sides=frozenset(p.side for e in group for p in (*e.event.actors, *e.event.recipients)),
    )


def _order(line: Line) -> tuple[date, date, int]:
    days = line.days or Days(date.min, date.min)
    return days.first, days.last, line.act


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are asked for; what is empty asks for all."""

    lanes: tuple[str, ...] = ()
    issue: str = ""
    party: str = ""
    least: int = 1

    @property
    def shown(self) -> tuple[str, ...]:
        """The lanes that are drawn, from the top."""
        return tuple(lane for lane in LANES if not self.lanes or lane in self.lanes)

    def of(self, lines: Iterable[Line]) -> list[Line]:
        """Those that are asked for."""
        lanes = set(self.shown)
        return [
            line
            for line in lines
            if line.lane in lanes
            and (not self.issue or self.issue in line.issues)
            and (not self.party or self.party in line.sides)
            and line.independent >= self.least
        ]


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines of a process, the latest first, with what a page offers to choose from and where it begins."""

    all: list[Line]
    everything: Window
    look: Window
    issues: list[Issue]
    sides: list[str]


def made_of(entries: Iterable[Entry], threads: Mapping[int, str], newest: date) -> Lines:
    """The lines of a process whose newest report is of that day."""
    lines = lines_of(entries, threads)
    everything = whole(lines) or window(newest.toordinal(), MONTH)
    told = {issue for line in lines for issue in line.issues}
    issues = [issue for issue in Issue if issue.value in told]
    return Lines(lines, everything, first_look(lines, newest, everything), issues, sides_in(lines, SIDES))


def sides_in(lines: Iterable[Line], most: int) -> list[str]:
    """The sides that take part most often."""
    count = Counter(side for line in lines for side in line.sides)
    return [side for side, _ in count.most_common(most)]


def whole(lines: Iterable[Line]) -> Window | None:
    """The time that all lines lie in, with some room after it; None without any date."""
    days = [line.days for line in lines if line.days]
    if not days:
        return None
    first = min(d.first for d in days).toordinal()
    long = max(d.last for d in days).toordinal() - first + 1
    return window(first, long + 1 + long // 60)


def first_look(lines: Sequence[Line], newest: date, all_of_it: Window) -> Window:
    """The window of a page that nobody zoomed: the shortest of some up to the newest report that shows enough."""
    for days in _LOOKS:
        if days >= all_of_it.days:
            break
        ahead = days // 6
        look = window(newest.toordinal() + ahead - days + 1, days)
        if sum(1 for line in lines if line.days and look.touches(line.days) and line.days.number < days) >= ENOUGH:
            return look
    return all_of_it
