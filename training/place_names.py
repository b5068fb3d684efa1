"""How the names of places are spelt: which spellings English text can hold, romanisation, classes of divisions."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from communique.lexicon.places import fold

LONGEST_SPELLING: Final = 40
CLASSES_OF_DIVISION: Final = frozenset(
    "oblast region province governorate state department district krai republic county territory prefecture city"
    " emirate".split()
)
NOISE_OF_DIVISION: Final = re.compile(
    r"^(?:Muhafazat|Mintaqat|Wilayat-e|Sha`biyat|Mayorality of|Respublika|Republic of|Changwat|Tinh)\s+(?=\S)"
    r"|\s+(?:Governorate|Rayonu?|Sahari|City|Marz|Sheng|Shi|Oblast'?|Oblysy|Province|State|District|Region|Voblast')$"
)
# Official romanisation of 2010; Russian and Belarusian letters beside it, for names known in those spellings.
UKRAINIAN: Final = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёыэъ’'ʼ",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch - iu ia io y e - - - -".split(),
        strict=True,
    )
)
UKRAINIAN_FIRST: Final = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
# As news in English writes Russian names.
RUSSIAN: Final = UKRAINIAN | dict(zip("геийюяё", "g e i y yu ya yo".split(), strict=True))


def ukrainian(name: str) -> str:
    """A Ukrainian name in the official romanisation: "Краматорськ" -> "Kramatorsk"."""
    return _romanise(re.sub("[зЗ]г", "zgh", name), UKRAINIAN, UKRAINIAN_FIRST)


def russian(name: str) -> str:
    """A Russian name as news in English writes it: "Грозный" -> "Grozny"."""
    return re.sub(r"[yi]y\b", "y", _romanise(name, RUSSIAN, {}))


def official_ukrainian(name: str, alternates: Iterable[str]) -> str | None:
    """The official romanisation of a Ukrainian place, if one of its Cyrillic names is the same name as ``name``."""
    for alternate in alternates:
        if script_of(alternate) == "CYRILLIC" and not re.search("[ыэёъўѣ]", alternate):
            official = ukrainian(alternate)
            if re.sub("[iyj]+", "i", fold(official)) == re.sub("[iyj]+", "i", fold(name)):
                return official
    return None


def without_marks(name: str) -> str:
    """Romanised Arabic, Persian or Cyrillic without the marks of scholars: "Al Ḩudaydah" -> "Al Hudaydah"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub("[‘’ʻʼʾʿ`´]", "", bare).translate(str.maketrans("ıəƏ", "ieE"))


def without_class(name: str) -> str:
    """A division's name without its class: "Donetsk Oblast" -> "Donetsk"."""
    head, _, last = name.rpartition(" ")
    return head if last.casefold() in CLASSES_OF_DIVISION else name


def division_name(name: str, words: frozenset[str]) -> str:
    """A division's name as English has it, its class kept where the rest is an ordinary word ("Northern Region")."""
    bare = NOISE_OF_DIVISION.sub("", name)
    return name if fold(bare) in words else bare


def script_of(name: str) -> str:
    """Unicode's name for the script of the first letter: LATIN, CYRILLIC, ARABIC …; empty where there is no letter."""
    letter = next((c for c in name if c.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""


def can_stand_in_english(spelling: str) -> bool:
    """Whether a Latin spelling is a name: no airport code, no transliteration in small letters, no phrase."""
    if len(spelling) < 4 or spelling.isupper() or not spelling[0].isupper() or len(spelling) > LONGEST_SPELLING:
        return False
    return not re.search(r"[\d,;:()]", spelling)


def has_article(name: str) -> bool:
    """Whether a name begins with the Arabic article, in whatever form."""
    return fold(name).startswith("al ") and re.match(r"[AEae][a-z]{1,2}[ -]", without_marks(name)) is not None


def _romanise(name: str, letters: Mapping[str, str], first: Mapping[str, str]) -> str:
    words = []
    for word in name.split(" "):
        parts = []
        for at, letter in enumerate(word):
            low = letter.casefold()
            latin = first.get(low) if at == 0 else None
            if latin is None:
                latin = letters.get(low, low)
            # In the tables a hyphen means nothing is written; in a name it is one.
            latin = "" if latin == "-" and low != "-" else latin
            parts.append(latin.capitalize() if letter.isupper() else latin)
        words.append("".join(parts))
    return " ".join(words)
