"""The record in the formats of others, written as it is sent."""

import queue
import threading
from collections.abc import Callable, Iterator
from io import RawIOBase
from typing import Annotated, Any, BinaryIO, Literal, cast

from fastapi import Query, Request
from pydantic import Field
from starlette.responses import Response, StreamingResponse

from communique.export.writers import WRITERS, Options, write
from communique.pipeline.exporting import export_entries
from communique.record.span import Noun
from communique.web.api.asked import From, InProcess, process_named, resource, store_of
from communique.web.caching import Fresh
from communique.web.errors import ToldError

router = resource("Export")
Format = Literal["jsonl", "csv", "parquet", "geojson", "polecat", "acled", "ged", "ftm", "webannotation", "markdown"]
PIECE = 64 * 1024
"""Bytes that are sent together."""
_AHEAD = 4
"""Pieces that are written before they are sent: no more are ever in memory."""


class FormatTold(Noun):
    """A format: its media type, the ending of its files, what it is, and the columns of a table."""

    name: str = Field(examples=["polecat"])
    media_type: str
    suffix: str
    says: str
    columns: tuple[str, ...]


@router.get("/formats", summary="List formats of export")
def formats(_: Fresh) -> list[FormatTold]:
    """What `/export` can write. docs/exports.md says what each cannot hold."""
    return [
        FormatTold(
            name=writer.name,
            media_type=writer.media_type,
            suffix=writer.suffix,
            says=writer.says,
            columns=tuple(column.name for column in writer.columns),
        )
        for writer in WRITERS.values()
    ]


@router.get(
    "/export",
    summary="Export events",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "The file.",
            "content": {w.media_type.partition(";")[0]: {"schema": {}} for w in WRITERS.values()},
        }
    },
)
def export(
    request: Request,
    _: Fresh,
    form: Annotated[Format, Query(alias="format", description="The format.")],
    process: InProcess = None,
    first: From = None,
    text: Annotated[bool, Query(description="With the whole texts of reports (jsonl, ftm).")] = False,
    raw_cells: Annotated[
        bool, Query(description="Leave cells that a spreadsheet would run as a formula as they are.")
    ] = False,
) -> Response:
    """All events that stand, or those of a process; `from` is the first day of publication. It is sent as it is
    written: it may be large."""
    store = store_of(request)
    with store.reading() as connection:
        named = process_named(connection, process)
    options = Options(spreadsheet_safe=not raw_cells, with_text=text, title=process or "Record")

    def make(sink: BinaryIO) -> None:
        with store.reading() as connection:
            write(form, export_entries(connection, process=named, since=first), sink, options=options)

    writer = WRITERS[form]
    name = f"{process or 'record'}{writer.suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if request.scope.get("head"):
        return Response(headers=headers, media_type=writer.media_type)
    pieces = written(make)
    try:
        begin = next(pieces, b"")
    except RuntimeError as error:
        raise ToldError(400, f"This server does not write {form}: {error}.") from None
    return StreamingResponse(_joined(begin, pieces), headers=headers, media_type=writer.media_type)


def _joined(begin: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield begin
    yield from rest


class _GoneError(Exception):
    """Nobody reads any more."""


class _Pipe(RawIOBase):
    """What is written to it is read in pieces, in another thread; the writer waits for the reader."""

    def __init__(self) -> None:
        self.pieces: queue.Queue[bytes | BaseException | None] = queue.Queue(_AHEAD)
        self.gone = threading.Event()
        self._held = bytearray()
        self._sent = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._sent

    def write(self, data: Any) -> int:
        self._held += data
        self._sent += len(data)
        while len(self._held) >= PIECE:
            self.put(bytes(self._held[:PIECE]))
            del self._held[:PIECE]
        return len(data)

    def finish(self) -> None:
        if self._held:
            self.put(bytes(self._held))
        self.put(None)

    def put(self, piece: bytes | BaseException | None) -> None:
        while not self.gone.is_set():
            try:
                self.pieces.put(piece, timeout=0.2)
            except queue.Full:
                continue
            return
        raise _GoneError


def written(make: Callable[[BinaryIO], None]) -> Iterator[bytes]:
    """What `make` writes, in pieces as they are asked for; an error of `make` comes where it arose."""
    pipe = _Pipe()

    def run() -> None:
        try:
            make(cast("BinaryIO", pipe))
            pipe.finish()
        except _GoneError:
            return
        except BaseException as error:  # noqa: BLE001 - it is raised again where the pieces are read
            if not pipe.gone.is_set():
                pipe.put(error)

    thread = threading.Thread(target=run, name="export", daemon=True)
    thread.start()
    try:
        while (piece := pipe.pieces.get()) is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        pipe.gone.set()
