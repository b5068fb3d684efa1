"""`communique eval`: predictions held against gold."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.exits import Exit
from communique.cli.options import ScoreFormat
from communique.cli.streams import Messages, documented_endings, is_same_file, output_to

# What follows takes half a second to import and is imported when the command runs, so that help is quick.
if TYPE_CHECKING:
    from communique.evaluation import Prediction

_STANDARD_INPUT = "-"


def evaluate(
    predictions: Annotated[
        str,
        typer.Argument(
            metavar="PREDICTIONS",
            help="JSON Lines as communique read --format jsonl prints them, or - for standard input.",
            show_default=False,
        ),
    ],
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD", help="A folder of reports, NAME.txt, each with its NAME.gold.json.", show_default=False
        ),
    ],
    format: Annotated[  # noqa: A002 - the option's own name
        ScoreFormat,
        typer.Option(
            "--format",
            "-f",
            metavar="table|json",
            help="table for people, the default; json, with each error, for programs.",
            show_default=False,
        ),
    ] = ScoreFormat.TABLE,
    html: Annotated[
        Path | None,
        typer.Option(
            metavar="PAGE",
            help="Write a page too, replacing it: the scores, and each report with its errors marked in the text.",
            show_default=False,
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No warnings; errors stay.")] = False,
    verbose: Annotated[
        int,
        typer.Option(
            "--verbose", "-v", count=True, help="Say what is done; twice: with logs and tracebacks.", show_default=False
        ),
    ] = 0,
) -> None:
    """Hold predicted events against gold, and say where a reader goes wrong.

    Scores by type of event, by slot, by genre of report and by construction of the sentence. Reports are matched by
    name. docs/glossary.md says what gold holds.
    """
    from communique.cli.score_table import to_score_table
    from communique.evaluation import EvaluationError, load_gold, summary, to_page
    from communique.evaluation import evaluate as hold_against

    messages = Messages(-1 if quiet else verbose)
    messages.route_logs()
    if html is not None and any(is_same_file(html, str(file)) for file in (predictions, *gold.glob("*"))):
        raise typer.BadParameter("is one of the inputs, and would be lost", param_hint="'--html'")
    with documented_endings(messages):
        try:
            evaluation = hold_against(_predictions(predictions), load_gold(gold))
        except EvaluationError as error:
            messages.error(str(error))
            raise typer.Exit(Exit.FAILED) from error
        for name in evaluation.unread:
            messages.warning(f"{name}: no prediction, so that all its facts count as missed")
        if left_out := evaluation.without_gold:
            messages.detail(f"without gold, left out: {', '.join(left_out)}")
        if html is not None:
            with output_to(html) as page:
                page.write(to_page(evaluation, predictions=_name(predictions), gold=str(gold)))
            messages.detail(f"{html} written")
        with output_to(None) as sink:
            match format:
                case ScoreFormat.TABLE:
                    sink.write(to_score_table(evaluation, sink=sink))
                case ScoreFormat.JSON:
                    sink.write(json.dumps(summary(evaluation), ensure_ascii=False, indent=2) + "\n")


def _predictions(argument: str) -> "tuple[Prediction, ...]":
    from communique.evaluation import decode_utf8, parse_predictions, read_utf8

    name = _name(argument)
    if argument == _STANDARD_INPUT:
        return parse_predictions(decode_utf8(sys.stdin.buffer.read(), name=name), name=name)
    return parse_predictions(read_utf8(Path(argument)), name=name)


def _name(argument: str) -> str:
    return "standard input" if argument == _STANDARD_INPUT else argument
