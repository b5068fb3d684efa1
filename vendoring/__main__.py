"""Fetches what vendored.json names and writes it beside the pages: python -m vendoring [--check].

Needs npm. Each package's licence comes with its files; CHECKSUMS holds the SHA-256 of every file, and a test holds the
committed files against it. With --check nothing is written: what the registry gives is held against CHECKSUMS.
"""

import argparse
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent / "src/communique/web/static/vendor"


def fetch(package: str, version: str) -> dict[str, bytes]:
    """The files of a package's release, by their path in it."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{package}@{version}", "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as opened:
            found = {}
            for member in opened.getmembers():
                if member.isfile() and (held := opened.extractfile(member)) is not None:
                    found[member.name.partition("/")[2]] = held.read()
            return found


def main() -> int:
    """Fetches or checks; 1 where a file is not what CHECKSUMS says."""
    parser = argparse.ArgumentParser(prog="python -m vendoring", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare with what is committed, write nothing")
    arguments = parser.parse_args()
    files: dict[str, bytes] = {}
    for part in json.loads((HERE / "vendored.json").read_text(encoding="utf8")):
        held = fetch(part["package"], part["version"])
        for origin, name in part["files"].items():
            files[name] = held[origin]
        short = part["package"].rpartition("/")[2]
        files[f"LICENSE.{short}.txt"] = held["LICENSE"]
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    if arguments.check:
        same = (TARGET / "CHECKSUMS").read_text(encoding="utf8") == sums
        print("as committed" if same else "not what is committed")
        return 0 if same else 1
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (TARGET / name).write_bytes(data)
    (TARGET / "CHECKSUMS").write_text(sums, encoding="utf8")
    print(f"{len(files)} files, {sum(map(len, files.values())):,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
