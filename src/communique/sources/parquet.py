"""Parquet files to rows, a few at a time. Needs pyarrow, which the extra `parquet` brings."""

from collections.abc import Iterator, Mapping
from io import BufferedIOBase
from typing import TYPE_CHECKING, Any

from communique.sources.errors import BadContainerError, MissingExtraError
from communique.sources.tables import Row, check_header, known_columns

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS_AT_ONCE = 64


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
        file = pyarrow.parquet.ParquetFile(stream, pre_buffer=False)
        names = list(file.schema_arrow.names)
        check_header(names, name=name, columns=columns)
        wanted = [column for column in known_columns(names, columns).values() if column in names]
        for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE, columns=wanted, use_threads=False):
            cells = {column: _values(batch.column(column)) for column in wanted}
            for row in range(batch.num_rows):
                number += 1
                yield number, {column: values[row] for column, values in cells.items()}
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:  # KeyError: a time zone that is not known here.
        reason = f"cannot be read as a Parquet file after row {number} ({' '.join(str(error).split())[:200]})"
        raise BadContainerError(name, reason) from None


def _values(column: "pa.Array[Any]") -> list[object]:
    """A column's cells; bytes as text, those that are no UTF-8 as surrogate escapes."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type):  # Nanoseconds have no counterpart in Python.
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    return [cell.decode("utf-8", "surrogateescape") if isinstance(cell, bytes) else cell for cell in column.to_pylist()]
