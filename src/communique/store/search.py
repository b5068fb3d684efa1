"""Full-text search over reports and quotes: case, accents and the variants of a name do not matter."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select, text

from communique.lexicon import Lexicon
from communique.record import Entry, Report
from communique.store import schema
from communique.store.errors import StoreError
from communique.store.events import entries_of, standing
from communique.store.reports import load_reports
from communique.store.words import folded, matching, question, skeleton

_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
MOST_VARIANTS = 40


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: reports whose text holds the words, and entries whose quotes and names do; newest first."""

    reports: tuple[Report, ...]
    entries: tuple[Entry, ...]


def search(
    connection: Connection, asked: str, *, lexicon: Lexicon | None = None, since: date | None = None, most: int = 50
) -> Found:
    """Reports and events that hold every word of `asked`; "in quotes" words stand for themselves, in that order.

    With a lexicon, a name is found by its other spellings too. StoreError where nothing is asked.
    """
    groups = groups_of(asked, lexicon)
    if not groups:
        raise StoreError(asked or "''", "nothing to search for; give a word")
    bound = {"asked": question(connection, groups), "most": most, "since": since and since.isoformat()}
    day = " AND (:since IS NULL OR report.published >= :since)"
    if connection.dialect.name != "sqlite":
        day = " AND (CAST(:since AS date) IS NULL OR report.published >= CAST(:since AS date))"
    # Only names of tables and conditions of ours are put together here; what is asked goes by parameter.
    reports = connection.execute(
        text(
            "SELECT report.number FROM report_words JOIN report ON report.number = report_words.rowid "  # noqa: S608
            f"WHERE {matching(connection, 'report_words')}{day} "
            "ORDER BY report.published DESC NULLS LAST, report.number DESC LIMIT :most"
        ),
        bound,
    ).scalars()
    numbers = list(reports)
    uids = connection.execute(
        text(
            "SELECT event.uid FROM event_words JOIN event ON event.uid = event_words.rowid "  # noqa: S608
            "JOIN report ON report.number = event.report "
            f"WHERE {matching(connection, 'event_words')}{day} AND event.current "
            "ORDER BY report.published DESC NULLS LAST, event.uid DESC LIMIT :most"
        ),
        bound,
    ).scalars()
    wanted = list(uids)
    loaded = load_reports(connection, numbers)
    entries = {}
    if wanted:
        rows = connection.execute(select(schema.event.c.uid, schema.event.c.act).where(schema.event.c.uid.in_(wanted)))
        acts = {act: uid for uid, act in rows.all()}
        found = entries_of(connection, standing().where(schema.event.c.uid.in_(wanted)))
        entries = {acts[e.act]: e for e in found}
    return Found(
        reports=tuple(loaded[n][0] for n in numbers), entries=tuple(entries[u] for u in wanted if u in entries)
    )


def matching_reports(connection: Connection, asked: str, lexicon: Lexicon | None) -> tuple[str, dict[str, str]] | None:
    """The condition that a report holds every word of `asked`, and what it is bound to; None where no word is asked."""
    groups = groups_of(asked, lexicon)
    if not groups:
        return None
    held = f"SELECT rowid FROM report_words WHERE {matching(connection, 'report_words')}"  # noqa: S608
    return f"report.number IN ({held})", {"asked": question(connection, groups)}


def groups_of(asked: str, lexicon: Lexicon | None = None) -> list[list[str]]:
    """Phrases, folded, of which one each must stand there: a name with its other spellings is one."""
    groups: list[list[str]] = []
    for quoted, plain in _PHRASE.findall(asked):
        words = folded(quoted or plain)
        if words:
            groups.append([words] if quoted or lexicon is None else _variants(plain, words, lexicon))
    return groups


def _variants(word: str, words: str, lexicon: Lexicon) -> list[str]:
    """The word, how its sounds are written, and what else the lexicon calls it."""
    found = [words]
    if " " not in words:
        found.append(skeleton(words))
    for written in dict.fromkeys((word, word.capitalize(), word.upper())):
        surnames = lexicon.surname(written)
        for entry in (*surnames, *lexicon.find([written], 0)[1]):
            person = lexicon.people.get(entry.name)
            names = (person.name, *person.aliases) if person and surnames else (entry.name,)
            # The surname alone finds those that print no first name.
            found += [folded(name).split()[-1] if person else folded(name) for name in names]
    return list(dict.fromkeys(found))[:MOST_VARIANTS]
