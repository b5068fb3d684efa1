"""How pages word what the record holds: names of sides, days, issues, tolls, citations."""

from datetime import date
from functools import cache

from communique.export.wording import (
    attribution_phrase,
    bounds_phrase,
    casualties_phrase,
    chips,
    day_phrase,
    facts,
    issue_phrase,
    parties_phrase,
    place_phrase,
    quantity_phrase,
    time_phrase,
)
from communique.lexicon import load_lexicon
from communique.process.cite import cite
from communique.record import EventTime, Issue, Tally, Toll
from communique.record.process import Citation, Position, Stance
from communique.web.classes import CLASS_OF, CLASS_OF_STANCE, by_class, form_of, lane_of

_FOR = {Stance.ACCEPTS: 2, Stance.CONCEDES: 2, Stance.OFFERS: 2, Stance.CONDITIONS: 1, Stance.DEMANDS: 1}


@cache
def country_names() -> dict[str, str]:
    """The name of each country by its ISO 3166-1 alpha-3 code."""
    return {code: country.name for code, country in load_lexicon().countries.items()}


def side_name(side: str) -> str:
    """What people call a side: the country's name for its code."""
    return country_names().get(side, side)


def side_names(sides: tuple[str, ...] | list[str]) -> str:
    """Several sides, with "and" before the last."""
    names = [side_name(side) for side in sides]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def issue_name(issue: Issue | str | None) -> str:
    """An issue as words; a dash for none."""
    return str(issue).replace("_", " ") if issue else "–"


def status_name(status: object) -> str:
    """A status as words: "partly implemented"."""
    return str(status).replace("_", " ") if status else "told"


def written_day(day: date | str | None) -> str:
    """`14 Mar 2026`, as precise as it is given."""
    if day is None or day == "":
        return "no date"
    return day_phrase(day) if isinstance(day, date) else time_phrase(EventTime(start=day, end=day))


def written_time(time: EventTime | None) -> str:
    """When, as precise as it is told."""
    return time_phrase(time) if time else "no date"


def days_between(day: str | date | None, newest: date | None) -> int | None:
    """Days from a day to the newest report; None where it is vague."""
    if newest is None or day is None:
        return None
    try:
        start = date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        return None
    return (newest - start).days


def age(day: str | date | None, newest: date | None) -> str:
    """`12 days before` the newest report: how old a word is; the day itself where that cannot be counted."""
    days = days_between(day, newest)
    if days is None:
        return written_day(day)
    if days == 0:
        return "the newest day"
    if days < 0:
        return f"in {-days} day{'s' * (days != -1)}"
    if days < 60:
        return f"{days} day{'s' * (days != 1)} old"
    return f"{days // 30} months old" if days < 730 else f"{days // 365} years old"


def tally_words(tally: Tally | None) -> str:
    """`1,000 prisoners`."""
    return f"{tally.value:,.10g} {tally.what}" if tally else "–"


def toll_words(toll: Toll | None) -> str:
    """`4–9`, or `4`: what is claimed, from the lowest to the highest; a dash where nothing is."""
    if toll is None or (toll.low is None and toll.high is None):
        return "–"
    if toll.low is not None and toll.high is not None:
        return f"{toll.low:,}" if toll.low == toll.high else f"{toll.low:,}–{toll.high:,}"
    return f"{toll.low:,} or more" if toll.low is not None else f"up to {toll.high:,}"


def direction(position: Position) -> str:
    """Where the last change went: closer, further, or nothing where there was none."""
    weights = [_FOR.get(move.stance, 0) for move in position.moves]
    changed = [w for w in weights[:-1] if w != weights[-1]] if weights else []
    if not changed:
        return ""
    return "closer" if weights[-1] > changed[-1] else "further"


def source_words(citation: Citation) -> str:
    """Who published it, and when."""
    parts = [citation.publisher or citation.report, citation.published and day_phrase(citation.published)]
    return ", ".join(part for part in parts if part)


def citation_words(citation: Citation) -> str:
    """A citation to be copied: the words, who published them, when and where."""
    quote = " ".join(citation.quote.split())
    where = f" {citation.url}" if citation.url else ""
    return f"“{quote}” – {source_words(citation)}.{where} [act {citation.act}]"


def plural(number: int, one: str, many: str | None = None) -> str:
    """`1 report`, `2 reports`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


FILTERS = {
    "age": age,
    "attribution": attribution_phrase,
    "bounds": bounds_phrase,
    "by_class": by_class,
    "casualties": casualties_phrase,
    "chips": chips,
    "citation": citation_words,
    "cited": cite,
    "class_of": lambda kind: CLASS_OF[kind],
    "day": written_day,
    "direction": direction,
    "facts": facts,
    "form": form_of,
    "issue": issue_name,
    "issue_phrase": issue_phrase,
    "lane": lane_of,
    "parties": parties_phrase,
    "place": place_phrase,
    "plural": plural,
    "quantity": quantity_phrase,
    "side": side_name,
    "sides": side_names,
    "source": source_words,
    "stance_class": lambda stance: CLASS_OF_STANCE[stance],
    "status": status_name,
    "tally": tally_words,
    "time": written_time,
    "toll": toll_words,
}
"""What templates word things by."""
