"""The exit codes of every command; docs/cli.md lists them from here."""

from enum import IntEnum


class Exit(IntEnum):
    """How a run ended. Finding no events is a result, not a failure: it ends in OK."""

    OK = 0
    FAILED = 1
    USAGE = 2
    INTERRUPTED = 130
    PIPE_CLOSED = 141


MEANINGS = {
    Exit.OK: "every input was read (also where no events were found)",
    Exit.FAILED: "some input could not be read (the others were), predictions and gold do not belong together,"
    " the output could not be written, or something is wrong with a record (doctor)",
    Exit.USAGE: "wrong use: an unknown option, a missing argument, a date that is none",
    Exit.INTERRUPTED: "stopped by the user (Ctrl-C)",
    Exit.PIPE_CLOSED: "what the output was piped into stopped reading, as `head` does",
}
