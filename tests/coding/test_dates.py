from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.coding.date_patterns import COMPILED, NEEDS, may_stand
from communique.coding.dates import calendar_spans, find_dates
from communique.coding.feasts import easter

PUBLISHED = date(2025, 5, 15)  # a Thursday

# text, the phrase, first, last, precision, role
CASES = [
    # absolute
    ("They signed on 15 May 2025.", "on 15 May 2025", "2025-05-15", "2025-05-15", "day", "point"),
    ("Signed May 12, 2025, in Doha.", "May 12, 2025", "2025-05-12", "2025-05-12", "day", "point"),
    ("Dated 15/05/2025.", "15/05/2025", "2025-05-15", "2025-05-15", "day", "point"),
    ("Dated 05/25/2025.", "05/25/2025", "2025-05-25", "2025-05-25", "day", "point"),
    ("Dated 03.04.2025.", "03.04.2025", "2025-04-03", "2025-04-03", "day", "point"),
    ("Sent 2025-05-15T10:00.", "2025-05-15", "2025-05-15", "2025-05-15", "day", "point"),
    ("The 7th of October came.", "The 7th of October", "2024-10-07", "2024-10-07", "day", "point"),
    ("It rained on Dec. 3 there.", "on Dec. 3", "2024-12-03", "2024-12-03", "day", "point"),
    ("A truce on May 15-17 held.", "on May 15-17", "2025-05-15", "2025-05-17", "days", "point"),
    ("Between 3 and 5 April it held.", "Between 3 and 5 April", "2025-04-03", "2025-04-05", "days", "point"),
    ("On May 15 and 16 in Oslo.", "On May 15 and 16", "2025-05-15", "2025-05-16", "days", "point"),
    ("On October 7 and 10 people later.", "On October 7", "2024-10-07", "2024-10-07", "day", "point"),
    (
        "From 28 December to 3 January 2025.",
        "From 28 December to 3 January 2025",
        "2024-12-28",
        "2025-01-03",
        "days",
        "point",
    ),
    ("It ran from 1 to 10 May.", "from 1 to 10 May", "2025-05-01", "2025-05-10", "days", "point"),
    ("On Thursday, 15 May 2025, they met.", "On Thursday, 15 May 2025", "2025-05-15", "2025-05-15", "day", "point"),
    ("Last Friday (May 9) they met.", "Last Friday (May 9)", "2025-05-09", "2025-05-09", "day", "point"),
    ("In May 2022 it fell.", "In May 2022", "2022-05", "2022-05", "month", "point"),
    ("In March it fell.", "In March", "2025-03", "2025-03", "month", "point"),
    ("In September it fell.", "In September", "2024-09", "2024-09", "month", "point"),
    ("It fell last March.", "last March", "2025-03", "2025-03", "month", "point"),
    ("It fell in March last year.", "in March last year", "2024-03", "2024-03", "month", "point"),
    ("It began in 2019.", "in 2019", "2019", "2019", "year", "point"),
    ("Fighting of 2014-2019 ended.", "2014-2019", "2014", "2019", "range", "point"),
    ("The summer of 2022 was hot.", "The summer of 2022", "2022-06", "2022-08", "range", "point"),
    ("The winter of 2022-23 was cold.", "The winter of 2022-23", "2022-12", "2023-02", "range", "point"),
    ("It fell in early April.", "in early April", "2025-04-01", "2025-04-10", "days", "point"),
    ("It fell in mid-2023.", "in mid-2023", "2023-05", "2023-08", "range", "point"),
    ("A pact of the late 1990s.", "late 1990s", "1997", "1999", "range", "point"),
    ("Exports fell in the first quarter.", "in the first quarter", "2025-01", "2025-03", "range", "point"),
    ("Exports fell in the second half of 2024.", "in the second half of 2024", "2024-07", "2024-12", "range", "point"),
    ("Reply by the 20th, they said.", "by the 20th", None, "2025-05-20", "day", "deadline"),
    ("It failed on 31 June 2025.", "on 31 June 2025", None, None, "open", "point"),
    ("It snowed on 29 February.", "on 29 February", "2024-02-29", "2024-02-29", "day", "point"),
    # a day that lies almost a year back is the coming one
    ("The meeting of 20 May.", "20 May", "2025-05-20", "2025-05-20", "day", "point"),
    # relative to publication
    ("They met yesterday.", "yesterday", "2025-05-14", "2025-05-14", "day", "point"),
    ("They meet tonight.", "tonight", "2025-05-15", "2025-05-15", "day", "point"),
    ("They meet tomorrow morning.", "tomorrow morning", "2025-05-16", "2025-05-16", "day", "point"),
    ("They met this morning.", "this morning", "2025-05-15", "2025-05-15", "day", "point"),
    ("They met the day before yesterday.", "the day before yesterday", "2025-05-13", "2025-05-13", "day", "point"),
    ("Drones came overnight.", "overnight", "2025-05-14", "2025-05-15", "days", "point"),
    ("Drones came overnight into Tuesday.", "overnight into Tuesday", "2025-05-12", "2025-05-13", "days", "point"),
    ("Earlier this week they met.", "Earlier this week", "2025-05-12", "2025-05-15", "days", "point"),
    ("Last week they met.", "Last week", "2025-05-05", "2025-05-11", "week", "point"),
    ("Next week they meet.", "Next week", "2025-05-19", "2025-05-25", "week", "point"),
    ("Over the weekend it held.", "Over the weekend", "2025-05-10", "2025-05-11", "days", "point"),
    ("It fell this month.", "this month", "2025-05", "2025-05", "month", "point"),
    ("It fell late last year.", "late last year", "2024-09", "2024-12", "range", "point"),
    ("It fell two days ago.", "two days ago", "2025-05-13", "2025-05-13", "day", "point"),
    ("It fell two months ago.", "two months ago", "2025-03", "2025-03", "month", "point"),
    ("It fell three weeks ago.", "three weeks ago", "2025-04-21", "2025-04-27", "week", "point"),
    ("It fell a few days ago.", "a few days ago", None, "2025-05-15", "days", "point"),
    ("In the coming days they meet.", "In the coming days", "2025-05-15", None, "days", "point"),
    ("In the past week it held.", "In the past week", "2025-05-08", "2025-05-15", "week", "point"),
    ("In the last 24 hours it held.", "In the last 24 hours", "2025-05-14", "2025-05-15", "days", "point"),
    # weekdays
    ("They met on Thursday night.", "on Thursday night", "2025-05-15", "2025-05-15", "day", "point"),
    ("They met late on Wednesday.", "late on Wednesday", "2025-05-14", "2025-05-14", "day", "point"),
    ("They met early Tuesday.", "early Tuesday", "2025-05-13", "2025-05-13", "day", "point"),
    ("They met on Friday.", "on Friday", "2025-05-09", "2025-05-09", "day", "point"),
    ("They mourned after Tuesday's attack.", "Tuesday", "2025-05-13", "2025-05-13", "day", "point"),
    ("They met on Monday and Tuesday.", "on Monday and Tuesday", "2025-05-12", "2025-05-13", "days", "point"),
    ("They met from Monday to Wednesday.", "from Monday to Wednesday", "2025-05-12", "2025-05-14", "days", "point"),
    # bounds
    ("They must leave by Friday.", "by Friday", None, "2025-05-16", "day", "deadline"),
    ("By Friday, 30 people had died.", "By Friday", None, "2025-05-09", "day", "deadline"),
    ("The truce lasted until Saturday.", "until Saturday", None, "2025-05-10", "day", "until"),
    ("It has held since 2022.", "since 2022", "2022", None, "year", "since"),
    ("It holds until the end of the month.", "until the end of the month", None, "2025-05-31", "day", "until"),
    ("It must end by year's end.", "by year's end", None, "2025-12-31", "day", "deadline"),
    ("It must end before June.", "before June", None, "2025-05", "month", "until"),
    ("They must answer within 48 hours.", "within 48 hours", "2025-05-15", "2025-05-17", "days", "deadline"),
    ("They meet no earlier than Monday.", "no earlier than Monday", "2025-05-19", None, "day", "since"),
    ("It runs out at the end of 2026.", "at the end of 2026", "2026-12", "2026-12", "month", "point"),
    # durations
    ("It holds for 30 days.", "for 30 days", None, None, "open", "duration"),
    ("They took it in three days.", "in three days", None, None, "open", "duration"),
    ("A truce for the next 30 days.", "for the next 30 days", "2025-05-15", "2025-06-14", "days", "duration"),
    # feasts
    ("It held over Christmas.", "over Christmas", "2024-12-25", "2024-12-25", "day", "point"),
    ("At Easter 2025 it held.", "At Easter 2025", "2025-04-20", "2025-04-20", "day", "point"),
    ("It held on New Year's Day.", "on New Year's Day", "2025-01-01", "2025-01-01", "day", "point"),
    ("It held during Ramadan.", "during Ramadan", None, None, "open", "point"),
    # relative to something that is not told
    ("They left the day before the summit.", "the day before", None, None, "open", "point"),
    ("Hours later they left.", "Hours later", None, None, "open", "point"),
    ("They fled two days before Christmas.", "two days before Christmas", "2024-12-23", "2024-12-23", "day", "point"),
    ("They fled a day after Tuesday's raid.", "a day after Tuesday", "2025-05-14", "2025-05-14", "day", "point"),
]

