"""Known holes in what is installed: python -m benchmarks.audit [PACKAGE…] [--index ADDRESS]

Asks the package index that pip is set up for what is known of each release that communique needs here, or of the
packages named, and prints what it knows. Ends with 0 where nothing is known, 1 where something is, and 2 where the
index could not be asked: that is no answer, and is said to be none. `pip-audit` asks the same and knows more ways.
"""

import argparse
import json
import os
import subprocess
import sys
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from urllib.parse import quote, urlsplit

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).parent.parent / "pyproject.toml"
PUBLIC = "https://pypi.org/simple"
SECONDS = 20
MAX_BYTES = 32 * 1024 * 1024


class NoAnswerError(Exception):
    """The index could not be asked, or gave no such list; the message names no address, which may hold a password."""


@dataclass(frozen=True, slots=True)
class Hole:
    """What is known of a release; `fixed` are the releases without it."""

    name: str
    release: str
    id: str
    fixed: tuple[str, ...]
    told: str


def needed() -> Iterator[str]:
    """The distributions that are installed of what pyproject.toml asks for, extras included, and of what these need."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    waiting = [Requirement(written) for written in asked]
    seen, given = set(), set()
    while waiting:
        wanted = waiting.pop()
        name, extras = canonicalize_name(wanted.name), frozenset({"", *wanted.extras})
        if (name, extras) in seen or _version(name) is None:
            continue
        seen.add((name, extras))
        if name not in given:
            given.add(name)
            yield name
        waiting += _wanted(name, extras)


def holes(index: str, names: Iterable[str], *, skipped: list[str]) -> Iterator[Hole]:
    """What the index knows of what is installed; names that it does not have are added to `skipped`."""
    for name in names:
        release = _version(name)
        if release is None:
            skipped.append(f"{name} (not installed)")
            continue
        told = _asked(f"{index}/pypi/{quote(name)}/{quote(release)}/json")
        if told is None:
            skipped.append(f"{name} {release} (not in the index)")
            continue
        listed = told.get("vulnerabilities")
        if not isinstance(listed, list):
            raise NoAnswerError("the index does not say what is known of a release")
        for each in listed:
            if not each.get("withdrawn"):
                told_in = str(each.get("summary") or each.get("details") or "").split("\n")[0]
                yield Hole(name, release, str(each.get("id")), tuple(each.get("fixed_in") or ()), told_in[:200])


def base_of(simple: str) -> str:
    """Where the index of that address answers questions: what stands before its /simple."""
    return simple.rstrip("/").removesuffix("/simple")


def configured() -> str:
    """The index that pip is set up for, the public one where none is."""
    if os.environ.get("PIP_INDEX_URL"):
        return os.environ["PIP_INDEX_URL"]
    command = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip() or PUBLIC


def _wanted(name: str, extras: frozenset[str]) -> Iterator[Requirement]:
    for written in requires(name) or []:
        wanted = Requirement(written)
        if wanted.marker is None or any(wanted.marker.evaluate({"extra": extra}) for extra in extras):
            yield wanted


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _asked(address: str) -> dict[str, object] | None:
    """What the index answers, None where it has no such release."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise NoAnswerError("the index is no http or https address")
    request = urllib.request.Request(address, headers={"Accept": "application/json"})  # noqa: S310 - checked above
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - checked above
            told = json.loads(answer.read(MAX_BYTES))
    except urllib.error.HTTPError as error:
        if error.code == 404:
            return None
        raise NoAnswerError(f"the index answered {error.code}") from None
    except (OSError, ValueError):
        raise NoAnswerError("the index cannot be reached, or gives no JSON") from None
    if not isinstance(told, dict):
        raise NoAnswerError("the index gives no JSON of a release")
    return told


def main(arguments: list[str] | None = None) -> int:
    """Asks and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("packages", nargs="*", metavar="PACKAGE", help="instead of all that communique needs")
    parser.add_argument("--index", help="the address that pip calls index-url")
    asked = parser.parse_args(arguments)
    names = asked.packages or sorted(needed())
    skipped: list[str] = []
    found = 0
    try:
        for hole in holes(base_of(asked.index or configured()), names, skipped=skipped):
            found += 1
            fixed = f", fixed in {', '.join(hole.fixed)}" if hole.fixed else ", not fixed in any release"
            print(f"{hole.name} {hole.release}: {hole.id}{fixed}: {hole.told}")
    except NoAnswerError as error:
        print(f"NOT CHECKED: {error}")
        return 2
    checked = len(names) - len(skipped)
    print(
        f"{checked} packages checked, {found} known holes" + (f"; not checked: {', '.join(skipped)}" if skipped else "")
    )
    if not checked:
        print("NOT CHECKED: the index knows none of the packages")
        return 2
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
