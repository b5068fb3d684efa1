"""The terms that show an issue, with weights."""

from dataclasses import dataclass

from communique.lexicon.entry import IssueTerm, LexiconError
from communique.lexicon.tables import Row, read_yaml
from communique.lexicon.words import fold_all, split_name
from communique.record.codes import Issue

FILE = "issues.yml"


@dataclass(frozen=True, slots=True)
class IssueTerms:
    """All terms, and the terms by their folded first word, the longest first."""

    all: tuple[IssueTerm, ...]
    by_word: dict[str, tuple[IssueTerm, ...]]


def load_issues() -> IssueTerms:
    """The terms of each issue. Raises LexiconError for an unknown issue or weight, or a term twice in an issue."""
    data = read_yaml(FILE)
    if not isinstance(data, dict) or set(data) != set(Issue):
        wrong = sorted(set(data) ^ set(Issue)) if isinstance(data, dict) else []
        raise LexiconError(f"{FILE}: must hold each issue of record.Issue once; wrong or missing: {', '.join(wrong)}")
    found: list[IssueTerm] = []
    for issue, weights in data.items():
        row = Row(FILE, issue, {"weights": weights})
        seen: set[tuple[str, ...]] = set()
        for weight, value in row.mapping("weights").items():
            if weight not in ("1", "2", "3"):
                raise row.error(f"weight {weight!r} is none of 1, 2, 3")
            for term in row.split(f"weight {weight}", value.strip(), "|"):
                lemmas = fold_all(split_name(term))
                if lemmas in seen:
                    raise row.error(f"term {term!r} is given twice; keep the one with the better weight")
                seen.add(lemmas)
                found.append(IssueTerm(issue, lemmas, int(weight)))
    by_word: dict[str, list[IssueTerm]] = {}
    for each in sorted(found, key=lambda term: -len(term.lemmas)):
        by_word.setdefault(each.lemmas[0], []).append(each)
    return IssueTerms(tuple(found), {word: tuple(terms) for word, terms in by_word.items()})
