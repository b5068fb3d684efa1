"""Lists by page: filters, order and places in both kinds of record."""

from datetime import date
from typing import Any

import pytest
from tests.making import FRONT, NORTH, SOUTH, on, reading, report

from communique.lexicon import load_lexicon
from communique.pipeline import review
from communique.pipeline.keeping import keep_reading, reread
from communique.pipeline.threads import threads_by_number
from communique.record import Action, EventType, Issue, Modality, Process, Status, Thread, ThreadKind
from communique.store import Store
from communique.store.actor_list import actor, actors_page
from communique.store.engine import changes
from communique.store.lists import (
    EventFilter,
    Page,
    ReportFilter,
    ThreadFilter,
    acts_of_threads,
    decisions_page,
    events_page,
    reports_page,
    threads_page,
)
from communique.store.processes import put_process, when_made
from communique.store.reports import number_of, when_added
from communique.store.walk import entries_in_order

TALKS = Process(name="talks", parties=("NOR", "SWE"))


@pytest.fixture
def told(store: Store) -> Store:
    """Four reports with five events."""
    made: list[tuple[str, dict[str, Any], list[tuple[str, str, dict[str, Any]]]]] = [
        (
            "Norland demanded that Southland leave. The two sides met in March.",
            {"day": "2026-03-20"},
            [
                ("Norland demanded", "REQUEST", {"actors": (NORTH,), "recipients": (SOUTH,), "issue": "withdrawal"}),
                (
                    "met in March",
                    "CONSULT",
                    {"actors": (NORTH, SOUTH), "time": {"start": "2026-03", "end": "2026-03"}, "issue": "talks"},
                ),
            ],
        ),
        ("The front threatened the port.", {"day": "2026-04-01"}, [("threatened", "THREATEN", {"actors": (FRONT,)})]),
        (
            "Zelenskyy may attend, an aide said.",
            {"day": "2026-04-02", "publisher": "Belt Post"},
            [("may attend", "CONSULT", {"actors": (SOUTH,), "modality": "possible"})],
        ),
        (
            "The two sides met again.",
            {"day": "2026-04-03"},
            [("met again", "CONSULT", {"actors": (NORTH, SOUTH), "time": on("2026-04-03"), "issue": "talks"})],
        ),
    ]
    for number, (text, about, events) in enumerate(made):
        with store.writing() as connection:
            source = report(text, name=f"{number}.txt", **about)
            keep_reading(connection, reading(source, *events), coder="test", extractor="test")
    with store.writing() as connection:
        put_process(connection, TALKS)
    return store


@pytest.mark.parametrize(
    ("asked", "acts"),
    [
        ({}, [1, 2, 3, 4, 5]),
        ({"event_type": EventType.CONSULT}, [2, 4, 5]),
        ({"event_type": EventType.CONSULT, "issue": Issue.TALKS}, [2, 5]),
        ({"modality": Modality.POSSIBLE}, [4]),
        ({"actor": "SWE"}, [2, 4, 5]),
        ({"side": "SWE"}, [1, 2, 4, 5]),
        ({"side": "SWE" * 100}, []),
        ({"process": TALKS}, [1, 2, 5]),
        ({"status": Status.REJECTED}, []),
        # What took place in March took place on any day of it.
        ({"first": date(2026, 3, 1), "last": date(2026, 3, 31)}, [1, 2]),
        ({"first": date(2026, 3, 2), "last": date(2026, 3, 31)}, [1]),
        ({"last": date(2026, 3, 1)}, [2]),
        ({"first": date(2026, 1, 1)}, [1, 2, 3, 4, 5]),
        ({"first": date(1, 1, 1), "last": date(9999, 12, 31)}, [1, 2, 3, 4, 5]),
        ({"report": "0" * 16}, []),
    ],
)
def test_events_by_their_slots(told: Store, asked: dict[str, Any], acts: list[int]) -> None:
    with told.reading() as connection:
        found = events_page(connection, EventFilter(**asked), Page(50, newest=False))
        back = events_page(connection, EventFilter(**asked), Page(50))
    assert [entry.act for entry in found] == acts
    assert [entry.act for entry in back] == acts[::-1]
    assert all(entry.report.text == "" for entry in found)


@pytest.mark.parametrize(("asked", "acts"), [({"actor": "SWE"}, [5, 4, 2]), ({"side": "SWE"}, [5, 4, 2, 1])])
def test_a_side_that_is_often_named_has_the_same_events(
    told: Store, monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any], acts: list[int]
) -> None:
    monkeypatch.setattr("communique.store.lists.MANY", 2)
    with told.reading() as connection:
        assert [entry.act for entry in events_page(connection, EventFilter(**asked), Page(50))] == acts


