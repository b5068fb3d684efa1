"""Lists, counts and the search over everything say the same on both databases."""

from datetime import date

import pytest
from tests.web.story import HARBOUR, tell

from communique.lexicon import load_lexicon
from communique.pipeline.threads import thread_of_number, threads_by_number
from communique.record import EventType, Status
from communique.store import Store, StoreError
from communique.store.actors import count_actors, count_roles, dealings, entries_of_party, side_of_party
from communique.store.browse import Asked, count_events, find_reports, lines_of, load_report, near_copies, where_told
from communique.store.find import events_with, reports_with, threads_with
from communique.store.publishers import contradicted_threads, count_publishers, latest_reports
from communique.store.search import groups_of


@pytest.fixture
def told(store: Store) -> Store:
    """The story of the harbour."""
    tell(store)
    return store


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (Asked(), [3, 2, 1]),
        (Asked(words=groups_of("stavern")), [3, 2]),
        (Asked(publisher="Belt Post"), [3]),
        (Asked(since=date(2026, 3, 6)), [3, 2]),
        (Asked(until=date(2026, 3, 6), types=[EventType.REQUEST]), [1]),
        (Asked(process=HARBOUR, types=[EventType.ASSAULT], status=Status.MACHINE), [3, 2]),
        (Asked(status=Status.REJECTED), []),
    ],
)
def test_reports_by_what_is_asked(told: Store, asked: Asked, numbers: list[int]) -> None:
    with told.reading() as connection:
        found = find_reports(connection, asked)
        assert (found.numbers, found.capped) == (numbers, False)
        assert [line.events.get("ASSAULT", 0) for line in lines_of(connection, numbers)] == [
            {1: 0, 2: 2, 3: 1}[n] for n in numbers
        ]


def test_what_stands_in_reports_is_counted(told: Store) -> None:
    with told.reading() as connection:
        types, statuses = count_events(connection, [1, 2, 3])
        shown = load_report(connection, lines_of(connection, [2])[0].id)
        assert (types["ASSAULT"], types["REQUEST"], statuses["machine"]) == (2, 1, 3)
        assert (shown.number, near_copies(connection, shown)) == (2, ([], 0))
        assert where_told(connection, 1).report == load_report(connection, where_told(connection, 1).report).report.id
        with pytest.raises(StoreError):
            load_report(connection, "none")


def test_the_search_over_everything(told: Store) -> None:
    words = groups_of("Stavern", load_lexicon())
    with told.reading() as connection:
        reports, total = reports_with(connection, words, most=1, after=1)
        assert ([r.publisher for r in reports], total) == (["Sound Gazette"], 2)
        entries, total = events_with(connection, words, most=10)
        assert (entries[0].report.publisher, total) == ("Belt Post", 3)
        numbers, total = threads_with(connection, words, most=10)
        (found,) = threads_by_number(connection, numbers)
        assert (found.kind, total) == ("incident", 1)
        assert thread_of_number(connection, numbers[0]) == found
        assert thread_of_number(connection, 999) is None


def test_actors_and_what_they_do(told: Store) -> None:
    with told.reading() as connection:
        counts = {a.party: a for a in count_actors(connection)}
        assert counts["SWE"].roles == count_roles(connection, "SWE")
        assert counts["SWE"].types[EventType.ASSAULT] == 2
        assert [e.event.event_type for e in entries_of_party(connection, "NOR", "source", most=5)] == ["ASSAULT"]
        assert dealings(connection, "SWE").partners["NOR"] == 8
        assert side_of_party(connection, "Harbour Front") == "Harbour Front"


def test_publishers_and_how_they_stand_to_one_another(told: Store) -> None:
    with told.reading() as connection:
        counts = {p.name: p for p in count_publishers(connection)}
        assert {name: (p.reports, p.contradicted) for name, p in counts.items()} == {
            "The Harbour Wire": (1, 0),
            "Sound Gazette": (1, 1),
            "Belt Post": (1, 1),
        }
        assert [line.publisher for line in latest_reports(connection, "Belt Post")] == ["Belt Post"]
        assert [t.kind for t in contradicted_threads(connection, "Belt Post")] == ["incident"]
        assert contradicted_threads(connection, "The Harbour Wire") == []
