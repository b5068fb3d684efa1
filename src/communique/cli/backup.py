"""`communique backup` and `communique restore`: a record into one file, and back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.record import Into, opened, record_named, told_errors
from communique.cli.streams import Messages

if TYPE_CHECKING:
    from communique.store.tables import Digest


def backup(
    target: Annotated[str, typer.Argument(metavar="TARGET", help="A file that is not there yet.", show_default=False)],
    into: Into = None,
) -> None:
    """Write all that a record holds into one file, while others go on using it.

    The copy is read again and held against the record before it is called a backup. It is a record itself (SQLite),
    whichever database the record is in. Who is signed in is left out; accounts and tokens are in it.
    """
    from communique.store.backup import back_up, file_hash

    with opened(into, Messages()) as store:
        held = back_up(store, target)
        typer.echo(f"{target}: {_told(held)}")
        typer.echo(f"sha256 {file_hash(Path(target))}")


def restore(
    source: Annotated[
        Path,
        typer.Argument(metavar="BACKUP", help="A file that backup wrote, or any record in a file.", show_default=False),
    ],
    into: Into = None,
) -> None:
    """Bring a backup into a record that is new or empty: a file, or a PostgreSQL database.

    It arrives whole or not at all, and is held against the backup. One of an older version is brought up to date; the
    backup itself stays as it is.
    """
    from communique.store.backup import restore as bring_back
    from communique.store.engine import shown_name

    messages, named = Messages(), record_named(into)
    with told_errors(messages):
        held = bring_back(source, named)
        typer.echo(f"{shown_name(named)}: {_told(held)}")


def _told(held: "Digest") -> str:
    names = {"report": "reports", "event": "events", "decision": "decisions", "thread": "threads"}
    return ", ".join(f"{held.rows[table]} {name}" for table, name in names.items())
