"""What tests/cli gives as fixtures too, so that the tests of words can make their events."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.export import invented

from communique.record import Event


@pytest.fixture
def make_event() -> Callable[..., Event]:
    return invented.event


@pytest.fixture
def make_party() -> Callable[..., dict[str, Any]]:
    return invented.party
