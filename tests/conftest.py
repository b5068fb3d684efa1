"""What is dear to load is loaded once a run."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from communique.language.encoder import Encoder
    from communique.pipeline import Reader

# As it is in CI: a busy machine is no defect.
settings.register_profile("untimed", settings(), deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def encoder() -> "Encoder":
    """The parser's model."""
    from communique.language.encoder import Encoder

    return Encoder()


@pytest.fixture(scope="session")
def reader() -> "Reader":
    """The whole reader, the one that `communique.read` uses."""
    from communique.pipeline import load_reader

    return load_reader()
