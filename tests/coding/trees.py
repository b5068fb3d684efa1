"""Trees written by hand, so that rules are tested without the model."""

from communique.coding.arguments import noun_arguments, verb_arguments
from communique.coding.match import Match
from communique.frames import Example, Frame, Predicates
from communique.language.doc import Doc, Row, build_doc
from communique.record import EventType, Polarity


def tree(*sentences: str) -> Doc:
    """A Doc of sentences in lines "form lemma UPOS head relation [features]", heads from 1 within each (0: the root).

    "=" as lemma is the form in lower case. The text is the forms, each followed by a space.
    """
    text = ""
    rows: list[list[tuple[int, int, Row]]] = []
    for sentence in sentences:
        rows.append([])
        for line in sentence.strip().splitlines():
            form, lemma, upos, head, deprel, *feats = line.split()
            start = len(text)
            text += form + " "
            lemma = form.lower() if lemma == "=" else lemma
            rows[-1].append(
                (start, start + len(form), (form, lemma, upos, feats[0] if feats else "_", int(head), deprel))
            )
    return build_doc(text, rows)


def index_of(doc: Doc, word: str) -> int:
    """The token of that form; ValueError where there is none or several."""
    (found,) = [token.index for token in doc.tokens if token.text == word]
    return found


def words(doc: Doc, indices: list[int]) -> list[str]:
    """The forms of some tokens."""
    return [doc.tokens[i].text for i in indices]


def match_at(
    doc: Doc,
    word: str,
    *,
    verb: str | None = None,
    event_type: EventType = EventType.AGREE,
    polarity: Polarity = Polarity.POSITIVE,
) -> Match:
    """A match of a plain frame on the token of that form; `verb` names its light verb."""
    frame = Frame(
        id="test.plain",
        event_type=event_type,
        polarity=polarity,
        predicates=Predicates(),
        examples=(Example(text=word),),
    )
    predicate = index_of(doc, word)
    token = doc.tokens[predicate]
    arguments = verb_arguments(doc, token) if token.upos == "VERB" else noun_arguments(doc, token)
    return Match(frame, predicate, predicate if verb is None else index_of(doc, verb), arguments, 0)
