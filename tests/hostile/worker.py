"""Reads one hostile input after the other, in a process of its own with a limit of memory and of time.

Paths come by lines; for each goes back a line of JSON: what came of it, and the most memory that it took.
A process that takes too long, or too much, is killed: no line comes back.
"""

import json
import resource
import signal
import sys
import warnings
from itertools import islice
from pathlib import Path

SECONDS = 10.0
"""Of one core, for one input: twice what one report may take, since other machines are slower."""
ADDRESSES = 2600 * 1024 * 1024
"""Of address space, most of which is never touched: what is touched is measured."""
READ = 3
"""Reports of one input that are read."""


def peak_megabytes() -> int:
    """The most memory that was touched since `forget_peak`."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) // 1024
    return 0


def forget_peak() -> None:
    """Measures anew from now on."""
    Path("/proc/self/clear_refs").write_text("5")


def main() -> None:
    """Reads what is asked for until nothing is."""
    from communique.pipeline import Reader
    from communique.sources import SourceError, items_of, report_of

    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    reader = Reader(threads=1)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        told: list[str] = []
        events = 0
        forget_peak()
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            for found in islice(items_of(line.strip()), READ):
                try:
                    if isinstance(found, SourceError):
                        raise found
                    reading = reader.read(report_of(found))
                    events += len(reading.events)
                    told.append("read")
                except SourceError as error:
                    told.append(type(error).__name__)
                    assert len(str(error)) < 1200, "an error for people"
        except Exception as error:  # noqa: BLE001 - this is what is looked for
            told.append(f"!{type(error).__name__}: {error}"[:300])
        signal.setitimer(signal.ITIMER_PROF, 0)
        sys.stdout.write(json.dumps({"told": told, "events": events, "megabytes": peak_megabytes()}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
