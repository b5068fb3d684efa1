"""The ledger, meetings, incidents, the timeline and the brief of one small story."""

from datetime import date
from typing import Any

import pytest
from tests.making import FRONT, NORTH, SOUTH, entries, on, reading, report

from communique.process import agreements, as_html, as_markdown, as_text, brief, incidents, meetings, timeline
from communique.process.cite import things
from communique.process.wording import blame_of, meeting_phrase, sentence_of
from communique.record import Entry, Link, Member, Process, Thread, ThreadKind
from communique.record.process import Blame, Implementation
from communique.threads.bundle import Bundle
from communique.threads.place import place_report
from communique.threads.state import thread_of

STORY = Process(name="story", parties=("NOR", "SWE"))
OLDPORT = {"name": "Oldport", "country": "NOR"}


def prisoners(count: int) -> list[dict[str, Any]]:
    return [{"value": count, "what": "prisoner"}]


def build() -> tuple[list[Entry], list[Thread]]:
    both = {"actors": (NORTH, SOUTH)}
    told = [
        reading(
            report("They agreed to free 100. They may meet in Oldport.", day="2026-03-01", publisher="Wire"),
            (
                "They agreed to free 100",
                "AGREE",
                both | {"issue": "prisoners", "quantities": prisoners(100), "time": on("2026-03-01")},
            ),
            (
                "They may meet in Oldport",
                "CONSULT",
                both | {"issue": "talks", "modality": "possible", "place": OLDPORT},
            ),
        ),
        reading(
            report(
                "Forty went home. A drone hit Oldport. Norland blamed the Front.", day="2026-03-04", publisher="Paper"
            ),
            (
                "Forty went home",
                "RETREAT",
                both | {"issue": "prisoners", "mode": "release", "quantities": prisoners(40), "time": on("2026-03-03")},
            ),
            (
                "A drone hit Oldport",
                "ASSAULT",
                {"place": OLDPORT, "time": on("2026-03-03"), "casualties": {"killed": {"low": 2, "high": 2}}},
            ),
            ("Norland blamed the Front", "ACCUSE", {"actors": (NORTH,), "recipients": (FRONT,)}),
        ),
        reading(
            report("They will meet in Oldport on 20 March. Five died, said some.", day="2026-03-06", publisher="Post"),
            (
                "They will meet in Oldport on 20 March",
                "CONSULT",
                both | {"issue": "talks", "modality": "planned", "time": on("2026-03-20"), "place": OLDPORT},
            ),
            (
                "Five died, said some",
                "ASSAULT",
                {"place": OLDPORT, "time": on("2026-03-03"), "casualties": {"killed": {"low": 5, "high": 5}}},
            ),
        ),
    ]
    found = entries(*told)
    growing: list[Any] = []
    for one in told:
        growing = place_report([e for e in found if e.report == one.report], growing, {})
    threads = [thread_of(str(n), g.bundle, list(g.links.values())) for n, g in enumerate(growing, 1)]
    return found, threads


ENTRIES, THREADS = build()
BY_MEMBER = {(e.report.id, e.event.id): e for e in ENTRIES}


def test_the_ledger_says_what_was_promised_and_delivered() -> None:
    (line,) = agreements(THREADS, BY_MEMBER)
    assert line.promised is not None
    assert line.delivered is not None
    assert (line.promised.value, line.delivered.value) == (100, 40)
    assert line.implementation is Implementation.MINIMAL
    assert [step.citations[0].quote for step in line.steps] == ["They agreed to free 100", "Forty went home"]


def test_a_meeting_goes_from_possible_to_planned() -> None:
    (meeting,) = meetings(THREADS, BY_MEMBER)
    assert (meeting.status, meeting.place and meeting.place.name) == ("planned", "Oldport")
    assert meeting.parties == ("NOR", "SWE")
    assert len(meeting.citations) == 2


