"""What servers said of pages, to ask again only for what has changed since."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from communique.store import schema
from communique.store.reports import now

Marks = tuple[str | None, str | None]
"""ETag and Last-Modified of a page."""


def remembered(connection: Connection) -> dict[str, Marks]:
    """The marks that servers gave their pages, by address."""
    table = schema.fetched.c
    rows = connection.execute(select(table.url, table.etag, table.last_modified)).all()
    return {row.url: (row.etag, row.last_modified) for row in rows}


def remember(connection: Connection, marks: Mapping[str, Marks]) -> None:
    """Keeps the marks of pages whose contents are kept."""
    for url, (etag, last_modified) in marks.items():
        connection.execute(delete(schema.fetched).where(schema.fetched.c.url == url))
        row = {"url": url, "etag": etag, "last_modified": last_modified, "at": now()}
        connection.execute(insert(schema.fetched).values(row))
