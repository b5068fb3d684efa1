"""The dead and the injured of one incident over all reports: every claim kept, bounds computed by a named rule."""

from collections.abc import Callable, Sequence

from communique.record import Bounds, Claim, Entry, Member, Toll

Rule = Callable[[Sequence[Claim]], int | None]


def _latest(claims: Sequence[Claim]) -> int | None:
    return _figure(claims[-1].bounds)


def _highest(claims: Sequence[Claim]) -> int | None:
    return max((f for c in claims if (f := _figure(c.bounds)) is not None), default=None)


def _lowest(claims: Sequence[Claim]) -> int | None:
    return min((f for c in claims if (f := _figure(c.bounds)) is not None), default=None)


def _most_told(claims: Sequence[Claim]) -> int | None:
    figures = [f for c in claims if (f := _figure(c.bounds)) is not None]
    # Of figures told as often, the later one.
    return max(figures, key=lambda f: (figures.count(f), max(i for i, g in enumerate(figures) if g == f)), default=None)


RULES: dict[str, Rule] = {"latest": _latest, "highest": _highest, "lowest": _lowest, "most-told": _most_told}
"""How `best` is chosen, by name: the newest claim, the highest or the lowest, or the figure that most claims give."""
DEFAULT_RULE = "latest"


def _figure(bounds: Bounds) -> int | None:
    return bounds.low if bounds.low is not None else bounds.high


def with_rule(toll: Toll | None, rule: str) -> Toll | None:
    """The same toll with its best figure chosen by another rule; KeyError for an unknown rule."""
    return None if toll is None else toll.model_copy(update={"best": RULES[rule](toll.claims), "rule": rule})


def toll_of(entries: Sequence[Entry], what: str, rule: str = DEFAULT_RULE) -> Toll | None:
    """The toll of an incident; `what` is "killed" or "injured"; entries in the order in which they were said.

    `low` is the least that a claim gives, `high` the most: "at least 8" alone is 8 to None. KeyError for an unknown
    rule.
    """
    claims = [
        Claim(
            member=Member(report=entry.report.id, event=entry.event.id),
            bounds=bounds,
            sources=tuple(source.name for source in entry.event.attribution),
            published=entry.report.published,
            quote=entry.event.evidence[0].quote,
        )
        for entry in entries
        if entry.event.casualties and (bounds := getattr(entry.event.casualties, what)) is not None
    ]
    if not claims:
        return None
    lows = [c.bounds.low for c in claims if c.bounds.low is not None]
    highs = [f for c in claims if (f := c.bounds.high if c.bounds.high is not None else c.bounds.low) is not None]
    latest = claims[-1].bounds
    return Toll(
        low=min(lows, default=None),
        high=max(highs, default=None),
        latest=_figure(latest),
        best=RULES[rule](claims),
        rule=rule,
        claims=tuple(claims),
    )
