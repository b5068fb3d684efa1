"""What a party is in a conflict: a state, an armed group, civilians; and how many died, in one number or three."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from communique.lexicon.countries import load_countries
from communique.record import Casualties, Party, PartyKind, Toll


class SideKind(StrEnum):
    """What counts for a side's place in a layout of conflict data."""

    STATE = "state"
    ARMED = "armed"
    CIVILIANS = "civilians"
    OTHER = "other"


_STATE_SECTORS = frozenset("GOV MIL COP SPY JUD LEG".split())
_ARMED_SECTORS = frozenset("REB UAF PRM IMG".split())
_CIVILIAN_SECTORS = frozenset("CVL JRN MED EDU REF AGR BUS LAB REL SOC NGO".split())


def side_kind(party: Party) -> SideKind:
    """What the party is in a conflict, by its kind, then by PLOVER's sector; `other` where neither says."""
    if party.kind is PartyKind.GOVERNMENT:
        return SideKind.STATE
    if party.kind is PartyKind.ARMED_GROUP:
        return SideKind.ARMED
    if party.kind is PartyKind.POPULATION or party.sector in _CIVILIAN_SECTORS:
        return SideKind.CIVILIANS
    if party.sector in _STATE_SECTORS and party.country is not None:
        return SideKind.STATE
    return SideKind.ARMED if party.sector in _ARMED_SECTORS else SideKind.OTHER


@dataclass(frozen=True, slots=True)
class Deaths:
    """How many died: `best` is the number to count with. An upper bound alone ("up to 12") gives no best but 0."""

    low: int
    best: int
    high: int


def deaths_told(casualties: Casualties | None, toll: Toll | None) -> Deaths | None:
    """The dead of a thread's toll, else of the event; None where no number is told.

    Where a bound is open, the known one stands for it, and where only an upper one is known, the lower is 0.
    """
    if toll is not None and (known := [n for n in (toll.low, toll.best, toll.latest, toll.high) if n is not None]):
        best = toll.best if toll.best is not None else (toll.low or 0)
        return Deaths(low=min(toll.low if toll.low is not None else best, best), best=best, high=max(best, *known))
    killed = casualties.killed if casualties else None
    if killed is None or (killed.low is None and killed.high is None):
        return None
    low = killed.low or 0
    return Deaths(low=low, best=low, high=max(low, killed.high or 0))


def two_sides(actors: Iterable[Party], recipients: Iterable[Party]) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who stands against whom. Without recipients, several actors fight each other, as PLOVER codes a battle."""
    first, second = tuple(actors), tuple(recipients)
    return (first[:1], first[1:]) if not second and len(first) > 1 else (first, second)


@cache
def country_names() -> dict[str, str]:
    """The English names of countries by ISO 3166-1 alpha-3 (`XKX` for Kosovo)."""
    countries, _ = load_countries()
    return {iso3: country.name for iso3, country in countries.items()}
