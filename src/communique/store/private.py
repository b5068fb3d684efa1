"""What of a record is for its owner alone: its files, and the password in its address."""

import os
import re
from contextlib import suppress
from pathlib import Path

OWNER_ALONE = 0o600
"""Read and written by who made it; a team that shares a file widens it, and what SQLite puts beside it follows."""
_LOGIN = re.compile(r"(?<=://)([^/@?#]*?):[^/?#]*@")
_ASKED = re.compile(r"([?&](?:password|passfile|sslpassword|sslkey)=)[^&#]*", re.IGNORECASE)


def without_password(address: str) -> str:
    """The address of a database for messages, pages and logs."""
    return _ASKED.sub(r"\1***", _LOGIN.sub(r"\1:***@", address))


def make_private(path: Path) -> None:
    """Makes an empty file that no other account of the machine can read; OSError where it cannot be made.

    What is there already stays as it is.
    """
    with suppress(FileExistsError):  # Another may make it meanwhile.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ALONE))
