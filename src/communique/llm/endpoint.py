"""Which server is asked for which model, with what patience."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

TIMEOUT_SECONDS = 120.0
ATTEMPTS = 4
LONGEST_MODEL = 200
"""Characters of a model's name."""
_INSIDE = ("local", "internal", "lan", "home", "svc", "test")
"""Last parts of host names that no public network knows."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server that speaks OpenAI's chat completions; `url` is what stands before `/chat/completions`.

    `timeout_seconds` is for one answer, `attempts` how often a busy or broken server is asked for one. Made by
    `endpoint_at`, which checks them.
    """

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout_seconds: float = TIMEOUT_SECONDS
    attempts: int = ATTEMPTS


def endpoint_at(
    url: str,
    model: str,
    *,
    key: str | None = None,
    timeout_seconds: float = TIMEOUT_SECONDS,
    attempts: int = ATTEMPTS,
) -> Endpoint:
    """The endpoint at an address; ValueError says what is wrong with it, and never holds the key."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError("is no address; give one as http://127.0.0.1:8000/v1") from None
    if parts.scheme not in ("http", "https") or not host:
        raise ValueError("must be an http or https address, such as http://127.0.0.1:8000/v1")
    if "@" in parts.netloc:
        raise ValueError("holds a user name; a key goes into COMMUNIQUE_LLM_KEY")
    if parts.query or parts.fragment:
        raise ValueError("ends in ?… or #…, which is not sent; a key goes into COMMUNIQUE_LLM_KEY")
    name = model.strip()
    if not name or len(name) > LONGEST_MODEL or not name.isprintable():
        raise ValueError("the model's name is empty, longer than 200 characters, or holds characters that do not print")
    secret = _checked(key)
    if secret is not None and parts.scheme == "http" and not _is_inside(host):
        raise ValueError("would send the key unencrypted over a public network; use https")
    where = f"[{host}]" if ":" in host else host
    path = parts.path.rstrip("/").removesuffix("/chat/completions")
    return Endpoint(
        url=f"{parts.scheme}://{where}{'' if port is None else f':{port}'}{path}",
        model=name,
        key=secret,
        timeout_seconds=timeout_seconds,
        attempts=attempts,
    )


def _checked(key: str | None) -> str | None:
    """The key without white space around it; a header cannot hold more than printable ASCII."""
    secret = (key or "").strip()
    if not secret:
        return None
    if not (secret.isascii() and secret.isprintable()):
        raise ValueError("the key holds characters that no key has; copy it again")
    return secret


def _is_inside(host: str) -> bool:
    """Is this host on this machine or in a network of its own, as far as its name says?"""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return "." not in host or host.rstrip(".").rpartition(".")[2] in _INSIDE
    return address.is_loopback or address.is_private
