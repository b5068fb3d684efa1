"""A record stands the same in whichever order its reports come."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from tests.making import FRONT, NORTH, SOUTH, on, reading, report

from communique.pipeline.keeping import keep_reading
from communique.pipeline.review import split
from communique.pipeline.threads import all_threads, threads_of
from communique.process import agreements, incidents, meetings, timeline
from communique.record import Process, Reading, Thread
from communique.store import Store, open_store
from communique.store.events import of_report
from communique.store.processes import entries_of_process
from communique.store.threads import threads_of_acts


def told(day: str, publisher: str, *events: tuple[str, str, dict[str, Any]]) -> Reading:
    text = "\n\n".join(f"{quote}, {publisher} reports on {day}." for quote, _, _ in events)
    return reading(report(text, day=day, publisher=publisher, name=publisher), *events)


def hit(killed: int) -> dict[str, Any]:
    toll = {"killed": {"low": killed, "high": killed}}
    return {
        "place": {"name": "Oldport", "country": "NOR"},
        "time": on("2026-03-01"),
        "casualties": toll,
        "mode": "drone",
    }


BOTH = {"actors": (NORTH, SOUTH)}
SWAP = {"issue": "prisoners", "quantities": [{"value": 40, "what": "prisoner"}]}
FREED = {"issue": "prisoners", "actors": (NORTH,), "quantities": [{"value": 15, "what": "prisoner"}]}
TALKS = BOTH | {"issue": "talks", "place": {"name": "Farport", "country": "FIN"}}
PLANNED = TALKS | {"modality": "planned", "time": on("2026-03-05")}
STORY = (
    told(
        "2026-03-02",
        "Harbour Wire",
        ("A drone hit Oldport and killed 4", "ASSAULT", hit(4)),
        ("Norland blamed the Front", "ACCUSE", {"actors": (NORTH,), "recipients": (FRONT,)}),
        ("Norland and Southland may meet in Farport", "CONSULT", TALKS | {"modality": "possible"}),
    ),
    told(
        "2026-03-03",
        "Evening Post",
        ("The drone on Oldport killed 7", "ASSAULT", hit(7)),
        ("Norland and Southland are to meet in Farport", "CONSULT", PLANNED),
    ),
    told("2026-03-03", "Island Radio", ("Six died in Oldport", "ASSAULT", hit(6))),
    told(
        "2026-03-06",
        "Harbour Wire",
        ("Norland and Southland met in Farport", "CONSULT", TALKS | {"time": on("2026-03-05")}),
        ("They agreed to free 40 prisoners", "AGREE", BOTH | SWAP | {"time": on("2026-03-05")}),
    ),
    told(
        "2026-03-09",
        "Evening Post",
        ("Norland freed 15 prisoners", "RETREAT", FREED),
        ("Southland refused to free more prisoners", "REJECT", {"actors": (SOUTH,), "issue": "prisoners"}),
    ),
)


def kept(path: Path, story: Sequence[Reading]) -> Store:
    store = open_store(path)
    for one in story:
        with store.writing() as connection:
            keep_reading(connection, one, coder="test", extractor="test")
    return store


def plain(thread: Thread) -> str:
    """The thread without its number, which is given in the order of arrival."""
    return thread.model_copy(update={"id": ""}).model_dump_json()


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    store = kept(tmp_path_factory.mktemp("order") / "record.db", STORY)
    with store.reading() as connection:
        found = [plain(thread) for thread in all_threads(connection)]
    store.close()
    assert len(set(found)) == len(found) > 1
    return set(found)


ISSUES = ("prisoners", "withdrawal", "energy", "territory")
ORDERS = [*list(permutations(range(len(STORY))))[::5], tuple(reversed(range(len(STORY))))]


@pytest.mark.parametrize("order", ORDERS, ids=str)
def test_threads_do_not_hang_on_the_order(tmp_path: Path, expected: set[str], order: tuple[int, ...]) -> None:
    store = kept(tmp_path / "record.db", [STORY[n] for n in order])
    with store.reading() as connection:
        assert {plain(thread) for thread in all_threads(connection)} == expected
    store.close()


def test_views_do_not_hang_on_the_order(tmp_path: Path) -> None:
    process = Process(name="p", parties=("NOR", "SWE"))
    day = {"time": on("2026-03-01")}
    alike: list[tuple[str, str, dict[str, Any]]] = [
        ("They met", "CONSULT", BOTH | day),
        ("They fired", "ASSAULT", BOTH | day),
        ("They agreed", "AGREE", BOTH),
    ]
    other = [
        told("2026-03-02", f"Paper {n}", (w, k, s | {"issue": i})) for w, k, s in alike for n, i in enumerate(ISSUES)
    ]
    views = []
    for name, order in (("first", [*STORY, *other]), ("last", [*reversed(other), *reversed(STORY)])):
        store = kept(tmp_path / f"{name}.db", order)
        with store.reading() as connection:
            entries = entries_of_process(connection, process)
            threads = threads_of(connection, entries)
            numbers = threads_of_acts(connection, [e.act for e in entries])
        store.close()
        by_member = {(e.report.id, e.event.id): e for e in entries}
        lines = timeline(entries, {act: str(number) for act, (number, _) in numbers.items()})
        shown = [(line.day, line.sentence, [c.quote for c in line.citations]) for line in lines]
        listed = [m.citations[0].quote for m in meetings(threads, by_member)]
        listed += [i.citations[0].quote for i in incidents(threads, by_member)]
        listed += [a.steps[0].citations[0].quote for a in agreements(threads, by_member)]
        views.append((shown, listed))
    assert views[0] == views[1]


def test_newest_first_is_as_good_as_any_order(tmp_path: Path) -> None:
    """As feeds list them, and more of them than are placed again at a time, each hanging on the one before."""
    words: list[tuple[str, str, dict[str, Any]]] = [
        ("planned", "AGREE", {"modality": "planned"}),
        ("freed", "RETREAT", {}),
        ("refused", "REJECT", {}),
    ]
    story = []
    for number in range(24):
        said, kind, slots = words[number % 3]
        sides = {"actors": ((NORTH, SOUTH, FRONT)[number % 3],), "recipients": ((SOUTH, FRONT)[number % 2],)}
        about = {"issue": ("prisoners", "ceasefire", "withdrawal")[number // 2 % 3]} | sides | slots
        story.append(told(f"2026-03-{number + 2:02}", f"Paper {number}", (f"They {said} it {number}", kind, about)))
    found = []
    for name, order in (("first", story), ("last", list(reversed(story)))):
        store = kept(tmp_path / f"{name}.db", order)
        with store.reading() as connection:
            found.append({plain(thread) for thread in all_threads(connection)})
        store.close()
    assert found[0] == found[1]


def test_what_a_reviewer_cut_stays_cut_when_an_earlier_report_comes(tmp_path: Path) -> None:
    store = kept(tmp_path / "record.db", STORY[1:3])
    with store.writing() as connection:
        act = of_report(connection, 2)[0].act
        split(connection, act, reviewer="r")
        before = threads_of_acts(connection, [act])
        keep_reading(connection, STORY[0], coder="test", extractor="test")
        assert threads_of_acts(connection, [act]) == before
        together = [of_report(connection, number)[0].act for number in (1, 3)]
        assert len({thread for thread, _ in threads_of_acts(connection, together).values()}) == 1
    store.close()


def test_a_thread_is_found_where_its_later_part_was_told_first(tmp_path: Path) -> None:
    """More reports than are placed again: the thread is not cut between them and the rest."""
    days = [f"2026-03-{day:02}" for day in range(2, 22)]
    swap = BOTH | SWAP | {"time": on("2026-03-01")}
    story = [told(day, f"Paper of the {day}", ("Forty prisoners are to go home", "AGREE", swap)) for day in days]
    store = kept(tmp_path / "record.db", list(reversed(story)))
    with store.reading() as connection:
        (thread,) = all_threads(connection)
    assert [link.member.report for link in thread.links] == [one.report.id for one in story]
    store.close()
