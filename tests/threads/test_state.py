"""How threads stand: tolls by rule, meetings, what of a bargain was carried out."""

from typing import Any

import pytest
from tests.making import NORTH, SOUTH, entries, on, reading, report

from communique.record import Entry, Link, Member, ThreadStatus
from communique.threads import place
from communique.threads.bundle import Bundle
from communique.threads.casualties import RULES, toll_of
from communique.threads.link import Judged
from communique.threads.state import state_of, thread_of
from communique.threads.told import kind_of


def story(*events: tuple[str, str, dict[str, Any]]) -> list[Entry]:
    """One event a day from 2 March on: its words, its type, its slots."""
    told = [
        reading(report(f"{words} {day}.", day=f"2026-03-{day:02}", publisher=f"P{day}"), (words, kind, slots))
        for day, (words, kind, slots) in enumerate(events, 2)
    ]
    return entries(*told)


def bundle(told: list[Entry]) -> Bundle:
    found = Bundle(kind_of(told[0].event))
    for entry in told:
        found.add(entry)
    return found


def killed(low: int | None, high: int | None) -> dict[str, Any]:
    return {"casualties": {"killed": {"low": low, "high": high}}}


TOLL = story(
    ("eight died", "ASSAULT", killed(8, 8)),
    ("at least nine died", "ASSAULT", killed(9, None)),
    ("six died", "ASSAULT", killed(6, 6)),
    ("six died after all", "ASSAULT", killed(6, 6)),
)


def test_every_claim_is_kept_and_the_bounds_hold_them_all() -> None:
    toll = toll_of(TOLL, "killed")
    assert toll is not None
    assert (toll.low, toll.high, toll.latest) == (6, 9, 6)
    assert [c.bounds.low for c in toll.claims] == [8, 9, 6, 6]
    assert next(c.quote for c in toll.claims) == "eight died"


@pytest.mark.parametrize(("rule", "best"), [("latest", 6), ("highest", 9), ("lowest", 6), ("most-told", 6)])
def test_the_best_figure_is_chosen_by_a_named_rule(rule: str, best: int) -> None:
    toll = toll_of(TOLL, "killed", rule)
    assert toll is not None
    assert (toll.best, toll.rule) == (best, rule)
    assert rule in RULES


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(KeyError):
        toll_of(TOLL, "killed", "loudest")


def freed(count: int, **slots: Any) -> dict[str, Any]:
    return {"issue": "prisoners", "mode": "release", "quantities": [{"value": count, "what": "prisoner"}]} | slots


STRUCK = (
    "they agreed",
    "AGREE",
    {"actors": (NORTH, SOUTH), "issue": "prisoners", "quantities": [{"value": 100, "what": "prisoner"}]},
)
BOTH = {"actors": (NORTH, SOUTH)}


@pytest.mark.parametrize(
    ("steps", "status", "delivered"),
    [
        ([], ThreadStatus.AGREED, None),
        ([("freed", freed(30, time=on("2026-03-03"), **BOTH))], ThreadStatus.PARTLY_IMPLEMENTED, 30),
        (
            [
                ("freed", freed(30, time=on("2026-03-03"), **BOTH)),
                ("freed more", freed(50, time=on("2026-03-04"), **BOTH)),
            ],
            ThreadStatus.PARTLY_IMPLEMENTED,
            80,
        ),
        (
            [
                ("freed", freed(30, time=on("2026-03-03"), **BOTH)),
                ("all freed", freed(100, time=on("2026-03-04"), **BOTH)),
            ],
            ThreadStatus.IMPLEMENTED,
            100,
        ),
        (
            [
                ("freed", freed(30, time=on("2026-03-03"), **BOTH)),
                ("none freed", freed(30, polarity="negative", **BOTH)),
            ],
            ThreadStatus.SUSPENDED,
            30,
        ),
    ],
    ids=["struck", "a part", "two parts", "all", "halted"],
)
def test_what_of_a_bargain_was_carried_out(
    steps: list[tuple[str, dict[str, Any]]], status: ThreadStatus, delivered: float | None
) -> None:
    state = state_of(bundle(story(STRUCK, *((words, "RETREAT", slots) for words, slots in steps))))
    assert state.status is status
    assert state.promised is not None
    assert state.promised.value == 100
    assert (state.delivered.value if state.delivered else None) == delivered


