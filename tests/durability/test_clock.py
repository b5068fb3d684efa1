"""A clock that is set back: everything keeps its order, and nothing lasts longer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.durability.filling import kept, take, write_reports

from communique.pipeline import review
from communique.record import Action
from communique.store import Store, reports, sessions
from communique.store import decisions as log
from communique.store.accounts import add_account
from communique.store.reports import acts_added_since, newest_number
from communique.store.schema import decision
from communique.store.sessions import open_session, session_of


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the clock by which the record stamps things."""

    def set_to(moment: str) -> None:
        for module in (reports, sessions, log):
            monkeypatch.setattr(module, "now", lambda: moment)

    return set_to


def test_with_a_clock_that_goes_back_everything_keeps_its_order(
    store: Store, tmp_path: Path, clock: Callable[[str], None]
) -> None:
    write_reports(tmp_path / "one", 3)
    write_reports(tmp_path / "other", 3, begin=3)
    clock("2026-03-05T12:00:00.000000+00:00")
    first = [taken.report for taken in take(store, tmp_path / "one")]
    with store.writing() as connection:
        seen = newest_number(connection)
        review.decide(connection, Action.ACCEPT, 1, reviewer="a", seen=0)
    clock("2026-03-01T12:00:00.000000+00:00")
    other = [taken.report for taken in take(store, tmp_path / "other")]
    assert kept(store) == first + other
    with store.writing() as connection:
        # What came after the last look is new, whatever the clock said.
        assert sorted(acts_added_since(connection, seen)) == [4, 5, 6]
        undone = review.undo(connection, 1, reviewer="a", seen=1)
        again = review.decide(connection, Action.REJECT, 1, reviewer="b", seen=undone.number)
        assert [d.number for d in log.load_decisions(connection, act=1)] == [1, 2, 3]
        assert log.load_decisions(connection, act=1, standing=True)[-1].number == again.number
        assert connection.execute(select(decision.c.at).order_by(decision.c.number)).scalars().all() == [
            "2026-03-05T12:00:00.000000+00:00",
            *["2026-03-01T12:00:00.000000+00:00"] * 2,
        ]
    assert [taken.outcome.value for taken in take(store, tmp_path / "one")] == ["unchanged"] * 3


def test_a_session_does_not_outlive_a_clock_that_goes_back(store: Store, clock: Callable[[str], None]) -> None:
    clock("2026-03-05T12:00:00.000000+00:00")
    with store.writing(shown=False) as connection:
        add_account(connection, "Rune", role="reviewer", password="x")  # noqa: S106 - a hash would stand here
        secret, session = open_session(connection, "Rune")
    for moment, held in (
        ("2026-03-05T23:59:00.000000+00:00", session),
        ("2026-03-06T00:01:00.000000+00:00", None),
        ("2026-03-05T11:30:00.000000+00:00", session),  # A clock that was put right.
        ("2026-03-04T12:00:00.000000+00:00", None),  # Else it would be good for a day and a half.
    ):
        clock(moment)
        with store.reading() as connection:
            assert session_of(connection, secret) == held, moment
