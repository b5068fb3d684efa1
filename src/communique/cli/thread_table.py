"""A thread for people: what it is, how it stands, and each event with the reason why it is there."""

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from communique.cli.view import shown
from communique.record import Thread


def thread_page(thread: Thread, called: dict[str, str]) -> RenderableType:
    """A thread as a block; `called` gives the name of each report by its id."""
    about = f" on {thread.issue.value.replace('_', ' ')}" if thread.issue else ""
    title = Text.assemble((f"{thread.id}  {thread.kind.value}{about}", "bold"), f"  {shown(', '.join(thread.sides))}")
    parts: list[RenderableType] = [title]
    state, told = thread.state, []
    if state.status:
        told.append(state.status.value.replace("_", " "))
    if state.time:
        told.append(
            state.time.start if state.time.start == state.time.end else f"{state.time.start} to {state.time.end}"
        )
    if state.place:
        told.append(shown(state.place.name))
    for name, toll in (("killed", state.killed), ("injured", state.injured)):
        if toll is not None and toll.latest is not None:
            told.append(f"{name} {toll.latest} ({toll.low}–{toll.high}, best by '{toll.rule}': {toll.best})")
    if state.promised is not None or state.delivered is not None:
        told.append(f"promised {state.promised.value:g}" if state.promised is not None else "")
        told.append(f"delivered {state.delivered.value:g}" if state.delivered is not None else "")
    parts.append(Text("  " + " · ".join(t for t in told if t)))
    parts += [Text(f"  ! {shown(said)}", "red") for said in thread.contradictions]
    for link in thread.links:
        by = "" if link.by == "machine" else f" (by {shown(link.by)})"
        where = f"{shown(called[link.member.report])} {link.member.event}"
        line = Text.assemble(where, (f"  {link.score:.2f} {shown(link.reason)}{by}", "dim"))
        parts.append(Padding(line, (0, 0, 0, 4)))
    parts.append(Text())
    return Group(*parts)
