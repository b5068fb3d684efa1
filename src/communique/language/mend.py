"""Mends what the parser is known to get wrong, where the words around leave no doubt.

Rows are as in parse: (form, lemma, part of speech, features, head counted from 1, relation), 0 is the root.
"""

from communique.language.doc import Row

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_BEFORE_NOUN = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN", "PART"})
_OF_ITS_NOUN = frozenset("over about between against".split())
_NAMING = frozenset("make call name declare consider deem".split())


def mended(rows: list[Row]) -> list[Row]:
    """The rows of a sentence, mended."""
    for mend in (
        possessives_mended,
        members_mended,
        agents_mended,
        objects_mended,
        subjects_mended,
        complements_mended,
    ):
        rows = mend(rows)
    return rows


def possessives_mended(rows: list[Row]) -> list[Row]:
    """The rows with each "X's" under the noun that it owns, where the parser made X that noun's neighbour.

    In "Ruritania's opposition left" both nouns are then subjects of "left"; the mark says that one owns the other.
    """
    for i, (form, _, _, _, _, deprel) in enumerate(rows):
        if form not in ("'s", "’s") or deprel != "case" or i == 0 or rows[i][4] != i:
            continue
        owner = rows[i - 1]
        if owner[5] == "nmod:poss" or owner[4] == 0:
            continue
        for j in range(i + 1, min(i + 5, len(rows))):
            if rows[j][4] == owner[4] and rows[j][2] in ("NOUN", "PROPN") and rows[j][5] == owner[5]:
                rows[i - 1] = (*owner[:4], j + 1, "nmod:poss")
                break
    return rows


def members_mended(rows: list[Row]) -> list[Row]:
    """The rows with a name under the noun for its members: "Valley Party (VP) rebels left" has one subject, no two."""
    for i, (_, _, upos, _, head, deprel) in enumerate(rows):
        if upos != "PROPN" or i + 4 >= len(rows) or rows[i + 1][0] != "(":
            continue
        close = next((j for j in range(i + 3, min(i + 6, len(rows))) if rows[j][0] == ")"), None)
        if close is None:
            continue
        for noun in range(close + 1, min(close + 4, len(rows))):
            if rows[noun][2] == "NOUN" and rows[noun][4] == head and rows[noun][5] == deprel:
                rows[i] = (*rows[i][:4], noun + 1, "compound")
                break
            if rows[noun][2] not in ("ADJ", "NOUN", "PROPN"):
                break
    return rows


def agents_mended(rows: list[Row]) -> list[Row]:
    """The rows with each name after "by" under what was done by it, where the parser hung it on a noun before it.

    In "tents were delivered to Libya by Turkey" Turkey does not belong to Libya, nor Spain to Cuba in "the blockade of
    Cuba by Spain".
    """
    for i, (_, _, upos, _, head, deprel) in enumerate(rows):
        if upos != "PROPN" or deprel not in ("nmod", "obl") or not 0 < head <= i:
            continue
        is_by = any(r[0].lower() == "by" and r[5] == "case" and r[4] == i + 1 for r in rows[max(0, i - 4) : i])
        if not is_by:
            continue
        above = head
        for _ in range(3):
            word = rows[above - 1]
            if word[2] == "VERB" or word[4] == 0:
                break
            above = word[4]
        passive = any(r[5] == "aux:pass" and r[4] == above for r in rows)
        has_agent = any(r[5] == "obl:agent" and r[4] == above for r in rows)
        if passive and not has_agent and above <= i:
            rows[i] = (*rows[i][:4], above, "obl:agent")
        elif rows[head - 1][5] == "nmod" and rows[rows[head - 1][4] - 1][2] == "NOUN" and rows[head - 1][4] < head:
            rows[i] = (*rows[i][:4], rows[head - 1][4], "nmod")
    return rows


def objects_mended(rows: list[Row]) -> list[Row]:
    """The rows with the object of a second verb under it, not beside the first's: "killed two and wounded a man"."""
    for v, (_, _, upos, _, head, deprel) in enumerate(rows):
        first = rows[head - 1] if head else None
        if upos != "VERB" or deprel != "conj" or first is None or first[2] != "VERB" or _has(rows, v, "obj", "ccomp"):
            continue
        noun = v + 1
        while noun < len(rows) and rows[noun][2] in _BEFORE_NOUN and noun < v + 5 and rows[noun][4] > noun + 1:
            noun += 1
        if noun < len(rows) and rows[noun][2] in _NOMINAL and rows[noun][5] == "conj" and 0 < rows[noun][4] <= v:
            rows[noun] = (*rows[noun][:4], v + 1, "obj")
    return rows


def subjects_mended(rows: list[Row]) -> list[Row]:
    """The rows with what stands between a subject and its verb under the subject: "the dispute over dams went on"."""
    for i, (_, _, upos, _, head, deprel) in enumerate(rows):
        if deprel != "obl" or upos not in _NOMINAL or head - 1 <= i:
            continue
        case = next((r[0].lower() for r in rows[max(0, i - 4) : i] if r[5] == "case" and r[4] == i + 1), "")
        subject = next((j for j in range(i) if rows[j][4] == head and rows[j][5].startswith("nsubj")), None)
        if case in _OF_ITS_NOUN and subject is not None and not any(r[0] == "," for r in rows[subject:i]):
            rows[i] = (*rows[i][:4], subject + 1, "nmod")
    return rows


def complements_mended(rows: list[Row]) -> list[Row]:
    """The rows with the second object of a verb that names or makes as what it makes of the first."""
    for v, row in enumerate(rows):
        if row[1] not in _NAMING or row[2] != "VERB":
            continue
        objects = [i for i, r in enumerate(rows) if r[4] == v + 1 and r[5] == "obj" and i > v]
        if len(objects) == 2:
            rows[objects[1]] = (*rows[objects[1]][:4], v + 1, "xcomp")
    return rows


def _has(rows: list[Row], head: int, *relations: str) -> bool:
    return any(r[4] == head + 1 and r[5] in relations for r in rows)
