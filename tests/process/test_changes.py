"""What new reports changed in the views of a process."""

from tests.making import NORTH, SOUTH, entries, on, reading, report

from communique.process import changes, positions
from communique.record import Process
from communique.record.process import Stance

TALKS = Process(name="talks", parties=("NOR", "SWE"))


def test_a_position_that_moved_is_told_with_where_it_stood_before() -> None:
    first, second = report("They refused.", day="2026-03-01"), report("They agreed. It rained.", day="2026-03-05")
    slots = {"actors": (NORTH,), "recipients": (SOUTH,), "issue": "ceasefire"}
    told = entries(
        reading(first, ("They refused", "REJECT", slots)),
        reading(second, ("They agreed", "AGREE", slots), ("It rained", "ASSESS", {"time": on("2026-03-05")})),
    )
    found = changes(positions(TALKS, told), (), (), (), told, {2, 3})
    (moved,) = found.positions
    assert moved.before is not None
    assert (moved.before.stance, [m.stance for m in moved.moves]) == (Stance.REFUSES, [Stance.ACCEPTS])
    assert moved.turned
    assert [e.act for e in found.others] == [3]


def test_nothing_new_is_nothing_changed() -> None:
    told = entries(reading(report("They refused."), ("They refused", "REJECT", {"actors": (NORTH,), "issue": "talks"})))
    found = changes(positions(TALKS, told), (), (), (), told, ())
    assert not (found.positions or found.agreements or found.meetings or found.incidents or found.others)
