"""The bundled story shows what the pages are for: a swap carried out, a toll revised, a position that moved."""

from pathlib import Path

from communique.pipeline.demo import BORDER, STORY, tell_story
from communique.record import Issue, ThreadStatus
from communique.record.process import Stance
from communique.store import open_store
from communique.web.material import Shelf


def test_the_story_is_read_as_it_is_meant(tmp_path: Path) -> None:
    store = open_store(tmp_path / "demo.db")
    reports, events = tell_story(store)
    material = Shelf(store).material(BORDER.name)
    assert reports == len(list(STORY.glob("*.txt")))
    assert events > 3 * reports
    (swap,) = [a for a in material.agreements if a.promised and a.promised.value == 600]
    assert swap.delivered
    assert (swap.status, swap.delivered.value) == (ThreadStatus.PARTLY_IMPLEMENTED, 570)
    tolls = [i.killed for i in material.incidents if i.place and i.place.name == "Kongsvinger"]
    assert [(t.low, t.high, t.latest) for t in tolls if t] == [(8, 12, 12)]
    (sweden,) = [p for p in material.positions if p.party == "SWE" and p.issue is Issue.WITHDRAWAL]
    assert sweden.latest.stance is Stance.ACCEPTS
    assert {Stance.CONDITIONS, Stance.OFFERS, Stance.ACCEPTS} <= {m.stance for m in sweden.moves}
    assert [m.time.start for m in material.meetings if m.status is ThreadStatus.PLANNED and m.time] == ["2026-04-02"]
    store.close()
