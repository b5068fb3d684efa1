"""Pages of text for people, as Rich lays them out."""

from typing import TextIO

from rich.console import Console, RenderableType


def console_for(sink: TextIO) -> Console:
    """What lays a page out for `sink`, in colour where it shows it (NO_COLOR and FORCE_COLOR are heeded)."""
    return Console(file=sink, highlight=False, markup=False, emoji=False)


def laid_out(console: Console, *parts: RenderableType) -> str:
    """The parts as text, one under the other."""
    with console.capture() as captured:
        for part in parts:
            console.print(part)
    # Rich fills each line up to the width.
    return "\n".join(line.rstrip(" ") for line in captured.get().split("\n"))
