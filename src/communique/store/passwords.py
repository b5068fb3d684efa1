"""Passwords: what is kept of them, and whether one fits.

Argon2id with the costs that argon2-cffi recommends (RFC 9106, the one for little memory: 64 MiB). At most a few are
worked out at a time, so that many who sign in at once do not take all the memory.
"""

from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 1024
"""Characters of a password."""
HASHER = PasswordHasher()
_AT_ONCE = BoundedSemaphore(4)


def hashed(password: str) -> str:
    """What is kept of a password."""
    with _AT_ONCE:
        return HASHER.hash(password)


def fits(kept: str | None, password: str) -> bool:
    """Whether a password is the one of which this was kept; None, for no account, takes as long to be refused."""
    with _AT_ONCE:
        try:
            HASHER.verify(kept or _nobodys(), password[: LONGEST + 1])
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether the costs have changed since this was kept, so that it should be worked out anew."""
    return HASHER.check_needs_rehash(kept)


def checked(password: str, name: str) -> str:
    """The password, where it will do for the account of that name; ValueError says why not."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise ValueError(f"a password has {SHORTEST} characters at least, and {LONGEST} at most")
    if name.casefold() in password.casefold() or len(set(password)) < SHORTEST // 2:
        raise ValueError("a password must not hold the name, nor be a few characters over and over")
    return password


@cache
def _nobodys() -> str:
    return HASHER.hash("of no account")
