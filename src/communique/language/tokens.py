"""Words and punctuation of English text, cut the way the English Universal Dependencies treebanks cut them.

The conventions followed are those to be seen in the English Web Treebank and GUM: contractions and possessives are
two tokens (do|n't, Syria|'s), hyphens stand alone (rebel|-|held) except after a prefix (non-state), in telephone
numbers and in addresses; currency signs, percent signs and units leave their number.
"""

import re
from dataclasses import dataclass

from communique.language.abbreviations import Kind, abbreviations
from communique.language.sentences import sentence_bounds


@dataclass(frozen=True, slots=True)
class Piece:
    """One token: code point offsets, half open, into the text it was cut from."""

    start: int
    end: int


# Marks that sit on or between letters but that `\w` leaves out: combining accents, vowel signs.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0711\u0730-\u074a\u07a6-\u07b0\u0900-\u0903\u093a-\u094f\u0951-\u0957"
    "\u0962\u0963\u0981-\u0983\u09bc-\u09d7\u0a01-\u0a4d\u0abc-\u0acd\u0b01-\u0b57\u0b82-\u0bcd\u0c00-\u0c56"
    "\u0c81-\u0cd6\u0d00-\u0d57\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u135d-\u135f"
    "\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
)
# Characters without width, and controls: they belong to whatever stands beside them.
_UNSEEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f"
)
_LETTER = r"[^\W\d_]"
_WORD = rf"[\w{_MARKS}{_UNSEEN}]"
_APOSTROPHE = "['’`´\u02bc\uff07]"
_PICTURE = r"[\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]"
_SKIN = rf"[{_MARKS}\U0001f3fb-\U0001f3ff]"
# Figures: 1,000 and 10,00,000 hold together, the list 18,19 doesn't; 3.5, 10:30 and 9/11 do.
_FIGURE = r"\d++(?:,\d{3}(?!\d)|,\d\d(?=,\d{3}(?!\d))|[.:/]\d++)*+"
# Prefixes that keep their hyphen in the treebanks.
_PREFIXES = (
    "non|e|mid|re|co|anti|pre|pro|cross|post|over|semi|ex|sub|multi|counter|mini|socio|psycho|inter|intra|micro|macro|"
    "mega|super|ultra|arch|pseudo|trans|bi|bio|tri|uni|un|de|cyber|extra|para|agro|ante"
)
_DOMAINS = "com|org|net|gov|edu|mil|int|info|biz|co|uk|ca|au|nz|de|fr|ru|ua|cn|il|ir|sy|ye|sd|ss|np|lk|ph|mm|ng|eu|tv"
_FILES = "docx?|xlsx?|pptx?|pdf|txt|csv|jpe?g|png|gif|zip|html?|asp|php|mp3|mp4|url|COM|DOC|XLS|PDF"

# Whatever a text may repeat without end is matched possessively or up to a bound: no input takes more than linear
# time. Order matters: the first alternatives are the common case and carry the speed.
_TOKEN = re.compile(
    rf"""
      (?P<plain>{_LETTER}++(?=[\s,;!?)"”]))
    | (?P<space>\s++)
    | (?P<stopped>{_LETTER}++\.(?=[\s,;:!?)\]"”'’-]|\Z))
    | (?P<unseen>[{_UNSEEN}]++)
    | (?P<url>(?:https?|ftp)://[^\s<>"“”]{{1,2000}}+|mailto:[^\s<>"“”]{{1,200}}+|[Ww]{{3}}\.\w[^\s<>"“”]{{1,2000}}+)
    | (?P<mail>\w[\w.+%-]{{0,63}}+@\w[\w.-]{{0,250}}+)
    | (?P<domain>(?:\w[\w-]{{0,62}}+\.){{1,8}}(?:{_DOMAINS}|{_FILES})(?!{_WORD}|\.\w)(?:/[^\s<>"“”]{{0,1000}}+)?)
    | (?P<acronym>(?:{_LETTER}\.){{2,12}}(?![a-z]{{2}})|(?:{_LETTER}\.){{1,12}}{_LETTER}(?!{_WORD}|\.{_LETTER})
        |(?:Ph|B|M)\.(?:D|Sc|Ed|A)\b\.?)
    | (?P<code>[A-Z](?:/[A-Z0-9.-]{{1,20}}){{0,6}}/[A-Z0-9.]{{0,20}}\d(?!{_WORD})|{_LETTER}/{_LETTER}(?![\w/])
        |w/(?=\s)|[A-Z]{{1,4}}&[A-Z]{{1,4}}(?![\w&])|(?:US|AU|NZ|HK|CA|[ACRSU])\$
        |\d{{1,5}}(?:[-/]\d{{1,5}}){{2,5}}(?![\w-])|(?:\d{{3}}|\d{{5}})-\d{{4}}(?![\w-]))
    | (?P<number>(?:(?<![\w.])[.+](?=\d))?{_FIGURE}{_WORD}*+(?:(?<=\d0){_APOSTROPHE}s(?!{_WORD}))?)
    | (?P<elided>(?<!\w){_APOSTROPHE}(?:\d\ds?|(?i:em|til|tis|twas|cause|cuz|n))(?!{_WORD}))
    | (?P<clitic>(?<=[\s\w)\]"”]){_APOSTROPHE}(?i:s|m|re|ve|ll|d)(?!{_WORD}))
    | (?P<broken>(?:[b-df-hj-np-tv-zB-DF-HJ-NP-TV-Z]{{1,4}}|(?i:pro|anti|pre|post|non|re|co|inter|[aeiou]))-(?=[\s,]))
    | (?P<word>(?:(?<!-)(?!UN|DE|BI|PRO|RE|CO)(?i:{_PREFIXES})-(?={_LETTER}{{2}}\w{{0,40}}+(?!-))|[Mm]id-(?=\d))?
        {_WORD}++(?:{_APOSTROPHE}{_LETTER}{_WORD}*+)*+)
    | (?P<handle>[@\#](?={_LETTER}){_WORD}++)
    | (?P<mark>\.{{2,}}+|…++|[!?]{{2,}}+|-{{2,}}+>?|={{2,}}+>?|\*{{2,}}+|~{{2,}}+|\#{{2,}}+|\+{{2,}}+|<<|>>|''|``|->|=>
        |(?<!\S)[:;=]-?[()DPp](?!\w))
    | (?P<flag>[\U0001f1e6-\U0001f1ff]{{2}})
    | (?P<picture>{_PICTURE}{_SKIN}*+(?:\u200d{_PICTURE}{_SKIN}*+)*+)
    | (?P<other>\S[{_MARKS}]*+)
    """,
    re.VERBOSE,
)

