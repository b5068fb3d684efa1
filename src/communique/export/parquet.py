"""Entries as a Parquet file: the columns of the CSV, typed. Needs pyarrow, the extra `parquet`."""

from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

from communique.export.entry import ExportEntry
from communique.export.table import ENTRY_COLUMNS, Row, entry_row

ROW_GROUP = 20_000
"""Rows that sit in memory together."""


class MissingExtraError(ImportError):
    """A format needs a package that the plain installation leaves out; the message names the extra."""


def write_parquet(entries: Iterable[ExportEntry], sink: BinaryIO, *, row_group: int = ROW_GROUP) -> int:
    """Write the entries in groups of `row_group` rows; gives the number of rows.

    Raises MissingExtraError where pyarrow is not installed, ValueError for a group of no rows.
    """
    if row_group < 1:
        raise ValueError(f"a row group has at least one row, not {row_group}")
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as missing:
        raise MissingExtraError("Parquet needs pyarrow: pip install 'communique[parquet]'") from missing
    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
    schema = pa.schema(
        [pa.field(c.name, types[c.type], metadata={"description": c.says}) for c in ENTRY_COLUMNS],
        metadata={"offsets": "Unicode code points of the report's text"},
    )
    written = 0
    remaining = iter(entries)
    with parquet.ParquetWriter(sink, schema) as file:
        while rows := [_sound(entry_row(entry)) for entry in islice(remaining, row_group)]:
            file.write_table(pa.Table.from_pylist(rows, schema=schema), row_group_size=row_group)
            written += len(rows)
    return written


def _sound(row: Row) -> Row:
    """The row without halves of surrogate pairs, which are no characters and which Arrow refuses."""
    return {k: v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for k, v in row.items()}
