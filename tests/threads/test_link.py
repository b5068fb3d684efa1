"""Which events of several reports are one thing, kind by kind."""

from typing import Any

import pytest
from tests.making import FRONT, NORTH, SOUTH, entries, on, reading, report

from communique.record import Entry, Party, PartyKind, ThreadKind
from communique.threads.bundle import Bundle
from communique.threads.keys import keys_of, questions_of
from communique.threads.link import LINKED, judge
from communique.threads.told import kind_of

OLDPORT = {"name": "Oldport", "country": "NOR", "lat": 60.0, "lon": 5.0}
FARPORT = {"name": "Farport", "country": "NOR", "lat": 63.0, "lon": 9.0}
SUBURB = {"name": "Oldport Heights", "country": "NOR", "lat": 60.03, "lon": 5.02}
FORTY = {"value": 40, "what": "prisoner"}


def told(kind: str, day: str = "2026-03-02", text: str = "It was told.", **slots: Any) -> Entry:
    """One event of a report of its own."""
    (found,) = entries(reading(report(f"{text} ({day} {kind} {sorted(slots)})", day=day), (text, kind, slots)))
    return found


def bundle(*told_before: Entry) -> Bundle:
    found = Bundle(kind_of(told_before[0].event))
    for entry in told_before:
        found.add(entry)
    return found


def toll(killed: int) -> dict[str, Any]:
    return {"killed": {"low": killed, "high": killed}}


HIT = told("ASSAULT", place=OLDPORT, time=on("2026-03-01"), casualties=toll(4), mode="drone")

ATTACKS: list[tuple[str, Entry, bool]] = [
    ("a later toll", told("ASSAULT", "2026-03-04", place=OLDPORT, time=on("2026-03-01"), casualties=toll(9)), True),
    ("a day's slip", told("ASSAULT", place=OLDPORT, time=on("2026-03-02")), True),
    ("its suburb", told("ASSAULT", place=SUBURB, time=on("2026-03-01")), True),
    ("a week later", told("ASSAULT", "2026-03-09", place=OLDPORT, time=on("2026-03-08")), False),
    ("another town", told("ASSAULT", place=FARPORT, time=on("2026-03-01")), False),
    ("a toll of another order", told("ASSAULT", place=OLDPORT, time=on("2026-03-01"), casualties=toll(80)), False),
    ("an abduction there", told("ASSAULT", place=OLDPORT, time=on("2026-03-01"), mode="abduct"), False),
    ("a protest there", told("PROTEST", place=OLDPORT, time=on("2026-03-01")), False),
]


@pytest.mark.parametrize(("entry", "linked"), [a[1:] for a in ATTACKS], ids=[a[0] for a in ATTACKS])
def test_attacks(entry: Entry, linked: bool) -> None:
    assert (judge(entry, bundle(HIT)).score >= LINKED) is linked


PLANNED = told(
    "CONSULT", actors=(NORTH, SOUTH), modality="planned", issue="talks", time=on("2026-03-22"), place=OLDPORT
)
MEETINGS: list[tuple[str, Entry, bool]] = [
    ("planned by another", told("CONSULT", actors=(SOUTH, NORTH), modality="planned", time=on("2026-03-22")), True),
    (
        "moved to another day",
        told("CONSULT", "2026-03-12", actors=(NORTH, SOUTH), modality="planned", issue="talks", time=on("2026-03-29")),
        True,
    ),
    ("held on the day", told("CONSULT", "2026-03-23", actors=(NORTH, SOUTH), time=on("2026-03-22")), True),
    ("held weeks before it", told("CONSULT", actors=(NORTH, SOUTH), time=on("2026-02-20")), False),
    ("of others", told("CONSULT", actors=(NORTH, FRONT), modality="planned", time=on("2026-03-22")), False),
    ("months later", told("CONSULT", "2026-07-01", actors=(NORTH, SOUTH), modality="planned"), False),
]


@pytest.mark.parametrize(("entry", "linked"), [m[1:] for m in MEETINGS], ids=[m[0] for m in MEETINGS])
def test_meetings(entry: Entry, linked: bool) -> None:
    assert (judge(entry, bundle(PLANNED)).score >= LINKED) is linked


