"""The corpus of our own: loads it, checks it, derives the acceptance form.

    python -m training.corpus check [FOLDER] [NAME …]     says what is wrong, file by file; 0 where nothing is
    python -m training.corpus gold OUT [FOLDER]           writes NAME.txt and NAME.gold.json for the scorer
    python -m training.corpus count [FOLDER]              what the corpus covers: types, issues, modality, genres, …
    python -m training.corpus show NAME …                 reports with their facts, a fact a line, to be read again

FOLDER (`corpus` unless given) holds `conflicts/CONFLICT.json`, the cast of one invented conflict, and for each report
`reports/NAME.txt` and `reports/NAME.json`. `corpus/README.md` says what every field means.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique.record import CONTEXTS, MODES, SECTORS, EventType, Issue, Modality, PartyKind, Polarity

CORPUS = Path("corpus")
LONGEST_EVIDENCE = 500
FACT_KEYS = frozenset(
    "id core type mode contexts actors recipients issue modality modality_cue polarity polarity_cue attribution "
    "quantities casualties time place evidence trigger condition_of note".split()
)
REQUIRED = frozenset("id core type actors recipients issue modality polarity evidence trigger".split())
PARTY_KEYS = frozenset("name kind country sector demonyms capital seats aliases role".split())


class CorpusError(ValueError):
    """An annotation that cannot be used; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """One report of the corpus with its annotation and its conflict's cast of parties by id."""

    name: str
    header: dict[str, str]
    body: str
    annotation: dict[str, Any]
    cast: dict[str, dict[str, Any]]


def load_report(folder: Path, name: str) -> Annotated:
    """One report; CorpusError where a file is missing or is not JSON."""
    text = (folder / "reports" / f"{name}.txt").read_text(encoding="utf8")
    annotation = _read_json(folder / "reports" / f"{name}.json")
    conflict = _read_json(folder / "conflicts" / f"{annotation.get('conflict')}.json")
    head, _, body = text.partition("\n\n")
    header = dict(line.split(": ", 1) for line in head.split("\n") if ": " in line)
    cast = dict(conflict["parties"]) | dict(annotation.get("parties") or {})
    return Annotated(name, header, body.rstrip("\n"), annotation, cast)


def names_in(folder: Path) -> list[str]:
    """The names of all reports."""
    return sorted(path.stem for path in (folder / "reports").glob("*.txt"))


def _read_json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf8"))
    except FileNotFoundError:
        raise CorpusError(f"{path} is missing") from None
    except json.JSONDecodeError as error:
        raise CorpusError(f"{path}: not JSON: {error}") from None
    if not isinstance(found, dict):
        raise CorpusError(f"{path}: an object is expected")
    return found


def place_quote(body: str, quote: str, within: Sequence[tuple[int, int]] = ()) -> tuple[int, int]:
    """Where a quote stands: once in one of the stretches `within`, else once in the body.

    "before|word" or "before|word|after" names a word by what stands around it. CorpusError where it is not found, or
    found more than once.
    """
    before, word, after = "", quote, ""
    if "|" in quote:
        parts = quote.split("|")
        if len(parts) not in (2, 3):
            raise CorpusError(f'{quote!r}: write "before|word" or "before|word|after"')
        before, word, after = parts[0], parts[1], parts[2] if len(parts) == 3 else ""
    if not word.strip():
        raise CorpusError(f"{quote!r} holds no word")
    if word != word.strip():
        raise CorpusError(f'{quote!r} marks {word!r}, with a blank at its end: write "|word|after" or "before |word"')
    pattern = re.compile(
        f"(?<!\\w){re.escape(before)}({re.escape(word)}){re.escape(after)}(?!\\w)"
        if (before + word)[0].isalnum() and (word + after)[-1].isalnum()
        else f"{re.escape(before)}({re.escape(word)}){re.escape(after)}"
    )
    for start, end in within:
        hits = [m.span(1) for m in pattern.finditer(body, start, end)]
        if len(hits) == 1:
            return hits[0]
        if len(hits) > 1:
            raise CorpusError(f'{quote!r} stands {len(hits)} times in its evidence: write "before|word"')
    hits = [m.span(1) for m in pattern.finditer(body)]
    if len(hits) == 1:
        return hits[0]
    raise CorpusError(
        f"{quote!r} is not in the report" if not hits else f'{quote!r} stands {len(hits)} times: write "before|word"'
    )


