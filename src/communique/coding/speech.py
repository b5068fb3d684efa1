"""Who speaks where: verbs of saying with their speakers, quotation marks over sentences, "according to"."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.coding.arguments import is_passive, preposition, verb_arguments
from communique.coding.scene import Scene
from communique.frames import load_cues
from communique.language.doc import Token

OPENING, CLOSING = "“«„", "”»"
HIGHEST = 12
"""Words up from a predicate to the verb of saying that its clause stands under."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Text between quotation marks, as token indices, inclusive; the verb that reports it, if one was found."""

    first: int
    last: int
    verb: int | None


def is_report(token: Token) -> bool:
    """Whether the token is a verb of saying."""
    return token.upos == "VERB" and token.lemma.lower() in load_cues().report.verbs


def find_quotations(scene: Scene) -> list[Quotation]:
    """Every stretch in quotation marks, with the verb that reports it."""
    return [
        Quotation(first, last, _reporting_verb(scene, first, last)) for first, last in _quoted(scene) if last >= first
    ]


def quotation_at(quotations: Sequence[Quotation], index: int) -> Quotation | None:
    """The quotation that holds the token."""
    at = bisect_right(quotations, index, key=lambda q: q.first) - 1
    return quotations[at] if at >= 0 and index <= quotations[at].last else None


def _quoted(scene: Scene) -> Iterator[tuple[int, int]]:
    """Stretches in marks; a paragraph's end closes a mark that nothing closed."""
    opened: int | None = None
    straight = False
    for token in scene.doc.tokens:
        text = token.text
        if opened is not None and "\n\n" in scene.doc.text[scene.doc.tokens[token.index - 1].end : token.start]:
            yield opened + 1, token.index - 1
            opened = None
        if text in ('"', "''", "``"):
            if opened is not None and straight:
                yield opened + 1, token.index - 1
                opened = None
            else:
                opened, straight = token.index, True
        elif text in OPENING:
            opened, straight = token.index, False
        elif text in CLOSING and opened is not None:
            yield opened + 1, token.index - 1
            opened = None
    if opened is not None:
        yield opened + 1, len(scene.doc.tokens) - 1


def _reporting_verb(scene: Scene, first: int, last: int) -> int | None:
    """The nearest verb of saying outside the quotation, in the sentences where it begins and ends, or just before."""
    doc = scene.doc
    begin, end = doc.sentence_of(first), doc.sentence_of(last)
    near: list[tuple[int, int]] = []
    for sentence in {begin, end}:
        around = (
            *range(sentence.first, min(first, sentence.last)),
            *range(max(last + 1, sentence.first), sentence.last),
        )
        near += [(min(abs(i - first), abs(i - last)), i) for i in around if is_report(doc.tokens[i])]
    if near:
        return min(near)[1]
    if begin.index > 0 and doc.text[doc.tokens[begin.first - 1].start : doc.tokens[first].start].find("\n\n") < 0:
        previous = doc.sentences[begin.index - 1]
        verbs = [i for i in range(previous.first, previous.last) if is_report(doc.tokens[i])]
        if verbs and first - begin.first <= 1:
            return verbs[0]
    return None


def speakers(scene: Scene, verb: Token) -> list[int]:
    """Heads of those who say it: the subject, or who is cited ("Reuters reported, citing an official")."""
    doc = scene.doc
    for child in doc.children(verb.index, "advcl"):
        if child.lemma in load_cues().quoting.verbs:
            cited = [c.index for c in doc.children(child.index, "obj")]
            if cited:
                return cited
    if is_passive(doc, verb):
        quoted = verb.lemma in load_cues().quoting.verbs
        return [c.index for c in doc.children(verb.index, "nsubj:pass" if quoted else "obl:agent")]
    found = verb_arguments(doc, verb).subject
    if not found:
        # '"It is over," the minister said', where the parser gave the minister to what is said.
        found = [
            subject.index
            for said in doc.children(verb.index, "ccomp")
            for subject in doc.children(said.index, "nsubj")
            if subject.index > said.index
        ]
    return found


def report_above(scene: Scene, index: int) -> Token | None:
    """The verb of saying under which the token's clause stands, as its complement or beside it."""
    doc = scene.doc
    at = doc.tokens[index]
    for _ in range(HIGHEST):
        # "attacked a port, the army said": the parser hangs the verb of saying on the port now and then.
        last = [p for c in doc.children(at.index, "obj", "obl") for p in doc.children(c.index, "parataxis")]
        for child in (*doc.children(at.index, "parataxis", "advcl"), *last):
            beside = child.deprel == "parataxis" or preposition(doc, child.index) == "as"
            if beside and is_report(child) and (doc.child(child.index, "nsubj") or is_passive(doc, child)):
                return child
        if at.head < 0:
            return None
        above = doc.tokens[at.head]
        if at.deprel in ("ccomp", "parataxis") and is_report(above):
            return above
        if at.deprel == "xcomp" and is_passive(doc, above) and is_report(above):
            return above
        if at.deprel == "acl" and above.lemma in load_cues().report.nouns and doc.child(at.index, "mark"):
            return above
        at = above
    return None


def according_to(scene: Scene, index: int) -> Token | None:
    """The one according to whom the sentence is told."""
    doc = scene.doc
    sentence = doc.sentence_of(index)
    for i in range(sentence.first, sentence.last):
        token = doc.tokens[i]
        if token.text.lower() == "according" and token.head >= 0:
            head = doc.tokens[token.head]
            if token.deprel == "case":
                return head
            target = doc.child(token.index, "obl", "nmod", "fixed")
            if target is not None:
                return target if target.upos in ("NOUN", "PROPN", "PRON") else head
    return None
