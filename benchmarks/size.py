"""How much an installation takes: python -m benchmarks.size [--no-compile] [--keep FOLDER].

Makes a fresh virtual environment, installs this package into it as README.md does, and prints one JSON object: sizes
in MB (10^6 bytes, of file contents) of everything in the environment (pip among it), of all but pip and setuptools,
of compiled bytecode, and of each package. `--no-compile` leaves bytecode away; Python then writes what it
imports at the first run. Needs the package index and, without ensurepip, the package virtualenv.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TOOLS = frozenset({"pip", "setuptools", "wheel"})
"""What an environment has of its own."""
MEGABYTE = 1e6
SMALL = 0.5
"""Packages under so many MB are given as one sum."""


def make_environment(folder: Path) -> Path:
    """A virtual environment; gives its Python."""
    for maker in ("venv", "virtualenv"):
        if subprocess.run([sys.executable, "-m", maker, str(folder)], capture_output=True, check=False).returncode == 0:
            found = [*folder.glob("bin/python"), *folder.glob("Scripts/python.exe")]
            return found[0]
    raise SystemExit("neither venv nor virtualenv makes an environment here: pip install virtualenv")


def install(python: Path, *, compiled: bool) -> None:
    """This package with what it needs, and nothing for tests."""
    options = [] if compiled else ["--no-compile"]
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", *options, str(ROOT)], check=True)


def measure(folder: Path) -> dict[str, Any]:
    """Sizes of what lies in an environment."""
    sizes: Counter[str] = Counter()
    bytecode = 0
    for file in folder.rglob("*"):
        if file.is_symlink() or not file.is_file():
            continue
        size = file.stat().st_size
        sizes[owner(file, folder)] += size
        bytecode += size if file.suffix == ".pyc" and owner(file, folder) not in TOOLS else 0
    large = {name: round(size / MEGABYTE, 1) for name, size in sizes.most_common() if size > SMALL * MEGABYTE}
    return {
        "all_mb": round(sizes.total() / MEGABYTE, 1),
        "without_pip_mb": round(sum(n for name, n in sizes.items() if name not in TOOLS) / MEGABYTE, 1),
        "of_which_bytecode_mb": round(bytecode / MEGABYTE, 1),
        "packages_mb": large | {"others": round((sizes.total() - sum(sizes[n] for n in large)) / MEGABYTE, 1)},
    }


def owner(file: Path, folder: Path) -> str:
    """The package that a file belongs to, by its folder: `numpy.libs` and `numpy-2.4.dist-info` are numpy's."""
    parts = file.relative_to(folder).parts
    if "site-packages" not in parts:
        return "the environment"
    name = parts[parts.index("site-packages") + 1]
    return name.split("-")[0].removesuffix(".libs").removesuffix(".py")


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--no-compile", action="store_true", help="install without bytecode")
    parser.add_argument("--keep", type=Path, default=None, help="make the environment here and leave it")
    options = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch) / "environment"
        install(make_environment(folder), compiled=not options.no_compile)
        sys.stdout.write(json.dumps(measure(folder), indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
