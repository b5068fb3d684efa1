"""How the words tell a fact: what makes one harder to read than another, from the text and the gold alone.

Each construction is told from the fact's fields or by a simple pattern over the quotes that hold it; there is no parser
here, so that the measure does not depend on what it measures. A construction of the words (quoted, passive, pronoun)
holds where every quote of the fact has it: one plain telling is enough for a reader. A fact has any number of
constructions; it is `plain` where it has none of those that stand before that in the list.
"""

import re
from bisect import bisect_right
from enum import StrEnum

from communique.evaluation.gold import Fact, GoldReport
from communique.record import Modality, Polarity


class Construction(StrEnum):
    """How a fact is told; `MEANINGS` says how each is recognised."""

    QUOTED = "quoted"
    REPORTED = "reported"
    NEGATED = "negated"
    PLANNED = "planned"
    PROPOSED = "proposed"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    PASSIVE = "passive"
    PRONOUN = "pronoun"
    NO_ACTOR = "no actor"
    LONG_SENTENCE = "long sentence"
    PLAIN = "plain"
    RETOLD = "told again"
    MUTUAL = "mutual"
    CASUALTIES = "with casualties"
    QUANTITY = "with quantity"
    DATE = "with date"
    PLACE = "with place"


LONG = 40
"""Words of a sentence, from which on it is long."""

MEANINGS = {
    Construction.QUOTED: "its words hold a quotation of three words or more, or part of one",
    Construction.REPORTED: "said by a source, not in the report's own voice",
    Construction.NEGATED: "said not to have happened",
    Construction.PLANNED: "decided, not yet done",
    Construction.PROPOSED: "put forward, not accepted",
    Construction.POSSIBLE: "may, could, is discussed",
    Construction.CONDITIONAL: "holds if something else does",
    Construction.PASSIVE: "its words have a form of “be” and a participle",
    Construction.PRONOUN: "its words begin with a pronoun: it, they, he, she, we, I, who, which",
    Construction.NO_ACTOR: "nobody is named who does it",
    Construction.LONG_SENTENCE: f"its words stand in a sentence of {LONG} words or more",
    Construction.PLAIN: "said in the report's own voice to have happened, actively and briefly, by somebody named",
    Construction.RETOLD: "told in several places",
    Construction.MUTUAL: "several actors and no recipient",
    Construction.CASUALTIES: "with numbers of killed or injured",
    Construction.QUANTITY: "with a count or a duration",
    Construction.DATE: "with a date",
    Construction.PLACE: "with a place",
}
"""How each is recognised, in the order in which they are listed."""

_BY_MODALITY = {
    Modality.PLANNED: Construction.PLANNED,
    Modality.PROPOSED: Construction.PROPOSED,
    Modality.POSSIBLE: Construction.POSSIBLE,
    Modality.CONDITIONAL: Construction.CONDITIONAL,
}
_BESIDE = (
    Construction.RETOLD,
    Construction.MUTUAL,
    Construction.CASUALTIES,
    Construction.QUANTITY,
    Construction.DATE,
    Construction.PLACE,
)

_SCARE = 3  # Words: fewer in quotation marks are a name or a term.
_QUOTATION = re.compile(r"“[^“”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|(?<!\w)‘[^‘\n]*?’(?!\w)", re.MULTILINE)

_PARTICIPLES = (
    "begun borne bought brought built caught cut dealt done drawn dug fed felt flung forbidden fought found gone got "
    "hanged heard held hit hung hurt kept known laid led left let lost made meant met paid put quit read rid run said "
    "seen sent set shed shot shown shut slain sold spent split spread struck stuck sunk sworn taught thrown told torn "
    "understood undone upheld withdrawn withheld won worn wound"
).split()
_NO_PARTICIPLES = (
    "aspen barren between children dozen eleven even golden hundred indeed keen kitchen men naked need "
    "often open outspoken red sacred seven speed sudden ten then train unprecedented wicked women wooden"
).split()
_PASSIVE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|got|gets)\s+"
    r"(?:(?:not|never|also|still|already|again|since|first|now|later|then|all|both|\w+ly)\s+){0,3}"
    rf"(?!(?:{'|'.join(_NO_PARTICIPLES)})\b)(?:\w{{2,}}(?:ed|en)|{'|'.join(_PARTICIPLES)})\b",
    re.IGNORECASE,
)

_PRONOUN = re.compile(
    r"[\W_]*+(?:(?:and|but|or|that|while|as|when|because|if|so|though|although)\s++)?"
    r"(?:it|its|they|he|she|we|i|who|which|this|these|those|both|neither|all)\b",
    re.IGNORECASE,
)

# A sentence ends at a mark that ends one, before a capital, a digit or a quotation mark, unless an initial or a title
# stands before the mark.
_END = re.compile(
    r"(?<![.!?…])(?<![\s.][A-Z])(?<!\b(?:Mr|Ms|Dr|St))(?<!\b(?:Mrs|Gen|Col|Sen|Rep))[.!?…]++[”’\"')\]]*+"
    r"\s++(?=[“‘\"'(]*[A-Z0-9])|\n+"
)


def constructions_of(report: GoldReport) -> tuple[frozenset[Construction], ...]:
    """The constructions of each fact of a report, in the order of its facts."""
    quotations = tuple(
        found.span() for found in _QUOTATION.finditer(report.text) if len(found.group().split()) >= _SCARE
    )
    starts = sentence_starts(report.text)
    return tuple(
        _of(fact, report.text, spans, quotations, starts)
        for fact, spans in zip(report.facts, report.spans, strict=True)
    )


def sentence_starts(text: str) -> tuple[int, ...]:
    """Where the sentences of a text begin, by full stops and line ends; the first at 0."""
    return (0, *(found.end() for found in _END.finditer(text) if found.end() < len(text)))


def _of(
    fact: Fact,
    text: str,
    spans: tuple[tuple[int, int], ...],
    quotations: tuple[tuple[int, int], ...],
    starts: tuple[int, ...],
) -> frozenset[Construction]:
    words = [text[start:end] for start, end in spans]
    holds = {
        Construction.QUOTED: all(any(a < end and start < b for a, b in quotations) for start, end in spans),
        Construction.REPORTED: fact.attribution is not None,
        Construction.NEGATED: fact.polarity is Polarity.NEGATIVE,
        Construction.PASSIVE: all(_PASSIVE.search(quote) for quote in words),
        Construction.PRONOUN: all(_PRONOUN.match(quote) for quote in words),
        Construction.NO_ACTOR: not fact.actors,
        Construction.LONG_SENTENCE: all(_sentence_length(text, start, starts) >= LONG for start, _ in spans),
        Construction.RETOLD: len(fact.evidence) > 1,
        Construction.MUTUAL: len(fact.actors) > 1 and not fact.recipients,
        Construction.CASUALTIES: fact.casualties is not None,
        Construction.QUANTITY: bool(fact.quantities),
        Construction.DATE: fact.time is not None,
        Construction.PLACE: fact.place is not None,
    }
    found = {construction for construction, so in holds.items() if so}
    if fact.modality in _BY_MODALITY:
        found.add(_BY_MODALITY[fact.modality])
    if found <= set(_BESIDE):
        found.add(Construction.PLAIN)
    return frozenset(found)


def _sentence_length(text: str, place: int, starts: tuple[int, ...]) -> int:
    after = bisect_right(starts, place)
    end = starts[after] if after < len(starts) else len(text)
    return len(text[starts[after - 1] : end].split())
