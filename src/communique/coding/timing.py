"""When an event took place: the date phrase that hangs on its own clause."""

from communique.coding.dates import DatePhrase, find_dates
from communique.coding.match import Match
from communique.coding.scene import Scene
from communique.record import EventTime, Modality

OCCASIONS = frozenset("speak address attend talk appear stand gather write visit tour open close".split())
"""Verbs whose participle tells where and when something was said."""
CLAUSAL = frozenset(
    {"ccomp", "xcomp", "advcl", "acl", "acl:relcl", "parataxis", "conj", "csubj", "root", "advcl:relcl"}
)


def resolve_time(match: Match, scene: Scene, modality: Modality = Modality.ACTUAL) -> EventTime | None:
    """The date told in the event's clause; None where none is, the date of publication is never put in its place."""
    doc = scene.doc
    sentence = doc.sentence_of(match.predicate)
    begin, end = doc.span(sentence.first, sentence.last - 1)
    own = {match.verb, match.predicate}
    occasion = occasions(scene, match)
    best: tuple[int, DatePhrase] | None = None
    for phrase in scene.dates_in(begin, end):
        if phrase.role in ("duration", "deadline", "until") or not (phrase.first or phrase.last):
            continue
        holder = _holder(scene, _head_at(scene, phrase), own)
        if holder not in own | occasion and not _lends(scene, holder, match):
            continue
        distance = abs(scene.token_at(phrase.start) - match.predicate) + (0 if holder in own else 50)
        if best is None or distance < best[0]:
            best = distance, phrase
    return time_at(best[1], scene, modality) if best is not None else None


def time_at(phrase: DatePhrase, scene: Scene, modality: Modality) -> EventTime | None:
    """The time that a date phrase gives an event; None where it cannot be the event's: an act of tomorrow, say."""
    first, last = phrase.first or phrase.last, phrase.last or phrase.first
    if phrase.role == "since" and scene.report.published is not None:
        last = scene.report.published.isoformat()
    if _wrong_side(scene, first, last, modality):
        again = find_dates(phrase.text, scene.report.published, future=modality is not Modality.ACTUAL)
        first, last = (again[0].first, again[0].last) if len(again) == 1 else (None, None)
        if _wrong_side(scene, first, last, modality):
            return None
    return EventTime(start=first, end=last, text=phrase.text) if first and last else None


def _wrong_side(scene: Scene, first: str | None, last: str | None, modality: Modality) -> bool:
    """Whether something that happened would lie after the report, or something yet to come before it."""
    published = scene.report.published.isoformat() if scene.report.published else None
    if published is None or not first or not last:
        return False
    return first > published if modality is Modality.ACTUAL else last < published[: len(last)]


def _head_at(scene: Scene, phrase: DatePhrase) -> int:
    first, last = scene.token_at(phrase.start), scene.token_at(phrase.end - 1)
    for i in range(first, last + 1):
        if not first <= scene.doc.tokens[i].head <= last:
            return i
    return last


def _holder(scene: Scene, index: int, own: set[int]) -> int:
    """The event's own word above the date, or the verb of whatever other clause the date stands in."""
    for above in scene.doc.ancestors(index):
        if above.index in own or above.upos in ("VERB", "AUX") or above.deprel in CLAUSAL:
            return above.index
    return index


def occasions(scene: Scene, match: Match) -> set[int]:
    """Participles that tell on what occasion something was said: "speaking in Faya on Monday, the president …"."""
    doc = scene.doc
    below = doc.children(match.verb, "advcl")
    below += [c for subject in match.arguments.subject for c in doc.children(subject, "acl")]
    return {
        c.index
        for c in below
        if scene.lemmas[c.index] in OCCASIONS and c.text.lower().endswith("ing") and not doc.child(c.index, "nsubj")
    }


def clause_of(scene: Scene, index: int) -> int:
    """The verb or event noun that the token hangs on: the nearest above it that heads a clause or is a predicate."""
    token = scene.doc.tokens[index]
    for above in scene.doc.ancestors(index):
        if above.upos in ("VERB", "AUX") or above.deprel in CLAUSAL:
            return above.index
        modifies = token.deprel.split(":")[0] in ("nmod", "nummod", "compound", "amod")
        if modifies and above.upos == "NOUN" and "event" in scene.kinds.get(above.index, ()):
            return above.index
        token = above
    return index


def _lends(scene: Scene, holder: int, match: Match) -> bool:
    """Whether a clause lends its date to the event: the event is its subject or object, or coordinated after it."""
    doc = scene.doc
    verb = doc.tokens[match.verb]
    if verb.head == holder and verb.deprel.split(":")[0] in ("nsubj", "obj", "obl", "xcomp"):
        return True
    if verb.deprel == "conj" and verb.head == holder and verb.upos == "VERB":
        return not doc.child(match.verb, "nsubj")
    predicate = doc.tokens[match.predicate]
    return predicate.head == holder and predicate.deprel.split(":")[0] in ("nsubj", "obj")
