"""A progress bar on standard error; nothing where that is no terminal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn


@contextmanager
def progress_bar(total: int, *, done: int = 0, wanted: bool = True) -> Iterator[Callable[[], None]]:
    """Gives the function to call after each of `total` steps, of which so many are done."""
    console = Console(stderr=True)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not (wanted and console.is_terminal)) as progress:
        task = progress.add_task("reading", total=total, completed=done)
        yield partial(progress.advance, task)


@contextmanager
def rate_bar(wanted: bool, total: int | None) -> Iterator[Callable[[], None]]:
    """Gives the function to call after each report; shows counts, rate and, where `total` is known, what is left."""
    console = Console(stderr=True)
    columns = (
        TextColumn("reading"),
        BarColumn(),
        TextColumn("{task.completed} reports"),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn() if total is None else TimeRemainingColumn(),
    )
    shown = wanted and console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=not shown) as progress:
        task = progress.add_task("reading", total=total, rate="")

        def advance() -> None:
            progress.advance(task)
            speed = progress.tasks[0].speed
            progress.update(task, rate=f"{speed * 60:,.0f} a minute" if speed else "")

        yield advance
