"""Beside its peers, by one scorer: python -m benchmarks.peers FOLDER [--petrarch FILE …] [--write-input FILE].

FOLDER holds reports with gold (`NAME.txt`, `NAME.gold.json`). `--write-input` writes their sentences in the XML that
PETRARCH2 and UniversalPetrarch read, with our trees as CoNLL lines in `Parse` (PETRARCH2 wants constituents there, from
a parser of its own). Each FILE is what one of them wrote: tab-separated, a line an event: day, source, target, CAMEO
code, issues, the ids of its sentences, …. Prints for it and for Communiqué what `communique eval` prints: F1 of type,
evidence and actors, slots, exact. A peer's evidence is its sentence; its CAMEO code becomes a PLOVER type by PLOVER's
own cross-walk, its actor code a country or the code itself; what it does not tell (issue, modality, polarity,
attribution, quantities, casualties, place) is left empty, and counts as such where the gold has it.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from communique.evaluation import EvaluationError, GoldReport, Prediction, evaluate, load_gold
from communique.language.doc import Doc
from communique.language.parse import parse
from communique.lexicon import Lexicon, load_lexicon
from communique.pipeline import load_reader
from communique.record import Event, EventType, Party, PartyKind, Report, Span
from communique.sources import read_file

ROOTS = {
    "02": EventType.REQUEST,
    "03": EventType.AGREE,
    "04": EventType.CONSULT,
    "05": EventType.SUPPORT,
    "06": EventType.COOPERATE,
    "07": EventType.AID,
    "08": EventType.CONCEDE,
    "09": EventType.ACCUSE,
    "10": EventType.REQUEST,
    "11": EventType.ACCUSE,
    "12": EventType.REJECT,
    "13": EventType.THREATEN,
    "14": EventType.PROTEST,
    "15": EventType.MOBILIZE,
    "16": EventType.SANCTION,
    "17": EventType.COERCE,
    "18": EventType.ASSAULT,
    "19": EventType.ASSAULT,
    "20": EventType.ASSAULT,
}
"""CAMEO roots as PLOVER types; 01, a statement about nothing further, is no event there."""
EASED = ("084", "085", "086", "087")
"""Of CAMEO's 08, what PLOVER calls RETREAT: releases, easing, access, pulling back."""


def sentence_spans(report: Report, doc: Doc) -> dict[str, tuple[int, int]]:
    """Where each sentence of a report stands, by the id that the peers get."""
    return {
        f"{report.name}_{n}": (doc.tokens[s.first].start, doc.tokens[s.last - 1].end)
        for n, s in enumerate(doc.sentences, 1)
    }


def as_input(report: Report, doc: Doc) -> Iterator[str]:
    """A report's sentences as the peers' XML, a piece each."""
    day = report.published.strftime("%Y%m%d") if report.published else "00000000"
    for sentence, (name, (start, end)) in zip(doc.sentences, sentence_spans(report, doc).items(), strict=True):
        tokens = doc.tokens[sentence.first : sentence.last]
        rows = [
            (n, t.text, t.lemma, t.upos, t.upos, "_", t.head - sentence.first + 1 if t.head >= 0 else 0, t.deprel)
            for n, t in enumerate(tokens, 1)
        ]
        tree = "\n".join("\t".join(map(str, (*row, "_", "_"))) for row in rows)
        text = " ".join(report.text[start:end].split())
        yield (
            f'<Sentence date="{day}" id={quoteattr(name)} source="NULL" sentence="True">\n'
            f"<Text>{escape(text)}</Text>\n<Parse>\n{escape(tree)}\n</Parse>\n</Sentence>\n"
        )


def type_of(code: str) -> EventType | None:
    """The PLOVER type of a CAMEO code; None where PLOVER has no event for it."""
    if code.startswith(EASED):
        return EventType.RETREAT
    return ROOTS.get(code[:2])


def party_of(code: str, lexicon: Lexicon) -> Party | None:
    """The party of an actor code: its country's government, or whoever the code names; None for no actor."""
    if not code.strip("-"):
        return None
    country = lexicon.countries.get(code[:3])
    if country is not None:
        return Party(name=country.name, kind=PartyKind.GOVERNMENT, country=country.iso3)
    return Party(name=code, kind=PartyKind.ORGANIZATION)


def read_petrarch(
    path: Path, gold: Sequence[GoldReport], spans: Mapping[str, Mapping[str, tuple[int, int]]]
) -> list[Prediction]:
    """What a peer wrote, as predictions; EvaluationError names a line that is none of theirs."""
    lexicon = load_lexicon()
    found: dict[str, list[Event]] = {report.name: [] for report in gold}
    texts = {report.name: report.text for report in gold}
    for number, line in enumerate(path.read_text(encoding="utf8").splitlines(), 1):
        if not line.strip():
            continue
        columns = line.split("\t")
        if len(columns) < 6:
            raise EvaluationError(f"{path}, line {number}", "no event of PETRARCH's: fewer than six columns")
        _, source, target, code, _, ids = columns[:6]
        event_type = type_of(code.strip())
        for name in ids.split(";"):
            report = name.rpartition("_")[0]
            if event_type is None or report not in found or name not in spans[report]:
                continue
            start, end = spans[report][name]
            sides = [[p] if (p := party_of(side, lexicon)) else [] for side in (source, target)]
            found[report].append(
                Event(
                    id=f"e{len(found[report]) + 1}",
                    event_type=event_type,
                    actors=tuple(sides[0]),
                    recipients=tuple(sides[1]),
                    evidence=(Span.of(texts[report], start, end),),
                    confidence=1.0,
                    coder=path.stem,
                )
            )
    return [Prediction(name, tuple(events), str(path)) for name, events in found.items()]


def scores(predictions: Sequence[Prediction], gold: Sequence[GoldReport]) -> dict[str, float]:
    """Precision, recall and F1 of events, slots right, exact."""
    counts = evaluate(list(predictions), list(gold)).scores.overall
    told = {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1, "slots": counts.slots}
    return {name: round(value, 3) for name, value in (told | {"exact": counts.exact_share}).items()}


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--petrarch", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--write-input", type=Path, metavar="FILE")
    options = parser.parse_args(argv)
    reader, gold = load_reader(), load_gold(options.folder)
    ours, spans = [], {}
    pieces: list[str] = []
    for one in gold:
        report = read_file(options.folder / f"{one.name}.txt", name=one.name)
        doc = parse(report.text, reader.encoder)
        spans[one.name] = sentence_spans(report, doc)
        pieces += as_input(report, doc)
        ours.append(Prediction(one.name, reader.read(report).events, "communique"))
    if options.write_input:
        options.write_input.write_text(f"<Sentences>\n{''.join(pieces)}</Sentences>\n", encoding="utf8")
    told = {"communique": scores(ours, gold)}
    told |= {path.name: scores(read_petrarch(path, gold, spans), gold) for path in options.petrarch}
    sys.stdout.write(json.dumps(told, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
