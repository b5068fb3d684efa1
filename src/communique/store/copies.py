"""Near copies in the record: the reports that share a band with a new one."""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, func, insert, select, update

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
