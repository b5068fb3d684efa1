"""`communique threads`: one event across many reports."""

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from communique.cli.options import Output, Quiet
from communique.cli.record import Into, Rule, TollRule, opened
from communique.cli.streams import Messages, output_to

if TYPE_CHECKING:
    from communique.record import Thread


class ThreadFormat(StrEnum):
    """How threads are printed."""

    TABLE = "table"
    JSONL = "jsonl"


def threads(
    into: Into = None,
    format: Annotated[  # noqa: A002 - the option's own name
        ThreadFormat, typer.Option("--format", "-f", metavar="table|jsonl", help="table for people; jsonl, one a line.")
    ] = ThreadFormat.TABLE,
    rule: Rule = TollRule.LATEST,
    least: Annotated[int, typer.Option(metavar="N", help="Only threads of at least N events.", min=1)] = 1,
    output: Output = None,
    quiet: Quiet = False,
) -> None:
    """Print the threads: events of several reports that tell one thing, why they were tied, and how it stands.

    In JSON Lines each has members (report by name, event by id), links with score and reason, and state.
    """
    from communique.cli.thread_table import thread_page
    from communique.cli.view_tables import printed
    from communique.pipeline.threads import all_threads
    from communique.store.reports import names
    from communique.threads.casualties import with_rule

    messages = Messages(-1 if quiet else 0)
    with opened(into, messages) as store, store.reading() as connection, output_to(output) as sink:
        called = names(connection)
        for kept in all_threads(connection, least=least):
            tolls = {name: with_rule(getattr(kept.state, name), rule.value) for name in ("killed", "injured")}
            thread = kept.model_copy(update={"state": kept.state.model_copy(update=tolls)})
            if format is ThreadFormat.JSONL:
                sink.write(json.dumps(as_line(thread, called), ensure_ascii=False) + "\n")
            else:
                sink.write(printed(thread_page(thread, called), sink))


def as_line(thread: "Thread", called: dict[str, str]) -> dict[str, object]:
    """A thread as one line of JSON says it; `called` gives the name of each report by its id."""
    told = thread.model_dump(mode="json")
    members = [{"report": called[link.member.report], "event": link.member.event} for link in thread.links]
    return {"id": thread.id, "kind": thread.kind.value, "members": members} | {
        name: told[name] for name in ("issue", "sides", "state", "links", "independent", "contradictions")
    }
