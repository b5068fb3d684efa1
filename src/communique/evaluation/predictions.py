"""Predictions: the events that a reader found, from JSON Lines as `communique read --format jsonl` prints them.

Of the report only `name`, `path` or `id` is needed, to find the gold; the events are checked field by field.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from pydantic import ValidationError

from communique.evaluation.errors import EvaluationError, first_problem
from communique.evaluation.gold import GoldReport
from communique.record import Event


@dataclass(frozen=True, slots=True)
class Prediction:
    """The events predicted for one report. `place` says where they are written, for messages."""

    name: str
    events: tuple[Event, ...]
    place: str


def parse_predictions(text: str, *, name: str) -> tuple[Prediction, ...]:
    """The predictions of a JSON Lines text; `name` is its file's. EvaluationError names the line that is wrong."""
    found = [
        _parse(line, place=f"{name}, line {number}")
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]
    if not found:
        raise EvaluationError(name, "no predictions in it; make some with communique read FOLDER --format jsonl")
    return tuple(found)


def by_report(predictions: Sequence[Prediction], gold: Sequence[GoldReport]) -> Mapping[str, Prediction]:
    """The prediction for each report with gold that has one.

    EvaluationError where none fits, two are for one report, or a quote is not what the report holds at its offsets.
    """
    reports = {report.name: report for report in gold}
    found: dict[str, Prediction] = {}
    for prediction in predictions:
        if (report := reports.get(prediction.name)) is None:
            continue
        if prediction.name in found:
            other = found[prediction.name].place
            raise EvaluationError(prediction.place, f"a second prediction for {prediction.name}, after {other}")
        _check_quotes(prediction, report)
        found[prediction.name] = prediction
    if not found:
        first = predictions[0]
        reason = f"no report here has gold: {first.name!r} is none of {_some(sorted(reports))}"
        raise EvaluationError(first.place, reason)
    return found


def _parse(line: str, *, place: str) -> Prediction:
    try:
        written = json.loads(line)
    except json.JSONDecodeError as error:
        raise EvaluationError(place, f"not JSON ({error.msg}, column {error.colno})") from None
    report = written.get("report") if isinstance(written, dict) else None
    if not isinstance(report, dict):
        raise EvaluationError(place, 'not a reading: each line must be {"report": {…}, "events": […]}')
    source = report.get("name") or report.get("path") or report.get("id")
    if not source:
        raise EvaluationError(place, "its report has no name, path or id to find the gold by")
    entries = written.get("events") or []
    if not isinstance(entries, list):
        raise EvaluationError(place, "its events are no list")
    name = PurePath(str(source)).name.removesuffix(".txt")
    return Prediction(name=name, events=tuple(_event(e, n, place) for n, e in enumerate(entries, start=1)), place=place)


def _event(entry: object, number: int, place: str) -> Event:
    try:
        return Event.model_validate(entry)
    except ValidationError as error:
        id_ = entry.get("id") if isinstance(entry, dict) else None
        raise EvaluationError(f"{place}, event {id_ or f'number {number}'}", first_problem(error)) from None


def _check_quotes(prediction: Prediction, report: GoldReport) -> None:
    for event in prediction.events:
        for span in event.evidence:
            if (there := report.text[span.start : span.end]) != span.quote:
                reason = (
                    f"its quote {_short(span.quote)} is not what {report.name} holds at {span.start}-{span.end}"
                    f" ({_short(there)}); offsets count in what follows the report's first blank line"
                )
                raise EvaluationError(f"{prediction.place}, event {event.id}", reason)


def _short(text: str, most: int = 40) -> str:
    return repr(text if len(text) <= most else text[: most - 1] + "…")


def _some(names: Sequence[str], most: int = 3) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} others" if len(names) > most else "")
