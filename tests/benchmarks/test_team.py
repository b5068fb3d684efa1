"""A team on one record for some seconds: nothing is lost, and what would be lost without the rules is seen."""

import pytest
from benchmarks.team import at_once, fill, team
from benchmarks.team_proof import hold, proofs
from tests.store.conftest import where

from communique.pipeline import review

__all__ = ["where"]
REPORTS = 40


@pytest.mark.parametrize("processes", [1, 2])
def test_no_update_is_lost_and_no_error_is_left_unhandled(where: str, processes: int) -> None:
    before = fill(where, REPORTS)
    told = at_once(where, writers=6, readers=8, seconds=3, processes=processes, seed=3)
    assert told.errors == {}
    found = proofs(where, told, before)
    assert hold(found), found
    assert len(told.decided) > 0
    assert len(told.spent["positions"]) > 0


def test_who_decides_unseen_is_seen_by_the_proof(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review, "check_seen", lambda *_: None)
    before = fill(where, REPORTS)
    told = team(where, ([f"w{n}" for n in range(12)], []), 4, 3)
    found = proofs(where, told, before)
    assert found["that overrule one that was not seen"] != 0
    assert not hold(found)
