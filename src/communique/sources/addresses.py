"""Web addresses, as links and arguments write them."""

import re
from urllib.parse import urljoin

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_LOGIN = re.compile(r"\A([A-Za-z][A-Za-z0-9+.-]*:[\\/]{2,})[^\\/?#]*@")


def is_address(argument: str) -> bool:
    """Is this an address, of whatever kind, rather than a path?"""
    return _ADDRESS.match(argument) is not None


def web_address(link: str | None, base: str | None = None) -> str | None:
    """The http or https address that a link means where it stands at `base`; None where it means none."""
    link = (link or "").strip()
    try:
        url = urljoin(base or "", link) if link else ""
    except ValueError:  # "http://[": no address at all.
        return None
    return url if url.startswith(("http://", "https://")) else None


def without_login(address: str) -> str:
    """An address for messages and logs: the name and password that stand in it are left out."""
    return _LOGIN.sub(r"\1…@", address)
