"""The quote that holds an event."""

import pytest
from tests.coding.reading import only
from tests.coding.trees import tree

from communique.coding.evidence import LONGEST, quote
from communique.record import EventType

CASES = [
    ("Norway attacked a port.", EventType.ASSAULT, "Norway attacked a port"),
    # The verb of saying beside it is no part, nor is "that".
    ("Norway attacked a port, an official told Reuters.", EventType.ASSAULT, "Norway attacked a port"),
    ("Reuters reported that Norway had attacked a port.", EventType.ASSAULT, "Norway had attacked a port"),
    # Nor is what is coordinated after it.
    ("Norway rejected the plan and it rained.", EventType.REJECT, "Norway rejected the plan"),
]


@pytest.mark.parametrize(("text", "event_type", "expected"), CASES, ids=[c[0] for c in CASES])
def test_evidence_is_the_events_own_clause(text: str, event_type: EventType, expected: str) -> None:
    assert [s.quote for s in only(text, event_type).evidence] == [expected]


def test_a_long_quote_keeps_whole_words_around_its_predicate() -> None:
    doc = tree("\n".join(f"word{n} = NOUN {0 if n == 1 else 1} dep" for n in range(1, 301)))
    span = quote(doc, 0, 299, around=150)
    assert LONGEST - 20 < len(span.quote) <= LONGEST
    assert "word151" in span.quote.split()
    assert set(span.quote.split()) <= {t.text for t in doc.tokens}


def test_a_single_endless_word_is_cut() -> None:
    doc = tree(f"{'x' * 3000} = NOUN 0 root")
    assert len(quote(doc, 0, 0, around=0).quote) == LONGEST
