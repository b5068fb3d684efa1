"""The log of what reviewers decided, a line each."""

from communique.cli.view import shown
from communique.record import Action, Decision
from communique.store import Connection, StoreError, decisions
from communique.store.events import entry_of_act

_QUOTE = 60
"""Characters of the words decided upon that are shown."""


def log_lines(connection: Connection) -> list[str]:
    """The decisions, the newest first: number, when, who and what; those that were taken back say so."""
    log = decisions.load_decisions(connection)
    undone = {d.undoes for d in log}
    return [
        f"{d.number:>5}  {d.at[:16].replace('T', ' ')}  {shown(d.reviewer)}  {what(connection, d)}"
        + ("  (undone)" if d.number in undone else "")
        for d in reversed(log)
    ]


def what(connection: Connection, decision: Decision) -> str:
    """What was decided, in words: "accept act 5: “They agreed to …”"."""
    match decision.action:
        case Action.UNDO:
            return f"undo decision {decision.undoes}"
        case Action.MERGE:
            where = f" into thread {decision.body['to']}"
        case Action.SPLIT:
            where = f" from thread {decision.body['from']}"
        case _:
            where = ""
    return f"{decision.action.value} act {decision.act}{where}: {_quote(connection, decision.act)}"


def _quote(connection: Connection, act: int | None) -> str:
    try:
        words = shown(entry_of_act(connection, act or 0).event.evidence[0].quote)
    except StoreError:
        return "told no longer"
    return f"“{words if len(words) <= _QUOTE else words[: _QUOTE - 1].rstrip() + '…'}”"