def test_each_sides_part_is_told_where_the_parts_make_the_whole() -> None:
    told = story(
        STRUCK,
        ("north gives", "RETREAT", freed(60, modality="planned", actors=(NORTH,))),
        ("south gives", "RETREAT", freed(40, modality="planned", actors=(SOUTH,))),
    )
    state = state_of(bundle(told))
    assert state.promised is not None
    assert {(p.by, p.value) for p in state.promised.parts} == {("NOR", 60), ("SWE", 40)}


def meet(modality: str, day: str | None = None, **slots: Any) -> tuple[str, str, dict[str, Any]]:
    times = {"time": on(day)} if day else {}
    return f"a meeting, {modality}", "CONSULT", {"modality": modality, "issue": "talks"} | BOTH | times | slots


@pytest.mark.parametrize(
    ("told", "status", "day"),
    [
        ([meet("possible")], ThreadStatus.POSSIBLE, None),
        ([meet("possible"), meet("planned", "2026-03-22")], ThreadStatus.PLANNED, "2026-03-22"),
        ([meet("planned", "2026-03-22"), meet("possible", "2026-03-22")], ThreadStatus.PLANNED, "2026-03-22"),
        ([meet("planned", "2026-03-22"), meet("planned", "2026-03-29")], ThreadStatus.PLANNED, "2026-03-29"),
        ([meet("planned", "2026-03-04"), meet("actual", "2026-03-04")], ThreadStatus.HELD, "2026-03-04"),
        ([meet("planned", "2026-03-22"), meet("planned", polarity="negative")], ThreadStatus.CANCELLED, None),
    ],
    ids=["possible", "then planned", "spoken of with less certainty", "moved", "held", "called off"],
)
def test_how_a_meeting_stands(
    told: list[tuple[str, str, dict[str, Any]]], status: ThreadStatus, day: str | None
) -> None:
    state = state_of(bundle(story(*told)))
    assert state.status is status
    if day is not None:
        assert state.time is not None
        assert state.time.start == day


def test_what_one_report_says_is_not_held_against_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a report of many statements costs in proportion to their number."""
    calls: list[object] = []

    def judge(*told: object) -> Judged:
        calls.append(told)
        return Judged(0.0, "")

    monkeypatch.setattr(place, "judge", judge)
    text = " ".join(f"Norland protested for the {number}th time." for number in range(20))
    told = [(f"Norland protested for the {number}th time", "PROTEST", {"actors": (NORTH,)}) for number in range(20)]
    grown = place.place_report(entries(reading(report(text), *told)), [], {})
    assert len(grown) == 20
    assert calls == []


def test_who_did_it_is_contradicted_by_name() -> None:
    told = story(
        ("a drone hit the port", "ASSAULT", {"actors": (NORTH,)}), ("they hit it", "ASSAULT", {"actors": (SOUTH,)})
    )
    links = [Link(member=Member(report=e.report.id, event=e.event.id), score=1, reason="one place") for e in told]
    thread = thread_of("1", bundle(told), links)
    assert thread.contradictions == ("who did it: Norland / Southland",)


def test_a_vague_day_told_later_does_not_blur_an_exact_one() -> None:
    month = {"start": "2026-03", "end": "2026-03", "text": "last month"}
    met = {"actors": (NORTH, SOUTH), "issue": "prisoners"}
    told = story(
        ("they agreed", "AGREE", met | {"time": on("2026-03-01")}), ("as agreed", "AGREE", met | {"time": month})
    )
    state = state_of(bundle(told))
    assert state.time is not None
    assert state.time.start == "2026-03-01"
    moved = story(
        ("they agreed", "AGREE", met | {"time": on("2026-02-27")}), ("as agreed", "AGREE", met | {"time": month})
    )
    time = state_of(bundle(moved)).time
    assert time is not None
    assert time.start == "2026-03"
