"""The words of reports and quotes as they are searched: without case, accents or marks, the same on both databases."""

import re
import unicodedata

from sqlalchemy import Connection, text

from communique.store.engine import is_sqlite

_WORD = re.compile(r"\w+")


def folded(written: str) -> str:
    """The words of a text, in lower case and without accents, with a blank between two."""
    plain = unicodedata.normalize("NFKD", written)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(_WORD.findall(plain.replace("_", " ")))


def add_words(connection: Connection, table: str, number: int, words: str) -> None:
    """Lets something be found by its words; `table` is report_words or event_words, `number` what it is called by."""
    value = ":words" if is_sqlite(connection) else "to_tsvector('simple', :words)"
    # The name of the table is one of two; what comes from outside goes by parameters.
    statement = f"INSERT INTO {table} (rowid, words) VALUES (:number, {value})"  # noqa: S608
    connection.execute(text(statement), {"number": number, "words": words})


def matching(connection: Connection, table: str) -> str:
    """The condition that a row of the table meets that holds what `asked` says; see question."""
    if is_sqlite(connection):
        return f"{table} MATCH :asked"
    return f"{table}.words @@ to_tsquery('simple', :asked)"


def question(connection: Connection, groups: list[list[str]]) -> str:
    """What `asked` is bound to: of each group of folded phrases one must stand there, and all groups."""
    if is_sqlite(connection):
        return " AND ".join("(" + " OR ".join(f'"{phrase}"' for phrase in group) + ")" for group in groups)
    return " & ".join("(" + " | ".join("(" + " <-> ".join(p.split()) + ")" for p in group) + ")" for group in groups)
