"""The words of reports and quotes as they are searched: without case, accents or marks, the same on both databases."""

import re
import unicodedata
from collections.abc import Sequence

from sqlalchemy import Connection, text

from communique.store.engine import is_sqlite

MOST = 400_000
"""Characters of words that are indexed of one text: what a tsvector can hold."""
_WORD = re.compile(r"\w+")
_CAPITALISED = re.compile(r"\b[^\W\d_a-z]\w{2,}")
_LETTERS = "а a б b в v г g ґ g д d е e є ie ж zh з z и y і i ї i й i к k л l м m н n о o п p р r с s т t у u ф f х kh"
_MORE = "ц ts ч ch ш sh щ shch ы y э e ю iu я ia ё e ў u"
_PAIRS = f"{_LETTERS} {_MORE}".split()
_CYRILLIC = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)) | {"ь": "", "ъ": ""}
_SOUNDS = (
    ("kh", "h"),
    ("zh", "j"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ck", "k"),
    ("q", "k"),
    ("w", "v"),
    ("y", "i"),
    ("ij", "i"),
    ("ph", "f"),
    ("e", "i"),
)
"""Spellings of one sound, in the order in which they are replaced."""


def folded(written: str) -> str:
    """The words of a text, in lower case and without accents, with a blank between two."""
    plain = unicodedata.normalize("NFKD", written)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(_WORD.findall(plain.replace("_", " ")))


def skeleton(word: str) -> str:
    """A folded word as it sounds, roughly: the ways of writing one name in Latin letters, and Cyrillic, meet in it."""
    latin = "".join(_CYRILLIC.get(c, c) for c in word)
    for written, sound in _SOUNDS:
        latin = latin.replace(written, sound)
    return "xx" + "".join(c for c, before in zip(latin, " " + latin, strict=False) if c != before)


def indexed(written: str) -> str:
    """What is kept of a text to be searched: its folded words, then how those sound that may be names."""
    names = {folded(word) for word in _CAPITALISED.findall(unicodedata.normalize("NFC", written))}
    sounds = sorted({skeleton(name) for name in names if name and " " not in name})
    return " ".join((folded(written), *sounds))


def add_words(connection: Connection, table: str, words: Sequence[tuple[int, str]]) -> None:
    """Lets things be found by their words; `table` is report_words or event_words, each has its number and words."""
    if not words:
        return
    value = ":words" if is_sqlite(connection) else "to_tsvector('simple', :words)"
    # The name of the table is one of two; what comes from outside goes by parameters.
    statement = f"INSERT INTO {table} (rowid, words) VALUES (:number, {value})"  # noqa: S608
    connection.execute(text(statement), [{"number": number, "words": told[:MOST]} for number, told in words])


def replace_words(connection: Connection, table: str, number: int, before: str, after: str) -> None:
    """Lets something be found by other words; `before` are those that it was found by."""
    if before == after:
        return
    if is_sqlite(connection):
        # An index without contents forgets words only when it is told them.
        statement = f"INSERT INTO {table} ({table}, rowid, words) VALUES ('delete', :number, :words)"  # noqa: S608
        connection.execute(text(statement), {"number": number, "words": before[:MOST]})
    else:
        connection.execute(text(f"DELETE FROM {table} WHERE rowid = :number"), {"number": number})  # noqa: S608
    add_words(connection, table, [(number, after)])


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
