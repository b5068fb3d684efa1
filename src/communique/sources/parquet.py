"""Parquet files to rows, a few at a time. Needs pyarrow, which the extra `parquet` brings."""

from collections.abc import Iterator, Mapping
from io import SEEK_END, BufferedIOBase
from typing import TYPE_CHECKING, Any

from communique.sources.errors import BadContainerError, MissingExtraError
from communique.sources.memory import at_most
from communique.sources.tables import Row, check_header, known_columns

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS_AT_ONCE = 64
_MOST_PACKED = 100  # Times: prose is packed to a fifth, at best to a tenth.
_LARGE = 128 * 1024 * 1024  # Bytes of the rows that a file holds together, unpacked.
_ROOM = 640 * 1024 * 1024  # Bytes that unpacking some rows may take, whatever the file says of itself.


def parquet_rows(stream: BufferedIOBase, *, name: str, columns: Mapping[str, str]) -> Iterator[Row]:
    """The rows of a Parquet file, counted from 1; only the columns that are wanted are read.

    Raises MissingExtraError without pyarrow, and BadContainerError where the file cannot be read, or not to its end.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet
    except ImportError:
        raise MissingExtraError(name, what="Parquet files", extra="parquet") from None
    number = 0
    try:
        length = stream.seek(0, SEEK_END)
        stream.seek(0)
        file = pyarrow.parquet.ParquetFile(stream, pre_buffer=False)
        names = list(file.schema_arrow.names)
        check_header(names, name=name, columns=columns)
        wanted = [column for column in known_columns(names, columns).values() if column in names]
        # Cells that are held once for many rows stay so.
        file = pyarrow.parquet.ParquetFile(stream, pre_buffer=False, read_dictionary=_texts(file, wanted))
        for batch in _batches(file, wanted, length=length):
            cells = {column: _plain(batch.column(column)) for column in wanted}
            for row in range(batch.num_rows):
                number += 1
                # One at a time: many rows may share one cell of the file, and be many copies of it here.
                yield number, {column: _value(held[row]) for column, held in cells.items()}
    # KeyError: a time zone that is not known here; RuntimeError: what the library underneath finds damaged.
    except MemoryError:
        reason = (
            f"takes more than {_ROOM >> 20} MB of memory to unpack after row {number}; write it in smaller row groups"
        )
        raise BadContainerError(name, reason) from None
    except (pa.ArrowException, OSError, ValueError, KeyError, RuntimeError) as error:
        reason = f"cannot be read as a Parquet file after row {number} ({' '.join(str(error).split())[:200]})"
        raise BadContainerError(name, reason) from None


def _texts(file: Any, wanted: list[str]) -> list[str]:
    import pyarrow as pa

    schema = file.schema_arrow
    return [name for name in wanted if pa.types.is_string(schema.field(name).type)]


def _batches(file: Any, wanted: list[str], *, length: int) -> Iterator[Any]:
    """Some rows at a time, one where they may be large; `length` is the file's, in bytes."""
    for group in range(file.num_row_groups):
        # Not what its columns say: where these are damaged, pyarrow ends the whole process when it is asked for one.
        size = file.metadata.row_group(group).total_byte_size
        if size > _LARGE and size > _MOST_PACKED * length:
            raise ValueError(f"it unpacks to more than {_MOST_PACKED} times its size")
        rows = _ROWS_AT_ONCE if 0 <= size <= _LARGE else 1
        batches = file.iter_batches(batch_size=rows, row_groups=[group], columns=wanted, use_threads=False)
        while True:
            with at_most(_ROOM):
                batch = next(batches, None)
            if batch is None:
                break
            yield batch


def _plain(column: "pa.Array[Any]") -> "pa.Array[Any]":
    """A column as Python can give it: nanoseconds have no counterpart there."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type):
        return column.cast(pa.timestamp("us", column.type.tz), safe=False)
    return column


def _value(cell: Any) -> object:
    """A cell; bytes as text, those that are no UTF-8 as surrogate escapes."""
    try:
        value: object = cell.as_py()
    except OverflowError:  # A time outside of Python's calendar, such as files hold that another program wrote.
        return f"{cell.type} {cell.value}"
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value
