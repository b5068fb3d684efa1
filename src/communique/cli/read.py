"""`communique read`: reports in, their record out."""

import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from communique.cli.exits import Exit
from communique.cli.llm import (
    TIMEOUT_SECONDS,
    Endpoint,
    Model,
    PriceIn,
    PriceOut,
    ReaderChoice,
    Timeout,
    cost_line,
    llm_reader,
    prices,
)
from communique.cli.options import Format, Output, Quiet, Verbose, Workers, chosen_format
from communique.cli.streams import Messages, defect, documented_endings, is_same_file, output_to

# What follows takes a second to import and is imported when the command runs, so that help and completion are quick.
if TYPE_CHECKING:
    from communique.cli.inputs import Input
    from communique.record import Reading, Report
    from communique.sources import SourceError

    Reader = Callable[[Report], Reading]

_BAR_FROM = 4  # With fewer inputs a progress bar is gone before it is seen.


@dataclass(slots=True)
class _Tally:
    """How many inputs were read and how many were not."""

    read: int = 0
    failed: int = 0


def read(
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="Text or HTML files, folders of them, http(s) addresses, or - for standard input.",
            show_default=False,
        ),
    ],
    format: Annotated[  # noqa: A002 - the option's own name
        Format | None,
        typer.Option(
            "--format",
            "-f",
            metavar="table|json|jsonl|csv",
            help="table for people; json; jsonl, a report a line; csv, an event a line."
            " Without it the ending of --output decides, else table.",
            show_default=False,
        ),
    ] = None,
    output: Output = None,
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            help="Date of publication, which 'Thursday' is counted from; stands before what the input says.",
            show_default=False,
        ),
    ] = None,
    publisher: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Who published it; stands before what the input says.", show_default=False),
    ] = None,
    reader: Annotated[
        ReaderChoice,
        typer.Option(
            "--reader",
            metavar="built-in|llm",
            help="built-in, the default, on this machine; llm, a language model on a server. See docs/llm.md.",
            show_default=False,
        ),
    ] = ReaderChoice.BUILT_IN,
    endpoint: Endpoint = None,
    model: Model = None,
    timeout: Timeout = TIMEOUT_SECONDS,
    price_in: PriceIn = None,
    price_out: PriceOut = None,
    workers: Workers = None,
    quiet: Quiet = False,
    verbose: Verbose = 0,
) -> None:
    """Read reports and print the record of each: its events, and the words that say so.

    An input that cannot be read gets one line on standard error; the others are read all the same.
    """
    from communique.cli.inputs import expand, is_folder

    messages = Messages(-1 if quiet else verbose)
    messages.route_logs()
    if output is not None and any(is_same_file(output, argument) for argument in inputs):
        raise typer.BadParameter("is one of the inputs, and would be lost", param_hint="'--output'")
    if reader is ReaderChoice.BUILT_IN and (endpoint is not None or model is not None):
        raise typer.BadParameter("is for --reader llm", param_hint="'--endpoint'" if endpoint else "'--model'")
    if reader is ReaderChoice.LLM and workers is not None:
        raise typer.BadParameter("is for the built-in reader", param_hint="'--workers'")
    known = prices(price_in, price_out)
    asked = llm_reader(endpoint, model, timeout) if reader is ReaderChoice.LLM else None
    shape = chosen_format(format, output)
    single = len(inputs) == 1 and not is_folder(inputs[0])
    tally = _Tally()
    with documented_endings(messages):
        items = list(expand(inputs))
        with output_to(output) as sink, _progress(items, sink, messages) as advance:
            readings = _readings(
                items,
                published=None if published is None else published.date(),
                publisher=publisher,
                loader=load_reader if asked is None else lambda: asked.read,
                messages=messages,
                tally=tally,
                workers=workers if asked is None else 1,
                advance=advance,
            )
            for piece in _pieces(readings, shape, sink=sink, single=single):
                sink.write(piece)
                sink.flush()
    messages.detail(f"{tally.read} read, {tally.failed} not")
    if asked is not None and not quiet:
        typer.echo(cost_line(asked.tally, known), err=True)
    if tally.failed:
        raise typer.Exit(Exit.FAILED)


def load_reader() -> "Reader":
    """The pipeline's reader, with its model and word lists loaded."""
    from communique import pipeline

    pipeline.load_reader()
    return pipeline.read_report


