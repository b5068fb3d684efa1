import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.sources.robots import may_visit, parse_robots

ROBOTS = """\
# for everybody
User-agent: *
Disallow: /drafts/
Disallow: /*?print=
Allow: /drafts/open$
Crawl-delay: 7

User-agent: OtherReader
User-agent: Communique/2
Disallow: /archive
Allow: /archive/2026
Sitemap: https://wire.example/sitemap.xml
Disallow:

User-agent: communique
Crawl-delay: 1.5
"""

CASES = [
    ("/", True),
    ("/archive", False),
    ("/archive/2025/a", False),
    ("/archive/2026/a", True),  # the longer rule
    ("/drafts/a", True),  # a group of its own: what is said to all does not count
    ("/robots.txt", True),
]
CASES_OF_OTHERS = [
    ("/drafts/a", False),
    ("/drafts/open", True),
    ("/drafts/open/", False),
    ("/news/a?print=1", False),
    ("/news/a?page=1", True),
    ("/archive", True),
]


@pytest.mark.parametrize(("path", "expected"), CASES)
def test_our_own_group_counts(path: str, expected: bool) -> None:
    robots = parse_robots(ROBOTS, agent="communique")
    assert may_visit(robots, f"https://wire.example{path}") is expected
    assert robots.delay_seconds == 1.5


@pytest.mark.parametrize(("path", "expected"), CASES_OF_OTHERS)
def test_without_one_what_is_said_to_all_counts(path: str, expected: bool) -> None:
    robots = parse_robots(ROBOTS, agent="stranger")
    assert may_visit(robots, f"https://wire.example{path}") is expected
    assert robots.delay_seconds == 7


PATTERNS = [
    ("/a", "/a/b", True),
    ("/a$", "/a", True),
    ("/a$", "/ab", False),
    ("*.pdf$", "/x/y.pdf", True),
    ("*.pdf$", "/x/y.pdf?z", False),
    ("/*/b/*/d", "/a/b/c/d/e", True),
    ("/*/b/*/d", "/a/c/d", False),
    ("/a*a$", "/a", False),  # the two may not share a letter
    ("/%7Ereader", "/~reader", True),
    ("/caf%C3%A9", "/café", True),
    ("/a%2fb", "/a%2Fb", True),
    ("/a%2fb", "/a/b", False),
]


@pytest.mark.parametrize(("pattern", "path", "expected"), PATTERNS)
def test_patterns_match_as_the_rfc_says(pattern: str, path: str, expected: bool) -> None:
    robots = parse_robots(f"User-agent: *\nDisallow: {pattern}", agent="communique")
    assert may_visit(robots, f"https://wire.example{path}") is not expected


@pytest.mark.parametrize("text", ["", "<!doctype html><p>Not found: /", "Disallow: /", "User-agent: x\nDisallow: /"])
def test_what_makes_no_rule_for_us_allows_all(text: str) -> None:
    assert may_visit(parse_robots(text, agent="communique"), "https://wire.example/a")


def test_many_wildcards_take_no_time() -> None:
    robots = parse_robots("User-agent: *\nDisallow: /" + "*a" * 5000 + "$", agent="communique")
    assert may_visit(robots, "https://wire.example/" + "a" * 4000 + "b")


@given(st.text(), st.text())
def test_no_text_makes_it_fail(text: str, path: str) -> None:
    may_visit(parse_robots(f"User-agent: *\nDisallow: {text}", agent="communique"), f"https://wire.example/{path}")
