"""Lemmas as edit scripts: what to take from, and add to, both ends of a form.

A script reads `CASE|front|cut|back|cut`: `l||0|y|3` turns "carries" into "carry". CASE is `l` (lower-cased form) or
`k` (case kept). A form whose lemma shares nothing with it ("was") has an absolute script, `=be`.
"""


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
