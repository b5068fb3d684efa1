"""How precise a place is, which the record does not hold: looked up in the gazetteer that it came from."""

import re
from enum import StrEnum

from communique.lexicon.places import Place as Known
from communique.lexicon.places import load_gazetteer
from communique.record import Place


class Precision(StrEnum):
    """What a point on the map stands for."""

    SITE = "site"
    CITY = "city"
    ADMIN1 = "admin1"
    REGION = "region"
    WATER = "water"
    COUNTRY = "country"
    UNKNOWN = "unknown"


CENTROIDS = frozenset({Precision.ADMIN1, Precision.REGION, Precision.WATER, Precision.COUNTRY})
"""What is an area: its point is a rough middle, not where it happened."""

_NEAR = 0.05  # Degrees, some 5 km: the same place as the gazetteer's, rounded.


def precision_of(place: Place) -> Precision:
    """What the place's point stands for; `unknown` where it is not the gazetteer's, as after a correction by hand."""
    gazetteer = load_gazetteer()
    words = re.findall(r"\w+|[^\w\s]", place.name)
    length, namesakes = gazetteer.find(words, 0)
    likeliest = gazetteer.resolve(place.name, countries=[place.country] if place.country else ())
    known = (*(namesakes if length == len(words) else ()), *((likeliest,) if likeliest else ()))
    return next((Precision(each.type) for each in known if _is_the_same(place, each)), Precision.UNKNOWN)


def _is_the_same(place: Place, known: Known) -> bool:
    if (place.country, place.geonames_id) != (known.country, known.geonames_id):
        return False
    if place.lat is None or place.lon is None or known.lat is None or known.lon is None:
        return place.lat is None and place.lon is None
    return max(abs(place.lat - known.lat), abs(place.lon - known.lon)) <= _NEAR


def point_of(place: Place | None) -> tuple[float, float] | None:
    """Latitude and longitude in degrees (WGS 84), None where there are none or they are off the globe."""
    if place is None or place.lat is None or place.lon is None:
        return None
    return (place.lat, place.lon) if abs(place.lat) <= 90 and abs(place.lon) <= 180 else None
