"""Reports that were given to a page: read one after the other in the background, while the page tells how far it is."""

import hashlib
import logging
import queue
import re
import shutil
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from secrets import token_urlsafe
from threading import Lock, Thread
from typing import BinaryIO

from communique.pipeline.ingest import Intake, Taken, ingest
from communique.pipeline.visits import keep_visits, visitor_for
from communique.sources import Content, Item, Particulars, SourceError, Visitor, items_of, report_of, without_login
from communique.store import Store, StoreError
from communique.web.settings import Settings

KEPT = 50
"""Jobs that are remembered; older ones are in the record all the same."""
SHOWN = 500
"""Outcomes of a job that are kept to be shown: the rest is counted."""
WAITING = 20
"""Jobs that may wait; more are refused."""
_UNSAFE = re.compile(r"[^\w.() -]+")
ITEMS = 1000
"""Reports at most that are taken from one address, which may be a feed or the map of a site."""
Found = Iterable[Item | SourceError]
_LOG = logging.getLogger(__name__)


@dataclass
class Job:
    """Reports that were given together. `counts` by outcome; `taken` are the first SHOWN; `error` ended it early."""

    id: str
    label: str
    by: str
    find: Callable[[], Found]
    finish: Callable[[], None] = lambda: None
    taken: list[Taken] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    events: int = 0
    done: bool = False
    error: str | None = None

    @property
    def total(self) -> int:
        """How many items were looked at so far."""
        return sum(self.counts.values())


class FullError(Exception):
    """So many jobs wait that no more are taken."""


class Adding:
    """The jobs of a server, done one after the other by one thread, which begins with the first."""

    def __init__(self, settings: Settings) -> None:
        """For the record of these settings. `visitor` gives who fetches addresses."""
        self._settings = settings
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._waiting: queue.Queue[Job] = queue.Queue(maxsize=WAITING)
        self._lock, self._reading = Lock(), Lock()
        self.visitor: Callable[[Store], Visitor] = visitor_for
        self._thread: Thread | None = None

    def take_now(self, item: Item) -> Taken:
        """Reads one item while its giver waits; SourceError where it holds no report."""
        report_of(item)
        with self._reading:
            (taken,) = ingest(self._intake(), [item], argument=item.name)
        if taken.reason is not None:
            raise SourceError(item.name, taken.reason)
        return taken

    def job(self, job: str) -> Job | None:
        """A job by its id; None where it is not remembered."""
        return self._jobs.get(job)

    def jobs(self) -> list[Job]:
        """The jobs that are remembered, the latest first."""
        return list(reversed(self._jobs.values()))

    def add_text(self, text: str, *, by: str, said: Particulars) -> Job:
        """Takes a text that was pasted."""
        data = text.encode("utf-8", "surrogatepass")
        key = f"pasted:{hashlib.sha256(data).hexdigest()[:16]}"
        content = Content(text.encode("utf-8", "replace"), "text/plain", "utf-8")
        item = Item(key, said.title or "pasted text", lambda: content, said)
        return self._queue(Job(token_urlsafe(9), item.name, by, lambda: [item]))

    def add_address(self, url: str, *, by: str) -> Job:
        """Takes what is at an address: a page, or a feed with all that it lists."""
        visitor = self.visitor(self._settings.store)
        before = set(visitor.validators)

        def finish() -> None:
            keep_visits(self._settings.store, visitor, set(visitor.validators) - before)

        return self._queue(Job(token_urlsafe(9), without_login(url), by, lambda: _at(url, visitor), finish))

    def add_files(self, files: list[tuple[str, BinaryIO]], *, by: str) -> Job:
        """Takes files by their names; what they hold is copied first, since the request ends before they are read."""
        folder = Path(tempfile.mkdtemp(prefix="communique-"))
        for number, (name, stream) in enumerate(files):
            place = folder / str(number)
            place.mkdir()
            with (place / _safe(name)).open("wb") as sink:
                shutil.copyfileobj(stream, sink)
        label = _safe(files[0][0]) if len(files) == 1 else f"{len(files)} files"
        find = lambda: _in_files(folder)  # noqa: E731
        return self._queue(Job(token_urlsafe(9), label, by, find, lambda: shutil.rmtree(folder, ignore_errors=True)))

    def _queue(self, job: Job) -> Job:
        with self._lock:
            try:
                self._waiting.put_nowait(job)
            except queue.Full:
                job.finish()
                raise FullError from None
            self._jobs[job.id] = job
            while len(self._jobs) > KEPT:
                self._jobs.popitem(last=False)
            if self._thread is None or not self._thread.is_alive():
                self._thread = Thread(target=self._work, name="adding", daemon=True)
                self._thread.start()
        return job

    def _work(self) -> None:
        while True:
            try:
                job = self._waiting.get(timeout=30)
            except queue.Empty:
                with self._lock:
                    # Nothing can be queued between this look and the end: who queues holds the lock.
                    if self._waiting.empty():
                        self._thread = None
                        return
                continue
            try:
                self._run(job)
            except Exception as error:  # noqa: BLE001 - the next job must not suffer; the page tells of this one
                _LOG.debug("a job ended early", exc_info=error)
                job.error = _told(error)
            finally:
                job.finish()
                job.done = True

    def _run(self, job: Job) -> None:
        with self._reading:
            for taken in ingest(self._intake(), job.find(), argument=job.label):
                job.counts[taken.outcome.value] = job.counts.get(taken.outcome.value, 0) + 1
                job.events += taken.events
                if len(job.taken) < SHOWN:
                    job.taken.append(taken)

    def _intake(self) -> Intake:
        settings = self._settings
        return Intake(settings.store, settings.reader, settings.coder, settings.extractor)


def _told(error: Exception) -> str:
    if isinstance(error, StoreError):
        return error.reason  # Not where the record is.
    return str(error) if isinstance(error, SourceError) else f"{type(error).__name__}: {error}"


def _at(url: str, visitor: Visitor) -> Iterator[Item | SourceError]:
    yield from islice(items_of(url, visitor=visitor), ITEMS)


def _in_files(folder: Path) -> Iterator[Item | SourceError]:
    """The items of uploaded files, under their own names: nothing of this machine's folders is kept."""
    for place in sorted(folder.iterdir(), key=lambda p: int(p.name)):
        for path in place.iterdir():
            for found in items_of(str(path)):
                if isinstance(found, SourceError):
                    yield SourceError(_plain(found.name, place), found.reason)
                else:
                    name, key = _plain(found.name, place), f"upload:{_plain(found.key, place)}"
                    yield replace(found, key=key, name=name, read=partial(_read, found, name))


def _read(item: Item, name: str) -> Content:
    try:
        return item.read()
    except SourceError as error:
        raise SourceError(name, error.reason) from None


def _plain(name: str, place: Path) -> str:
    """A name without the folder of this machine that the file lies in."""
    return name.replace(f"{place}/", "")


def _safe(name: str) -> str:
    """The last part of a name, without what a file system or a page could take for something else."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return _UNSAFE.sub("_", last).lstrip(".")[:120] or "file"
