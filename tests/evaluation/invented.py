"""Two invented reports with gold, and events to hold against it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

TALKS = (
    "Negotiators from Ostrenia and Kaldavia met in Marenka on Friday. “We will never give up the Tarn valley,” said "
    "Mara Doln, Ostrenia's envoy. The two sides failed to agree on a truce.\n\n"
    "Eight people were killed when a drone hit a market in Orlin, a senior official told the Northern Ledger. "
    "Kaldavia may free 400 prisoners <by> May & June."
)
MARCH = (
    "It demanded an end to the blockade.\nThousands marched in Orlin against the Tarn Front, which banned the march."
)

OSTRENIA = {"name": "Ostrenia", "country": "OST", "kind": "government", "aliases": ["Velin"]}
KALDAVIA = {"name": "Kaldavia", "country": "KAL", "kind": "government", "aliases": []}
FRONT: dict[str, Any] = {"name": "Tarn Front", "country": None, "kind": "armed_group", "aliases": []}
DOLN = {"name": "Mara Doln", "country": "OST", "kind": "person", "aliases": []}


def fact(id_: str, kinds: list[str], evidence: list[str], **slots: Any) -> dict[str, Any]:
    plain = {
        "core": True,
        "actors": [],
        "recipients": [],
        "issue": None,
        "modality": "actual",
        "polarity": "positive",
        "attribution": None,
        "quantities": [],
        "casualties": None,
        "time": None,
        "place": None,
    }
    return {"id": id_, "event_type": kinds} | plain | slots | {"evidence": evidence}


FACTS: dict[str, list[dict[str, Any]]] = {
    "talks": [
        fact(
            "f1",
            ["CONSULT"],
            ["Negotiators from Ostrenia and Kaldavia met in Marenka on Friday"],
            actors=[OSTRENIA, KALDAVIA],
            time={"start": "2026-03-13", "end": "2026-03-13"},
            place={"name": "Marenka", "country": "LOR"},
        ),
        fact(
            "f2", ["REJECT", "THREATEN"], ["“We will never give up the Tarn valley"], actors=[DOLN], issue="territory"
        ),
        fact(
            "f3",
            ["AGREE"],
            ["The two sides failed to agree on a truce"],
            actors=[OSTRENIA, KALDAVIA],
            issue="ceasefire",
            polarity="negative",
        ),
        fact(
            "f4",
            ["ASSAULT"],
            ["Eight people were killed when a drone hit a market in Orlin"],
            casualties={"killed": {"low": 8, "high": 8}},
            attribution={"name": "senior official", "country": None, "anonymous": True, "via": "Northern Ledger"},
        ),
        fact(
            "f5",
            ["RETREAT"],
            ["Kaldavia may free 400 prisoners <by> May & June"],
            core=False,
            actors=[KALDAVIA],
            modality="possible",
            quantities=[{"value": 400, "what": "prisoners", "per": None}],
        ),
    ],
    "march": [
        fact("f1", ["REQUEST"], ["It demanded an end to the blockade"], actors=[KALDAVIA]),
        fact("f2", ["PROTEST"], ["Thousands marched in Orlin against the Tarn Front"], recipients=[FRONT]),
    ],
}
TEXTS = {"talks": TALKS, "march": MARCH}
HEADERS = {
    "talks": "Title: Talks & <b>truce</b>\nPublished: 2026-03-14\nPublisher: The Harbour Wire\nGenre: wire",
    "march": "",
}


def write_gold(folder: Path, facts: Mapping[str, list[dict[str, Any]]] = FACTS) -> Path:
    for name, entries in facts.items():
        head = f"{HEADERS[name]}\n\n" if HEADERS[name] else ""
        (folder / f"{name}.txt").write_text(f"{head}{TEXTS[name]}\n", encoding="utf-8")
        gold = {"report": name, "facts": entries}
        (folder / f"{name}.gold.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1), encoding="utf-8")
    return folder


def event_of(entry: Mapping[str, Any], text: str, **slots: Any) -> dict[str, Any]:
    """The event, as JSON, that a perfect reader would find for a fact."""
    evidence = [
        {"start": (start := text.index(quote)), "end": start + len(quote), "quote": quote}
        for quote in entry["evidence"]
    ]
    given = {key: entry[key] for key in ("issue", "modality", "polarity", "casualties", "time", "place")}
    if given["casualties"]:
        given["casualties"] = {"killed": None, "injured": None} | given["casualties"]
    for side in ("actors", "recipients"):
        given[side] = [{key: party[key] for key in ("name", "country", "kind")} for party in entry[side]]
    source = entry["attribution"]
    told = {key: source[key] for key in ("name", "country", "anonymous", "via") if key in source} if source else {}
    given["attribution"] = [{"kind": "person"} | told] if told else []
    given["quantities"] = [dict(quantity) for quantity in entry["quantities"]]
    return {
        "id": entry["id"].replace("f", "e"),
        "event_type": entry["event_type"][0],
        "evidence": evidence,
        "confidence": 0.75,
        "coder": "frame:test@1",
        **given,
        **slots,
    }


def lines_of(events: Mapping[str, list[dict[str, Any]]]) -> str:
    """Events by report as JSON Lines."""
    return "".join(
        json.dumps({"report": {"name": f"some/{name}.txt"}, "events": found}, ensure_ascii=False) + "\n"
        for name, found in events.items()
    )


def perfect() -> dict[str, list[dict[str, Any]]]:
    return {name: [event_of(entry, TEXTS[name]) for entry in entries] for name, entries in FACTS.items()}


def flawed() -> dict[str, list[dict[str, Any]]]:
    """f1 with a wrong place, f2 as another type, f3 missed, f4 right, f5 right, and two that are spurious."""
    talks, march = FACTS["talks"], FACTS["march"]
    return {
        "talks": [
            event_of(talks[0], TALKS, place={"name": "Orlin"}),
            event_of(talks[1], TALKS, event_type="ACCUSE", confidence=0.31),
            event_of(talks[3], TALKS),
            event_of(talks[4], TALKS, confidence=1.0),
        ],
        "march": [
            event_of(march[0], MARCH, id="<i>e1</i>", actors=[{"name": "Tarn Front", "kind": "armed_group"}]),
            event_of(fact("f9", ["COERCE"], ["which banned the march"]), MARCH),
        ],
    }
