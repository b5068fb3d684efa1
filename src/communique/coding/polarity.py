"""Whether the text says that the event happened or that it did not."""

from communique.coding.match import Match
from communique.coding.modality import governors
from communique.frames import load_cues
from communique.language.doc import Doc, Token
from communique.record import Polarity


def resolve_polarity(match: Match, doc: Doc) -> Polarity:
    """Negative under an odd number of negations; a frame that is negative by itself ("deadlock") counts as one."""
    count = int(match.frame.polarity is Polarity.NEGATIVE)
    apart = match.predicate != match.verb
    count += is_negated(doc, match.verb) or (apart and _has_no(doc, doc.tokens[match.predicate]))
    for above, link in governors(doc, match):
        lemma = above.lemma.lower()
        cues = load_cues().negation
        if above.upos in ("NOUN", "PROPN"):
            count += lemma in cues.nouns and link.split(":")[0] in ("nmod", "acl")
            continue
        if link.split(":")[0] in ("xcomp", "advcl"):
            count += lemma in cues.governors or _phrase_governs(doc, above, cues.governors)
            count += is_negated(doc, above.index) and link == "xcomp"
        elif link.split(":")[0] == "obj":
            count += lemma in cues.governors
        if link.split(":")[0] != "xcomp":
            break
    return Polarity.NEGATIVE if count % 2 else Polarity.POSITIVE


def is_negated(doc: Doc, index: int) -> bool:
    """Whether the clause of a verb or noun holds a negation of its own."""
    cues = load_cues().negation
    token = doc.tokens[index]
    for child in doc.children(index):
        if (
            child.deprel in ("advmod", "cc", "cc:preconj", "mark")
            and child.lemma.lower() in cues.adverbs | cues.markers
        ):
            return True
        if child.deprel in ("advmod", "mark") and child.text.lower() in cues.adverbs:
            return True
        if child.deprel.split(":")[0] in ("nsubj", "obj") and _has_no(doc, child):
            return True
        if child.deprel.startswith("nsubj") and child.lemma.lower() in ("nobody", "none", "nothing", "no-one"):
            return True
    if any(c.lemma == "yet" for c in doc.children(index, "advmod")) and any(
        c.lemma == "to" for c in doc.children(index, "mark")
    ):
        return True
    above = doc.tokens[token.head] if token.head >= 0 else None
    if (
        above is not None
        and token.deprel == "xcomp"
        and above.lemma in ("have", "be")
        and any(c.lemma == "yet" for c in doc.children(above.index, "advmod"))
    ):
        return True
    return token.upos in ("NOUN", "PROPN") and _has_no(doc, token)


def _has_no(doc: Doc, noun: Token) -> bool:
    return any(c.lemma.lower() in load_cues().negation.determiners for c in doc.children(noun.index, "det", "advmod"))


def _phrase_governs(doc: Doc, verb: Token, governors_: frozenset[str]) -> bool:
    """Whether the verb is a governor of several words: "stopped short of"."""
    words = {f"{verb.lemma} {c.lemma}" for c in doc.children(verb.index, "advmod", "compound:prt", "amod", "xcomp")}
    return bool(words & governors_)