FUTURE_CASES = [
    ("They will meet on Friday.", "on Friday", "2025-05-16", "2025-05-16"),
    ("They will meet on Thursday.", "on Thursday", "2025-05-15", "2025-05-15"),
    ("They will meet on Wednesday.", "on Wednesday", "2025-05-21", "2025-05-21"),
    ("They will meet next Friday.", "next Friday", "2025-05-23", "2025-05-23"),
    ("They will meet in March.", "in March", "2026-03", "2026-03"),
    ("They will meet in May.", "in May", "2025-05", "2025-05"),
    ("They will meet on 3 January.", "on 3 January", "2026-01-03", "2026-01-03"),
    ("They will meet in three days.", "in three days", "2025-05-18", "2025-05-18"),
    ("They will meet over the weekend.", "over the weekend", "2025-05-17", "2025-05-18"),
    ("They will meet from Monday to Friday.", "from Monday to Friday", "2025-05-19", "2025-05-23"),
]

NOT_DATES = [
    "They may march on the town, and the second man sat down.",
    "Theresa May said so. March on! The March of Return was led by June Smith.",
    "The Good Friday Agreement and Bloody Sunday are recalled in the Sunday Times.",
    "They won 3-2 with version 1.2.3 at 24/7, on the last day of talks.",
    "They killed 2000 people and more than 2000 fled.",
    "He watched Russia Today. The Sun wrote that he stood on the 15th floor.",
    "On Mondays they rest.",
]

