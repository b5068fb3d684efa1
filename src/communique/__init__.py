"""Communiqué reads reports about conflicts and peace talks and keeps the record.

    import communique

    reading = communique.read(text, published="2025-05-17", publisher="The Harbour Wire")
    for event in reading.events:
        ...

What this module gives is loaded when it is first asked for, so that the command's help is quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from communique.version import __version__

if TYPE_CHECKING:
    from communique.pipeline import read
    from communique.record import Event, Party, Reading, Report, Span

__all__ = ["Event", "Party", "Reading", "Report", "Span", "__version__", "read"]

_HOMES = {
    "Event": "communique.record",
    "Party": "communique.record",
    "Reading": "communique.record",
    "Report": "communique.record",
    "Span": "communique.record",
    "read": "communique.pipeline",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'communique' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
