"""Whom a report speaks for: the body that publishes it, in its "we" and its "Calls upon …", or whoever is quoted."""

from collections.abc import Mapping, Sequence

from communique.coding.parties import listed_party
from communique.coding.scene import PARTY_TYPES, Scene
from communique.coding.speech import Quotation, speakers
from communique.language.doc import Doc, Token
from communique.record import Party, PartyKind

FIRST_PERSON = frozenset("we us our ours ourselves i me my mine myself".split())
OFFICIAL = frozenset(
    "government ministry embassy consulate presidency president president's chancellery cabinet parliament army "
    "military forces navy police department mission delegation".split()
)
"""Words of a publisher's name that make a country in it the one who speaks: a university's or a paper's does not."""
SPEAKING = frozenset({PartyKind.GOVERNMENT, PartyKind.ORGANIZATION, PartyKind.ARMED_GROUP})


def voice_of(scene: Scene, own: Mapping[int, Sequence[Party]]) -> tuple[Party, ...]:
    """The party that publishes the report, where that is one and no news outlet: "Ministry of … of Ruritania"."""
    words = (scene.report.publisher or "").replace("'s", " 's").replace("’s", " 's").split()
    for i in range(len(words)):
        if scene.lexicon.outlet(words, i)[0]:
            return ()
    folded = " ".join(words).casefold()
    for parties in own.values():
        if parties[0].kind in SPEAKING and parties[0].name.casefold() == folded:
            return (parties[0].model_copy(update={"text": "", "start": 0, "end": 0}),)
    official = not OFFICIAL.isdisjoint(folded.split())
    for i in range(len(words)):
        length, entries = scene.lexicon.find(words, i)
        found = [e for e in entries if e.type in PARTY_TYPES and e.kind in {kind.value for kind in SPEAKING}]
        if found and (official or length == len(words) or found[0].kind != PartyKind.GOVERNMENT.value):
            return (listed_party(found[0]),)
    return ()


def speaks_for_all(doc: Doc, verb: Token) -> bool:
    """Whether a verb opens its sentence without a subject, as in a resolution: "Strongly condemns", "Calls upon"."""
    if (
        verb.upos != "VERB"
        or verb.deprel not in ("root", "conj")
        or doc.child(verb.index, "nsubj", "nsubj:pass", "aux")
    ):
        return False
    top = verb
    while top.deprel == "conj" and top.head >= 0:
        top = doc.tokens[top.head]
    opening = doc.tokens[doc.sentence_of(verb.index).first : top.index]
    finite = verb.feats.get("VerbForm") == "Fin" and verb.feats.get("Tense") == "Pres"
    alone = not doc.child(top.index, "nsubj", "nsubj:pass")
    return finite and alone and all(t.upos in ("ADV", "PUNCT", "NUM", "X") for t in opening)


def speaker_of(scene: Scene, quotation: Quotation | None) -> list[int]:
    """Heads of those who say what is quoted."""
    if quotation is None or quotation.verb is None:
        return []
    return speakers(scene, scene.doc.tokens[quotation.verb])
