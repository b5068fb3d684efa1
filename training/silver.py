"""Sentences of the corpus with the trees that an exported parser gives them: to hold on to what it knows of reports.

The treebanks hold few reports. A parser that is taught further forgets, of such sentences, more than their scores
show; so it is also told what its teacher made of them.
"""

import random
from collections.abc import Iterator
from pathlib import Path

from communique.language.conllu import TreeSentence
from communique.language.encoder import Encoder
from communique.language.mentions import decode_mentions
from communique.language.parse import sentence_rows
from communique.language.tokens import tokenize
from training.lessons import told_reports
from training.swap import make_world, swap

LONGEST = 80
"""Words of a sentence at the most; longer ones are lists and headers."""


def silver_sentences(teacher: Path, *, limit: int | None = None) -> list[TreeSentence]:
    """Sentences of the corpus' training part, under other names, with the trees that the parser in `teacher` gives."""
    encoder, world = Encoder(teacher, threads=2), make_world()
    found: list[TreeSentence] = []
    for part, told in told_reports():
        if part == "train" and (limit is None or len(found) < limit):
            found += _parsed(swap(told, world, random.Random(f"silver {told.name}"), keep=0.3).body, encoder)
    return found[:limit]


def _parsed(text: str, encoder: Encoder) -> Iterator[TreeSentence]:
    sentences = [[text[p.start : p.end] for p in pieces] for pieces in tokenize(text)]
    wanted = [words for words in sentences if 3 <= len(words) <= LONGEST]
    for words, score in zip(wanted, encoder.run(wanted), strict=True):
        rows = sentence_rows(words, score, encoder)
        mentions = decode_mentions(score, rows, encoder.labels["mention"], 0)
        yield TreeSentence(
            text=" ".join(words),
            words=words,
            lemmas=[row[1] for row in rows],
            upos=[row[2] for row in rows],
            feats=[row[3] for row in rows],
            heads=[row[4] for row in rows],
            deprels=[row[5] for row in rows],
            mentions=[(m.first, m.last, m.kind, "") for m in mentions],
        )
