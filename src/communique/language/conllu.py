"""Reads CoNLL-U treebanks: words with tags, trees and, where `Entity=` marks them, mentions."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FEATURES = ("Tense", "Voice", "Number", "Person", "VerbForm", "Mood", "Degree", "PronType")
"""The morphological features that frames ask for; the others are left out of the model's label."""

# What lies between a mention's type and its bracket may end in figures, as the name of a page does: "Protocol_9)".
_ENTITY = re.compile(
    r"\((?P<id>\d+)(?P<part>\[\d+/\d+\])?-(?P<type>[a-z]+)[^()]*(?P<whole>\))?|(?<!\d)(?P<close>\d+)(?:\[\d+/\d+\])?\)"
)


@dataclass(slots=True)
class TreeSentence:
    """One sentence; `heads` count from 1, 0 is the root.

    `mentions` hold (first, last, type, chain), words counted from 0; None where the file marks none.
    """

    text: str = ""
    words: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    surface: list[tuple[int, int]] = field(default_factory=list)
    """For each word, its code points in `text`; words of one written token share it out between them."""
    mentions: list[tuple[int, int, str, str]] | None = None
    begins_document: bool = False
    begins_paragraph: bool = False


def read_treebank(path: Path) -> Iterator[TreeSentence]:
    """The sentences of a `.conllu` or `.conllu.gz` file, in order; ValueError names the line of a malformed row."""
    opener = gzip.open if path.suffix == ".gz" else open
    has_entities = False
    begins_document = begins_paragraph = False
    rows: list[list[str]] = []
    text = ""
    with opener(path, "rt", encoding="utf8") as lines:
        for number, raw in enumerate(lines, 1):
            line = raw.rstrip("\n")
            if line.startswith("#"):
                has_entities = has_entities or line.startswith("# global.Entity")
                begins_document = begins_document or line.startswith("# newdoc")
                begins_paragraph = begins_paragraph or line.split(" =")[0].split()[1:2] == ["newpar"]
                if line.startswith("# text = "):
                    text = line[9:]
            elif line:
                row = line.split("\t")
                if len(row) != 10:
                    raise ValueError(f"{path}:{number}: {len(row)} columns, a CoNLL-U row has 10")
                rows.append(row)
            elif rows:
                yield _sentence(rows, text, has_entities, begins_document, begins_paragraph)
                rows, text, begins_document, begins_paragraph = [], "", False, False
    if rows:
        yield _sentence(rows, text, has_entities, begins_document, begins_paragraph)


def _sentence(rows: list[list[str]], text: str, entities: bool, document: bool, paragraph: bool) -> TreeSentence:
    sentence = TreeSentence(text=text, begins_document=document, begins_paragraph=paragraph)
    at = 0
    group_end, group = 0, ""
    marks: list[str] = []
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            group_end, group = int(row[0].split("-")[1]), row[1]
            begin = text.find(group, at)
            at = begin if begin >= 0 else at
            group_limit = at + len(group)
            continue
        index = int(row[0])
        if index <= group_end:
            begin = at
            at = group_limit if index == group_end else min(group_limit, at + len(row[1]))
        else:
            begin = text.find(row[1], at)
            begin = at if begin < 0 else begin
            at = begin + len(row[1])
        sentence.surface.append((begin, at))
        sentence.words.append(row[1])
        sentence.lemmas.append(row[2])
        sentence.upos.append(row[3])
        kept = [f for f in row[5].split("|") if f.split("=")[0] in FEATURES]
        sentence.feats.append("|".join(kept) or "_")
        sentence.heads.append(int(row[6]))
        sentence.deprels.append(row[7])
        marks.append(next((m[7:] for m in row[9].split("|") if m.startswith("Entity=")), ""))
    if entities:
        sentence.mentions = _mentions(marks)
    return sentence


def _mentions(marks: list[str]) -> list[tuple[int, int, str, str]]:
    """Mentions from `Entity=` values, one a word; those in several pieces are left out."""
    open_: list[tuple[str, int, str, bool]] = []
    found: list[tuple[int, int, str, str]] = []
    for index, mark in enumerate(marks):
        for m in _ENTITY.finditer(mark):
            if m["id"]:
                open_.append((m["id"], index, m["type"], bool(m["part"])))
                if not m["whole"]:
                    continue
            wanted = m["id"] or m["close"]
            at = max((i for i, mention in enumerate(open_) if mention[0] == wanted), default=-1)
            if at < 0:
                continue
            chain, first, kind, in_pieces = open_.pop(at)
            if not in_pieces:
                found.append((first, index, kind, chain))
    return sorted(set(found))
