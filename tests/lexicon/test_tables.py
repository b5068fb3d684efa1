"""The strict loader: what is malformed is refused with the file and the entry."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from communique.lexicon import LexiconError, tables
from communique.lexicon.agents import load_agents, load_titles
from communique.lexicon.countries import load_countries, load_groupings
from communique.lexicon.issues import load_issues
from communique.lexicon.organisations import load_armed_groups, load_organisations, load_outlets
from communique.record.codes import SECTORS, Issue, PartyKind

CODES = frozenset({"AAA", "BBB"})


def organisations() -> object:
    return load_organisations(CODES)


def armed_groups() -> object:
    return load_armed_groups(CODES)


def groupings() -> object:
    return load_groupings(CODES)


# what is wrong, loader, file, its text, words of the error
CASES: list[tuple[str, Callable[[], object], str, str, str]] = [
    ("unknown key", organisations, "organisations.yml", "- {name: A, colour: red}", "colour"),
    ("missing key", load_countries, "countries.yml", "- {name: A, iso3: AAA}", "lacks iso2"),
    ("no name", organisations, "organisations.yml", "- {aliases: A}", "entry number 1"),
    ("key twice", organisations, "organisations.yml", "- {name: A, name: B}", "given twice"),
    ("name twice", organisations, "organisations.yml", "- {name: A}\n- {name: A}", "'A'"),
    ("alias twice", organisations, "organisations.yml", "- {name: A, aliases: b | c | b}", "holds twice: b"),
    ("alias is a name", organisations, "organisations.yml", "- {name: A, aliases: B}\n- {name: B}", "another entry"),
    ("empty alias", organisations, "organisations.yml", "- {name: A, aliases: b | | c}", "empty"),
    ("list for a string", organisations, "organisations.yml", "- {name: A, aliases: [b, c]}", "must be a string"),
    ("bad sector", organisations, "organisations.yml", "- {name: A, sector: XXX}", "'XXX'"),
    ("bad country", organisations, "organisations.yml", "- {name: A, country: ZZZ}", "ZZZ"),
    ("bad flag", armed_groups, "armed_groups.yml", "- {name: A, former: yes}", "'yes'"),
    ("bad member", groupings, "groupings.yml", "- {name: A, kind: government, members: AAA QQQ}", "QQQ"),
    ("bad kind", groupings, "groupings.yml", "- {name: A, kind: club}", "'club'"),
    ("bad iso3", load_countries, "countries.yml", "- {name: A, iso3: aaa, iso2: AA}", "capital letters"),
    (
        "code twice",
        load_countries,
        "countries.yml",
        "- {name: A, iso3: AAA, iso2: AA}\n- {name: B, iso3: AAA, iso2: BB}",
        "AAA",
    ),
    ("bad body", load_countries, "countries.yml", "- {name: A, iso3: AAA, iso2: AA, bodies: {XXX: Guard}}", "'XXX'"),
    ("bad flag of agents", load_agents, "agents.yml", "- {block: b, sector: GOV, stands_for: all, nouns: king}", "all"),
    (
        "noun twice",
        load_agents,
        "agents.yml",
        "- {block: b, sector: GOV, stands_for: side, nouns: a}\n- {block: c, sector: MIL, stands_for: side, nouns: a}",
        "block 'b'",
    ),
    ("title twice", load_titles, "titles.yml", "[Dr., Dr]", "given twice"),
    ("issue missing", load_issues, "issues.yml", "aid: {3: food}", "wrong or missing"),
    ("no list", organisations, "organisations.yml", "name: A", "must be a list"),
    ("no YAML", organisations, "organisations.yml", "- {name: [A", "organisations.yml"),
]


@pytest.mark.parametrize(
    ("load", "file", "text", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_malformed_file_is_refused(
    load: Callable[[], object], file: str, text: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / file).write_text(text, "utf-8")
    monkeypatch.setattr(tables, "files", lambda package: tmp_path)
    with pytest.raises(LexiconError, match=file) as raised:
        load()
    assert words in str(raised.value)


@pytest.mark.parametrize(
    ("weights", "words"),
    [("{4: food}", "'4'"), ("{3: food | food}", "holds twice"), ("{3: food, 1: food}", "given twice")],
)
def test_malformed_issue_terms_are_refused(
    weights: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"{issue}: {weights if issue == 'aid' else '{3: a}'}" for issue in Issue]
    (tmp_path / "issues.yml").write_text("\n".join(lines), "utf-8")
    monkeypatch.setattr(tables, "files", lambda package: tmp_path)
    with pytest.raises(LexiconError, match="entry 'aid'") as raised:
        load_issues()
    assert words in str(raised.value)


def size(entries: Iterable[tuple[str, object]]) -> int:
    return len({id(entry) for _, entry in entries})


def test_the_files_are_as_large_as_promised() -> None:
    countries, bodies = load_countries()
    codes = frozenset(countries)
    assert len(countries) == 250  # ISO 3166-1 has 249; and Kosovo
    assert len(bodies) > 250
    assert size(load_organisations(codes)) >= 300
    assert size(load_armed_groups(codes)) >= 250
    assert size(load_outlets(codes)) >= 250
    assert size(load_groupings(codes)) >= 15
    assert sum(map(len, load_agents().values())) >= 400
    assert {term.issue for term in load_issues().all} == set(Issue)


def test_every_entry_has_codes_that_the_record_knows() -> None:
    countries, bodies = load_countries()
    codes = frozenset(countries)
    entries = [
        entry
        for load in (load_organisations, load_armed_groups, load_outlets, load_groupings)
        for _, entry in load(codes)
    ]
    entries += [body.entry for body in bodies]
    for entry in entries:
        assert entry.kind in set(PartyKind), entry
        assert entry.sector in SECTORS, entry
        assert entry.country is None or entry.country in codes, entry
