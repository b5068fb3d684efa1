"""Near copies in the record: the reports that share a band with a new one."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, delete, func, insert, select, update

from communique.store import schema
from communique.store.batches import batches

LOOKED_AT = 20
"""Reports at most that a new one is compared with in full: those that share most bands with it."""


def add_bands(connection: Connection, number: int, bands: Sequence[int]) -> None:
    """Lets a report be found by its bands."""
    if bands:
        connection.execute(insert(schema.band), [{"hash": band, "report": number} for band in sorted(set(bands))])


def join(connection: Connection, families: Collection[int]) -> tuple[int, list[int]]:
    """Makes families one: its number, and the numbers of the reports that were of another.

    The smaller ones join the largest, so that no report changes its family often.
    """
    report = schema.report.c
    sizes: dict[int, int] = {}
    for part in batches(families):
        asked = select(report.family, func.count()).where(report.family.in_(part)).group_by(report.family)
        sizes |= dict(connection.execute(asked).all())
    kept = min(families, key=lambda family: (-sizes.get(family, 0), family))
    others = sorted(set(families) - {kept})
    joined = (
        connection.execute(select(report.number).where(report.family.in_(others))).scalars().all() if others else []
    )
    if joined:
        connection.execute(update(schema.report).where(report.family.in_(others)).values(family=kept))
    return kept, list(joined)


def sharing(connection: Connection, bands: Sequence[int]) -> list[tuple[int, int, str]]:
    """Number, family and text of reports that share a band, those that share most first."""
    if not bands:
        return []
    band, report = schema.band.c, schema.report.c
    shared = (
        select(band.report)
        .where(band.hash.in_(set(bands)))
        .group_by(band.report)
        .order_by(func.count().desc(), band.report)
        .limit(LOOKED_AT)
    )
    numbers = connection.execute(shared).scalars().all()
    rows = connection.execute(select(report.number, report.family, report.text).where(report.number.in_(numbers)))
    by_number = {row.number: (row.number, row.family, row.text) for row in rows}
    return [by_number[number] for number in numbers]


def put_bands(connection: Connection, number: int, bands: Sequence[int]) -> None:
    """Lets a report be found by these bands and no others."""
    connection.execute(delete(schema.band).where(schema.band.c.report == number))
    add_bands(connection, number, bands)


def bands_by_report(connection: Connection, numbers: Collection[int]) -> dict[int, set[int]]:
    """By report, the bands that it is found by."""
    found: dict[int, set[int]] = {}
    for part in batches(numbers):
        asked = select(schema.band.c.report, schema.band.c.hash).where(schema.band.c.report.in_(part))
        for number, band in connection.execute(asked):
            found.setdefault(number, set()).add(band)
    return found


def heads(connection: Connection, families: Collection[int]) -> set[int]:
    """Those of these numbers by which a family can be called: that of a report of its own family."""
    report = schema.report.c
    found: set[int] = set()
    for part in batches(families):
        asked = select(report.number).where(report.number.in_(part), report.family == report.number)
        found |= set(connection.execute(asked).scalars())
    return found


def set_family(connection: Connection, number: int, family: int) -> None:
    """Puts one report into a family."""
    connection.execute(update(schema.report).where(schema.report.c.number == number).values(family=family))
