"""What a reviewer decided about an event or a thread."""

from enum import StrEnum
from typing import Any

from pydantic import Field

from communique.record.span import Noun


class Action(StrEnum):
    """What can be decided; nothing is erased, so that to undo is a decision too."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    UNDO = "undo"


class Decision(Noun):
    """One line of the log: `act` is the number of the event decided upon, `at` when (UTC, ISO 8601).

    `body` says what was decided: of an edit the whole event, of a merge an act of the other thread, of a split the
    thread that it leaves. `undoes` is the number of the decision that this one takes back.
    """

    number: int
    at: str
    reviewer: str
    action: Action
    act: int | None = None
    body: dict[str, Any] = Field(default_factory=dict)
    undoes: int | None = None