def problems_of(report: Annotated) -> Iterator[str]:
    """What is wrong with one report's annotation, in words."""
    for key in ("Title", "Published", "Publisher"):
        if key not in report.header:
            yield f"the header has no {key}"
    words = len(report.body.split())
    if not 110 <= words <= 650:
        yield f"{words} words: a report has 120 to 600"
    for party_id, party in report.cast.items():
        yield from _party_problems(party_id, party)
    for key in ("conflict", "genre", "facts"):
        if key not in report.annotation:
            yield f"the annotation has no {key}"
    seen: set[str] = set()
    ids = {f.get("id") for f in report.annotation.get("facts", [])}
    for fact in report.annotation.get("facts", []):
        label = str(fact.get("id"))
        if label in seen:
            yield f"two facts are called {label}"
        seen.add(label)
        yield from (f"{label}: {problem}" for problem in _fact_problems(report, fact, ids))


def _party_problems(party_id: str, party: dict[str, Any]) -> Iterator[str]:
    if unknown := set(party) - PARTY_KEYS:
        yield f"party {party_id}: unknown keys {sorted(unknown)}"
    if not party.get("name") or party.get("kind") not in set(PartyKind):
        yield f"party {party_id}: needs a name and a kind of {[k.value for k in PartyKind]}"
    if party.get("country") and not re.fullmatch("X[A-Z]{2}", party["country"]):
        yield f"party {party_id}: country {party['country']!r} must be an invented code, X and two letters"
    if party.get("sector") and party["sector"] not in SECTORS:
        yield f"party {party_id}: unknown sector {party['sector']!r}"


def _fact_problems(report: Annotated, fact: dict[str, Any], ids: set[Any]) -> Iterator[str]:
    if missing := REQUIRED - set(fact):
        yield f"lacks {sorted(missing)}"
        return
    if unknown := set(fact) - FACT_KEYS:
        yield f"unknown keys {sorted(unknown)}"
    types = fact["type"]
    if not types or any(t not in set(EventType) for t in types):
        yield f"type {types}: a list of {[t.value for t in EventType]}"
        return
    if fact.get("mode") and fact["mode"] not in MODES.get(EventType(types[0]), frozenset()):
        yield f"{types[0]} has no mode {fact['mode']!r}: {sorted(MODES.get(EventType(types[0]), []))}"
    if bad := set(fact.get("contexts") or ()) - CONTEXTS:
        yield f"unknown contexts {sorted(bad)}"
    if fact["issue"] is not None and fact["issue"] not in set(Issue):
        yield f"unknown issue {fact['issue']!r}"
    if fact["modality"] not in set(Modality) or fact["polarity"] not in set(Polarity):
        yield f"modality {fact['modality']!r} or polarity {fact['polarity']!r} is unknown"
    if fact.get("condition_of") and fact["condition_of"] not in ids:
        yield f"condition_of names {fact['condition_of']!r}, which is no fact"
    try:
        spans_of(report, fact)
    except CorpusError as error:
        yield str(error)


