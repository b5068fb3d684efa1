"""How far two annotations of the same reports agree: python -m training.agreement OTHER.

OTHER is a folder like `corpus`, with the same reports annotated by someone else. One annotation is scored against the
other as if it were a reader's, by the rules of `communique.evaluation`, both ways: agreement on facts is the F1 of the
facts that the one calls core and the other holds at all, agreement on slots the share of matched facts on which both
say the same.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from communique.evaluation.gold import GoldReport, load_gold
from communique.evaluation.matching import match_events
from communique.record import Attribution, Casualties, Event, EventTime, Party, Place, Quantity, Span
from training.corpus import CORPUS, gold_of, load_report, names_in


def gold_in(folder: Path, names: list[str]) -> tuple[GoldReport, ...]:
    """The reports of a folder in the acceptance form."""
    with tempfile.TemporaryDirectory() as scratch:
        for name in names:
            text = (folder / "reports" / f"{name}.txt").read_text(encoding="utf8")
            (Path(scratch) / f"{name}.txt").write_text(text, encoding="utf8")
            gold = json.dumps(gold_of(load_report(folder, name)), ensure_ascii=False)
            (Path(scratch) / f"{name}.gold.json").write_text(gold, encoding="utf8")
        return load_gold(Path(scratch))


def events_of(folder: Path, name: str) -> list[Event]:
    """An annotation's facts as a reader would print them."""
    report = load_report(folder, name)
    return [_event(fact, report.body) for fact in gold_of(report)["facts"]]


def _event(fact: dict[str, Any], body: str) -> Event:
    def parties(entries: list[dict[str, Any]]) -> tuple[Party, ...]:
        return tuple(Party(name=p["name"], kind=p["kind"], country=p["country"]) for p in entries)

    source, place = fact["attribution"], fact["place"]
    time = fact["time"]
    quotes = [(body.index(q), q) for q in fact["evidence"]]
    return Event(
        id=fact["id"],
        event_type=fact["event_type"][0],
        issue=fact["issue"],
        actors=parties(fact["actors"]),
        recipients=parties(fact["recipients"]),
        modality=fact["modality"],
        polarity=fact["polarity"],
        attribution=(Attribution(**(source | {"kind": source["kind"] or "person"})),) if source else (),
        quantities=tuple(Quantity(**q) for q in fact["quantities"]),
        casualties=Casualties(**fact["casualties"]) if fact["casualties"] else None,
        time=EventTime(start=time["start"] or time["end"], end=time["end"] or time["start"]) if time else None,
        place=Place(name=place["name"], country=place["country"], text=place["name"]) if place else None,
        evidence=tuple(Span(start=at, end=at + len(q), quote=q) for at, q in quotes),
        confidence=1.0,
        coder="annotator",
    )


def agreement(other: Path) -> dict[str, Any]:
    """Agreement on facts and, slot by slot, on the facts that both hold."""
    names = [n for n in names_in(other) if (other / "reports" / f"{n}.json").exists()]
    found, same, seen = {}, dict[str, int](), dict[str, int]()
    for label, (ours, theirs) in {"theirs_by_ours": (CORPUS, other), "ours_by_theirs": (other, CORPUS)}.items():
        hit = core = told = right = 0
        for gold in gold_in(ours, names):
            events = events_of(theirs, gold.name)
            outcome = match_events(gold, events)
            told += len(events)
            right += len(outcome.matches)
            core += sum(f.core for f in gold.facts)
            for match in outcome.matches:
                hit += gold.facts[match.fact].core
                for slot, agrees in match.right.items():
                    seen[slot.value] = seen.get(slot.value, 0) + 1
                    same[slot.value] = same.get(slot.value, 0) + agrees
        precision, recall = right / told, hit / core
        f1 = 2 * precision * recall / (precision + recall)
        found[label] = {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}
    return {"reports": len(names)} | found | {"slots": {s: round(same[s] / n, 3) for s, n in seen.items()}}


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path)
    sys.stdout.write(json.dumps(agreement(parser.parse_args(argv).other), indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