def test_a_page_begins_where_the_one_before_ended(told: Store) -> None:
    with told.reading() as connection:
        assert [e.act for e in events_page(connection, EventFilter(), Page(2, after=4))] == [3, 2]
        assert [e.act for e in events_page(connection, EventFilter(), Page(2, after=4, newest=False))] == [5]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["0.txt", "1.txt", "2.txt", "3.txt"]),
        ({"publisher": "Belt Post"}, ["2.txt"]),
        ({"first": date(2026, 4, 1), "last": date(2026, 4, 2)}, ["1.txt", "2.txt"]),
        ({"last": date.min}, []),
        ({"words": "two sides"}, ["0.txt", "3.txt"]),
        ({"words": '"met again"'}, ["3.txt"]),
        ({"words": "зеленський"}, ["2.txt"]),
        ({"words": "?!"}, []),
        ({"process": TALKS}, ["0.txt", "3.txt"]),
    ],
)
def test_reports_by_what_is_said_of_them(told: Store, asked: dict[str, Any], names: list[str]) -> None:
    wanted = ReportFilter(**asked, lexicon=load_lexicon() if "words" in asked else None)
    with told.reading() as connection:
        found = reports_page(connection, wanted, Page(50, newest=False))
        assert [listed.report.name for listed in found] == names
        assert [listed.report.name for listed in reports_page(connection, wanted, Page(50))] == names[::-1]
        assert all(number_of(connection, listed.report.id) == listed.number for listed in found)


def test_threads_by_kind_issue_and_process(told: Store) -> None:
    with told.reading() as connection:

        def listed(wanted: ThreadFilter) -> list[Thread]:
            return threads_by_number(connection, threads_page(connection, wanted, Page(50)))

        meetings = threads_by_number(
            connection, threads_page(connection, ThreadFilter(kind=ThreadKind.MEETING), Page(50))
        )
        assert meetings
        assert all(thread.kind is ThreadKind.MEETING for thread in meetings)
        inside = listed(ThreadFilter(process=TALKS))
        acts = acts_of_threads(connection, inside)
        assert sorted(acts.values()) == [1, 2, 5]
        assert {t.issue for t in listed(ThreadFilter(issue=Issue.TALKS))} == {Issue.TALKS}
        assert listed(ThreadFilter(least=100)) == []


def test_what_changed_since(told: Store) -> None:
    with told.reading() as connection:
        before = changes(connection)
        assert events_page(connection, EventFilter(since=before), Page(50)) == []
    with told.writing() as connection:
        decision = review.decide(connection, Action.REJECT, 3, reviewer="ada")
    with told.reading() as connection:
        assert events_page(connection, EventFilter(since=before), Page(50)) == []
        rejected = events_page(connection, EventFilter(since=before, status=Status.REJECTED), Page(50))
        assert [entry.act for entry in rejected] == [3]
        assert decisions_page(connection, Page(5), reviewer="ada") == [decision]
        assert decisions_page(connection, Page(5), action=Action.ACCEPT) == []
    with told.writing() as connection:
        source = report("The two sides met again.", day="2026-04-03", name="3.txt")
        again = reading(source, ("sides met again", "CONSULT", {"actors": (NORTH, SOUTH)}))
        reread(connection, 4, again, coder="newer")
    with told.reading() as connection:
        assert [entry.act for entry in events_page(connection, EventFilter(since=before + 1), Page(50))] == [5]


def test_actors_by_page(told: Store) -> None:
    with told.reading() as connection:
        first = actors_page(connection, most=2)
        rest = actors_page(connection, most=2, after=first[-1].key)
        assert {a.key for a in first} | {a.key for a in rest} == {"NOR", "SWE", "Harbour Front"}
        assert len(first) + len(rest) == 3
        sweden = actor(connection, "SWE")
        assert sweden is not None
        assert (sweden.acting, sweden.acted_upon, sweden.source) == (3, 1, 0)
        assert actor(connection, "nobody") is None


def test_a_process_is_walked_alone_and_in_parts(told: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.store.walk._PART", 2)
    with told.reading() as connection:
        pages = list(entries_in_order(connection, process=TALKS))
        assert [[entry.act for entry in page] for page in pages] == [[1, 2], [5]]
        late = list(entries_in_order(connection, process=TALKS, since=date(2026, 4, 1)))
        assert [entry.act for page in late for entry in page] == [5]
        assert pages[0][0].report.text


def test_when_things_came(told: Store) -> None:
    with told.reading() as connection:
        added = when_added(connection, [1, 5, 999])
        assert set(added) == {1, 5}
        assert added[1] < added[5] < when_made(connection, "talks")
