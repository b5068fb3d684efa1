"""The application: its name, version and list of commands."""

import os
from typing import Annotated

import typer

from communique import __version__
from communique.cli import account, process, token, views
from communique.cli.backfill import backfill
from communique.cli.backup import backup, restore
from communique.cli.compare import compare
from communique.cli.demo import demo
from communique.cli.doctor import doctor
from communique.cli.eval import evaluate
from communique.cli.export import export
from communique.cli.ingest import ingest
from communique.cli.read import read
from communique.cli.review import review
from communique.cli.search import search
from communique.cli.serve import serve
from communique.cli.threads import threads

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
    entry with the words of the report that say so. Everything runs on this machine, unless you name a server to ask.
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

app.command(
    short_help="Hold two readers side by side.",
    epilog="See docs/llm.md for language models as readers, docs/cli.md for the exit codes.",
)(compare)

app.command(short_help="Read reports into a record.")(ingest)
app.command(short_help="Read an archive into Parquet files.")(backfill)
app.add_typer(process.app, name="process", short_help="Name the parties that deal with each other.")
app.command(short_help="Where each party stands on each issue.")(views.positions)
app.command(short_help="The ledger of agreements, and what was delivered.")(views.agreements)
app.command(short_help="Meetings held, planned, possible and cancelled.")(views.meetings)
app.command(short_help="Attacks with the bounds of their tolls.")(views.incidents)
app.command(short_help="Everything in order of time.")(views.timeline)
app.command(short_help="What changed since a day.")(views.brief)
app.command(short_help="One event across many reports.")(threads)
app.command(short_help="Find reports and events by their words.")(search)
app.command(
    short_help="Write the record in a format of others.",
    epilog="See docs/exports.md for what each format holds and what it cannot.",
)(export)
app.command(short_help="Look at events one by one, and decide.")(review)
app.command(short_help="Open the record in a browser.")(serve)
app.command(short_help="Look around in an invented story.")(demo)
app.command(
    short_help="What is wrong with a record, and mend it.",
    epilog="See docs/record.md for what is looked at, and what is done about a damaged file.",
)(doctor)
app.command(short_help="Write all of a record into one file.")(backup)
app.command(short_help="Bring a backup into a new or empty record.")(restore)
app.add_typer(account.app, name="account", short_help="Who may sign in where it is served to a team.")
app.add_typer(token.app, name="token", short_help="By what programs read and write over the API.")


def main() -> None:
    """Run the command line and leave with one of the exit codes of `Exit`."""
    # The reader multiplies small matrices with numpy: shared out among threads, that takes a fifth longer.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    app()
