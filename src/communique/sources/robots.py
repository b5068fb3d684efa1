"""What a site's robots.txt asks of us, by RFC 9309: which paths to leave alone, and how long to wait.

Our own reader, because the standard library's takes the first rule that matches, where the RFC wants the longest, and
knows no wildcards.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

MAX_ROBOTS_BYTES = 512 * 1024
"""What is read of a robots.txt, in bytes: a little more than the RFC asks for."""

_TOKEN = re.compile(r"[A-Za-z_-]+|\*")
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one program: patterns of paths with whether they are allowed, and the seconds between visits."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay_seconds: float | None = None


def parse_robots(text: str, *, agent: str) -> Robots:
    """The rules that `text` holds for the program called `agent`, or for all where it does not name that.

    Lines that make no sense are passed over: a web page that stands where robots.txt should is no rule at all.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    named: list[str] = []
    open_head = False
    for key, value in _lines(text):
        if key == "user-agent":
            token = _TOKEN.match(value)
            named = [*(named if open_head else []), token[0].casefold() if token else ""]
            open_head = True
            for name in named:
                groups.setdefault(name, [])
        elif key in ("allow", "disallow", "crawl-delay"):
            open_head = False
            for name in named:
                groups[name].append((key, value))
    said = groups.get(agent.casefold(), groups.get("*", []))
    rules = tuple((_normal(value), key == "allow") for key, value in said if key != "crawl-delay" and value)
    return Robots(rules, _delay(value for key, value in said if key == "crawl-delay"))


def may_visit(robots: Robots, url: str) -> bool:
    """Do the rules let `url` be read? The longest pattern that matches decides; of two as long, the one that allows."""
    parts = urlsplit(url)
    path = _normal((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    if path == "/robots.txt":
        return True
    matching = [(len(pattern), allowed) for pattern, allowed in robots.rules if _matches(pattern, path)]
    return max(matching)[1] if matching else True


def _lines(text: str) -> Iterable[tuple[str, str]]:
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield key.strip().casefold(), value.strip()


def _delay(values: Iterable[str]) -> float | None:
    for value in values:
        if re.fullmatch(r"\d{1,6}(\.\d{1,3})?", value):
            return float(value)
    return None


def _normal(path: str) -> str:
    """One way to write a path: what is not ASCII escaped, what need not be escaped plain, escapes in capitals."""

    def plain(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    return _ESCAPED.sub(plain, quote(path, safe="%/?=&+,;:@!'()*$[]~|{}^<>\\\"` #", encoding="utf-8", errors="replace"))


def _matches(pattern: str, path: str) -> bool:
    """Does the pattern match from the path's start? Piece by piece, so that no pattern takes long."""
    anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    if not others:
        return not anchored or path == first
    position = len(first)
    for piece in others[:-1]:
        found = path.find(piece, position)
        if found < 0:
            return False
        position = found + len(piece)
    if anchored:
        return path.endswith(others[-1]) and len(path) - len(others[-1]) >= position
    return path.find(others[-1], position) >= 0
