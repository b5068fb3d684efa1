"""The whole way on one page: gold and predictions -> outcomes -> scores, confusion, calibration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from communique.evaluation.calibration import Calibration, Point, calibrate, curve
from communique.evaluation.confusion import Cell, confuse
from communique.evaluation.gold import GoldReport
from communique.evaluation.matching import Outcome, match_events
from communique.evaluation.predictions import Prediction, by_report
from communique.evaluation.scores import Breakdown, break_down


@dataclass(frozen=True)
class Evaluation:
    """The outcome of each report with gold, by name, and what follows from them.

    `unread` names the reports with gold that have no prediction: all their facts count as missed. `without_gold` names
    the predicted reports that were left out.
    """

    outcomes: tuple[Outcome, ...]
    unread: tuple[str, ...] = ()
    without_gold: tuple[str, ...] = ()

    @cached_property
    def scores(self) -> Breakdown:
        """Precision, recall, F1 and slots, of all and of parts."""
        return break_down(self.outcomes)

    @cached_property
    def confusion(self) -> Mapping[Cell, int]:
        """Which type was predicted for which."""
        return confuse(self.outcomes)

    @cached_property
    def calibration(self) -> Calibration:
        """How well confidence fits."""
        return calibrate(self.outcomes)

    @cached_property
    def curve(self) -> tuple[Point, ...]:
        """Precision and recall by threshold of confidence."""
        return curve(self.outcomes)


def evaluate(predictions: Sequence[Prediction], gold: Sequence[GoldReport]) -> Evaluation:
    """Holds predictions against gold; EvaluationError where they do not belong together."""
    found = by_report(predictions, gold)
    names = {report.name for report in gold}
    return Evaluation(
        outcomes=tuple(
            match_events(report, found[report.name].events if report.name in found else ()) for report in gold
        ),
        unread=tuple(report.name for report in gold if report.name not in found),
        without_gold=tuple(prediction.name for prediction in predictions if prediction.name not in names),
    )
