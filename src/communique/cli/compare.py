"""`communique compare`: two readers of the same reports, side by side."""

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.cli.exits import Exit
from communique.cli.llm import (
    TIMEOUT_SECONDS,
    Endpoint,
    Model,
    PriceIn,
    PriceOut,
    Timeout,
    cost_line,
    cost_told,
    llm_reader,
    prices,
)
from communique.cli.options import Output, Quiet, ScoreFormat, Verbose
from communique.cli.streams import Messages, documented_endings, is_same_file, output_to

if TYPE_CHECKING:
    from communique.evaluation import SideBySide
    from communique.llm import LlmReader
    from communique.record import Reading, Report

BUILT_IN = "built-in"
_TWO = 2


def compare(
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="Reports, as for communique read; or two files of readings, as --format jsonl prints them.",
            show_default=False,
        ),
    ],
    endpoint: Endpoint = None,
    model: Model = None,
    timeout: Timeout = TIMEOUT_SECONDS,
    price_in: PriceIn = None,
    price_out: PriceOut = None,
    format: Annotated[  # noqa: A002 - the option's own name
        ScoreFormat,
        typer.Option(
            "--format",
            "-f",
            metavar="table|json",
            help="table for people, the default; json, with each event, for programs.",
            show_default=False,
        ),
    ] = ScoreFormat.TABLE,
    output: Output = None,
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> None:
    """Hold two readers of the same reports side by side: the built-in one and a language model on a server.

    Events are matched by type and evidence: what both see, what only one sees, in which slots they differ, what was
    dropped, and what it cost. With two .jsonl files it is their readings that are compared, and nothing is read.
    """
    messages = Messages(-1 if quiet else verbose)
    messages.route_logs()
    known = prices(price_in, price_out)
    if output is not None and any(is_same_file(output, argument) for argument in inputs):
        raise typer.BadParameter("is one of the inputs, and would be lost", param_hint="'--output'")
    files = len(inputs) == _TWO and all(Path(name).suffix.casefold() == ".jsonl" for name in inputs)
    if files and (endpoint is not None or model is not None):
        raise typer.BadParameter("two files of readings are compared as they stand", param_hint="'--endpoint'")
    reader = None if files else llm_reader(endpoint, model, timeout)
    failed: list[str] = []
    seconds = [0.0]
    with documented_endings(messages):
        names = tuple(inputs) if reader is None else (BUILT_IN, reader.coder)
        pairs = _from_files(inputs, failed) if reader is None else _read_by_both(inputs, reader, failed, seconds)
        found = list(_held(pairs))
        for reason in failed:
            messages.error(reason)
        with output_to(output) as sink:
            if format is ScoreFormat.JSON:
                cost = None if reader is None else cost_told(reader.tally, known) | {"built_in_seconds": seconds[0]}
                sink.write(json.dumps(_told(names, found, cost), ensure_ascii=False, indent=2) + "\n")
            else:
                from communique.cli.compare_table import to_compare_table

                lines = [] if reader is None else _cost_lines(reader, cost_line(reader.tally, known), seconds[0])
                sink.write(to_compare_table(names, found, lines, sink=sink))
    if failed:
        raise typer.Exit(Exit.FAILED)


def _held(pairs: "Iterator[tuple[Reading, Reading]]") -> "Iterator[SideBySide]":
    from communique.evaluation import side_by_side

    for first, second in pairs:
        yield side_by_side(first, second)


def _from_files(names: Sequence[str], failed: list[str]) -> "Iterator[tuple[Reading, Reading]]":
    """The readings of the reports that both files hold; a line in `failed` for each that only one does."""
    from communique.evaluation import EvaluationError, parse_readings, read_utf8

    try:
        first, second = (parse_readings(read_utf8(Path(name)), name=name) for name in names)
    except EvaluationError as error:
        failed.append(str(error))
        return
    for name, here, there in ((names[0], first, second), (names[1], second, first)):
        failed += [f"{name}: only here is {here[key].report.name} read" for key in here if key not in there]
    for key, reading in first.items():
        if key in second:
            yield reading, second[key]


def _read_by_both(
    inputs: list[str], reader: "LlmReader", failed: list[str], seconds: list[float]
) -> "Iterator[tuple[Reading, Reading]]":
    """Each report as both read it; a line in `failed` for each that one could not. `seconds` are the built-in's."""
    from communique.cli.inputs import bring_in, expand
    from communique.llm import EndpointError, LlmError
    from communique.pipeline import load_reader, read_report
    from communique.pipeline.with_llm import read_with_model
    from communique.sources import SourceError

    for item in expand(inputs):
        try:
            if isinstance(item, SourceError):
                raise item
            report: Report = bring_in(item, published=None, publisher=None)
            # First, so that a server that is not there is answered at once.
            second = read_with_model(report, reader)
        except SourceError as error:
            failed.append(str(error))
        except LlmError as error:
            failed.append(f"{item.name}: {error}")
            if isinstance(error, EndpointError):
                return
        else:
            load_reader()
            started = time.perf_counter()
            first = read_report(report)
            seconds[0] += time.perf_counter() - started
            yield first, second


def _cost_lines(reader: "LlmReader", line: str, seconds: float) -> list[str]:
    return [f"{BUILT_IN}: {seconds:.1f} s", f"{reader.coder}: {line}"]


def _told(names: Sequence[str], found: "Sequence[SideBySide]", cost: dict[str, Any] | None) -> dict[str, Any]:
    from communique.evaluation import agreement, told_of

    return {
        "first": names[0],
        "second": names[1],
        "agreement": agreement(found),
        "cost": cost,
        "reports": [told_of(one) for one in found],
    }
