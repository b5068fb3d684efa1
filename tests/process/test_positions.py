"""Where each party stands on each issue, and how it moved."""

from typing import Any

import pytest
from tests.making import NORTH, SOUTH, entries, event, reading, report

from communique.process import positions
from communique.process.positions import stance_of
from communique.record import Process
from communique.record.process import Stance

TALKS = Process(name="talks", parties=("NOR", "SWE"))


def said(day: str, kind: str, *, publisher: str = "Wire", **slots: Any) -> Any:
    text = f"On {day} it was told by {publisher}: {kind}."
    told = {"actors": (NORTH,), "recipients": (SOUTH,), "issue": "ceasefire"} | slots
    return reading(report(text, day=day, publisher=publisher), (text[:-1], kind, told))


@pytest.mark.parametrize(
    ("kind", "slots", "stance"),
    [
        ("REQUEST", {}, Stance.DEMANDS),
        ("REQUEST", {"polarity": "negative"}, None),
        ("REJECT", {}, Stance.REFUSES),
        ("AGREE", {"modality": "proposed"}, Stance.OFFERS),
        ("AGREE", {}, Stance.ACCEPTS),
        ("AGREE", {"polarity": "negative"}, Stance.REFUSES),
        ("AGREE", {"modality": "conditional"}, Stance.CONDITIONS),
        ("CONCEDE", {}, Stance.CONCEDES),
        ("RETREAT", {"modality": "planned"}, Stance.OFFERS),
        ("THREATEN", {"modality": "conditional"}, Stance.THREATENS),
        ("ASSAULT", {}, None),
        ("ASSESS", {}, None),
    ],
)
def test_what_an_event_says_of_a_position(kind: str, slots: dict[str, Any], stance: Stance | None) -> None:
    source = report("It was told.")
    assert stance_of(event(source, "It was told", kind, **slots)) is stance


def test_the_latest_stance_stands_and_the_way_to_it_is_kept() -> None:
    told = entries(
        said("2026-03-01", "REQUEST"),
        said("2026-03-02", "REQUEST", publisher="Paper"),
        said("2026-03-05", "REJECT"),
        said("2026-03-09", "AGREE", modality="proposed"),
    )
    (cell,) = positions(TALKS, told, history=True)
    assert (cell.party, cell.issue, cell.latest.stance) == ("NOR", "ceasefire", Stance.OFFERS)
    assert cell.since == "2026-03-09"
    assert [m.stance for m in cell.moves] == [Stance.DEMANDS, Stance.REFUSES, Stance.OFFERS]
    assert (cell.times, cell.independent, len(cell.history)) == (4, 2, 4)
    assert cell.latest.citations[0].quote.startswith("On 2026-03-09")


def test_a_stance_is_held_since_it_was_taken_whatever_its_terms() -> None:
    forty: dict[str, Any] = {"quantities": [{"value": 40, "what": "prisoner"}]}
    told = entries(said("2026-03-01", "REJECT"), said("2026-03-02", "REQUEST"), said("2026-03-05", "REQUEST", **forty))
    (cell,) = positions(TALKS, told)
    assert (cell.since, cell.latest.terms) == ("2026-03-02", ("40 prisoners",))


def test_sources_that_exclude_each_other_are_shown() -> None:
    told = entries(said("2026-03-01", "AGREE"), said("2026-03-01", "REJECT", publisher="Paper"))
    (cell,) = positions(TALKS, told)
    assert cell.contradictions == ("2026-03-01: accepts and refuses",)


def test_others_have_no_cell() -> None:
    told = entries(said("2026-03-01", "REQUEST", actors=(SOUTH,)), said("2026-03-02", "REQUEST", issue=None))
    assert [c.party for c in positions(TALKS, told)] == ["SWE"]


def test_an_offer_is_taken_on_the_day_it_is_made_not_on_the_day_it_is_for() -> None:
    later: dict[str, Any] = {"time": {"start": "2026-04-30", "end": "2026-04-30"}, "modality": "proposed"}
    told = entries(said("2026-03-01", "RETREAT", **later), said("2026-03-05", "REJECT"))
    (cell,) = positions(TALKS, told)
    assert [(m.day, m.stance) for m in cell.moves] == [("2026-03-01", Stance.OFFERS), ("2026-03-05", Stance.REFUSES)]
