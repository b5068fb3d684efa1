"""Looks for what is wrong with a record, and mends what can be computed again. No report or decision is ever deleted.

Each look goes through one part of the record. To mend, it is repeated in the transaction that mends, so that nothing
comes between, and once more behind it: only what is no longer found is called mended.
"""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from communique.pipeline.thread_looks import look_at_copies, look_at_links, look_at_states
from communique.store import Connection, Store, open_store
from communique.store.engine import is_server
from communique.store.event_looks import look_at_events, look_at_verdicts
from communique.store.file_looks import is_damaged, look_at_file, look_at_mark
from communique.store.finding import Finding, Key, Look, Problem, found
from communique.store.looks import (
    look_at_counters,
    look_at_decisions,
    look_at_items,
    look_at_references,
    look_at_reports,
    look_at_schema,
)
from communique.store.salvage import Salvaged, salvage
from communique.store.word_looks import look_at_words

LOOKS: tuple[Look, ...] = (
    look_at_schema,
    look_at_references,
    look_at_counters,
    look_at_reports,
    look_at_decisions,
    look_at_verdicts,
    look_at_events,
    look_at_words,
    look_at_copies,
    look_at_links,
    look_at_states,
    look_at_items,
)
"""What is looked at, in an order in which what is mended early is what later looks rest on."""
UNSEEN = Problem("parts that cannot be looked at while events cannot be read", "mend what is told above first")
SAMPLE = 1_000
"""Reports and threads that a quick look takes."""


def examine(where: str, *, mend: bool = False, quick: bool = False) -> Iterator[Finding]:
    """What is wrong with the record at `where`, in the order in which it is looked for; StoreError where it is none.

    `quick` takes a sample of reports and threads, and does not hold every index against its table.
    """
    if not is_server(where):
        path = Path(where)
        findings = look_at_mark(path, mend=mend)
        if not findings and path.is_file():
            findings = look_at_file(path, quick=quick, mend=mend)
        yield from findings
        if is_damaged(findings) or any(not finding.mended for finding in findings if finding.problem.mend is not None):
            return
    store = open_store(where, create=False)
    try:
        for look in LOOKS:
            yield from _findings(store, look, SAMPLE if quick else None, mend=mend)
    finally:
        store.close()


def save_readable(where: Path, new: Path) -> tuple[Salvaged, list[Finding]]:
    """Writes what can be read of a damaged file into a new record, and computes again what follows from it.

    What came of it, and what was found wrong with the new record, mended where it could be.
    """
    told = salvage(where, new)
    return told, list(examine(str(new), mend=True))


def _findings(store: Store, look: Look, sample: int | None, *, mend: bool) -> Iterator[Finding]:
    with store.reading() as connection:
        wrong = _wrong(connection, look, sample)
    if not mend or not any(problem.mend for problem in wrong):
        yield from (found(problem, keys) for problem, keys in wrong.items())
        return
    with store.writing() as connection:
        wrong = _wrong(connection, look, sample)
        for problem, keys in wrong.items():
            if problem.mend is not None:
                problem.mend(connection, keys)
        left = _wrong(connection, look, sample)
    for problem, keys in wrong.items():
        rest = set(left.pop(problem, []))
        gone = [key for key in keys if key not in rest]
        if gone and problem.mend is not None:
            yield found(problem, gone, mended=True)
        if len(gone) < len(keys):
            yield found(problem, [key for key in keys if key in rest])
    yield from (found(problem, keys) for problem, keys in left.items())


def _wrong(connection: Connection, look: Look, sample: int | None) -> dict[Problem, list[Key]]:
    wrong: dict[Problem, list[Key]] = {}
    try:
        for problem, key in look(connection, sample):
            wrong.setdefault(problem, []).append(key)
    except ValidationError:
        wrong[UNSEEN] = [look.__name__.removeprefix("look_at_")]
    return wrong