ANCHORED_CASES = [
    ("They met on 3 May. The next day they left.", "The next day", "2025-05-04"),
    ("They met on 3 May, and a week earlier in Oslo.", "a week earlier", "2025-04-26"),
    ("They met on 3 May. They had failed two days before.", "two days before", "2025-05-01"),
    ("They met on 3 May. The following Monday they left.", "The following Monday", "2025-05-05"),
    ("They met on 3 May. It rained. It stopped. A week earlier they left.", "A week earlier", None),
]

WORDS = st.sampled_from(
    "on by since until from to between and late early mid the last next this past Monday Friday May 15 2025 1990s "
    "2014-2019 3, -5 march may March in three two a days weeks ago earlier later for within Christmas ' ’s . \n "
    "overnight yesterday weekend quarter first end of year 15/05/2025 (May 9) half".split(" ")
)
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=80))


@pytest.mark.parametrize(("text", "phrase", "first", "last", "precision", "role"), CASES)
def test_a_phrase_resolves_against_the_day_of_publication(
    text: str, phrase: str, first: str | None, last: str | None, precision: str, role: str
) -> None:
    (found,) = find_dates(text, PUBLISHED)
    assert (found.text, found.first, found.last) == (phrase, first, last)
    assert (found.precision, found.role) == (precision, role)


@pytest.mark.parametrize(("text", "phrase", "first", "last"), FUTURE_CASES)
def test_a_clause_of_the_future_turns_to_the_next_such_day(text: str, phrase: str, first: str, last: str) -> None:
    (found,) = find_dates(text, PUBLISHED, future=True)
    assert (found.text, found.first, found.last) == (phrase, first, last)


@pytest.mark.parametrize("text", NOT_DATES)
def test_words_that_only_look_like_dates_are_left_alone(text: str) -> None:
    assert find_dates(text, PUBLISHED) == []