STRUCK = told("AGREE", actors=(NORTH, SOUTH), issue="prisoners", quantities=[FORTY], time=on("2026-03-01"))
STEPS: list[tuple[str, Entry, bool]] = [
    (
        "a part is freed",
        told("RETREAT", "2026-03-05", actors=(NORTH,), recipients=(SOUTH,), issue="prisoners", mode="release"),
        True,
    ),
    ("one side refuses", told("REJECT", "2026-03-06", actors=(SOUTH,), issue="prisoners"), True),
    ("told again", told("AGREE", "2026-03-09", actors=(SOUTH, NORTH), issue="prisoners", time=on("2026-03-01")), True),
    ("another matter", told("AGREE", actors=(NORTH, SOUTH), issue="energy", time=on("2026-03-01")), False),
    ("other parties", told("RETREAT", "2026-03-05", actors=(FRONT,), issue="prisoners", mode="release"), False),
    (
        "another bargain",
        told(
            "AGREE",
            "2026-04-10",
            actors=(NORTH, SOUTH),
            issue="prisoners",
            quantities=[{"value": 12, "what": "prisoner"}],
            time=on("2026-04-09"),
        ),
        False,
    ),
    (
        "other people held",
        told("REQUEST", actors=(NORTH,), issue="prisoners", quantities=[{"value": 4, "what": "journalist"}]),
        False,
    ),
    ("welcomed by others", told("SUPPORT", actors=(FRONT,), issue="prisoners"), False),
]


@pytest.mark.parametrize(("entry", "linked"), [s[1:] for s in STEPS], ids=[s[0] for s in STEPS])
def test_bargains(entry: Entry, linked: bool) -> None:
    assert (judge(entry, bundle(STRUCK)).score >= LINKED) is linked


@pytest.mark.parametrize(
    ("entry", "thread"),
    [(e, HIT) for _, e, linked in ATTACKS if linked]
    + [(e, PLANNED) for _, e, linked in MEETINGS if linked]
    + [(e, STRUCK) for _, e, linked in STEPS if linked],
)
def test_what_belongs_together_is_found_by_its_keys(entry: Entry, thread: Entry) -> None:
    assert questions_of(entry) & keys_of(thread)


def test_blame_and_denial_stand_beside_the_attack_that_they_are_about() -> None:
    text = "A drone hit Oldport. Norland blamed the Front, which denied it.\n\nThe Front refused new talks."
    source = report(text)
    hit, blame, denial, other = entries(
        reading(
            source,
            ("A drone hit Oldport", "ASSAULT", {"place": OLDPORT}),
            ("Norland blamed the Front", "ACCUSE", {"actors": (NORTH,), "recipients": (FRONT,)}),
            ("which denied it", "REJECT", {"actors": (FRONT,)}),
            ("The Front refused new talks", "REJECT", {"actors": (FRONT,), "issue": "talks"}),
        )
    )
    thread = bundle(hit)
    assert judge(blame, thread).score >= LINKED
    assert judge(denial, thread).score >= LINKED
    assert judge(other, thread).score < LINKED


def test_the_reason_is_told_in_words() -> None:
    judged = judge(ATTACKS[0][1], bundle(HIT))
    assert judged.reason == "one place, one day, a toll"
    assert 0 < judged.score <= 1


def test_people_in_office_are_of_their_country() -> None:
    minister = Party(name="Ann Holm", kind=PartyKind.PERSON, country="NOR")
    other = Party(name="Bo Lind", kind=PartyKind.PERSON, country="SWE")
    entry = told("CONSULT", actors=(minister, other), modality="planned", issue="talks", time=on("2026-03-22"))
    assert judge(entry, bundle(PLANNED)).score >= LINKED


def test_kinds_of_threads() -> None:
    assert kind_of(HIT.event) is ThreadKind.INCIDENT
    assert kind_of(PLANNED.event) is ThreadKind.MEETING
    assert kind_of(STRUCK.event) is ThreadKind.AGREEMENT
    assert kind_of(told("ACCUSE", actors=(NORTH,)).event) is ThreadKind.STATEMENT