def test_an_attack_has_bounds_and_who_blames_whom() -> None:
    (attack,) = incidents(THREADS, BY_MEMBER)
    assert attack.killed is not None
    assert (attack.killed.low, attack.killed.high, attack.killed.latest) == (2, 5, 5)
    assert (attack.blamed_by, attack.accused) == (("NOR",), ("Harbour Front",))


def test_the_timeline_is_in_order_and_says_what_is_vague() -> None:
    lines = timeline(ENTRIES, {BY_MEMBER[link.member.pair].act: t.id for t in THREADS for link in t.links})
    assert [line.day for line in lines] == sorted(line.day or "" for line in lines)
    exact = {line.sentence: line.exact for line in lines}
    assert exact["Norland and Southland may meet on talks in Oldport"] is False
    assert exact["Norland and Southland agreed (100 prisoners) on prisoners"] is True


def test_a_brief_tells_only_what_is_new_each_sentence_with_its_source() -> None:
    told = brief(STORY, ENTRIES, THREADS, since=date(2026, 3, 5))
    assert told.reports == 1
    assert {title for title, _ in told.sections} == {"Meetings", "Incidents"}
    assert all(line.citations for _, lines in told.sections for line in lines)
    assert "5 killed (claims from 2 to 5)" in as_text(told)


def test_a_brief_leaves_nothing_new_out_and_tells_it_once() -> None:
    fenland = {"name": "Fenland", "kind": "government", "country": "FIN"}
    wire = report("Fenland proposed a truce. Norland accused Southland. They fired.", publisher="Wire")
    post = report("Norland accused Southland again.", day="2026-03-03", publisher="Post")
    accused = {"actors": (NORTH,), "recipients": (SOUTH,), "issue": "ceasefire"}
    found = entries(
        reading(
            wire,
            ("Fenland proposed a truce", "AGREE", {"actors": (fenland,), "issue": "talks", "modality": "proposed"}),
            ("Norland accused Southland", "ACCUSE", accused),
            ("They fired", "ASSAULT", {"actors": (SOUTH,)}),
        ),
        reading(post, ("Norland accused Southland again", "ACCUSE", accused)),
    )

    def thread(number: str, kind: ThreadKind, *places: int) -> Thread:
        members = [Member(report=found[n].report.id, event=found[n].event.id) for n in places]
        return Thread(id=number, kind=kind, links=tuple(Link(member=m, score=1, reason="a test") for m in members))

    threads = [thread("1", ThreadKind.STATEMENT, 1, 3), thread("2", ThreadKind.INCIDENT, 2)]
    mediated = Process(name="story", parties=("NOR", "SWE"), mediators=("FIN",))
    told = dict(brief(mediated, found, threads, since=date(2026, 3, 1)).sections)
    assert [line.sentence for line in told["Also told"]] == [
        "Fenland would, it is proposed, agree on talks.",
        "Norland accused Southland on ceasefire.",
    ]
    assert len(told["Also told"][1].citations) == 2
    assert [line.sentence for line in told["Incidents"]] == ["An attack."]


def test_a_brief_calls_countries_by_their_names() -> None:
    told = as_text(brief(STORY, ENTRIES, THREADS, since=date(2026, 3, 1), names={"NOR": "Norland", "SWE": "Southland"}))
    assert "A meeting of Norland and Southland in Oldport on 2026-03-20 is planned." in told
    assert "Norland blames Harbour Front" in told


@pytest.mark.parametrize(
    ("blamed_by", "denied_by", "said"),
    [
        (("A",), (), ["A blames C"]),
        (("A", "B"), ("C",), ["A and B blame C", "C denies it"]),
        ((), ("A", "B", "C"), ["A, B and C deny it"]),
    ],
    ids=["one", "two", "three"],
)
def test_the_verb_agrees_with_who_says_it(blamed_by: Any, denied_by: Any, said: list[str]) -> None:
    (attack,) = incidents(THREADS, BY_MEMBER)
    blames = tuple(Blame(by=by, whom=("C",)) for by in blamed_by)
    told = attack.model_copy(update={"blamed_by": blamed_by, "blames": blames, "denied_by": denied_by})
    assert blame_of(told, {}) == said