def _readings(
    items: Iterable["Input | SourceError"],
    *,
    published: date | None,
    publisher: str | None,
    loader: "Callable[[], Reader]",
    messages: Messages,
    tally: _Tally,
    workers: int | None,
    advance: Callable[[], None],
) -> Iterator["Reading"]:
    """The reading of each input that can be read, in their order; a line on standard error for each that cannot."""
    from communique.llm import EndpointError, LlmError
    from communique.sources import SourceError

    brought = (_brought(item, published=published, publisher=publisher) for item in items)
    for one, found, seconds in _found(brought, loader, messages, workers):
        for warning in one.warnings:
            messages.warning(warning)
        try:
            reading = _given(one.error or found)
        except SourceError as error:
            messages.error(str(error))
            tally.failed += 1
        except EndpointError as error:
            messages.error(f"{one.item.name}: {error}")
            # No other report will fare better.
            raise typer.Exit(Exit.FAILED) from None
        except LlmError as error:
            messages.error(f"{one.item.name}: {error}")
            tally.failed += 1
        except Exception as error:  # noqa: BLE001 - one report must not end a run of thousands; it is counted and told
            messages.error(f"{one.item.name}: could not be read, by {defect(error)}")
            tally.failed += 1
        else:
            tally.read += 1
            messages.detail(f"{reading.report.name}: {len(reading.events)} events in {seconds:.2f} s")
            yield reading
        advance()


@dataclass(frozen=True, slots=True)
class _Brought:
    """An input with its report, or what is wrong with it, and what was noticed of its header."""

    item: "Input | SourceError"
    report: "Report | None" = None
    error: Exception | None = None
    warnings: tuple[str, ...] = ()


def _brought(item: "Input | SourceError", *, published: date | None, publisher: str | None) -> _Brought:
    from communique.cli.inputs import bring_in
    from communique.sources import BadHeaderWarning, SourceError

    if isinstance(item, SourceError):
        return _Brought(item, error=item)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            report = bring_in(item, published=published, publisher=publisher)
        except Exception as error:  # noqa: BLE001 - told in its turn
            return _Brought(item, error=error)
    noticed = tuple(str(w.message) for w in caught if issubclass(w.category, BadHeaderWarning))
    return _Brought(item, report, warnings=noticed)


def _found(
    brought: Iterator[_Brought], loader: "Callable[[], Reader]", messages: Messages, workers: int | None
) -> Iterator[tuple[_Brought, "Reading | Exception | None", float]]:
    """What comes of each input. The reader is loaded for the first report, so that a mistyped name is told at once."""
    for first in brought:
        if first.report is None:
            yield first, None, 0.0
            continue
        from communique.pipeline.many import read_many

        wanted = ((one, one.report) for one in chain([first], brought))
        for read in read_many(wanted, lambda: _loaded(loader, messages), workers=workers):
            yield read.of, read.found, read.seconds


def _given(found: "Reading | Exception | None") -> "Reading":
    if isinstance(found, Exception):
        raise found
    assert found is not None  # noqa: S101 - there is an error where there is no report
    return found


def _loaded(loader: "Callable[[], Reader]", messages: Messages) -> "Reader":
    try:
        return loader()
    except Exception as error:  # Whatever it is, no other report will fare better.
        messages.error(f"the language model and word lists could not be loaded, by {defect(error)}")
        raise typer.Exit(Exit.FAILED) from error


def _pieces(readings: Iterable["Reading"], shape: Format, *, sink: TextIO, single: bool) -> Iterator[str]:
    """What to write, piece by piece."""
    from communique.cli.formats import to_csv, to_json, to_jsonl
    from communique.cli.view import to_table

    match shape:
        case Format.TABLE:
            yield from to_table(readings, sink=sink)
        case Format.JSON:
            yield from to_json(readings, single=single)
        case Format.JSONL:
            yield from map(to_jsonl, readings)
        case Format.CSV:
            yield from to_csv(readings)


def _progress(
    items: list["Input | SourceError"], sink: TextIO, messages: Messages
) -> AbstractContextManager[Callable[[], None]]:
    """A progress bar where somebody sees it and it disturbs no output; what it gives is called after each input."""
    from communique.cli.progress import progress_bar

    if len(items) < _BAR_FROM or messages.verbosity != 0 or sink.isatty():
        return nullcontext(lambda: None)
    return progress_bar(len(items))
