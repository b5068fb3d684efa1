"""`communique review`: one event at a time; what is decided is kept in the log."""

import getpass
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.record import Into, opened
from communique.cli.streams import Messages, output_to

if TYPE_CHECKING:
    from communique.lexicon import Lexicon
    from communique.record import Entry
    from communique.store import Connection, Store

_KEYS = "[a]ccept [r]eject [e]dit [m]erge [s]plit [u]ndo [n]ext [q]uit"


def review(
    into: Into = None,
    process: Annotated[
        str | None, typer.Option(metavar="PROCESS", help="Only events of that process.", show_default=False)
    ] = None,
    below: Annotated[float, typer.Option(metavar="P", help="Only events less sure than that.", min=0, max=1)] = 1.0,
    reviewer: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who decides; without it, the user's name.", show_default=False)
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what was decided as training examples, and stop.", show_default=False),
    ] = None,
    log: Annotated[bool, typer.Option("--log", help="List what was decided, the newest first; stop.")] = False,
    undo: Annotated[
        int | None,
        typer.Option(metavar="NUMBER", help="Take the decision of that number in the log back.", show_default=False),
    ] = None,
) -> None:
    """Look at the events that nobody has looked at yet, the least sure first: accept, reject, edit, merge, split, undo.

    Decisions are kept with who took them and when, and outlive re-reading. Undo takes back the reviewer's last decision
    that stands, also one of an earlier day.
    """
    messages = Messages()
    name = reviewer or getpass.getuser()
    with opened(into, messages) as store:
        if export is not None:
            _export(store, export)
            return
        if undo is not None:
            _undo(store, undo, name)
        if log:
            _log(store)
        if log or undo is not None:
            return
        _loop(store, process, below, name, messages)


def _export(store: "Store", path: Path) -> None:
    from communique.store.examples import examples

    with store.reading() as connection, output_to(path) as sink:
        count = 0
        for example in examples(connection):
            sink.write(json.dumps(example, ensure_ascii=False) + "\n")
            count += 1
    typer.echo(f"{count} examples", err=True)


def _log(store: "Store") -> None:
    from communique.cli.review_log import log_lines

    with store.reading() as connection:
        for line in log_lines(connection):
            typer.echo(line)


def _undone(store: "Store", name: str, messages: Messages) -> int | None:
    """Takes the reviewer's last decision back, and says why where it cannot be; the act that it was on."""
    from communique.store import StoreError

    try:
        return _undo(store, None, name)
    except (StoreError, ValueError) as error:
        messages.error(str(error))
        return None


def _undo(store: "Store", number: int | None, name: str) -> int | None:
    """Takes a decision back and says what it was; without a number the reviewer's last one that stands. Its act."""
    from communique.cli.review_log import what
    from communique.pipeline import review
    from communique.store.decision_log import last_standing
    from communique.store.decisions import load_decision

    with store.writing() as connection:
        last = last_standing(connection, name) if number is None else None
        number = last.number if last is not None else number
        if number is None:
            typer.echo(f"{name} has decided nothing that stands.")
            return None
        review.undo(connection, number, reviewer=name)
        told = load_decision(connection, number)
        typer.echo(f"Decision {number} of {told.at[:10]} is undone: {what(connection, told)}")
        return told.act


def _loop(store: "Store", process: str | None, below: float, name: str, messages: Messages) -> None:
    from communique.lexicon import load_lexicon
    from communique.store.events import entry_of_act
    from communique.store.queue import waiting

    lexicon = load_lexicon()
    seen: set[int] = set()
    while True:
        with store.reading() as connection:
            entry = waiting(connection, process=process, below=below, leave_out=seen)
            if entry is None:
                typer.echo("Nothing is left to review.")
                return
            _show(connection, entry)
        while True:
            key = typer.prompt(_KEYS, default="n", show_default=False).strip().casefold()[:1]
            if key == "q":
                return
            if key == "u":
                # What was decided is to be decided anew.
                seen -= {_undone(store, name, messages)}
                break
            if key == "n" or _act(store, entry, key, name, lexicon, messages):
                seen.add(entry.act)
                break
            with store.reading() as connection:
                entry = entry_of_act(connection, entry.act)
                if key in "ems":
                    _show(connection, entry)


def _show(connection: "Connection", entry: "Entry") -> None:
    from communique.cli.review_card import card
    from communique.cli.view_tables import printed
    from communique.pipeline.threads import thread_of_act

    typer.echo(printed(card(entry, thread_of_act(connection, entry.act)), typer.get_text_stream("stdout")), nl=False)


def _act(store: "Store", entry: "Entry", key: str, name: str, lexicon: "Lexicon", messages: Messages) -> bool:
    """Carries one key out; whether the next event comes."""
    from communique.pipeline import review
    from communique.pipeline.edits import SLOTS, edited
    from communique.record import Action
    from communique.store import StoreError

    try:
        if key == "e":
            slot = typer.prompt(f"slot ({', '.join(SLOTS)})").strip()
            event = edited(entry.event, slot, typer.prompt("value", default=""), lexicon, entry.report.text)
            with store.writing() as connection:
                review.decide(connection, Action.EDIT, entry.act, reviewer=name, event=event)
            return False
        if key in ("a", "r"):
            action = Action.ACCEPT if key == "a" else Action.REJECT
            with store.writing() as connection:
                review.decide(connection, action, entry.act, reviewer=name)
            return True
        if key == "m":
            other = typer.prompt("the act whose thread it belongs to", type=int)
            with store.writing() as connection:
                review.merge(connection, entry.act, other, reviewer=name)
            return False
        if key == "s":
            with store.writing() as connection:
                review.split(connection, entry.act, reviewer=name)
            return False
    except (StoreError, ValueError) as error:
        messages.error(str(error))
        return False
    typer.echo(_KEYS)
    return False
