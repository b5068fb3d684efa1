"""How well events of several reports are tied: python -m benchmarks.threads FOLDER … [--by gold|reader] [--orders N].

Each FOLDER holds a developing story: reports with gold (`NAME.txt`, `NAME.gold.json`) and `case.json`, the threads that
they should give. The reports are added to a record one by one. Prints B-cubed (Bagga and Baldwin 1998) over the core
facts and those of gold threads that were found, and how many of the final states are right. `--by gold` ties the facts
themselves, to measure the tying alone. `--orders` adds the reports in N other orders too, the reverse one first, and
prints how much the threads are those of the first order (B-cubed F1 over all events) and how many states differ.
"""

import argparse
import json
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from communique.evaluation.gold import GoldReport, load_gold
from communique.evaluation.matching import match_events
from communique.pipeline import keep_reading, read_report
from communique.pipeline.threads import all_threads
from communique.record import Event, Reading, Report, Span, Thread, ThreadState
from communique.sources import read_file
from communique.store import open_store

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


def tie(told: list[Reading]) -> list[Thread]:
    """The threads of a story whose reports are added in this order."""
    with tempfile.TemporaryDirectory() as scratch:
        store = open_store(Path(scratch) / "record.db")
        for reading in told:
            with store.writing() as connection:
                keep_reading(connection, reading, coder="benchmark", extractor="benchmark")
        with store.reading() as connection:
            threads = list(all_threads(connection))
        store.close()
    return threads


def homes(threads: list[Thread]) -> dict[tuple[str, str], int]:
    """By member, the place of its thread in the list."""
    return {link.member.pair: place for place, thread in enumerate(threads) for link in thread.links}


def b_cubed(found: Mapping[Any, Any], true: Mapping[Any, Any]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a division of things against another; both give the group of each."""
    precision = recall = 0.0
    mine, theirs = _groups(found), _groups({name: true[name] for name in found})
    for name, group in found.items():
        shared = len(mine[group] & theirs[true[name]])
        precision += shared / len(mine[group])
        recall += shared / len(theirs[true[name]])
    precision, recall = precision / max(1, len(found)), recall / max(1, len(found))
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _groups(home: Mapping[Any, Any]) -> dict[Any, set[Any]]:
    groups: dict[Any, set[Any]] = {}
    for name, group in home.items():
        groups.setdefault(group, set()).add(name)
    return groups


def measure(folder: Path, *, by: str, orders: int) -> dict[str, Any]:
    """B-cubed, the facts found, and the states right; the same for other orders of the reports."""
    case = json.loads((folder / "case.json").read_text(encoding="utf8"))
    gold = sorted(load_gold(folder), key=lambda one: one.name)
    told = list(readings(folder, gold, by=by))
    threads = tie(told)
    result: dict[str, Any] = score(case, gold, told, threads)
    others = []
    for number in range(orders):
        order = list(reversed(told)) if number == 0 else random.Random(number).sample(told, len(told))
        again = tie(order)
        states = {frozenset(link.member.pair for link in thread.links): thread.state for thread in threads}
        differ = sum(states.get(frozenset(ln.member.pair for ln in t.links)) != t.state for t in again)
        scored = score(case, gold, told, again)
        same = round(b_cubed(homes(again), homes(threads))[2], 3)
        others.append({"f1": scored["f1"], "states": scored["states"], "same": same, "states that differ": differ})
    return result | ({"orders": others} if orders else {})


def score(case: dict[str, Any], gold: list[GoldReport], told: list[Reading], threads: list[Thread]) -> dict[str, float]:
    """How well threads are those of the case."""
    home = homes(threads)
    true = {fact: thread["id"] for thread in case["threads"] for fact in thread["facts"]}
    found: dict[str, int] = {}
    for one, reading in zip(gold, told, strict=True):
        for match in match_events(one, reading.events).matches:
            fact = one.facts[match.fact]
            key = f"{one.name}:{fact.id}"
            if fact.core or key in true:
                found[key] = home[reading.report.id, reading.events[match.event].id]
    precision, recall, f1 = b_cubed(found, {name: true.get(name, name) for name in found})
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f1": round(f1, 3),
        "facts": len(found),
        "states": sum(_is_right(thread, found, threads) for thread in case["threads"]),
        "of": len(case["threads"]),
    }


def _is_right(thread: dict[str, Any], found: dict[str, int], threads: list[Thread]) -> bool:
    votes = Counter(found[fact] for fact in thread["facts"] if fact in found)
    if not votes:
        return False
    state = threads[votes.most_common(1)[0][0]].state
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
    parser.add_argument("--orders", type=int, default=0, metavar="N", help="add the reports in N other orders too")
    options = parser.parse_args(argv)
    result = {folder.name: measure(folder, by=options.by, orders=options.orders) for folder in options.folders}
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
