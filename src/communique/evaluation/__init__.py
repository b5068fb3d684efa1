"""Predicted events held against what people read: scores, and each error in its sentence."""

from communique.evaluation.analysis import Evaluation, evaluate
from communique.evaluation.constructions import MEANINGS, Construction
from communique.evaluation.errors import EvaluationError
from communique.evaluation.gold import Fact, GoldReport, decode_utf8, load_gold, read_utf8
from communique.evaluation.matching import Match, Miss, Outcome, Reason, match_events
from communique.evaluation.page import to_page
from communique.evaluation.predictions import Prediction, parse_predictions
from communique.evaluation.scores import Breakdown, Counts, worst_slots
from communique.evaluation.side_by_side import (
    Pair,
    SideBySide,
    agreement,
    beside,
    parse_readings,
    side_by_side,
    told_of,
)
from communique.evaluation.slots import Slot
from communique.evaluation.summary import summary
from communique.evaluation.told import slot_phrases

__all__ = [
    "MEANINGS",
    "Breakdown",
    "Construction",
    "Counts",
    "Evaluation",
    "EvaluationError",
    "Fact",
    "GoldReport",
    "Match",
    "Miss",
    "Outcome",
    "Pair",
    "Prediction",
    "Reason",
    "SideBySide",
    "Slot",
    "agreement",
    "beside",
    "decode_utf8",
    "evaluate",
    "load_gold",
    "match_events",
    "parse_predictions",
    "parse_readings",
    "read_utf8",
    "side_by_side",
    "slot_phrases",
    "summary",
    "to_page",
    "told_of",
    "worst_slots",
]
