"""How right the parser is: python -m benchmarks.parser FILE.conllu[.gz] … [--weights FOLDER] [--mentions].

Prints one JSON object, {FILE: {"gold_tokens": {"las", "uas", "upos", "lemma"}, "raw": {"tokens_f1", "sentences_f1",
"las_f1"}}}, as shares of one; with `--mentions` also {"mentions": {"named_f1",
"named_spans_f1", "all_f1"}} where the file marks them.

Scoring follows the CoNLL 2018 shared task: relations with their subtypes; on raw text, words are aligned by the
characters they cover. Raw text is each document's sentences joined by a space, paragraphs by a blank line. A named
mention is one whose head is a proper noun; it is right if first word, last word and kind are, in "named_spans" whatever
the kind.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from communique.language.conllu import TreeSentence, read_treebank
from communique.language.doc import Doc
from communique.language.encoder import WEIGHTS, Encoder
from communique.language.mentions import decode_mentions, head_of
from communique.language.parse import parse, sentence_rows


def share(part: float, whole: float) -> float:
    """`part / whole`, 0 where there is nothing."""
    return round(part / whole, 4) if whole else 0.0


def f1(hits: int, found: int, expected: int) -> float:
    """The harmonic mean of precision and recall."""
    return share(2 * hits, found + expected)


def score_gold_tokens(sentences: list[TreeSentence], encoder: Encoder) -> tuple[dict[str, float], dict[str, float]]:
    """Tags, trees and lemmas on the treebank's own tokens, and the mentions."""
    right = dict.fromkeys(("las", "uas", "upos", "lemma"), 0)
    words = 0
    counts = {"named": [0, 0, 0], "named_spans": [0, 0, 0], "all": [0, 0, 0]}
    for s, score in zip(sentences, encoder.run([s.words for s in sentences]), strict=True):
        rows = sentence_rows(s.words, score, encoder)
        for row, lemma, upos, head, deprel in zip(rows, s.lemmas, s.upos, s.heads, s.deprels, strict=True):
            words += 1
            right["upos"] += row[2] == upos
            right["lemma"] += row[1] == lemma
            right["uas"] += row[4] == head
            right["las"] += row[4] == head and row[5] == deprel
        if s.mentions is None:
            continue
        found = decode_mentions(score, rows, encoder.labels["mention"], 0)
        gold_rows = list(zip(s.words, s.lemmas, s.upos, s.feats, s.heads, s.deprels, strict=True))
        gold = {(f, e, kind): s.upos[head_of(gold_rows, f + 1, e + 1) - 1] == "PROPN" for f, e, kind, _ in s.mentions}
        ours = {(m.first, m.last, m.kind): m.named for m in found}
        for name, length, wanted in (("named", 3, True), ("named_spans", 2, True), ("all", 3, None)):
            g = {k[:length] for k, named in gold.items() if wanted is None or named}
            o = {k[:length] for k, named in ours.items() if wanted is None or named}
            for i, n in enumerate((len(g & o), len(o), len(g))):
                counts[name][i] += n
    parsing = {name: share(n, words) for name, n in right.items()}
    return parsing, {f"{name}_f1": f1(*n) for name, n in counts.items()}


def documents(sentences: Iterable[TreeSentence]) -> Iterator[tuple[str, list[tuple[int, TreeSentence]]]]:
    """Each document as raw text, with the offset at which each of its sentences begins."""
    text, placed = "", list[tuple[int, TreeSentence]]()
    for s in sentences:
        if s.begins_document and placed:
            yield text, placed
            text, placed = "", []
        if placed:
            text += "\n\n" if s.begins_paragraph else " "
        placed.append((len(text), s))
        text += s.text
    if placed:
        yield text, placed


def score_raw(sentences: list[TreeSentence], encoder: Encoder) -> dict[str, float]:
    """Tokens, sentences and trees on raw text, pooled over the documents."""
    tokens, bounds, trees = [0, 0, 0], [0, 0, 0], [0, 0, 0]
    for text, placed in documents(sentences):
        doc = parse(text, encoder)
        ours = {(t.start, t.end): t for t in doc.tokens}
        gold_sentences: set[tuple[int, int]] = set()
        hits = las = words = 0
        for offset, s in placed:
            surface = [(offset + a, offset + b) for a, b in s.surface]
            gold_sentences.add((surface[0][0], surface[-1][1]))
            words += len(surface)
            for i, span in enumerate(surface):
                token = ours.get(span)
                if token is None:
                    continue
                hits += 1
                head = surface[s.heads[i] - 1] if s.heads[i] else None
                las += _head_span(doc, token.head) == head and token.deprel == s.deprels[i]
        our_sentences = {(doc.tokens[s.first].start, doc.tokens[s.last - 1].end) for s in doc.sentences}
        for total, part in (
            (tokens, (hits, len(doc.tokens), words)),
            (trees, (las, len(doc.tokens), words)),
            (bounds, (len(our_sentences & gold_sentences), len(our_sentences), len(gold_sentences))),
        ):
            for i, n in enumerate(part):
                total[i] += n
    return {"tokens_f1": f1(*tokens), "sentences_f1": f1(*bounds), "las_f1": f1(*trees)}


def _head_span(doc: Doc, head: int) -> tuple[int, int] | None:
    return (doc.tokens[head].start, doc.tokens[head].end) if head >= 0 else None


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--mentions", action="store_true", help="score mentions too")
    options = parser.parse_args(argv)
    encoder = Encoder(options.weights)
    result: dict[str, dict[str, dict[str, float]]] = {}
    for path in options.files:
        sentences = list(read_treebank(path))
        parsing, mentions = score_gold_tokens(sentences, encoder)
        result[str(path)] = {"gold_tokens": parsing, "raw": score_raw(sentences, encoder)}
        if options.mentions:
            result[str(path)]["mentions"] = mentions
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
