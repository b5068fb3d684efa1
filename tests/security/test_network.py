"""Nothing of the package talks to the network but the two modules that are guarded, and the server itself."""

import ast
from pathlib import Path

import pytest
from tests.security.test_code_from_data import ROOT, SOURCES

CLIENTS = frozenset(
    "socket ssl httpx2 httpx httpcore2 urllib.request http.client requests aiohttp urllib3 ftplib smtplib poplib "
    "imaplib telnetlib xmlrpc websockets asyncio".split()
)
FETCHING = frozenset({("trafilatura", "fetch_url"), ("etree", "parse"), ("html", "parse"), ("fs", "FileSystem")})
"""Functions that take an address as well as a file."""
ALLOWED = {
    "sources/fetch.py": {"socket", "httpx2"},
    "sources/guarded_net.py": {"socket"},
    "sources/polite.py": {"httpx2"},  # The name of a type alone.
    "llm/client.py": {"httpx2"},
    "web/run.py": {"socket"},
}


def clients(tree: ast.AST) -> set[str]:
    """What a module could reach the network by."""
    found = set()
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                found |= {each.name for each in names}
            case ast.ImportFrom(module=str(module), names=names):
                found |= {module, *(f"{module}.{each.name}" for each in names)}
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if (owner, name) in FETCHING:
                found.add(f"{owner}.{name}")
            case _:
                pass
    return {each for each in found if each in CLIENTS or tuple(each.rsplit(".", 1)) in FETCHING}


@pytest.mark.parametrize("path", SOURCES, ids=[str(path.relative_to(ROOT)) for path in SOURCES])
def test_only_guarded_modules_reach_the_network(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    found = clients(ast.parse(path.read_text(encoding="utf-8")))
    allowed = ALLOWED.get(name, {"asyncio"} if name.startswith("web/") else set())
    assert found <= allowed


@pytest.mark.parametrize(
    "code", ["import socket", "from urllib import request", "from urllib.request import urlopen", "etree.parse(name)"]
)
def test_the_look_for_it_sees(code: str) -> None:
    assert clients(ast.parse(code))
