"""Is this text English? By the share of function words, for texts from a headline to a book."""

import re
import unicodedata
from itertools import islice
from operator import itemgetter

_ENGLISH = frozenset(
    "the of and to in a is that for it was on are as with his they at be this from have or by had not but what all "
    "were we when your can said there an which their if will each about how up out them then she many some so these "
    "would other into has more her him its who been after over before between against than could while where during "
    "no he i you my our me us do did does just also only any because very until under since amid says say new "
    "may".split()
)

# Frequent words of languages in Latin letters that are no English words, or rare ones; single letters are initials.
_OTHERS: dict[str, frozenset[str]] = {
    "German": frozenset("der das und nicht mit den von ist ein eine auf für sich dem des zu im auch wird sind".split()),
    "French": frozenset("le la les des et une dans pour que qui sur du est pas au par avec ce aux ont été".split()),
    "Spanish": frozenset("el la los las de que en una por con del para se un su al ha como más".split()),
    "Portuguese": frozenset("os de que do da em um uma para com não na no dos das ao por foi".split()),
    "Italian": frozenset("il lo gli di che la per una con del della non dei nel sono alla le da".split()),
    "Dutch": frozenset("de het een en van dat niet voor met zijn op te aan ook door naar bij wordt werd".split()),
    "Polish": frozenset("na się nie do że jest od przez po oraz to jak dla który są ze".split()),
    "Turkish": frozenset("ve bir bu da de için ile olarak olan daha çok gibi sonra kadar dedi ancak".split()),
    "Swedish": frozenset("och att det som en på är av för med den till inte har om ett de".split()),
    "Romanian": frozenset("și în de la cu pe care nu este din pentru au că un mai fost".split()),
    "Indonesian": frozenset("yang dan di ini itu dengan untuk dari pada tidak dalam akan oleh ke juga".split()),
    "Swahili": frozenset("ya na wa kwa ni katika la za kuwa hiyo huo hilo baada lakini pia".split()),
    "Croatian": frozenset("je na se su za da od koji što kako bi nije ali iz".split()),
}

_WORD = re.compile(r"[^\W\d_]+")
_WORDS_LOOKED_AT = 3000  # A text says its language within a few pages; a book need not be read twice.
_FEW = 6  # Below this a text is a name or a caption, and function words say nothing.
_HEADLINE = 30  # Up to here a text may be one headline, in which English drops its function words.
_LEAST_SHARE = 0.12  # Of English prose 30 to 50 per cent are function words of the list; lists of names go down to 15.
_RIVAL_SHARE = 0.12
_RIVAL_SHARE_OF_FEW = 0.25  # In one sentence, names like María de la Cruz y Peña are that many of the words.
_NO_ENGLISH = 0.04
_RIVAL_WORDS = 3  # Different ones.


def other_language(text: str) -> str | None:
    """None where `text` looks English; otherwise what it looks like instead, in words for a message.

    Judged by letters first (more than half outside the Latin alphabet), then by function words. Texts of few words
    are given the benefit of the doubt.
    """
    words = [match.group().casefold() for match in islice(_WORD.finditer(text), _WORDS_LOOKED_AT)]
    letters = sum(map(len, words))
    if sum(len(word) for word in words if not _is_latin(word)) * 2 > letters:
        return "a text in another alphabet"
    if len(words) < _FEW:
        return None
    english = _share(words, _ENGLISH)
    rival, share = max(((name, _share(words, listed)) for name, listed in _OTHERS.items()), key=itemgetter(1))
    # Few words, but none of them English: a short text in another language, rather than names in an English one.
    enough = _RIVAL_SHARE if len(words) > _HEADLINE or english < _NO_ENGLISH else _RIVAL_SHARE_OF_FEW
    if share >= enough and share > english and len(_OTHERS[rival].intersection(words)) >= _RIVAL_WORDS:
        return rival
    if len(words) > _HEADLINE and english < _LEAST_SHARE:
        return "a text in another language"
    return None


def _share(words: list[str], listed: frozenset[str]) -> float:
    return sum(word in listed for word in words) / len(words)


def _is_latin(word: str) -> bool:
    return word.isascii() or unicodedata.name(word[0], "").startswith("LATIN")
