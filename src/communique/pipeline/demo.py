"""The bundled story, read into a record as any other reports are."""

from dataclasses import replace
from pathlib import Path

from communique import __version__
from communique.pipeline.ingest import Intake, ingest
from communique.pipeline.reading import coder_name, load_reader, read_report
from communique.record import Process
from communique.sources import Item, items_of
from communique.store import Store
from communique.store.processes import put_process

STORY = Path(__file__).parent.parent / "demo"
"""Its reports, a file each."""
BORDER = Process(name="border", parties=("NOR", "SWE"), mediators=("KEN",))
"""Who deals with whom in it."""


def tell_story(store: Store) -> tuple[int, int]:
    """Reads the story into a record; how many reports and events it holds."""
    load_reader()
    intake = Intake(store, lambda: read_report, coder_name(), f"communique {__version__}")
    # By their names alone: where the package lies on a machine does not belong into a record.
    found = (
        replace(item, key=f"demo:{path.name}", name=path.name) if isinstance(item, Item) else item
        for path in sorted(STORY.glob("*.txt"))
        for item in items_of(str(path))
    )
    taken = list(ingest(intake, found, argument="demo"))
    with store.writing() as connection:
        put_process(connection, BORDER)
    return len(taken), sum(one.events for one in taken)
