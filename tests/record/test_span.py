import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from communique.record import Span

TEXT = "Delegates met. 👍 “Fine.”"

CASES = [(0, 9, "Delegates"), (15, 16, "👍"), (17, 24, "“Fine.”"), (0, 24, TEXT)]


@pytest.mark.parametrize(("start", "end", "quote"), CASES)
def test_a_span_of_a_text_quotes_it(start: int, end: int, quote: str) -> None:
    assert Span.of(TEXT, start, end) == Span(start=start, end=end, quote=quote)


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, 25), (24, 25), (30, 40)])
def test_what_is_no_stretch_of_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"no text at {start}-{end}: the report has 24 code points"):
        Span.of(TEXT, start, end)


WRONG = [
    ({"start": 0, "end": 4, "quote": "four!"}, "span 0-4 is 4 long, its quote 5"),
    ({"start": 4, "end": 0, "quote": "word"}, "span 4-0 is -4 long"),
    ({"start": -1, "end": 3, "quote": "word"}, "greater than or equal to 0"),
    ({"start": 0, "end": 4, "quote": "word", "text": "word"}, "Extra inputs are not permitted"),
    ({"start": 0, "end": 4}, "Field required"),
]


@pytest.mark.parametrize(("fields", "message"), WRONG)
def test_a_span_that_cannot_be_is_refused(fields: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Span.model_validate(fields)


def test_a_span_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Span.of(TEXT, 0, 9).start = 1


@given(st.text(min_size=1), st.data())
def test_any_stretch_of_any_text_can_be_a_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.of(text, start, end)
    assert text[span.start : span.end] == span.quote
