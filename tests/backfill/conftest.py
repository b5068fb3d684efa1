"""An archive of small reports, and what one worker makes of it."""

from pathlib import Path

import pytest
from tests.backfill.archive import run, write_archive


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with reports in every format."""
    folder = tmp_path_factory.mktemp("archive")
    write_archive(folder)
    return folder


@pytest.fixture(scope="session")
def expected(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The partitions that one worker of the local engine writes of the archive."""
    output = tmp_path_factory.mktemp("expected")
    run(archive, output, workers=1)
    return output
