"""A store of each kind: every test of the store runs on both."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from communique.store import Store, open_store

POSTGRES = os.environ.get("COMMUNIQUE_TEST_POSTGRES")
"""postgresql://… of a server where databases may be made; .ci/run starts one."""


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A place for a record that is not there yet."""
    if request.param == "sqlite":
        yield str(tmp_path / "record.db")
        return
    if not POSTGRES:
        pytest.skip("no PostgreSQL: COMMUNIQUE_TEST_POSTGRES names none")
    name = f"t{uuid.uuid4().hex}"
    server = create_engine(POSTGRES.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield POSTGRES.rpartition("/")[0] + f"/{name}"
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """A new record."""
    opened = open_store(where)
    yield opened
    opened.close()