# Contractions written without an apostrophe, or that never had one: where they are cut.
_RUN_TOGETHER = {
    "cannot": (3,), "gonna": (3,), "wanna": (3,), "gotta": (3,), "gimme": (3,), "lemme": (3,), "dunno": (2, 3),
    "outta": (3,), "lotta": (3,), "dont": (2,), "didnt": (3,), "doesnt": (4,), "wont": (2,), "cant": (2,),
    "isnt": (2,), "wasnt": (3,), "wouldnt": (5,), "couldnt": (5,), "shouldnt": (6,), "havent": (4,), "hasnt": (3,),
    "hadnt": (3,), "arent": (3,), "werent": (4,), "aint": (2,), "ive": (1,), "youre": (3,), "theyre": (4,),
    "youve": (3,), "theyve": (4,), "thats": (4,), "theres": (5,), "im": (1,),
}  # fmt: skip
_LONGEST_RUN = max(map(len, _RUN_TOGETHER))
_CLITIC = re.compile(rf"n{_APOSTROPHE}t\Z|{_APOSTROPHE}(?:s|m|re|ve|ll|d)\Z", re.IGNORECASE)
# "would" and "had" lean on these; elsewhere 'd is part of a word (OK'd, Sa'd).
_LEANS_D = frozenset("i you he she it we they who there that this what how where one".split())
_CURRENCY = "$£€¥₹₺₽₪"
_UNITS_ALWAYS = "mk"
_UNITS_OF_SUMS = "MKBbt"
_ORDINAL = frozenset({"st", "nd", "rd", "th", "s"})
_NEXT = re.compile(r"\s{0,3}+(\S?)")
_NUMBER = re.compile(rf"([.+]?{_FIGURE})(.*)", re.DOTALL)
_UNSEEN_FIRST = re.compile(f"[{_UNSEEN}]")
_AFTER_ADDRESS = ".,;:!?'’`*]"


def tokenize(text: str) -> list[list[Piece]]:
    """Cut a text into sentences, each a list of tokens, in the order of the text; any string is taken.

    Every character that is not white space belongs to exactly one token, and no token holds white space or is empty.
    A sentence of more than `sentences.LONGEST` tokens is cut, so that a parser never meets an unbounded one.
    """
    spans = token_spans(text)
    return [[Piece(start, end) for start, end in spans[a:b]] for a, b in sentence_bounds(text, spans)]


def token_spans(text: str) -> list[tuple[int, int]]:
    """The tokens of a text as (start, end) code point offsets, before sentences are told apart."""
    spans: list[tuple[int, int]] = []
    unseen = False
    for match in _TOKEN.finditer(text):
        group = match.lastgroup
        if group == "space":
            continue
        start, end = match.span()
        if group == "plain":
            if end - start <= _LONGEST_RUN and (cuts := _RUN_TOGETHER.get(text[start:end].lower())):
                _append(spans, start, end, _plain_cuts(text[start:end], cuts))
            else:
                spans.append((start, end))
        elif group == "other" or group == "mark":
            spans.append((start, end))
        elif group == "unseen":
            unseen = True
            spans.append((start, end))
        elif cuts := _cuts(text, start, end, group or ""):
            _append(spans, start, end, cuts)
        else:
            spans.append((start, end))
    return _join_unseen(text, spans) if unseen else spans


