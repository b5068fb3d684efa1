"""What the tests fill records with: reports with copies and bytes, and decisions of every kind."""

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select
from tests.making import FRONT, NORTH, SOUTH, on, reading, report

from communique.pipeline import review
from communique.pipeline.ingest import Intake, Taken, ingest
from communique.pipeline.keeping import keep_reading
from communique.record import Action, Process, Reading, Report
from communique.sources import items_of
from communique.store import Store, open_store, schema
from communique.store.accounts import add_account
from communique.store.audit import note
from communique.store.events import entry_of_act
from communique.store.items import mark_done
from communique.store.processes import put_process
from communique.store.sessions import open_session

BOTH: dict[str, Any] = {"actors": (NORTH, SOUTH)}
LONG = (
    "Norland and Southland agreed to free 40 prisoners of war at the bridge near Oldport on Sunday, after talks that "
    "went on for three days. Norland demanded a ceasefire. The Harbour Front attacked a depot at Oldport."
)
READINGS = (
    (LONG, "2026-03-01", "Wire"),
    (LONG + " The bridge was closed.", "2026-03-02", "Paper"),
    ("Norland freed 40 prisoners of war at the bridge. Southland refused a ceasefire.", "2026-03-04", "Paper"),
)


_WORDS = (
    "the talks at bridge in valley and harbour of prisoners who were freed by both sides after a week with envoys from "
    "three states that had asked for guarantees while trucks of aid waited near border under rain until evening came"
).split()


def _events(text: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    forty: list[dict[str, Any]] = [{"value": 40, "what": "prisoner"}]
    every: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("agreed to free 40 prisoners", "AGREE", BOTH | {"issue": "prisoners", "quantities": forty}),
        ("Norland demanded a ceasefire", "REQUEST", {"actors": (NORTH,), "issue": "ceasefire"}),
        ("attacked a depot at Oldport", "ASSAULT", {"actors": (FRONT,), "time": on("2026-03-01")}),
        ("Norland freed 40 prisoners", "RETREAT", BOTH | {"issue": "prisoners", "quantities": forty}),
        ("Southland refused a ceasefire", "REJECT", {"actors": (SOUTH,), "issue": "ceasefire"}),
    )
    for quote, kind, slots in every:
        if quote in text:
            yield quote, kind, slots


def told(store: Store) -> None:
    """Reports with copies, decided upon in every way; an account that is signed in."""
    for number, (text, day, publisher) in enumerate(READINGS, 1):
        one = reading(report(text, day=day, publisher=publisher, name=f"{number}.txt"), *_events(text))
        with store.writing() as connection:
            kept = keep_reading(connection, one, coder="t", extractor="t", raw=text.encode(), media_type="text/plain")
            mark_done(connection, f"/in/{number}.txt", f"{number}.txt", "/in", sha256="0", report=kept.number)
    with store.writing() as connection:
        review.decide(connection, Action.ACCEPT, 1, reviewer="Rune")
        review.decide(connection, Action.REJECT, 2, reviewer="Rune")
        event = entry_of_act(connection, 3).event
        review.decide(connection, Action.EDIT, 3, reviewer="Rita", event=event.model_copy(update={"actors": (SOUTH,)}))
        undone = review.decide(connection, Action.ACCEPT, 4, reviewer="Rita")
        review.undo(connection, undone.number, reviewer="Rita")
        review.split(connection, 7, reviewer="Rune")
        put_process(connection, Process(name="story", parties=("NOR", "SWE")))
        add_account(connection, "Rune", role="reviewer", password="x")  # noqa: S106 - a hash would stand here
        open_session(connection, "Rune")
        note(connection, "signed in", account="Rune", address="127.0.0.1")


def write_reports(folder: Path, count: int, *, begin: int = 0) -> None:
    """Small reports, no two alike."""
    folder.mkdir(exist_ok=True)
    for number in range(begin, begin + count):
        rng = random.Random(number)
        words = " ".join(rng.choices(_WORDS, k=60))
        text = f"Publisher: Outlet {number % 7}\nPublished: 2026-03-{1 + number % 28:02}\n\n"
        body = f"Norland demanded a ceasefire number {number}, and said {words}.\n"
        (folder / f"{number:04}.txt").write_text(text + body, encoding="utf8")


def read(source: Report) -> Reading:
    """A reader that is quick."""
    return reading(source, ("Norland demanded a ceasefire", "REQUEST", {"actors": (NORTH,), "issue": "ceasefire"}))


def take(store: Store, folder: Path) -> Iterator[Taken]:
    """Takes a folder in."""
    intake = Intake(store, lambda: read, "coder", "extractor")
    return ingest(intake, items_of(str(folder)), argument=str(folder))


def kept(store: Store) -> list[str]:
    """The ids of the reports that a record holds, in their order."""
    with store.reading() as connection:
        return list(connection.execute(select(schema.report.c.id).order_by(schema.report.c.number)).scalars())


def main(where: str, *folders: str) -> None:
    """Takes folders in, in a process of its own; says of each report that it is kept."""
    store = open_store(where)
    for folder in folders:
        for taken in take(store, Path(folder)):
            sys.stdout.write(f"{taken.outcome} {taken.report}\n")
            sys.stdout.flush()
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
