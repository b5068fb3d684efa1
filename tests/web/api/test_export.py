"""An export is sent as it is written: little of it is in memory, and nobody writes for who has gone."""

import threading
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

import pytest

from communique.export.writers import WRITERS, write
from communique.pipeline.exporting import export_entries
from communique.store import Store
from communique.store.processes import load_process
from communique.web.api.export import PIECE, written

MANY = 10_000


def test_the_writer_waits_for_the_reader() -> None:
    done = 0

    def make(sink: BinaryIO) -> None:
        nonlocal done
        for _ in range(MANY):
            sink.write(b"x" * PIECE)
            done += 1

    pieces = written(make)
    for _ in range(5):
        assert len(next(pieces)) == PIECE
    assert done < 20
    _close(pieces)


def test_who_has_gone_ends_the_writing() -> None:
    ended = threading.Event()

    def make(sink: BinaryIO) -> None:
        try:
            while True:
                sink.write(b"x" * PIECE)
        finally:
            ended.set()

    pieces = written(make)
    next(pieces)
    _close(pieces)
    assert ended.wait(timeout=30)


def _close(pieces: Iterator[bytes]) -> None:
    close = getattr(pieces, "close")  # noqa: B009 - an iterator that is a generator
    close()


def test_an_error_comes_where_it_arose() -> None:
    def make(sink: BinaryIO) -> None:
        sink.write(b"x" * PIECE)
        raise LookupError("lost")

    pieces = written(make)
    assert next(pieces)
    with pytest.raises(LookupError, match="lost"):
        next(pieces)


@pytest.mark.parametrize("form", list(WRITERS))
def test_what_is_sent_is_what_the_writer_writes(store: Store, form: str) -> None:
    def make(sink: BinaryIO) -> None:
        with store.reading() as connection:
            write(form, export_entries(connection), sink)

    whole = BytesIO()
    make(whole)
    assert b"".join(written(make)) == whole.getvalue()


def test_a_process_is_exported_alone(store: Store) -> None:
    with store.reading() as connection:
        inside = list(export_entries(connection, process=load_process(connection, "harbour")))
        everything = list(export_entries(connection))
    assert len(inside) == len(everything) - 1
    assert {entry.event.event_type.value for entry in inside} == {
        entry.event.event_type.value for entry in everything
    } - {"THREATEN"}