def _append(spans: list[tuple[int, int]], start: int, end: int, cuts: tuple[int, ...]) -> None:
    """Add the parts of [start, end) as cut at offsets counted from its start."""
    a = start
    for cut in cuts:
        spans.append((a, start + cut))
        a = start + cut
    spans.append((a, end))


def _cuts(text: str, start: int, end: int, group: str) -> tuple[int, ...]:
    """Where a match is to be cut, counted from its start; nothing when it is one token."""
    if group == "stopped":
        word = text[start : end - 1]
        if _keeps_stop(text, word, start, end):
            return ()
        return (*_plain_cuts(word, _RUN_TOGETHER.get(word.lower(), ())), len(word))
    if group == "word":
        return _clitic_cuts(text[start:end])
    if group == "number":
        return _number_cuts(text, start, end)
    if group in ("url", "mail", "domain"):
        return _address_cuts(text[start:end])
    if group == "elided" and text[start + 1 : end].lower() in ("tis", "twas"):
        return (2,)
    return ()


def _plain_cuts(word: str, cuts: tuple[int, ...]) -> tuple[int, ...]:
    # "IM" in capitals is an instant message or a name, "Im" a contraction.
    return () if word.isupper() and len(word) < 4 else cuts


def _keeps_stop(text: str, word: str, start: int, end: int) -> bool:
    """Is the stop after this word part of it (an abbreviation or an initial)?"""
    following = match[1] if (match := _NEXT.match(text, end)) else ""
    if len(word) == 1:
        if word.isupper():
            return following.isupper() and not (word == "I" and text[start - 2 : start - 1].islower())
        return following.isdigit() or text[start - 1 : start] == "("
    match abbreviations().get(word):
        case None:
            return False
        case Kind.NUMBER:
            return following.isdigit() or text[end : end + 1] == ","
        case Kind.MEASURE:
            return following.islower()
        case Kind.FINAL:
            return following != "" and not following.isupper()
        case _:
            return True


def _clitic_cuts(word: str) -> tuple[int, ...]:
    """Cut contractions and possessives off a word: would|n't|'ve."""
    cuts: list[int] = []
    end = len(word)
    while match := _CLITIC.search(word, max(0, end - 3), end):
        base = word[: match.start()]
        if not base or (match[0][1:] in "dD" and base.lower() not in _LEANS_D):
            break
        end = match.start()
        cuts.insert(0, end)
        if len(cuts) == 3:
            break
    if not cuts:
        lower = word[:6].lower()
        if len(word) <= _LONGEST_RUN and (run := _RUN_TOGETHER.get(word.lower())):
            return _plain_cuts(word, run)
        if lower[:1] == "y" and lower[2:] == "all":
            return (2,)
        if lower[:1] == "c" and lower[2:] == "mon":
            return (3,)
    return tuple(cuts)


def _number_cuts(text: str, start: int, end: int) -> tuple[int, ...]:
    """Cut a unit off its number (5|pm, 3.5|m) and the years of a pair (2001|/|02)."""
    match = _NUMBER.match(text[start:end])
    if match is None:
        return ()
    number, tail = match.groups()
    if not tail:
        parts = number.split("/")
        if len(parts) == 2 and max(map(len, parts)) > 2:
            return (len(parts[0]), len(parts[0]) + 1)
        return ()
    if tail.lower() in _ORDINAL or not tail.isalpha():
        return ()
    sum_of_money = text[start - 1 : start] in _CURRENCY and start > 0
    if len(tail) > 1 or tail in _UNITS_ALWAYS or (tail in _UNITS_OF_SUMS and ("." in number or sum_of_money)):
        return (len(number),)
    return ()


def _address_cuts(address: str) -> tuple[int, ...]:
    """Cut the punctuation that follows an address off it, a mark a token; a bracket opened inside stays."""
    end = len(address)
    while end > 1:
        last = address[end - 1]
        if last == ")" and address.count("(", 0, end) >= address.count(")", 0, end):
            break
        if last != ")" and last not in _AFTER_ADDRESS and not (last == "-" and "/" not in address):
            break
        end -= 1
    return tuple(range(end, len(address)))


def _join_unseen(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give characters without width to the token they touch: a token of them alone would say nothing to a reader."""
    joined: list[tuple[int, int]] = []
    waiting = False
    for start, end in spans:
        unseen = _UNSEEN_FIRST.match(text, start) is not None
        if joined and joined[-1][1] == start and (unseen or waiting):
            joined[-1] = (joined[-1][0], end)
            waiting = waiting and unseen
        else:
            joined.append((start, end))
            waiting = unseen
    return joined
