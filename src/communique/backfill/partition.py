"""Rows -> a Parquet partition whose bytes hang on nothing but the rows: fixed groups, no times, one order."""

from collections.abc import Mapping
from typing import Any, BinaryIO

from communique.export.table import EVENT_COLUMNS, Column

REPORT_COLUMNS = (
    Column("report_id", "the report's id: the same text from the same publisher has the same"),
    Column("report_name", "the file, record or address that it was read from"),
    Column("title", "its headline"),
    Column("publisher", "who published it"),
    Column("published", "the date of publication", "date"),
    Column("language", "its language"),
    Column("url", "where it stands on the web"),
    Column("dateline", "the place that it was filed from"),
    Column("text", "its text, which the offsets of quotes count in"),
    Column("events", "how many events it tells", "integer"),
    Column("reader", "what read it"),
)
FAILURE_COLUMNS = (
    Column("name", "the file, record or address that could not be read"),
    Column("reason", "what is wrong with it"),
)
COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "events": EVENT_COLUMNS,
    "reports": REPORT_COLUMNS,
    "failures": FAILURE_COLUMNS,
}
"""The columns of each table."""
GROUP = 2_000
"""Rows of a group, and in memory together."""


class Partition:
    """A partition that is being written."""

    def __init__(self, table: str, sink: BinaryIO) -> None:
        import pyarrow as pa
        from pyarrow import parquet

        types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "date": pa.date32()}
        self._table = pa.Table
        self._schema = pa.schema(
            [pa.field(c.name, types[c.type], metadata={"description": c.says}) for c in COLUMNS[table]]
        )
        self._writer = parquet.ParquetWriter(sink, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []
        self.count = 0

    def add(self, row: Mapping[str, object]) -> None:
        """One more row."""
        # Halves of surrogate pairs are no characters, and Arrow refuses them.
        sound = {k: v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for k, v in row.items()}
        self._rows.append(sound)
        self.count += 1
        if len(self._rows) == GROUP:
            self._write()

    def close(self) -> None:
        """Writes what is left, and the end of the file."""
        if self._rows:
            self._write()
        self._writer.close()

    def abandon(self) -> None:
        """Nothing more is written, not even when it is forgotten: that would fail, on a disk that is full, unheard."""
        self._writer.is_open = False

    def _write(self) -> None:
        self._writer.write_table(self._table.from_pylist(self._rows, schema=self._schema), row_group_size=GROUP)
        self._rows = []
