"""Dates of publication, as headers, pages and options write them; those in the running text are the coding's."""

import re
from datetime import date, datetime

_MONTHS = "january february march april may june july august september october november december".split()
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4})\b")
_MONTH_FIRST = re.compile(r"(?P<month>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})\b")


def parse_date(written: str) -> date | None:
    """The calendar date that `written` gives, None where it gives none.

    Reads ISO 8601 dates and times, `17 May 2025` and `May 17, 2025`. A time with a zone counts on the calendar of its
    own zone: that is the day on which its readers read "today". All-number dates (05/06/2025) are refused: they mean
    different days in different countries.
    """
    written = written.strip()
    try:
        return datetime.fromisoformat(written).date()
    except ValueError:
        pass  # Not ISO 8601: the forms with a month's name are tried.
    for form in (_DAY_FIRST, _MONTH_FIRST):
        if match := form.search(written):
            month = _month(match["month"])
            try:
                return date(int(match["year"]), month, int(match["day"]))
            except ValueError:
                return None
    return None


def _month(word: str) -> int:
    """The number of the month that `word` names or abbreviates, 0 where it names none."""
    word = word.casefold()
    return next((number for number, month in enumerate(_MONTHS, start=1) if month.startswith(word)), 0)
