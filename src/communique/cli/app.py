"""The application: its name, version and list of commands."""

from typing import Annotated

import typer

from communique import __version__
from communique.cli.eval import evaluate
from communique.cli.read import read

app = typer.Typer(
    name="communique",
    no_args_is_help=True,
    # Plain help: it starts in a tenth of a second, is the same on every terminal, and is checked against docs/cli.md.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"communique {__version__}")
        raise typer.Exit


@app.callback()
def communique(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Read reports about conflicts and peace talks, and keep the record.

    Who demanded, offered, refused, agreed, met or attacked whom, about what, when, where and according to whom: each
    entry with the words of the report that say so. Everything runs on this machine.
    """


app.command(
    short_help="Read reports and print their record.",
    epilog="See docs/cli.md for the columns, the header lines of a text file and the exit codes.",
)(read)

app.command(
    name="eval",
    short_help="Hold predicted events against gold.",
    epilog="See docs/glossary.md for gold and the scores, docs/cli.md for the exit codes.",
)(evaluate)


def main() -> None:
    """Run the command line and leave with one of the exit codes of `Exit`."""
    app()