def test_nobody_is_told_to_blame_whom_only_the_other_blames() -> None:
    source = report("Rockets hit Oldport. Norland blamed Southland. Southland blamed Norland and the Front.")
    told = reading(
        source,
        ("Rockets hit Oldport", "ASSAULT", {"actors": (SOUTH,), "place": OLDPORT}),
        ("Norland blamed Southland", "ACCUSE", {"actors": (NORTH,), "recipients": (SOUTH,)}),
        ("Southland blamed Norland and the Front", "ACCUSE", {"actors": (SOUTH,), "recipients": (NORTH, FRONT)}),
    )
    found = entries(told)
    (grown,) = place_report(found, [], {})
    by_member = {(e.report.id, e.event.id): e for e in found}
    (attack,) = incidents([thread_of("1", grown.bundle, list(grown.links.values()))], by_member)
    assert blame_of(attack, {"NOR": "Norland"}) == ["Norland blames SWE", "SWE blames Norland and Harbour Front"]


@pytest.mark.parametrize(
    ("count", "what", "said"),
    [
        (1, "prisoner", "prisoner"),
        (40, "prisoner of war", "prisoners of war"),
        (3, "body", "bodies"),
        (2, "sick person", "sick people"),
        (9, "aircraft", "aircraft"),
        (2, "city", "cities"),
        (46, "men", "men"),
        (4, "fishermen", "fishermen"),
        (3, "children", "children"),
        (60, "Sudanese", "Sudanese"),
    ],
    ids=str,
)
def test_things_are_told_in_their_number(count: float, what: str, said: str) -> None:
    assert things(count, what) == said


@pytest.mark.parametrize(
    ("parties", "status", "said"),
    [
        (("A",), None, "A meeting with A is told of"),
        ((), "cancelled", "A meeting was called off"),
        (("A", "B"), "held", "A meeting of A and B was held"),
    ],
    ids=["one side", "nobody named", "held"],
)
def test_what_is_told_of_a_meeting_is_a_sentence(parties: Any, status: Any, said: str) -> None:
    (meeting,) = meetings(THREADS, BY_MEMBER)
    bare = meeting.model_copy(update={"parties": parties, "status": status, "time": None, "place": None})
    assert meeting_phrase(bare, {}) == said


def test_what_nobody_did_is_told_of_nobody() -> None:
    one = report("No meeting took place.")
    (entry,) = entries(reading(one, ("No meeting took place", "CONSULT", {"polarity": "negative"})))
    assert sentence_of(entry) == "Nobody met"


def test_nothing_new_is_said_so() -> None:
    told = brief(STORY, ENTRIES, THREADS, since=date(2027, 1, 1))
    assert as_text(told).endswith("Nothing new is told.\n")


HOSTILE = "A <script>alert(1)</script> & [link](x) told *all*"


@pytest.mark.parametrize("write", [as_html, as_markdown])
def test_what_a_report_says_stays_text(write: Any) -> None:
    source = report(HOSTILE + ".", day="2026-03-06", publisher="<b>P</b>")
    found = entries(reading(source, (HOSTILE, "PROTEST", {"actors": (NORTH,)})))
    member = Member(report=source.id, event="e1")
    thread = Thread(
        id="1", kind=ThreadKind.STATEMENT, links=(Link(member=member, score=1, reason="the first to tell it"),)
    )
    written = write(brief(STORY, found, [thread], since=date(2026, 3, 1)))
    assert "<script>" not in written.replace("\\<script\\>", "")
    assert "<b>P" not in written.replace("\\<b\\>P", "")


def test_an_empty_bundle_has_no_core() -> None:
    assert Bundle(THREADS[0].kind).core == []
