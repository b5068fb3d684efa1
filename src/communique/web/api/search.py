"""Search over everything."""

from typing import Annotated

from fastapi import Query, Request

from communique.lexicon import load_lexicon
from communique.record.span import Noun
from communique.store import StoreError
from communique.store.search import search as find
from communique.web.api.asked import WORDS, From, Limit, Name, resource, store_of
from communique.web.api.models import EventRecord, ReportHead, event_records
from communique.web.caching import Fresh

router = resource("Search")


class FoundTold(Noun):
    """Reports whose text holds the words, and events whose quotes and names do; the newest of each."""

    reports: tuple[ReportHead, ...]
    events: tuple[EventRecord, ...]


@router.get("/search", summary="Search reports and events")
def search(
    request: Request, _: Fresh, q: Annotated[Name, Query(description=WORDS)], first: From = None, limit: Limit = 50
) -> FoundTold:
    """Every word must be there; case, accents and the spellings of a name do not matter.

    It gives the newest `limit` reports and events. To go through all reports ask `/reports` with `q`.
    """
    with store_of(request).reading() as connection:
        try:
            found = find(connection, q, lexicon=load_lexicon(), since=first, most=limit)
        except StoreError:
            return FoundTold(reports=(), events=())  # Nothing in it is a word.
        reports = tuple(ReportHead.of(report) for report in found.reports)
        return FoundTold(reports=reports, events=tuple(event_records(connection, found.entries)))
