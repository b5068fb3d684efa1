"""What changed since a day: each sentence with where it stands."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from communique.process.agreements import agreements
from communique.process.cite import cite_all, things
from communique.process.cite import said as said_at
from communique.process.incidents import incidents
from communique.process.meetings import meetings
from communique.process.positions import positions, states_position
from communique.process.wording import blame_of, listed, meeting_phrase, sentence_of, stance_phrases
from communique.record import Entry, Process, Thread, ThreadKind, Toll
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
    names: Mapping[str, str] = MappingProxyType({}),
) -> Brief:
    """What reports published on or after `since` changed in the state of a process; or, with `acts`, what these did.

    `names` gives the names of sides that are told by a code.
    """
    by_member = {(e.report.id, e.event.id): e for e in entries}
    if acts is None:
        acts = {e.act for e in entries if e.report.published is not None and e.report.published >= since}
    news = [e for e in entries if e.act in acts]
    new = {e.act for e in news}
    touched = [t for t in threads if any((e := by_member.get(link.member.pair)) and e.act in new for link in t.links)]
    sections = (
        ("Positions", _position_lines(process, entries, new, names)),
        ("Agreements", _agreement_lines(touched, by_member, new, names)),
        ("Meetings", _meeting_lines(touched, by_member, new, names)),
        ("Incidents", _incident_lines(touched, by_member, new, names)),
        ("Also told", _other_lines(process, news, touched, by_member)),
    )
    return Brief(
        process=process,
        since=since,
        reports=len({e.report.id for e in news}),
        sections=tuple((title, tuple(lines)) for title, lines in sections if lines),
    )


def _new_citations(citations: Iterable[Citation], new: Collection[int]) -> tuple[Citation, ...]:
    return tuple(c for c in citations if c.act in new)[:MOST]


def _position_lines(
    process: Process, entries: Sequence[Entry], new: Collection[int], names: Mapping[str, str]
) -> list[Line]:
    lines = []
    for position in positions(process, entries):
        before = [m for m in position.moves if not _new_citations(m.citations, new)]
        for move in position.moves:
            cited = _new_citations(move.citations, new)
            if not cited:
                continue
            toward = f" toward {listed([names.get(s, s) for s in move.toward])}" if move.toward else ""
            terms = f" ({'; '.join(move.terms)})" if move.terms else ""
            other = before and before[-1].stance is not move.stance
            was = f"; it {stance_phrases(before[-1].stance)[1]} before" if other else ""
            party, stance = names.get(position.party, position.party), stance_phrases(move.stance)[0]
            issue = position.issue.value.replace("_", " ")
            lines.append(Line(f"{party} {stance} {issue}{toward}{terms}{was}.", cited))
    return lines


def _agreement_lines(
    threads: Sequence[Thread], entries: Mapping[tuple[str, str], Entry], new: Collection[int], names: Mapping[str, str]
) -> list[Line]:
    lines = []
    for agreement in agreements(threads, entries):
        cited = _new_citations((c for step in agreement.steps for c in step.citations), new)
        parties = listed([names.get(side, side) for side in agreement.parties])
        parts = [(agreement.status or "told of").replace("_", " ")]
        if agreement.promised:
            parts.append(
                f"{agreement.promised.value:g} {things(agreement.promised.value, agreement.promised.what)} promised"
            )
        if agreement.delivered:
            parts.append(f"{agreement.delivered.value:g} delivered")
        about = f" on {agreement.issue.value.replace('_', ' ')}" if agreement.issue else ""
        of = f" of {parties}" if parties else ""
        lines.append(Line(f"The agreement{about}{of}: {', '.join(parts)}.", cited))
    return [line for line in lines if line.citations]


def _meeting_lines(
    threads: Sequence[Thread], entries: Mapping[tuple[str, str], Entry], new: Collection[int], names: Mapping[str, str]
) -> list[Line]:
    lines = [
        Line(f"{meeting_phrase(meeting, names)}.", _new_citations(meeting.citations, new))
        for meeting in meetings(threads, entries)
    ]
    return [line for line in lines if line.citations]


def _incident_lines(
    threads: Sequence[Thread], entries: Mapping[tuple[str, str], Entry], new: Collection[int], names: Mapping[str, str]
) -> list[Line]:
    lines = []
    for incident in incidents(threads, entries):
        where = f" in {incident.place.name}" if incident.place else ""
        when = f" on {incident.time.start}" if incident.time else ""
        tolls = [t for t in (_toll(incident.killed, "killed"), _toll(incident.injured, "injured")) if t]
        told = f": {'; '.join(tolls)}" if tolls else ""
        said = "".join(f"; {clause}" for clause in blame_of(incident, names))
        cited = _new_citations(incident.citations, new)
        lines.append(Line(f"An attack{where}{when}{told}{said}.", cited))
    return [line for line in lines if line.citations]


def _toll(toll: Toll | None, what: str) -> str | None:
    if toll is None or toll.latest is None:
        return None
    bounds = "" if toll.low == toll.high else f" (claims from {toll.low} to {toll.high})"
    return f"{toll.latest} {what}{bounds}"


def _other_lines(
    process: Process, news: Sequence[Entry], threads: Sequence[Thread], entries: Mapping[tuple[str, str], Entry]
) -> list[Line]:
    """What no other section tells of, words that several reports tell in one line.

    A position that is told again is no news; what a mediator proposes is, though mediators have no positions.
    """
    told = {c.act for agreement in agreements(threads, entries) for step in agreement.steps for c in step.citations}
    told |= {c.act for meeting in meetings(threads, entries) for c in meeting.citations}
    told |= {c.act for incident in incidents(threads, entries) for c in incident.citations}
    words = {link.member.pair: t.id for t in threads if t.kind is ThreadKind.STATEMENT for link in t.links}
    together: dict[str | int, list[Entry]] = {}
    for entry in sorted(news, key=said_at):
        if entry.act not in told and not states_position(process, entry.event):
            together.setdefault(words.get((entry.report.id, entry.event.id), entry.act), []).append(entry)
    return [Line(f"{sentence_of(group[0])}.", cite_all(group)[:MOST]) for group in together.values()]
