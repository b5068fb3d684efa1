"""Keeps the record: reports, events, decisions, threads and processes, in SQLite or PostgreSQL."""

from sqlalchemy import Connection

from communique.store.engine import Store, open_store
from communique.store.errors import BusyError, DamagedError, MovedOnError, StoreError, UnusableError

__all__ = [
    "BusyError",
    "Connection",
    "DamagedError",
    "MovedOnError",
    "Store",
    "StoreError",
    "UnusableError",
    "open_store",
]
