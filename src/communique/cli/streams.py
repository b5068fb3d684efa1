"""Standard output, output files and standard error: data to the one, messages to the other."""

import io
import logging
import os
import re
import sys
import traceback
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import typer

from communique.cli.exits import Exit

_COMMANDS = re.compile(r"(?![\t\n\r])[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# One slash too: a path takes two for one.
_LOGIN = re.compile(r"(:/{1,2}[^\s/@:?#]*):[^\s/?#]*@")
_ASKED = re.compile(r"([?&](?:password|passfile|sslpassword|sslkey)=)[^\s&#]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Messages:
    """Lines on standard error. `verbosity` is -1 for quiet, 0, 1 with details, 2 with tracebacks and logs."""

    verbosity: int = 0

    def error(self, text: str) -> None:
        """What went wrong, in one line, followed by the traceback where one is wanted."""
        typer.echo(f"communique: {bare(text)}", err=True)
        if self.verbosity >= 2 and sys.exc_info()[0] is not None:
            typer.echo(without_passwords(traceback.format_exc()), err=True)

    def warning(self, text: str) -> None:
        """What was read all the same, but not as it stands."""
        if self.verbosity >= 0:
            typer.echo(f"communique: warning: {bare(text)}", err=True)

    def detail(self, text: str) -> None:
        """What was done, for those who ask."""
        if self.verbosity >= 1:
            typer.echo(f"communique: {bare(text)}", err=True)

    def route_logs(self) -> None:
        """Logs of libraries to standard error where they are wanted, nowhere otherwise."""
        if self.verbosity >= 2:
            logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
        else:
            logging.getLogger().addHandler(logging.NullHandler())


def bare(text: str) -> str:
    """Words on one line, without what a terminal would obey: names of files and addresses are others' words."""
    return without_passwords(" ".join(_COMMANDS.sub("", text).split()))


def without_passwords(text: str) -> str:
    """Words without the passwords of addresses in them: some name a database where a file is asked for."""
    return _ASKED.sub(r"\1***", _LOGIN.sub(r"\1:***@", text))


@contextmanager
def output_to(path: Path | None) -> Iterator[TextIO]:
    """Where the data goes: a new file, replacing an old one, or standard output; UTF-8, line ends as written."""
    if path is None:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="")
        yield sys.stdout
        sys.stdout.flush()
    else:
        with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
            yield file


def is_same_file(output: Path, argument: str) -> bool:
    """Would writing to `output` replace the file that an argument names?"""
    try:
        return output.samefile(argument)
    except (OSError, ValueError):
        return False  # One of the two is no file, so nothing can be lost.


@contextmanager
def warnings_as(messages: Messages) -> Iterator[None]:
    """Python's warnings meanwhile, as lines of the command."""
    with warnings.catch_warnings():
        warnings.simplefilter("always", UserWarning)
        warnings.showwarning = lambda message, *_, **__: messages.warning(str(message))
        yield


@contextmanager
def documented_endings(messages: Messages) -> Iterator[None]:
    """Turns whatever may end a command early into one line and an exit code, never a bare traceback."""
    try:
        yield
    except KeyboardInterrupt:
        messages.error("stopped")
        raise typer.Exit(Exit.INTERRUPTED) from None
    except BrokenPipeError:
        # What is still buffered cannot be written; without this Python complains of that while it shuts down.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(Exit.PIPE_CLOSED) from None
    except OSError as error:
        target = f"{error.filename}: " if error.filename else ""
        messages.error(f"{target}cannot be written ({error.strerror or error})")
        raise typer.Exit(Exit.FAILED) from None
    except (typer.Exit, typer.Abort, typer.BadParameter):
        raise
    except Exception as error:
        messages.error(f"stopped by {defect(error)}")
        raise typer.Exit(Exit.FAILED) from error


def defect(error: Exception) -> str:
    """An error that nobody foresaw, in words that end a message."""
    return f"a defect of this program ({type(error).__name__}: {error}); -vv shows where, please report it"
