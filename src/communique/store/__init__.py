"""Keeps the record: reports, events, decisions, threads and processes, in SQLite or PostgreSQL."""

from sqlalchemy import Connection

from communique.store.engine import Store, open_store
from communique.store.errors import MovedOnError, StoreError

__all__ = ["Connection", "MovedOnError", "Store", "StoreError", "open_store"]