@pytest.mark.parametrize(("text", "phrase", "day"), ANCHORED_CASES)
def test_a_distance_counts_from_the_date_told_before(text: str, phrase: str, day: str | None) -> None:
    found = find_dates(text, PUBLISHED)[-1]
    assert (found.text, found.first, found.last) == (phrase, day, day)


@pytest.mark.parametrize(("text", "phrase", "first", "last", "precision", "role"), CASES)
def test_without_a_day_of_publication_only_absolute_dates_resolve(
    text: str, phrase: str, first: str | None, last: str | None, precision: str, role: str
) -> None:
    (found,) = find_dates(text, None)
    assert found.text == phrase
    known = any(year in phrase for year in ("2014", "2019", "2022", "2023", "2024", "2025", "2026", "1990"))
    absolute = (first, last) if known and found.precision != "open" else (None, None)
    assert (found.first, found.last) == absolute


def test_the_future_may_be_told_phrase_by_phrase() -> None:
    text = "They met on Monday and will meet again on Friday."
    found = find_dates(text, PUBLISHED, future=lambda start: start > text.index("will"))
    assert [phrase.first for phrase in found] == ["2025-05-12", "2025-05-16"]


def test_days_that_do_not_follow_each_other_stay_apart() -> None:
    found = find_dates("They met on Monday and Wednesday.", PUBLISHED)
    assert [phrase.first for phrase in found] == ["2025-05-12", "2025-05-14"]


def test_a_span_over_new_year_starts_in_the_year_before() -> None:
    (found,) = find_dates("It held from 28 December to 3 January 2025.", None)
    assert (found.first, found.last) == ("2024-12-28", "2025-01-03")


def test_a_weekday_helps_to_tell_the_year() -> None:
    (found,) = find_dates("They met on Friday, 20 December.", PUBLISHED)
    assert found.first == "2024-12-20"


def test_easter_of_both_churches() -> None:
    assert [easter(year) for year in (2024, 2025, 2026)] == [date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5)]
    orthodox = [easter(year, orthodox=True) for year in (2024, 2025, 2026)]
    assert orthodox == [date(2024, 5, 5), date(2025, 4, 20), date(2026, 4, 12)]


@given(TEXTS, st.one_of(st.none(), st.dates()), st.booleans())
def test_phrases_quote_the_text_and_stand_in_order(text: str, published: date | None, future: bool) -> None:
    found = find_dates(text, published, future=future)
    assert all(text[phrase.start : phrase.end] == phrase.text and phrase.text for phrase in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@given(TEXTS, st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)), st.booleans())
def test_an_interval_does_not_end_before_it_starts(text: str, published: date, future: bool) -> None:
    for phrase in find_dates(text, published, future=future):
        if phrase.first and phrase.last:
            shorter = min(len(phrase.first), len(phrase.last))
            assert phrase.first[:shorter] <= phrase.last[:shorter]
        assert phrase.precision != "open" or (phrase.first, phrase.last) == (None, None)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_a_full_date_needs_no_publication(day: date) -> None:
    for text in (
        day.isoformat(),
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day:%d/%m/%Y}",
    ):
        (found,) = find_dates(f"It happened in Oslo, {text}.", None)
        assert (found.first, found.last, found.precision) == (day.isoformat(), day.isoformat(), "day")


@given(TEXTS)
def test_the_spans_of_dates_lie_in_order_inside_of_the_text(text: str) -> None:
    ends = [0, *(point for span in calendar_spans(text) for point in span), len(text)]
    assert ends == sorted(ends)


def test_a_pattern_that_is_passed_over_would_have_found_nothing() -> None:
    root = Path(__file__).parents[2]
    texts = [
        p.read_text(encoding="utf8") for f in ("samples", "benchmarks", "corpus") for p in (root / f).rglob("*.txt")
    ]
    told = "In MAY, the last two days, Q3, the third quarter, the 1990s, last summer, over the weekend, in the fall. "
    assert len(texts) > 500
    for text in (*texts, told, told.upper()):
        missed = [n for n, p in COMPILED.items() if not may_stand(n, text.casefold()) and p.search(text)]
        assert missed == []


def test_every_pattern_that_needs_a_word_is_one() -> None:
    assert NEEDS.keys() <= COMPILED.keys()
