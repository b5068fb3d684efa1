"""Where each party stands on each issue; a cell opens how it moved, quote by quote."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from communique.record import Issue
from communique.record.process import Position
from communique.store import StoreError
from communique.web.downloads import Row, download
from communique.web.page import page
from communique.web.pages.asked import Asked, Form
from communique.web.words import direction

router = APIRouter()


@router.get("/p/{process}/positions")
def positions(
    request: Request, material: Asked, form: Form = None, issue: str = "", contested: bool = False
) -> Response:
    """The matrix; with `contested` only issues on which the parties stand apart."""
    cells = [c for c in material.positions if issue in ("", c.issue.value)]
    if contested:
        apart = {c.issue for c in cells if c.contradictions} | _apart(cells)
        cells = [c for c in cells if c.issue in apart]
    if form is not None:
        return download(form, f"{material.process.name}-positions", cells, map(row_of, cells))
    parties = [p for p in material.process.parties if any(c.party == p for c in cells)]
    issues = sorted({c.issue for c in cells}, key=lambda i: -sum(c.times for c in cells if c.issue is i))
    return page(
        request,
        "positions.html",
        {
            "process": material.process,
            "tab": "positions",
            "cells": {(c.party, c.issue): c for c in cells},
            "parties": parties,
            "issues": issues,
            "all_issues": sorted({c.issue for c in material.positions}),
            "issue": issue,
            "contested": contested,
            "newest": material.newest,
        },
    )


@router.get("/p/{process}/positions/{issue}")
def cell(request: Request, material: Asked, issue: Issue, party: str, form: Form = None) -> Response:
    """How one party moved on one issue."""
    found = [c for c in material.histories if c.issue is issue and c.party == party]
    if not found:
        raise StoreError(f"{party} on {issue}", "no position is told")
    if form is not None:
        rows = [_move_row(found[0], number) for number in range(len(found[0].history))]
        return download(form, f"{material.process.name}-{issue}", found, rows)
    others = [c for c in material.positions if c.issue is issue and c.party != party]
    context = {"process": material.process, "tab": "positions", "cell": found[0], "others": others}
    template = "position_moves.html" if request.headers.get("HX-Request") else "position.html"
    return page(request, template, {**context, "newest": material.newest})


def row_of(position: Position) -> Row:
    """A position as a row for spreadsheets."""
    latest = position.latest
    return {
        "party": position.party,
        "issue": position.issue.value,
        "stance": latest.stance.value,
        "since": position.since,
        "day": latest.day,
        "toward": latest.toward,
        "terms": latest.terms,
        "direction": direction(position),
        "times": position.times,
        "independent": position.independent,
        "contradictions": position.contradictions,
        "quote": latest.citations[0].quote,
        "publisher": latest.citations[0].publisher,
        "published": latest.citations[0].published,
        "url": latest.citations[0].url,
        "act": latest.citations[0].act,
    }


def _move_row(position: Position, number: int) -> Row:
    move = position.history[number]
    first = move.citations[0]
    return {
        "party": position.party,
        "issue": position.issue.value,
        "day": move.day,
        "stance": move.stance.value,
        "toward": move.toward,
        "terms": move.terms,
        "independent": move.independent,
        "quote": first.quote,
        "publisher": first.publisher,
        "published": first.published,
        "act": first.act,
    }


def _apart(cells: Sequence[Position]) -> set[Issue]:
    """Issues on which one party is for what another refuses, or they demand of each other."""
    found = set()
    for issue in {c.issue for c in cells}:
        stances = {c.latest.stance.value for c in cells if c.issue is issue}
        if stances & {"refuses", "threatens"} or len(stances) > 1:
            found.add(issue)
    return found
