"""Lemmas as edit scripts: what to take from, and add to, both ends of a form.

A script reads `CASE|front|cut|back|cut`: `l||0|y|3` turns "carries" into "carry". CASE is `l` (lower-cased form) or
`k` (case kept). A form whose lemma shares nothing with it ("was") has an absolute script, `=be`.
"""

import gzip
from pathlib import Path


def derive_script(form: str, lemma: str) -> str:
    """The script that turns `form` into `lemma`, by the longest stretch that they share; `apply_script` follows it."""
    keeps = lemma != lemma.lower()
    base = form if keeps else form.lower()
    start, length = _longest_common(base, lemma)
    if length == 0 or (keeps and length < len(lemma) - 3):
        return "=" + lemma
    at = lemma.find(base[start : start + length])
    front, back = lemma[:at], lemma[at + length :]
    if "|" in front or "|" in back:  # it would not come apart again
        return "=" + lemma
    return "|".join(("k" if keeps else "l", front, str(start), back, str(len(base) - start - length)))


def apply_script(form: str, script: str) -> str:
    """The lemma of `form` under `script`; where the form is too short for it, the form in the script's case."""
    if script.startswith("="):
        return script[1:]
    case, front, cut_front, back, cut_back = script.split("|")
    base = form if case == "k" else form.lower()
    first, last = int(cut_front), len(base) - int(cut_back)
    if first >= last:
        return base
    return front + base[first:last] + back


def read_lemma_table(path: Path) -> dict[tuple[str, str], str]:
    """Lemmas of forms well known from the treebanks, by form and part of speech: they come before any script."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        return {(form, upos): lemma for form, upos, lemma in rows}


def repair(form: str, lemma: str, upos: str, known: frozenset[str]) -> str:
    """The lemma, or where it is no known word ("denounc") the known word that regular inflection leads back to."""
    if lemma in known:
        return lemma
    return next((stem for stem in stems(form, upos) if stem in known), lemma)


def stems(form: str, upos: str) -> list[str]:
    """What regular inflection could have made the form from, whether such a word exists or not."""
    if upos not in INFLECTIONS or not form.isalpha():
        return []
    word = form.lower()
    found: list[str] = []
    for ending, replacements in INFLECTIONS[upos]:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            found += [stem + new for new in replacements]
            if stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return found


_VERB_ENDINGS = (
    ("ying", ("ie", "y")),
    ("ied", ("y", "ie")),
    ("ies", ("y", "ie")),
    ("ing", ("", "e")),
    ("ed", ("", "e")),
    ("es", ("e", "")),
    ("s", ("",)),
)
INFLECTIONS = {
    "VERB": _VERB_ENDINGS,
    "AUX": _VERB_ENDINGS,
    "NOUN": (("men", ("man",)), ("ies", ("y", "ie")), ("ves", ("f", "fe")), ("es", ("e", "")), ("s", ("",))),
}
"""Endings of regular inflection with what may stand in their place, by part of speech."""


def _longest_common(a: str, b: str) -> tuple[int, int]:
    """Start in `a` and length of the first longest stretch that `a` and `b` share."""
    best_start = best_length = 0
    previous = [0] * (len(b) + 1)
    for i, x in enumerate(a, 1):
        current = [0] * (len(b) + 1)
        for j, y in enumerate(b, 1):
            if x == y:
                current[j] = previous[j - 1] + 1
                if current[j] > best_length:
                    best_length, best_start = current[j], i - current[j]
        previous = current
    return best_start, best_length
