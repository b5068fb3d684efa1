"""Claims stand on one scale: a number as a point, a range as a bar, no upper bound as a bar that goes on."""

from communique.record import Bounds
from communique.web.svg.claims import bars


def test_bars_are_on_one_scale() -> None:
    point, spread, more = bars([Bounds(low=5, high=5), Bounds(low=5, high=10), Bounds(low=10, high=None)])
    assert (point.width, point.open) == (0, False)
    assert spread.x == point.x
    assert round(spread.x + spread.width, 1) == more.x
    assert more.open
    assert more.x + more.width <= 100


def test_no_number_above_zero_is_no_trouble() -> None:
    assert bars([Bounds(low=0, high=0), Bounds(low=None, high=None)])[0].x == 0
