"""What a sentence tells of only to say that it is not so: questions, what would have been, claims that are denied."""

from communique.coding.modality import counterfactual, is_condition, is_inverted
from communique.language.doc import Doc, Token

CLAIMS = frozenset("claim report allegation accusation rumour rumor suggestion assertion charge speculation".split())
DENYING = frozenset("deny reject dismiss refute rebut repudiate contradict".split())
UNTRUE = frozenset("false untrue baseless unfounded groundless wrong incorrect fabricated invented".split())
_LINKS = frozenset("acl ccomp csubj xcomp nmod obl conj".split())


def is_unreal(doc: Doc, verb: int) -> bool:
    """Whether an event is told of only as asked for, as what would have been, or as a claim that is not true."""
    return is_asked(doc, verb) or counterfactual(doc, verb) or _in_what_never_was(doc, verb) or is_denied(doc, verb)


def is_asked(doc: Doc, index: int) -> bool:
    """Whether the sentence is a question."""
    sentence = doc.sentence_of(index)
    return doc.tokens[sentence.last - 1].text == "?"


def _in_what_never_was(doc: Doc, index: int) -> bool:
    """Whether it stands in the condition of what would have been: "had Norway not left, Sweden would have stayed"."""
    for token in (doc.tokens[index], *doc.ancestors(index)):
        if token.deprel == "advcl" and token.head >= 0 and is_condition(doc, token):
            return counterfactual(doc, token.head)
        if is_inverted(doc, token) and any(counterfactual(doc, c.index) for c in doc.children(token.index)):
            return True
    return False


def is_denied(doc: Doc, index: int) -> bool:
    """Whether it stands in a claim that is said to be untrue: "it is not true that", "rejected the claim that"."""
    at = doc.tokens[index]
    for above in doc.ancestors(index):
        if at.deprel.split(":")[0] not in _LINKS or at.deprel == "acl:relcl":
            return False
        lemma = above.lemma.lower()
        if above.upos == "ADJ" and at.deprel.split(":")[0] in ("ccomp", "csubj", "xcomp"):
            negated = any(c.lemma.lower() in ("not", "no") for c in doc.children(above.index, "advmod"))
            return lemma in UNTRUE or (lemma == "true" and negated)
        if lemma in CLAIMS and above.upos == "NOUN":
            return _is_denied_noun(doc, above)
        at = above
    return False


def _is_denied_noun(doc: Doc, noun: Token) -> bool:
    sentence = doc.sentence_of(noun.index)
    for token in doc.tokens[noun.index + 1 : sentence.last]:
        # "Reports that … are false, Ruritania said": the parser may give the reports to the saying.
        if token.lemma.lower() in UNTRUE and doc.child(token.index, "cop") and not doc.child(token.index, "nsubj"):
            return noun.deprel.startswith("nsubj")
    if noun.head < 0:
        return False
    above, link = doc.tokens[noun.head], noun.deprel.split(":")[0]
    if link == "nsubj" and above.lemma.lower() in UNTRUE:
        return True
    denied = link == "obj" or noun.deprel == "nsubj:pass"
    return denied and above.lemma.lower() in DENYING
