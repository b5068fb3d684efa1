"""Takes items into a record: each in one transaction of its own, so that a stop loses and doubles nothing.

An item that was taken in before, and has not changed since, is passed over without being read.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from communique.pipeline.keeping import keep_reading
from communique.pipeline.many import read_many
from communique.record import Reading, Report, report_id
from communique.sources import Content, Item, SourceError, UnchangedError, report_of
from communique.store import Store, UnusableError, items

SAID = 300
"""Characters of an error's own words that are written down."""
ReportReader = Callable[[Report], Reading]


class Outcome(StrEnum):
    """What came of an item."""

    NEW = "new"
    KNOWN = "known"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one item; `reason` says what is wrong with one that failed, `events` how many were read.

    `report` is the id of the report that it holds, where it was read.
    """

    name: str
    outcome: Outcome
    reason: str | None = None
    events: int = 0
    report: str | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """How items are taken in: into which record, read by whom.

    `reader` is asked for the reader when the first report is there; `coder` is its name, `extractor` that of what gets
    texts out of bytes, `workers` how many processes read, None for as many as there are cores.
    """

    store: Store
    reader: Callable[[], ReportReader]
    coder: str
    extractor: str
    workers: int | None = 1


def key_of(found: Item | SourceError) -> str:
    """Under which key it is written down what came of an item, or of what holds items and could not be looked into."""
    return f"{items.LIST}{found.name}" if isinstance(found, SourceError) else found.key


def ingest(
    intake: Intake, found: Iterable[Item | SourceError], *, argument: str, whole: bool = True
) -> Iterator[Taken]:
    """Takes each item in; what comes of it is given as soon as it is kept. `argument` is what the user had named.

    A bad item is written down with its reason and stops nothing. Where `found` is the `whole` of what the argument
    names, a feed, table or archive that failed before and was got through this time is no failure any more. Where the
    record itself fails (a full disk), UnusableError ends it: what was given before is kept, the item at hand is not.
    """
    looked = (_look(intake, item, argument) for item in found)
    wanted = ((one, one.unread) for one in looked)
    failed: set[str] = set()
    for read in read_many(wanted, intake.reader, workers=intake.workers):
        item = read.of.item
        if isinstance(item, UnchangedError):
            whole = False
        elif isinstance(item, SourceError):
            failed.add(key_of(item))
        try:
            yield read.of.taken or _keep(intake, read.of, read.found, argument)
        except UnusableError:
            raise  # Nothing more can be kept, not even that this was not.
        except Exception as error:  # noqa: BLE001 - one item must not end a run of thousands; it is written down
            yield _failed(intake.store, read.of.key, item.name, argument, f"{item.name}: {_unkept(error)}")
    if whole:
        with intake.store.writing() as connection:
            items.forget_lists(connection, argument, failed=failed)


@dataclass(frozen=True, slots=True)
class _Looked:
    """An item that was looked into: what came of it already, or else its report and bytes.

    `unread` is the report where it must be read: where the record does not have it yet.
    """

    item: Item | SourceError
    taken: Taken | None = None
    report: Report | None = None
    unread: Report | None = None
    content: Content | None = None

    @property
    def key(self) -> str:
        return key_of(self.item)


def _look(intake: Intake, item: Item | SourceError, argument: str) -> _Looked:
    """What is to be done with an item; what is wrong with it is written down."""
    if isinstance(item, UnchangedError):
        return _Looked(item, Taken(item.name, Outcome.UNCHANGED))
    if isinstance(item, SourceError):
        return _Looked(item, _failed(intake.store, key_of(item), item.name, argument, str(item)))
    try:
        content = item.read()
        with intake.store.reading() as connection:
            if items.is_done(connection, item.key, _mark(content)):
                known = items.report_of_item(connection, item.key)
                return _Looked(item, Taken(item.name, Outcome.UNCHANGED, report=known))
        report = without_nul(report_of(replace(item, read=lambda: content)))
        with intake.store.reading() as connection:
            held = items.number_of(connection, report.id) is not None
    except UnchangedError:
        return _Looked(item, Taken(item.name, Outcome.UNCHANGED))
    except SourceError as error:
        return _Looked(item, _failed(intake.store, item.key, item.name, argument, str(error)))
    except UnusableError:
        raise
    except Exception as error:  # noqa: BLE001 - one item must not end a run of thousands; it is written down
        return _Looked(item, _failed(intake.store, item.key, item.name, argument, f"{item.name}: {_unkept(error)}"))
    return _Looked(item, report=report, unread=None if held else report, content=content)


def _keep(intake: Intake, looked: _Looked, found: Reading | Exception | None, argument: str) -> Taken:
    if isinstance(found, Exception):
        raise found
    assert looked.report is not None  # noqa: S101 - what was not taken has its report and bytes
    assert looked.content is not None  # noqa: S101
    reading = found or Reading(report=looked.report)
    with intake.store.writing() as connection:
        # The same text may have come by an item before this one since it was looked into.
        if found is not None and items.number_of(connection, reading.report.id) is not None:
            reading = Reading(report=reading.report)
        kept = keep_reading(
            connection,
            reading,
            coder=intake.coder,
            extractor=intake.extractor,
            raw=looked.content.data,
            media_type=looked.content.content_type,
        )
        items.mark_done(
            connection, looked.key, looked.item.name, argument, sha256=_mark(looked.content), report=kept.number
        )
    outcome = Outcome.NEW if kept.new else Outcome.KNOWN
    return Taken(looked.item.name, outcome, events=len(reading.events), report=reading.report.id)


def _mark(content: Content) -> str:
    return hashlib.sha256(content.data).hexdigest()


def _unkept(error: Exception) -> str:
    said = str(error).strip().partition("\n")[0][:SAID]
    return f"could not be kept ({type(error).__name__}: {said})"


def without_nul(report: Report) -> Report:
    """The report with U+FFFD for each NUL, which no database keeps; offsets stay as they are."""
    told = {name: value for name in Report.model_fields if isinstance(value := getattr(report, name), str)}
    found = {name: value.replace("\x00", "\ufffd") for name, value in told.items() if "\x00" in value}
    if not found:
        return report
    changed = report.model_copy(update=found)
    return changed.model_copy(update={"id": report_id(changed.text, changed.publisher)})


def _failed(store: Store, key: str, name: str, argument: str, reason: str) -> Taken:
    with store.writing() as connection:
        items.mark_failed(connection, key, name, argument, reason=reason)
    return Taken(name, Outcome.FAILED, reason)
