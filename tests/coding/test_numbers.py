from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.coding.number_masks import masked
from communique.coding.numbers import find_numbers

# text, whole phrase, numeral, low, high, exact, kind
CASES = [
    ("They lost 1,000 men.", "1,000", "1,000", 1000, 1000, True, "cardinal"),
    ("They lost 1 000 men.", "1 000", "1 000", 1000, 1000, True, "cardinal"),
    ("They lost 1.5 million tents.", "1.5 million", "1.5 million", 1.5e6, 1.5e6, True, "cardinal"),
    ("They sent 2k drones.", "2k", "2k", 2000, 2000, True, "cardinal"),
    ("Some 300,000 fled.", "Some 300,000", "300,000", 3e5, 3e5, False, "cardinal"),
    ("Eight were hurt.", "Eight", "Eight", 8, 8, True, "cardinal"),
    ("They freed twenty-one men.", "twenty-one", "twenty-one", 21, 21, True, "cardinal"),
    (
        "They freed one hundred and five men.",
        "one hundred and five",
        "one hundred and five",
        105,
        105,
        True,
        "cardinal",
    ),
    (
        "Two hundred and three thousand fled.",
        *("Two hundred and three thousand",) * 2,
        203000,
        203000,
        True,
        "cardinal",
    ),
    ("They freed a dozen men.", "a dozen", "a dozen", 12, 12, True, "cardinal"),
    ("They freed two dozen men.", "two dozen", "two dozen", 24, 24, True, "cardinal"),
    ("Half a million fled.", "Half a million", "Half a million", 5e5, 5e5, True, "cardinal"),
    ("Two and a half million fled.", *("Two and a half million",) * 2, 2.5e6, 2.5e6, True, "cardinal"),
    ("A million and a half fled.", *("A million and a half",) * 2, 1.5e6, 1.5e6, True, "cardinal"),
    # vague
    ("Dozens of men fled.", "Dozens", "Dozens", 24, None, False, "cardinal"),
    ("Scores of men fled.", "Scores", "Scores", 40, None, False, "cardinal"),
    ("Hundreds fled.", "Hundreds", "Hundreds", 200, None, False, "cardinal"),
    ("Thousands fled.", "Thousands", "Thousands", 2000, None, False, "cardinal"),
    ("Tens of thousands fled.", "Tens of thousands", "Tens of thousands", 20000, None, False, "cardinal"),
    ("Hundreds of thousands fled.", *("Hundreds of thousands",) * 2, 200000, None, False, "cardinal"),
    ("A handful of men fled.", "A handful", "A handful", 2, None, False, "cardinal"),
    ("A couple of men fled.", "A couple", "A couple", 2, None, False, "cardinal"),
    ("Several men fled.", "Several", "Several", 2, None, False, "cardinal"),
    ("Several hundred men fled.", "Several hundred", "Several hundred", 200, None, False, "cardinal"),
    ("Up to several hundred fled.", "Up to several hundred", "several hundred", None, None, False, "cardinal"),
    # bounds
    ("At least eight died.", "At least eight", "eight", 8, None, False, "cardinal"),
    ("No fewer than 12 died.", "No fewer than 12", "12", 12, None, False, "cardinal"),
    ("More than 300 died.", "More than 300", "300", 300, None, False, "cardinal"),
    ("Over 40 homes burned.", "Over 40", "40", 40, None, False, "cardinal"),
    ("Upwards of 50 died.", "Upwards of 50", "50", 50, None, False, "cardinal"),
    ("At least another 12 died.", "At least another 12", "12", 12, None, False, "cardinal"),
    ("At least about 50 died.", "At least about 50", "50", 50, None, False, "cardinal"),
    ("There were 100 or more.", "100 or more", "100", 100, None, False, "cardinal"),
    ("There were 300+ there.", "300+", "300", 300, None, False, "cardinal"),
    ("Up to 10 died.", "Up to 10", "10", None, 10, False, "cardinal"),
    ("As many as 60 died.", "As many as 60", "60", None, 60, False, "cardinal"),
    ("No more than four died.", "No more than four", "four", None, 4, False, "cardinal"),
    ("Fewer than 20 died.", "Fewer than 20", "20", None, 20, False, "cardinal"),
    ("Under 30 homes burned.", "Under 30", "30", None, 30, False, "cardinal"),
    ("Nearly 90 died.", "Nearly 90", "90", 90, 90, False, "cardinal"),
    ("There were 20 or so.", "20 or so", "20", 20, 20, False, "cardinal"),
    ("It went on over three days.", "three", "three", 3, 3, True, "cardinal"),
    # ranges
    ("Between 10 and 15 died.", "Between 10 and 15", "10 and 15", 10, 15, False, "cardinal"),
    ("From five to eight died.", "From five to eight", "five to eight", 5, 8, False, "cardinal"),
    ("They sent 20 to 30 men.", "20 to 30", "20 to 30", 20, 30, False, "cardinal"),
    ("They sent 100-150 men.", "100-150", "100-150", 100, 150, False, "cardinal"),
    ("Two or three died.", "Two or three", "Two or three", 2, 3, False, "cardinal"),
    ("From 5 to 10 million fled.", "From 5 to 10 million", "5 to 10 million", 5e6, 1e7, False, "cardinal"),
    ("At least 5 to 10 died.", "At least 5 to 10", "5 to 10", 5, None, False, "cardinal"),
    # nothing
    ("No casualties were told of.", "No", "No", 0, 0, True, "cardinal"),
    ("No one died.", "No one", "No one", 0, 0, True, "cardinal"),
    ("Nobody died.", "Nobody", "Nobody", 0, 0, True, "cardinal"),
    ("None of them died.", "None", "None", 0, 0, True, "cardinal"),
    ("One of them died.", "One", "One", 1, 1, True, "cardinal"),
    # other kinds
    ("A 44-year-old man fled.", "44-year-old", "44", 44, 44, True, "age"),
    ("Men aged 18 to 25 fled.", "aged 18 to 25", "18 to 25", 18, 25, False, "age"),
    ("Marta Lind, 44, fled.", "44", "44", 44, 44, True, "age"),
    ("It took 20 percent of it.", "20 percent", "20", 20, 20, True, "percent"),
    ("It took 5% to 8% of it.", "5% to 8%", "5% to 8", 5, 8, False, "percent"),
    ("It cost $1.2bn there.", "$1.2bn", "1.2bn", 1.2e9, 1.2e9, True, "money"),
    ("It cost more than $5 million.", "more than $5 million", "5 million", 5e6, None, False, "money"),
    ("It cost $5-10 million.", "$5-10 million", "5-10 million", 5e6, 1e7, False, "money"),
    ("It cost 5 million dollars.", "5 million dollars", "5 million", 5e6, 5e6, True, "money"),
    ("It grew three times.", "three times", "three", 3, 3, True, "multiplier"),
    ("They asked twice.", "twice", "twice", 2, 2, True, "multiplier"),
    ("The twenty-first round failed.", "twenty-first", "twenty-first", 21, 21, True, "ordinal"),
    ("The 93rd Brigade left.", "93rd", "93rd", 93, 93, True, "ordinal"),
    # beside numbers that count nothing
    ("A 72-hour pause came.", "72", "72", 72, 72, True, "cardinal"),
    ("On May 15 300 men fled.", "300", "300", 300, 300, True, "cardinal"),
    ("They killed 2000 people.", "2000", "2000", 2000, 2000, True, "cardinal"),
    ("More than 2000 fighters fled.", "More than 2000", "2000", 2000, None, False, "cardinal"),
    ("At the front line three men died.", "three", "three", 3, 3, True, "cardinal"),
    ("Under Resolution 1701, 300 men left.", "300", "300", 300, 300, True, "cardinal"),
]

