"""Predicted events held against what people read: scores, and each error in its sentence."""

from communique.evaluation.analysis import Evaluation, evaluate
from communique.evaluation.constructions import MEANINGS, Construction
from communique.evaluation.errors import EvaluationError
from communique.evaluation.gold import Fact, GoldReport, decode_utf8, load_gold, read_utf8
from communique.evaluation.matching import Match, Miss, Outcome, Reason, match_events
from communique.evaluation.page import to_page
from communique.evaluation.predictions import Prediction, parse_predictions
from communique.evaluation.scores import Breakdown, Counts, worst_slots
from communique.evaluation.slots import Slot
from communique.evaluation.summary import summary

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
    "Prediction",
    "Reason",
    "Slot",
    "decode_utf8",
    "evaluate",
    "load_gold",
    "match_events",
    "parse_predictions",
    "read_utf8",
    "summary",
    "to_page",
    "worst_slots",
]
