"""Names that look like those of parties and are none: treaties, and meetings called after a place."""

from communique.coding.scene import Scene
from communique.language.doc import Token
from communique.lexicon import Entry

PAPERS = frozenset(
    "accord agreement treaty pact convention protocol declaration memorandum charter resolution deal statute "
    "communiqué roadmap".split()
)
"""Last words of names of what is signed or adopted: it binds parties and is none."""
MEETINGS = frozenset("talk summit conference meeting round process format negotiation forum".split())
"""What is called after the place where it is held: "the Doha talks" are not Qatar's."""


def is_paper(scene: Scene, token: Token) -> bool:
    """Whether a name is that of a treaty, a resolution or the like: "the Lusaka Accord", "the Convention on …"."""
    last = max([token.index, *(c.index for c in scene.doc.children(token.index, "flat"))])
    return not PAPERS.isdisjoint((scene.lemmas[token.index], scene.lemmas[last], scene.lemmas[last].removesuffix("s")))


def names_a_thing(scene: Scene, entry: Entry, token: Token) -> bool:
    """Whether a city before a noun only says which accord or which talks are meant, and is no government."""
    if entry.type not in ("capital", "seat") or token.deprel not in ("compound", "amod", "nmod:desc") or token.head < 0:
        return False
    return not (PAPERS | MEETINGS).isdisjoint((scene.lemmas[token.head], scene.lemmas[token.head].removesuffix("s")))
