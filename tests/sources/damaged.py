"""Reads a file with each of its bytes changed in turn: python -m tests.sources.damaged FILE CHANGE"""

import sys
import tempfile
import warnings
from pathlib import Path

from communique.sources import Item, SourceError, items_of


def main() -> None:
    """Prints how many files it read, none of which may end in more than an error that is written down."""
    good, change = Path(sys.argv[1]), int(sys.argv[2])
    data = good.read_bytes()
    warnings.simplefilter("ignore")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, good.name)
        for place in range(4, len(data)):
            path.write_bytes(data[:place] + bytes([data[place] ^ change]) + data[place + 1 :])
            assert all(isinstance(found, Item | SourceError) for found in items_of(str(path)))
    sys.stdout.write(f"{len(data) - 4} files\n")


if __name__ == "__main__":
    main()
