"""A timeline as marks and bars in lanes; dense ones are bundled until the drawing is small enough."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date

from communique.web.lines import Line
from communique.web.svg.scale import Tick, Window, ticks

MOST = 150
"""Shapes at most: each takes some 250 bytes of the page."""
MANY = 20 * MOST
"""Lines above which bundling kinds apart is not even tried."""
ROWS = 7
"""Rows at most of a lane, unless nothing can be bundled further."""
ROW = 24
"""Height of a row, in pixels."""
PADDING = 9
"""Room above and below the rows of a lane."""
LOWEST = 50
"""Height at least of a lane: its name and its count stand beside it."""
AXIS = 26
"""Room for the labels of the axis, above the lanes."""
BREADTH = 1000
"""The width in pixels that shapes are kept apart for; the drawing itself takes the width that there is."""
SHORTEST = 14
"""Width at least of a bar, so that it never looks like a point."""
_BUNDLINGS = (*((True, slot) for slot in (0, 12, 18, 26, 40)), *((False, slot) for slot in (26, 40, 56)))
"""What is tried in order: kinds apart or together, and how many pixels wide the slots are; 0 bundles nothing."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A mark, or with a width a bar, for one or several lines; `x` and `width` in percent, `y` in pixels.

    `kind` is the class of all its lines, `form` how surely all of them happened: empty where they differ. `dated` is
    False where only the day of the reports is known.
    """

    x: float
    width: float
    y: int
    count: int
    kind: str
    form: str
    dated: bool
    lines: tuple[Line, ...]

    @property
    def radius(self) -> int:
        """Half the size of a mark: there is room for its count."""
        return 5 if self.count == 1 else 6 + 2 * len(str(self.count))

    @property
    def centre(self) -> float:
        """Where its count stands: the middle of what is seen of it."""
        left, right = max(0.0, self.x), min(100.0, self.x + self.width)
        return round((left + right) / 2, 2)

    @property
    def first(self) -> date:
        """Its first day."""
        return min(line.days.first for line in self.lines if line.days)

    @property
    def last(self) -> date:
        """Its last day."""
        return max(line.days.last for line in self.lines if line.days)


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane of the drawing: from `y` on, in pixels; `total` counts its lines."""

    name: str
    y: int
    height: int
    total: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """What there is to be drawn; `now` is where the newest report stands, None outside. `bundled`: some marks are."""

    lanes: tuple[Lane, ...]
    shapes: tuple[Shape, ...]
    ticks: tuple[Tick, ...]
    height: int
    now: float | None
    bundled: bool


def draw(lines: Sequence[Line], shown: Window, lanes: Sequence[str], newest: date | None = None) -> Drawing:
    """The drawing of the lines that touch the window."""
    told = [(line, shown.at(line.days.first), shown.end_of(line.days.last)) for line in lines if line.days]
    told = [(line, max(0.0, left), min(100.0, right)) for line, left, right in told if left < 100 and right > 0]
    rows: dict[str, list[list[Shape]]] = {}
    number = 0
    for bundling in _BUNDLINGS if len(told) <= MANY else _BUNDLINGS[-3:]:
        bundles = _bundled(told, *bundling)
        number = len(bundles)
        if number > MOST and bundling is not _BUNDLINGS[-1]:
            continue
        shapes_of: dict[str, list[Shape]] = {lane: [] for lane in lanes}
        for bundle in bundles:
            shapes_of[bundle[0].lane].append(_shape(bundle, shown))
        rows = {lane: _rows(found) for lane, found in shapes_of.items()}
        if max(map(len, rows.values()), default=0) <= ROWS:
            break
    shapes: list[Shape] = []
    found: list[Lane] = []
    totals = Counter(line.lane for line, _, _ in told)
    y = AXIS
    for lane in lanes:
        height = max(LOWEST, 2 * PADDING + ROW * len(rows[lane]))
        for number, row in enumerate(rows[lane]):
            centre = y + PADDING + ROW * number + ROW // 2
            shapes += [Shape(b.x, b.width, centre, b.count, b.kind, b.form, b.dated, b.lines) for b in row]
        found.append(Lane(lane, y, height, totals[lane]))
        y += height
    now = shown.end_of(newest) if newest and shown.first <= newest <= shown.last else None
    return Drawing(tuple(found), tuple(shapes), tuple(ticks(shown)), y + 1, now, number < len(told))


def _bundled(told: Sequence[tuple[Line, float, float]], kinds_apart: bool, slot: int) -> list[list[Line]]:
    """The lines, given with what is seen of them, by shape: those that lie in the same slots, so many pixels wide."""
    if not slot:
        return [[line] for line, _, _ in told]
    groups: dict[Hashable, list[Line]] = {}
    for line, left, right in told:
        if not kinds_apart:
            key: Hashable = (line.lane, line.vague, _slot(left, slot))
        elif line.vague:
            # A bar is put together only with those of the same two ends: what it says is how vague it is.
            key = ("bar", line.lane, line.kind, line.form, _slot(left, slot), _slot(right, slot))
        else:
            key = ("mark", line.lane, line.kind, line.form, line.dated, _slot((left + right) / 2, slot))
        groups.setdefault(key, []).append(line)
    return list(groups.values())


def _slot(x: float, slot: int) -> int:
    return int(x * BREADTH / 100 // slot)


def _shape(lines: Sequence[Line], shown: Window) -> Shape:
    days = [line.days for line in lines if line.days]
    if lines[0].vague:
        x, end = shown.at(min(d.first for d in days)), shown.end_of(max(d.last for d in days))
        width = round(max(end - x, 100 * SHORTEST / BREADTH), 2)
    else:
        x, width = round(sum(shown.middle_of(d.first) for d in days) / len(days), 2), 0.0
    kinds, forms = {line.kind for line in lines}, {line.form for line in lines}
    return Shape(
        x=x,
        width=width,
        y=0,
        count=sum(len(line.entries) for line in lines),
        kind=lines[0].kind if len(kinds) == 1 else "",
        form=lines[0].form if len(forms) == 1 else "",
        dated=any(line.dated for line in lines),
        lines=tuple(lines),
    )


def _rows(shapes: Sequence[Shape]) -> list[list[Shape]]:
    """The shapes, by where they begin, put into rows in which none touches another."""
    rows: list[list[Shape]] = []
    ends: list[float] = []
    for shape in sorted(shapes, key=_left):
        left = _left(shape)
        right = (shape.x + shape.width) * BREADTH / 100 if shape.width else left + 2 * shape.radius
        for number, end in enumerate(ends):
            if end + 2 <= left:
                rows[number].append(shape)
                ends[number] = right
                break
        else:
            rows.append([shape])
            ends.append(right)
    return rows


def _left(shape: Shape) -> float:
    x = shape.x * BREADTH / 100
    return x if shape.width else x - shape.radius
