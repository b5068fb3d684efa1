"""Takes items into a record: each in one transaction of its own, so that a stop loses and doubles nothing.

An item that was taken in before, and has not changed since, is passed over without being read.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from communique.pipeline.keeping import keep_reading
from communique.record import Reading, Report, report_id
from communique.sources import Item, SourceError, UnchangedError, report_of
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
    texts out of bytes.
    """

    store: Store
    reader: Callable[[], ReportReader]
    coder: str
    extractor: str


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
    failed: set[str] = set()
    for item in found:
        if isinstance(item, UnchangedError):
            whole = False
            yield Taken(item.name, Outcome.UNCHANGED)
        elif isinstance(item, SourceError):
            failed.add(key_of(item))
            yield _failed(intake.store, key_of(item), item.name, argument, str(item))
        else:
            try:
                yield _take(intake, item, argument)
            except UnchangedError:
                yield Taken(item.name, Outcome.UNCHANGED)
            except SourceError as error:
                yield _failed(intake.store, item.key, item.name, argument, str(error))
            except UnusableError:
                raise  # Nothing more can be kept, not even that this was not.
            except Exception as error:  # noqa: BLE001 - one item must not end a run of thousands; it is written down
                said = str(error).strip().partition("\n")[0][:SAID]
                reason = f"{item.name}: could not be kept ({type(error).__name__}: {said})"
                yield _failed(intake.store, item.key, item.name, argument, reason)
    if whole:
        with intake.store.writing() as connection:
            items.forget_lists(connection, argument, failed=failed)


def _take(intake: Intake, item: Item, argument: str) -> Taken:
    content = item.read()
    sha256 = hashlib.sha256(content.data).hexdigest()
    with intake.store.reading() as connection:
        if items.is_done(connection, item.key, sha256):
            return Taken(item.name, Outcome.UNCHANGED, report=items.report_of_item(connection, item.key))
    report = without_nul(report_of(replace(item, read=lambda: content)))
    with intake.store.reading() as connection:
        known = items.number_of(connection, report.id)
    reading = Reading(report=report) if known is not None else intake.reader()(report)
    with intake.store.writing() as connection:
        kept = keep_reading(
            connection,
            reading,
            coder=intake.coder,
            extractor=intake.extractor,
            raw=content.data,
            media_type=content.content_type,
        )
        items.mark_done(connection, item.key, item.name, argument, sha256=sha256, report=kept.number)
    outcome = Outcome.NEW if kept.new else Outcome.KNOWN
    return Taken(item.name, outcome, events=len(reading.events), report=report.id)


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
