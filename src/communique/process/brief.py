"""What changed since a day: each sentence with where it stands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from communique.process.agreements import agreements
from communique.process.cite import cite, said
from communique.process.incidents import incidents
from communique.process.meetings import meetings
from communique.process.positions import positions
from communique.process.wording import sentence_of
from communique.record import Entry, Process, Thread, Toll
from communique.record.process import Citation

MOST = 5
"""Citations at most behind one sentence."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a brief, and where it stands."""

    sentence: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """What changed: sections by title, those without news left out."""

    process: Process
    since: date
    reports: int
    sections: tuple[tuple[str, tuple[Line, ...]], ...]


def brief(
    process: Process,
    entries: Sequence[Entry],
    threads: Sequence[Thread],
    *,
    since: date,
    acts: Collection[int] | None = None,
) -> Brief:
    """What reports published on or after `since` changed in the state of a process; or, with `acts`, what these did."""
    by_member = {(e.report.id, e.event.id): e for e in entries}
    if acts is None:
        acts = {e.act for e in entries if e.report.published is not None and e.report.published >= since}
    news = [e for e in entries if e.act in acts]
    new = {e.act for e in news}
    touched = [t for t in threads if any((e := by_member.get(link.member.pair)) and e.act in new for link in t.links)]
    sections = (
        ("Positions", _position_lines(process, entries, new)),
        ("Agreements", _agreement_lines(touched, by_member, new)),
        ("Meetings", _meeting_lines(touched, by_member, new)),
        ("Incidents", _incident_lines(touched, by_member, new)),
        ("Also told", _other_lines(news, touched)),
    )
    return Brief(
        process=process,
        since=since,
        reports=len({e.report.id for e in news}),
        sections=tuple((title, tuple(lines)) for title, lines in sections if lines),
    )


def _new_citations(citations: Iterable[Citation], new: Collection[int]) -> tuple[Citation, ...]:
    return tuple(c for c in citations if c.act in new)[:MOST]


def _position_lines(process: Process, entries: Sequence[Entry], new: Collection[int]) -> list[Line]:
    lines = []
    for position in positions(process, entries):
        before = [m for m in position.moves if not _new_citations(m.citations, new)]
        for move in position.moves:
            cited = _new_citations(move.citations, new)
            if not cited:
                continue
            toward = f" toward {', '.join(move.toward)}" if move.toward else ""
            terms = f" ({'; '.join(move.terms)})" if move.terms else ""
            was = f"; before, it {before[-1].stance}" if before and before[-1].stance is not move.stance else ""
            issue = position.issue.value.replace("_", " ")
            lines.append(Line(f"{position.party} {move.stance} on {issue}{toward}{terms}{was}.", cited))
    return lines


def _agreement_lines(
    threads: Sequence[Thread], entries: Mapping[tuple[str, str], Entry], new: Collection[int]
) -> list[Line]:
    lines = []
    for agreement in agreements(threads, entries):
        cited = _new_citations((c for step in agreement.steps for c in step.citations), new)
        parts = [f"{' and '.join(agreement.parties)}: {(agreement.status or 'no status').replace('_', ' ')}"]
        if agreement.promised:
            parts.append(f"{agreement.promised.value:g} {agreement.promised.what} promised")
        if agreement.delivered:
            parts.append(f"{agreement.delivered.value:g} delivered")
        about = f" on {agreement.issue.value.replace('_', ' ')}" if agreement.issue else ""
        lines.append(Line(f"The agreement{about} of {', '.join(parts)}.", cited))
    return [line for line in lines if line.citations]


def _meeting_lines(
    threads: Sequence[Thread], entries: Mapping[tuple[str, str], Entry], new: Collection[int]
) -> list[Line]:
    lines = []
    for meeting in meetings(threads, entries):
        when = f" on {meeting.time.start}" if meeting.time else ""
        where = f" in {meeting.place.name}" if meeting.place else ""
        status = meeting.status or "told"
        sentence = f"A meeting of {', '.join(meeting.parties) or 'the parties'}{where}{when}: {status}."
        lines.append(Line(sentence, _new_citations(meeting.citations, new)))
    return [line for line in lines if line.citations]


def _incident_lines(
    threads: Sequence[Thread], entries: Mapping[tuple[str, str], Entry], new: Collection[int]
) -> list[Line]:
    lines = []
    for incident in incidents(threads, entries):
        where = f" in {incident.place.name}" if incident.place else ""
        when = f" on {incident.time.start}" if incident.time else ""
        tolls = [t for t in (_toll(incident.killed, "killed"), _toll(incident.injured, "injured")) if t]
        told = f": {'; '.join(tolls)}" if tolls else ""
        blame = f"; {', '.join(incident.blamed_by)} blames {', '.join(incident.accused)}" if incident.blamed_by else ""
        denial = f"; {', '.join(incident.denied_by)} denies" if incident.denied_by else ""
        cited = _new_citations(incident.citations, new)
        lines.append(Line(f"An attack{where}{when}{told}{blame}{denial}.", cited))
    return [line for line in lines if line.citations]


def _toll(toll: Toll | None, what: str) -> str | None:
    if toll is None or toll.latest is None:
        return None
    bounds = "" if toll.low == toll.high else f" (claims from {toll.low} to {toll.high})"
    return f"{toll.latest} {what}{bounds}"


def _other_lines(news: Sequence[Entry], threads: Sequence[Thread]) -> list[Line]:
    """What stands alone: told once, in no thread of several reports and no position."""
    told = {link.member.pair for thread in threads if len(thread.links) > 1 for link in thread.links}
    alone = [e for e in sorted(news, key=said) if (e.report.id, e.event.id) not in told and not e.event.issue]
    return [Line(f"{sentence_of(e)}.", (cite(e),)) for e in alone]
