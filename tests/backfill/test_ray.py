"""A Ray cluster of two nodes writes what the local engine writes, byte for byte, also where a worker is killed."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.backfill.archive import SIZE, hashes, run

from communique.backfill import Engine, State, backfill

ray = pytest.importorskip("ray", reason="NOT TESTED: Ray is not installed; pip install 'communique[backfill]'")
pytestmark = pytest.mark.filterwarnings("default")  # Ray's own.


@pytest.fixture(scope="module")
def cluster() -> Iterator[None]:
    """Two nodes with a core each, on this machine."""
    from ray.cluster_utils import Cluster

    root = str(Path(__file__).parents[2])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        patch.setenv("PYTHONPATH", os.pathsep.join([root, *filter(None, sys.path)]))
        node = {"num_cpus": 1, "object_store_memory": 100 << 20}
        made = Cluster(initialize_head=True, head_node_args=node | {"include_dashboard": False})
        made.add_node(**node)
        ray.init(address=made.address, log_to_driver=False, logging_level="ERROR")
        assert len([n for n in ray.nodes() if n["Alive"]]) == 2
        yield
        ray.shutdown()
        made.shutdown()


@pytest.mark.usefixtures("cluster")
def test_two_nodes_write_the_same_bytes_as_one_process(archive: Path, expected: Path, tmp_path: Path) -> None:
    summary, done = run(archive, tmp_path, workers=2, engine=Engine.RAY)
    assert len(done) == summary.units
    assert hashes(tmp_path) == hashes(expected)
    again, nothing = run(archive, tmp_path, workers=2, engine=Engine.LOCAL)
    assert nothing == []
    assert again.before == again.units


@pytest.mark.usefixtures("cluster")
def test_a_worker_that_is_killed_loses_and_doubles_nothing(archive: Path, expected: Path, tmp_path: Path) -> None:
    with backfill([str(archive)], tmp_path, engine=Engine.RAY, workers=2, size=SIZE) as (summary, units):
        found = [next(units)]
        killed = _workers()
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        found += list(units)
    assert killed
    assert {d.state for d in found} == {State.DONE}
    assert sorted(d.key for d in found) == sorted({d.key for d in found})
    assert len(found) == summary.units
    assert hashes(tmp_path) == hashes(expected)


def _workers() -> list[int]:
    """The processes of the cluster that read."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):  # It has ended since.
            if path.read_bytes().startswith(b"ray::MapWorker"):
                found.append(int(path.parent.name))
    return found
