"""Decisions of reviewers as examples that a reader can learn from."""

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from communique.record import Action
from communique.store import schema
from communique.store.decisions import load_decisions
from communique.store.reports import load_reports


def examples(connection: Connection) -> Iterator[dict[str, Any]]:
    """For each event that was decided upon: the report, what the machine read, the verdict, and the event as it is.

    `event` is None where the machine's was rejected.
    """
    verdicts = {Action.ACCEPT, Action.REJECT, Action.EDIT}
    decided = sorted({d.act for d in load_decisions(connection, standing=True) if d.action in verdicts and d.act})
    table = schema.event.c
    for act in decided:
        row = connection.execute(select(schema.event).where(table.act == act, table.current)).first()
        if row is None:
            continue
        report, _ = load_reports(connection, [row.report])[row.report]
        machine = json.loads(row.body)
        event = None if row.status == "rejected" else json.loads(row.edited) if row.edited else machine
        yield {
            "report": report.model_dump(mode="json"),
            "machine": machine,
            "verdict": row.status,
            "event": event,
        }
