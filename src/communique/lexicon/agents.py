"""Agent nouns and titles: words for people by what they do, and words before a name."""

from communique.lexicon.entry import STANDS_FOR, Agent, LexiconError
from communique.lexicon.tables import read_table, read_yaml
from communique.lexicon.words import fold_all, split_name
from communique.record.codes import SECTORS

Phrase = tuple[str, ...]


def load_agents() -> dict[str, tuple[tuple[Phrase, Agent], ...]]:
    """Agent nouns by their folded last word, the longest first. Raises LexiconError for a noun given twice."""
    found: dict[str, list[tuple[Phrase, Agent]]] = {}
    seen: dict[Phrase, str] = {}
    keys = frozenset({"block", "sector", "stands_for", "nouns"})
    for row in read_table("agents.yml", title="block", required=keys, optional=frozenset()):
        flags = frozenset(row.texts("stands_for"))
        if unknown := flags - STANDS_FOR:
            raise row.error(f"stands_for {', '.join(sorted(unknown))} is unknown; known are {', '.join(STANDS_FOR)}")
        sector = row.code("sector", SECTORS)
        for noun in row.texts("nouns"):
            phrase = fold_all(split_name(noun))
            if phrase in seen:
                raise row.error(f"noun {noun!r} stands in block {seen[phrase]!r} as well; keep one")
            seen[phrase] = row.title
            found.setdefault(phrase[-1], []).append((phrase, Agent(noun, sector, flags)))
    return {last: tuple(sorted(agents, key=lambda each: -len(each[0]))) for last, agents in found.items()}


def load_titles() -> dict[str, tuple[Phrase, ...]]:
    """Titles and honorifics by their folded first word, the longest first."""
    data = read_yaml("titles.yml")
    if not isinstance(data, list) or not all(isinstance(title, str) for title in data):
        raise LexiconError("titles.yml: must be a list of words before a name")
    found: dict[str, set[Phrase]] = {}
    for title in data:
        phrase = fold_all(split_name(title))
        if phrase in found.get(phrase[0], ()):
            raise LexiconError(f"titles.yml: {title!r} is given twice, perhaps in another spelling; keep one")
        found.setdefault(phrase[0], set()).add(phrase)
    return {first: tuple(sorted(phrases, key=lambda phrase: -len(phrase))) for first, phrases in found.items()}
