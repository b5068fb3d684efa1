"""Events, reports and threads made by hand, about parties and places that do not exist or that everybody knows."""

from typing import Any

from communique.export import ExportEntry
from communique.record import Event, Report, Span, Thread, report_id

TEXT = (
    "Negotiators from Ostrenia and Kaldavia met in Marenka on Friday. They agreed to free 400 prisoners each, a senior "
    "official told the Northern Ledger.\n\nOstrenia demanded that Kaldavia leave the Tarn valley. At least eight "
    "people were killed and five injured when a drone hit a market in Orlin. “We will not [bold]yield,” said Mara "
    "Doln. A summit may follow. It was a win for Lorland."
)
STRIKE = "At least eight people were killed and five injured when a drone hit a market in Orlin"
SUMMIT = "A summit may follow"

OSTRENIA = {"name": "Ostrenia", "kind": "government", "country": "OST", "sector": "GOV"}
KALDAVIA = {"name": "Kaldavia", "kind": "government", "country": "KAL", "sector": "GOV"}
KENYA = {"name": "Kenya", "kind": "government", "country": "KEN", "sector": "MIL"}
UGANDA = {"name": "Uganda", "kind": "government", "country": "UGA", "sector": "GOV"}
FRONT = {"name": "Tarn Front", "kind": "armed_group", "sector": "REB"}
LEAGUE = {"name": "Orlin League", "kind": "armed_group", "sector": "UAF"}
RESIDENTS = {"name": "residents of Orlin", "kind": "population", "country": "KEN", "sector": "CVL"}

NAIROBI = {
    "name": "Nairobi",
    "country": "KEN",
    "admin1": "Nairobi County",
    "lat": -1.2833,
    "lon": 36.8167,
    "geonames_id": 184745,
    "text": "Nairobi",
}
DAY = {"start": "2026-03-13", "end": "2026-03-13", "text": "on Friday"}


def party(name: str, **slots: Any) -> dict[str, Any]:
    """A party that is named by its canonical name where the text has it."""
    start = max(TEXT.find(name), 0)
    said = {"text": name, "start": start, "end": start + len(name)} if name in TEXT else {}
    known = {"Ostrenia": OSTRENIA, "Kaldavia": KALDAVIA}.get(name, {"name": name, "kind": "person"})
    return known | said | slots


def report(text: str = TEXT, **slots: Any) -> Report:
    given: dict[str, Any] = {
        "id": report_id(text, "The Harbour Wire"),
        "name": "talks.txt",
        "title": "Delegations meet in Marenka",
        "publisher": "The Harbour Wire",
        "published": "2026-03-14",
        "language": "en",
        "url": "https://example.org/talks",
        "text": text,
    }
    return Report.model_validate(given | slots)


def event(event_type: str, quote: str = STRIKE, *, text: str = TEXT, **slots: Any) -> Event:
    start = text.index(quote)
    evidence = (Span.of(text, start, start + len(quote)),)
    given = {"id": f"e{start}", "evidence": evidence, "confidence": 0.9, "coder": "frame:test@1"} | slots
    return Event.model_validate({"event_type": event_type} | given)


def entry(event_type: str, quote: str = STRIKE, **slots: Any) -> ExportEntry:
    return ExportEntry(report=report(), event=event(event_type, quote, **slots))


def strike(**slots: Any) -> Event:
    """A drone strike with everything told."""
    given: dict[str, Any] = {
        "mode": "drone",
        "actors": (KENYA,),
        "recipients": (RESIDENTS,),
        "casualties": {"killed": {"low": 8, "high": None}, "injured": {"low": 5, "high": 5}},
        "time": DAY,
        "place": NAIROBI,
    }
    given |= slots
    return event(given.pop("event_type", "ASSAULT"), **given)


def thread(*entries: ExportEntry, **slots: Any) -> Thread:
    """An incident told by these entries."""
    links = tuple(
        {"member": {"report": each.report.id, "event": each.event.id}, "score": 0.9, "reason": "same place and day"}
        for each in entries
    )
    given: dict[str, Any] = {"id": "t1", "kind": "incident", "links": links, "independent": len(entries)}
    return Thread.model_validate(given | slots)
