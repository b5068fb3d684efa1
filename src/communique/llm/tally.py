"""What reading with a model cost, and what of its answers was dropped."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

_MILLION = 1_000_000


class Reason(StrEnum):
    """Why something that the model told did not enter the record."""

    SHAPE = "not of the shape asked for"
    CODE = "a code that is in no list"
    QUOTE = "a quote that is not in the text"
    SHORT = "a quote of one word, which points at nothing"
    LONG = "a quote of more than 500 characters, which points at nothing"
    PARTY = "a party that the text does not name"
    NOBODY = "none of its actors is named in the text"
    SOURCE = "a source that the text does not name"
    NUMBER = "a number that the text does not tell"
    TIME = "a time that the text does not tell, or that cannot be resolved"
    PLACE = "a place that the text does not name"
    CONDITION = "a condition that is not in the text"
    REPEATED = "told twice"
    OVER = "more than an answer may hold"


@dataclass(frozen=True, slots=True)
class Prices:
    """What a million tokens cost, of the question and of the answer."""

    question: float
    answer: float


@dataclass(slots=True)
class Tally:
    """Counts over all that one reader has read. `untold` are answers whose server did not tell their tokens."""

    reports: int = 0
    requests: int = 0
    untold: int = 0
    question_tokens: int = 0
    answer_tokens: int = 0
    seconds: float = 0.0
    kept: int = 0
    events: Counter[Reason] = field(default_factory=Counter)
    slots: Counter[Reason] = field(default_factory=Counter)

    def cost(self, prices: Prices) -> float:
        """What the tokens cost that the server told of."""
        told = self.question_tokens * prices.question + self.answer_tokens * prices.answer
        return told / _MILLION