UNCOUNTED = [
    "The accord of 2014 and the 2019 pact were signed on 3 March 2020.",
    "They met at 10:30, at 5 p.m. and at 1400 GMT.",
    "Call 555-1234 or +380 44 123 4567, or see section 3.2.1.",
    "Article 5, Resolution 1701 and resolutions 242 and 338 are cited by the G7.",
    "The M23 took a Su-35, an F-16 and a T-72 with 155mm and 155 mm shells.",
    "They voted 5-4 on the two-state solution in the 1990s and on Day 3.",
    "A third of the town, two-thirds of the roads and one in five people were cut off.",
    "They no longer hold the one they like, and see one another no more.",
]

WORDS = st.sampled_from(
    "at least more than up to no fewer one two twenty hundred thousand million dozen dozens of tens and a half or "
    "between 5 10 1,000 2014 155mm M23 % percent $ $5 - -10 to from few several or-so times year-old aged people first "
    "nobody no none over about 10:30 Article 44-year-old 1 000 , . \n twice thousands".split(" ")
)
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=80))


@pytest.mark.parametrize(("text", "phrase", "core", "low", "high", "exact", "kind"), CASES)
def test_a_number_says_its_bounds(
    text: str, phrase: str, core: str, low: float | None, high: float | None, exact: bool, kind: str
) -> None:
    (found,) = find_numbers(text)
    assert (found.text, text[found.core_start : found.core_end]) == (phrase, core)
    assert (found.low, found.high, found.exact, found.kind) == (low, high, exact, kind)


@pytest.mark.parametrize("text", UNCOUNTED)
def test_dates_times_and_names_count_nothing(text: str) -> None:
    assert [number for number in find_numbers(text) if number.kind != "ordinal"] == []


def test_a_bound_holds_for_its_own_number_only() -> None:
    found = find_numbers("At least eight were killed and five injured.")
    assert [(number.low, number.high) for number in found] == [(8, None), (5, 5)]


def test_words_that_make_no_single_name_are_several_numerals() -> None:
    assert [number.low for number in find_numbers("one two three")] == [1, 2, 3]


@given(st.integers(min_value=0, max_value=999_999_999))
def test_thousands_separators_do_not_change_a_value(value: int) -> None:
    for shown in (f"{value:,}", f"{value:,}".replace(",", " ")):
        (found,) = find_numbers(f"They counted at least {shown} tents.")
        assert (found.low, found.high) == (value, None)


@given(TEXTS)
def test_numbers_quote_the_text_and_stand_in_order(text: str) -> None:
    found = find_numbers(text)
    assert all(text[number.start : number.end] == number.text for number in found)
    assert all(number.start <= number.core_start < number.core_end <= number.end for number in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@given(TEXTS)
def test_bounds_do_not_cross_and_exact_numbers_are_one_number(text: str) -> None:
    for number in find_numbers(text):
        if number.low is not None and number.high is not None:
            assert number.low <= number.high
        assert not number.exact or (number.low is not None and number.low == number.high)


@given(TEXTS)
def test_blanking_keeps_every_offset(text: str) -> None:
    assert len(masked(text)) == len(text)
