"""Records of either database, as for the tests of the store, and what fills them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.durability.filling import told
from tests.store.conftest import store, where

from communique.store import Store

__all__ = ["record", "store", "where"]


@pytest.fixture
def record(store: Store) -> Store:
    """A record that holds something of everything."""
    told(store)
    return store


Take = Callable[[Path], None]
