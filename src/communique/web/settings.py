"""How a record is served: to whom, and what they may do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from secrets import token_urlsafe

from communique.record import Reading, Report
from communique.store import Store


class Role(IntEnum):
    """What a visitor may do; each may do what those before it may."""

    NOBODY = 0
    READER = 1
    REVIEWER = 2
    ADMIN = 3


@dataclass(frozen=True, slots=True)
class Settings:
    """What one server serves.

    Without `team` nobody signs in: who reaches the server has the role `local` and decides under the name `reviewer`.
    With it everyone signs in. `hosts` are the names that it answers to; others are refused, so that a page elsewhere
    cannot reach it by a name of its own. `reader` is asked for the reader when the first report is added.
    """

    store: Store
    reader: Callable[[], Callable[[Report], Reading]]
    coder: str
    extractor: str
    local: Role = Role.READER
    reviewer: str = "local"
    team: bool = False
    secure: bool = False
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    secret: str = field(default_factory=token_urlsafe)