def spans_of(report: Annotated, fact: dict[str, Any]) -> dict[str, list[tuple[int, int]]]:
    """Where everything that fills a fact stands: evidence, trigger and each slot, as offsets into the body."""
    body = report.body
    evidence = []
    for quote in fact["evidence"]:
        span = place_quote(body, quote)
        if span[1] - span[0] > LONGEST_EVIDENCE:
            raise CorpusError(f"evidence of {span[1] - span[0]} characters: {LONGEST_EVIDENCE} at the most")
        evidence.append(span)
    if not evidence:
        raise CorpusError("no evidence")

    def places(quotes: Sequence[str | None]) -> list[tuple[int, int]]:
        return [place_quote(body, q, evidence) for q in quotes if q]

    found = {"evidence": evidence, "trigger": places(fact["trigger"])}
    if not found["trigger"]:
        raise CorpusError("no trigger")
    for start, end in evidence:
        if not any(start <= a and b <= end for a, b in found["trigger"]):
            raise CorpusError(f"no trigger stands in the evidence {body[start:end][:60]!r}")
    for role in ("actors", "recipients"):
        for entry in fact[role]:
            if not isinstance(entry, list) or len(entry) != 2:
                raise CorpusError(f'{role}: each is ["party id", "words that fill it"]')
            if entry[0] not in report.cast:
                raise CorpusError(f"{role}: no party {entry[0]!r} in the cast")
        found[role] = places([words for _, words in fact[role]])
    for cue in ("modality", "polarity"):
        found[f"{cue}_cue"] = places([fact.get(f"{cue}_cue")])
    if fact["modality"] != "actual" and not found["modality_cue"]:
        raise CorpusError(f"modality is {fact['modality']}: modality_cue names the words that say so")
    if fact["polarity"] == "negative" and not found["polarity_cue"]:
        raise CorpusError("polarity is negative: polarity_cue names the words that say so")
    source = fact.get("attribution")
    found["attribution"] = places([source.get("q")]) if source else []
    if source and (not source.get("q") or not source.get("name")):
        raise CorpusError("attribution needs name and q (the words that name the source)")
    found["quantities"] = places([q.get("q") for q in fact.get("quantities") or ()])
    if any("what" not in q or not q.get("q") for q in fact.get("quantities") or ()):
        raise CorpusError("each quantity needs what, q and value or low/high")
    for kind, told in (fact.get("casualties") or {}).items():
        if kind not in ("killed", "injured") or not isinstance(told, list) or len(told) != 3:
            raise CorpusError('casualties: {"killed": [low, high, "words"]}')
        found[kind] = places([told[2]])
    for slot in ("time", "place"):
        value = fact.get(slot)
        if value is not None and (not isinstance(value, list) or len(value) != 3):
            raise CorpusError(f'{slot}: three values: ["start", "end", "words"] or ["name", "country", "words"]')
        found[slot] = places([value[2]]) if value else []
    return found


def gold_of(report: Annotated) -> dict[str, Any]:
    """The report's facts in the acceptance form."""
    facts = report.annotation["facts"]
    told = [gold_fact(f, spans_of(report, f), report.cast, report.body) for f in facts]
    return {"report": report.name, "facts": told}


def gold_fact(
    fact: dict[str, Any], spans: dict[str, list[tuple[int, int]]], cast: dict[str, dict[str, Any]], body: str
) -> dict[str, Any]:
    """One fact in the acceptance form, its evidence quoted from the body."""

    def party(party_id: str) -> dict[str, Any]:
        p = cast[party_id]
        aliases = [*p.get("aliases", ()), *p.get("capital", ()), *p.get("seats", ())]
        return {"name": p["name"], "country": p.get("country"), "kind": p["kind"], "aliases": aliases}

    source = fact.get("attribution")
    time, place = fact.get("time"), fact.get("place")
    return {
        "id": fact["id"],
        "core": fact["core"],
        "event_type": fact["type"],
        "actors": [party(p) for p, _ in fact["actors"]],
        "recipients": [party(p) for p, _ in fact["recipients"]],
        "issue": fact["issue"],
        "modality": fact["modality"],
        "polarity": fact["polarity"],
        "attribution": source
        and {
            "name": source["name"],
            "country": source.get("country"),
            "kind": source.get("kind"),
            "anonymous": bool(source.get("anonymous")),
            "via": source.get("via"),
        },
        "quantities": [{k: v for k, v in q.items() if k != "q"} for q in fact.get("quantities") or ()],
        "casualties": {k: {"low": v[0], "high": v[1]} for k, v in (fact.get("casualties") or {}).items()} or None,
        "time": time and {"start": time[0], "end": time[1]},
        "place": place and {"name": place[0], "country": place[1]},
        "evidence": [body[a:b] for a, b in spans["evidence"]],
    }


