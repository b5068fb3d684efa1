from pathlib import Path

import pytest
from benchmarks.size import measure, owner

CASES = [
    ("lib/python3.11/site-packages/numpy/core.py", "numpy"),
    ("lib/python3.11/site-packages/numpy.libs/libblas.so", "numpy"),
    ("lib/python3.11/site-packages/numpy-2.4.6.dist-info/METADATA", "numpy"),
    ("lib/python3.11/site-packages/typing_extensions.py", "typing_extensions"),
    ("Lib/site-packages/rich/text.py", "rich"),
    ("bin/activate", "the environment"),
]


@pytest.mark.parametrize(("path", "package"), CASES)
def test_a_file_is_counted_for_its_package(path: str, package: str) -> None:
    assert owner(Path("env", path), Path("env")) == package


def test_what_was_there_before_is_told_apart(tmp_path: Path) -> None:
    packages = tmp_path / "lib" / "site-packages"
    for name, size in (("pip/a.pyc", 3_000_000), ("numpy/a.so", 2_000_000), ("numpy/a.pyc", 1_000_000)):
        (packages / name).parent.mkdir(parents=True, exist_ok=True)
        (packages / name).write_bytes(b"0" * size)
    sizes = measure(tmp_path)
    assert (sizes["all_mb"], sizes["without_pip_mb"], sizes["of_which_bytecode_mb"]) == (6.0, 3.0, 1.0)
    assert sizes["packages_mb"] == {"numpy": 3.0, "pip": 3.0, "others": 0.0}
