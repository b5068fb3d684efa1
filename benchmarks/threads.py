"""How well events of several reports are tied: python -m benchmarks.threads FOLDER … [--by gold|reader].

Each FOLDER holds a developing story: reports with gold (`NAME.txt`, `NAME.gold.json`) and `case.json`, the threads that
they should give. Prints B-cubed (Bagga and Baldwin 1998) over the core facts and those of gold threads that were found,
and how many of the final states are right. `--by gold` ties the facts themselves, to measure the tying alone.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from communique.evaluation.gold import GoldReport, load_gold
from communique.evaluation.matching import match_events
from communique.pipeline import read_report
from communique.record import Entry, Event, Reading, Report, Span, ThreadState
from communique.sources import read_file
from communique.threads.place import Growing, place_report
from communique.threads.state import state_of

CHECKED = (
    ("status",),
    ("promised", "value"),
    ("delivered", "value"),
    ("time", "start"),
    *((kind, bound) for kind in ("killed", "injured") for bound in ("low", "high", "latest")),
)
"""What of a state is compared, where the case gives it; the day only of meetings."""


def readings(folder: Path, gold: list[GoldReport], *, by: str) -> Iterator[Reading]:
    """The readings of the story's reports, by the reader or from the facts."""
    for one in gold:
        report = read_file(folder / f"{one.name}.txt", name=one.name)
        yield read_report(report) if by == "reader" else told_by_gold(report, folder)


def told_by_gold(report: Report, folder: Path) -> Reading:
    """The facts of a report as events."""
    facts = json.loads((folder / f"{report.name}.gold.json").read_text(encoding="utf8"))["facts"]
    events = []
    for fact in facts:
        start = report.text.find(fact["evidence"][0])
        time, place = fact.get("time"), fact.get("place")
        slots = {
            "id": fact["id"],
            "event_type": fact["event_type"][0],
            "issue": fact["issue"],
            "modality": fact["modality"],
            "polarity": fact["polarity"],
            "actors": [party(p) for p in fact["actors"]],
            "recipients": [party(p) for p in fact["recipients"]],
            "quantities": [{k: v for k, v in q.items() if k != "text"} for q in fact["quantities"]],
            "casualties": fact["casualties"],
            "time": time and {"start": time["start"], "end": time["end"] or time["start"]},
            "place": place and {"name": place["name"], "country": place["country"]},
            "evidence": [Span.of(report.text, start, start + len(fact["evidence"][0]))],
            "confidence": 1.0,
            "coder": "gold",
        }
        events.append(Event.model_validate(slots))
    return Reading(report=report, events=tuple(events))


def party(told: dict[str, Any]) -> dict[str, Any]:
    """A party of the gold as one of the record."""
    return {name: told.get(name) for name in ("name", "country", "kind")}


def tie(told: list[Reading]) -> list[Growing]:
    """The threads of a story, report by report."""
    threads: list[Growing] = []
    act = 0
    for family, reading in enumerate(told, 1):
        entries = []
        for event in reading.events:
            act += 1
            entries.append(Entry(act=act, report=reading.report, family=family, event=event))
        threads = place_report(entries, threads, {})
    return threads


def measure(folder: Path, *, by: str) -> dict[str, float]:
    """B-cubed, the facts found, and the share of states right."""
    case = json.loads((folder / "case.json").read_text(encoding="utf8"))
    gold = sorted(load_gold(folder), key=lambda one: one.name)
    told = list(readings(folder, gold, by=by))
    threads = tie(told)
    home = {link.member.pair: n for n, thread in enumerate(threads) for link in thread.links.values()}
    true = {fact: thread["id"] for thread in case["threads"] for fact in thread["facts"]}
    found: dict[str, int] = {}
    for one, reading in zip(gold, told, strict=True):
        for match in match_events(one, reading.events).matches:
            fact = one.facts[match.fact]
            key = f"{one.name}:{fact.id}"
            if fact.core or key in true:
                found[key] = home[reading.report.id, reading.events[match.event].id]
    precision = recall = 0.0
    for name, number in found.items():
        mine = {other for other in found if found[other] == number}
        theirs = {other for other in found if true.get(other, other) == true.get(name, name)}
        precision += len(mine & theirs) / len(mine)
        recall += len(mine & theirs) / len(theirs)
    precision, recall = precision / max(1, len(found)), recall / max(1, len(found))
    states = sum(_is_right(thread, found, threads) for thread in case["threads"])
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(2 * precision * recall / (precision + recall), 3) if precision + recall else 0.0,
        "facts": len(found),
        "states": states,
        "of": len(case["threads"]),
    }


def _is_right(thread: dict[str, Any], found: dict[str, int], threads: list[Growing]) -> bool:
    votes = Counter(found[fact] for fact in thread["facts"] if fact in found)
    if not votes:
        return False
    state = state_of(threads[votes.most_common(1)[0][0]].bundle)
    checked = [path for path in CHECKED if thread["kind"] != "incident" or path[0] != "time"]
    return all(_at(thread["final"], p) in (None, _at(_plain(state), p)) for p in checked)


def _plain(state: ThreadState) -> dict[str, Any]:
    return state.model_dump(mode="json")


def _at(told: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        told = told.get(name) if isinstance(told, dict) else None
    return told


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--by", choices=["reader", "gold"], default="reader")
    options = parser.parse_args(argv)
    result = {folder.name: measure(folder, by=options.by) for folder in options.folders}
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