def check(folder: Path, names: Sequence[str]) -> int:
    """Prints every problem; how many there are."""
    count = 0
    for name in names:
        try:
            found = list(problems_of(load_report(folder, name)))
        except (CorpusError, OSError, KeyError, TypeError, AttributeError) as error:
            found = [f"{type(error).__name__}: {error}"]
        for problem in found:
            sys.stdout.write(f"{name}: {problem}\n")
        count += len(found)
    sys.stdout.write(f"{len(names)} reports, {count} problems\n")
    return count


def count(folder: Path) -> dict[str, dict[str, int]]:
    """How often each value occurs in the corpus."""
    found: dict[str, Counter[str]] = {}
    for name in names_in(folder):
        report = load_report(folder, name)
        found.setdefault("genre", Counter())[str(report.annotation["genre"])] += 1
        found.setdefault("conflict", Counter())[str(report.annotation["conflict"])] += 1
        for fact in report.annotation["facts"]:
            for key in ("issue", "modality", "polarity", "mode"):
                found.setdefault(key, Counter())[str(fact.get(key))] += 1
            found.setdefault("type", Counter())[fact["type"][0]] += 1
            found.setdefault("slot", Counter()).update(
                k for k in ("attribution", "quantities", "casualties", "time", "place", "recipients") if fact.get(k)
            )
    return {key: dict(values.most_common()) for key, values in found.items()}


def show(report: Annotated) -> str:
    """A report and its facts, one a line, as a second reader wants them."""
    lines = [f"=== {report.name} ({report.annotation['genre']}) {report.header}", report.body]
    for fact in report.annotation["facts"]:
        sides = [
            " + ".join(f"{report.cast[party]['name']} ({words})" for party, words in fact[role])
            for role in ("actors", "recipients")
        ]
        rest = {k: v for k, v in fact.items() if k not in _SHOWN and v not in (None, [], "")}
        lines.append(
            f"{fact['id']}{'' if fact['core'] else ' optional'} {'/'.join(fact['type'])} {sides[0] or '-'} > "
            f"{sides[1] or '-'}; {fact['issue']}; {fact['modality']} {fact['polarity']}; "
            f"{fact['trigger']} in {fact['evidence']}; {json.dumps(rest, ensure_ascii=False)}"
        )
    return "\n".join(lines) + "\n"


_SHOWN = frozenset("id core type actors recipients issue modality polarity trigger evidence contexts".split())


def main(argv: list[str]) -> int:
    """The command."""
    match argv:
        case ["show", *names]:
            for name in names:
                sys.stdout.write(show(load_report(CORPUS, name)) + "\n")
            return 0
        case ["check", *rest]:
            folder = Path(rest[0]) if rest and Path(rest[0]).is_dir() else CORPUS
            names = [r for r in rest if not Path(r).is_dir()] or names_in(folder)
            return 1 if check(folder, names) else 0
        case ["gold", out, *rest]:
            folder = Path(rest[0]) if rest else CORPUS
            Path(out).mkdir(parents=True, exist_ok=True)
            for name in names_in(folder):
                report = load_report(folder, name)
                text = (folder / "reports" / f"{name}.txt").read_text(encoding="utf8")
                (Path(out) / f"{name}.txt").write_text(text, encoding="utf8")
                gold = json.dumps(gold_of(report), ensure_ascii=False, indent=1)
                (Path(out) / f"{name}.gold.json").write_text(gold, encoding="utf8")
            return 0
        case ["count", *rest]:
            sys.stdout.write(json.dumps(count(Path(rest[0]) if rest else CORPUS), indent=1) + "\n")
            return 0
    sys.stdout.write(__doc__ or "")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
