"""Pronouns and descriptions of someone named before: "he", "it", "the two sides", "the group", "the army".

The model's chains of mentions come first; where they lead to nobody, simple rules over what was named so far do.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import takewhile

from communique.coding.arguments import RELATIVE, conjuncts, preposition
from communique.coding.draft import keys
from communique.coding.parties import OWNERS, People, choose_entry, entry_party, phrase_of, resolve_noun, side_party
from communique.coding.scene import Scene
from communique.language.coreference import find_chains
from communique.language.doc import Token
from communique.record import Party, PartyKind

HE = frozenset("he him his himself she her hers herself".split())
IT = frozenset("it its itself".split())
THEY = frozenset("they them their theirs themselves".split())
SIDES = frozenset(
    "side party country government capital neighbour neighbor rival nation delegation army foe enemy adversary "
    "belligerent leader state team negotiator president minister counterpart people camp faction".split()
)
"""Nouns which, with "both", "two" or "the … sides", speak of the two parties to the matter."""
GROUP_NOUNS = frozenset(
    "group movement organisation organization militia faction militant rebel insurgent fighter force".split()
)
TITLE_WEIGHT = 4
"""Mentions that a side's name in the title is worth when the two main sides are sought."""
REACH = 4
"""Sentences back in which a pronoun looks for its noun."""
NEAR = 2
"""Sentences back in which "it" looks for its noun."""
PERSONS = frozenset({PartyKind.PERSON})
ALL_KINDS = frozenset(PartyKind)
THINGS = ALL_KINDS - PERSONS
SIDE_KINDS = frozenset({PartyKind.GOVERNMENT, PartyKind.ARMED_GROUP})


@dataclass(frozen=True, slots=True)
class Named:
    """A party named at a token, with what a pronoun asks of it."""

    index: int
    sentence: int
    party: Party
    subject: bool
    plural: bool


@dataclass
class Cast:
    """All who are named in a report.

    `named` holds them in the order of the text, `by_token` the parties of each noun or pronoun, `pair` the two main
    sides, where there are two. `at` gives the parties that a token, with its conjuncts, stands for.
    """

    scene: Scene
    people: People = field(default_factory=People)
    named: list[Named] = field(default_factory=list)
    by_token: dict[int, tuple[Party, ...]] = field(default_factory=dict)
    pair: tuple[Party, ...] = ()
    earlier: dict[int, list[int]] = field(default_factory=dict)
    """For the head of each mention the heads of those before it that speak of the same, by the model."""

    def __post_init__(self) -> None:
        for chain in find_chains(self.scene.doc, referring=True):
            heads = [mention.head for mention in chain]
            self.earlier.update((head, heads[:n]) for n, head in enumerate(heads) if n)
        own: dict[int, tuple[Party, ...]] = {}
        for token in self.scene.doc.tokens:
            if token.upos in ("NOUN", "PROPN", "ADJ", "X") and token.deprel not in ("flat", "fixed", "goeswith"):
                party = resolve_noun(self.scene, self.people, token.index)
                if party is not None:
                    own[token.index] = (party, *self._further_owners(token, party))
        self.pair = self._main_pair(own)
        for token in self.scene.doc.tokens:
            parties = own.get(token.index) or self._refer(token)
            if parties:
                self.by_token[token.index] = parties
                self._remember(token, parties)

    def at(self, index: int) -> tuple[Party, ...]:
        """The parties of a phrase, its conjuncts included, each once."""
        found: dict[tuple[str, str | None], Party] = {}
        for i in conjuncts(self.scene.doc, index):
            for party in self.by_token.get(i, ()):
                found.setdefault((party.name, party.country), party)
        return tuple(found.values())

    def _remember(self, token: Token, parties: tuple[Party, ...]) -> None:
        subject = token.deprel.startswith("nsubj")
        together = bool(self.scene.doc.child(token.index, "conj"))
        plural = token.feats.get("Number") == "Plur" or len(parties) > 1 or together
        if token.deprel in ("amod", "compound") and token.upos != "PROPN":
            return
        self.named += [Named(token.index, token.sentence, p, subject, plural) for p in parties]

    def _further_owners(self, token: Token, party: Party) -> tuple[Party, ...]:
        """The others of "the Norwegian and Swedish foreign ministers"."""
        if token.upos not in ("NOUN", "PROPN") or party.kind is not PartyKind.GOVERNMENT:
            return ()
        found = []
        for child in self.scene.doc.children(token.index, *OWNERS):
            if child.index not in self.scene.names:
                continue
            for other in self.scene.doc.children(child.index, "conj"):
                name = self.scene.names.get(other.index)
                if name is not None:
                    owner = entry_party(self.scene, choose_entry(self.scene, name.entries), name.first, name.last)
                    found.append(side_party(self.scene, owner, token.index, party.sector))
        return tuple(found)

    def _main_pair(self, own: dict[int, tuple[Party, ...]]) -> tuple[Party, ...]:
        """The two sides of whom the report speaks most; those coordinated with each other weigh more."""
        weight: Counter[str] = Counter()
        seen: dict[str, Party] = {}
        for index, parties in own.items():
            together = len(conjuncts(self.scene.doc, index)) == 2 or any(
                c.index in own for c in self.scene.doc.children(index, "conj")
            )
            for party in parties:
                side = self._side(party)
                if side is not None:
                    seen.setdefault(side.name, side)
                    weight[side.name] += 2 if together else 1
        for name in self._titled():
            if name in weight:
                weight[name] += TITLE_WEIGHT
        best = [name for name, _ in weight.most_common(2)]
        return tuple(seen[name] for name in best) if len(best) == 2 else ()

    def _titled(self) -> set[str]:
        """The sides that the report's title names."""
        title = (self.scene.report.title or "").replace("’s", "").replace("'s", "")
        words = [w.strip('.,:;!?“”"') for w in title.split()]
        found: set[str] = set()
        for i, word in enumerate(words):
            _, entries = self.scene.lexicon.find(words, i)
            for entry in entries[:1] or self.scene.lexicon.surname(word)[:1]:
                if entry.kind in ("government", "armed_group"):
                    found.add(entry.name)
                elif entry.kind == "person" and entry.country:
                    found.add(self.scene.lexicon.country(entry.country).name)
        return found

    def _side(self, party: Party) -> Party | None:
        if party.kind in SIDE_KINDS:
            return party
        if party.kind is PartyKind.PERSON and party.country:
            name = self.scene.lexicon.country(party.country).name
            return party.model_copy(update={"name": name, "kind": PartyKind.GOVERNMENT})
        return None

    def _refer(self, token: Token) -> tuple[Party, ...]:
        word = token.text.lower()
        if token.upos == "PRON" or (token.deprel == "nmod:poss" and token.upos in ("PRON", "DET")):
            if word in RELATIVE:
                return self._antecedent(token)
            if word in HE:
                return self._linked(token, PERSONS) or self._as_here(token, self._person(token))
            if word in IT:
                return self._linked(token, THINGS) or self._as_here(token, self._thing(token))
            if word in THEY:
                return self._linked(token, ALL_KINDS) or self._plural(token)
            if word == "both":
                return tuple(self._quote(token, p) for p in self.pair)
            return ()
        if token.upos in ("NOUN", "PROPN"):
            return self._description(token)
        return ()

    def _linked(self, token: Token, kinds: frozenset[PartyKind]) -> tuple[Party, ...]:
        """The parties of the nearest mention before it that the model's chain holds."""
        for head in reversed(self.earlier.get(token.index, ())):
            found = tuple(p for p in self.by_token.get(head, ()) if p.kind in kinds)
            if found:
                return tuple(self._quote(token, p) for p in found)
        return ()

    def _antecedent(self, token: Token) -> tuple[Party, ...]:
        for head in (token, *self.scene.doc.ancestors(token.index)):
            if head.deprel == "acl:relcl" and head.head >= 0:
                return self.by_token.get(head.head, ())
        return ()

    def _as_here(self, token: Token, party: Party | None) -> tuple[Party, ...]:
        return (self._quote(token, party),) if party is not None else ()

    def _quote(self, token: Token, party: Party) -> Party:
        first, last = (
            phrase_of(self.scene, token.index) if token.upos in ("NOUN", "PROPN") else (token.index, token.index)
        )
        start, end = self.scene.doc.span(first, last)
        return party.model_copy(update={"text": self.scene.doc.text[start:end], "start": start, "end": end})

    def _recent(self, token: Token) -> list[Named]:
        """Those named before the token, nearest sentence first, subjects before others within one sentence."""
        near = [*takewhile(lambda n: n.sentence >= token.sentence - REACH, reversed(self.named))]
        near.reverse()
        return sorted(near, key=lambda n: (-n.sentence, not n.subject, -n.index))

    def _person(self, token: Token) -> Party | None:
        ahead = self._ahead(token, PartyKind.PERSON)
        if ahead is not None:
            return ahead
        return next((n.party for n in self._recent(token) if n.party.kind is PartyKind.PERSON), None)

    def _ahead(self, token: Token, kind: PartyKind) -> Party | None:
        """The subject of the clause that the pronoun's clause introduces: "Renewing her appeal, the minister said"."""
        doc = self.scene.doc
        for head in (token, *doc.ancestors(token.index)):
            if head.deprel == "advcl" and head.head > head.index:
                for subject in doc.children(head.head, "nsubj"):
                    if subject.index > token.index:
                        party = resolve_noun(self.scene, self.people, subject.index)
                        if party is not None and party.kind is kind:
                            return party
        return None

    def _thing(self, token: Token) -> Party | None:
        kinds = SIDE_KINDS | {PartyKind.ORGANIZATION}
        if token.deprel in ("expl", "nsubj") and self._is_empty_it(token):
            return None
        near = [
            n
            for n in self._recent(token)
            if n.party.kind in kinds and not n.plural and n.sentence >= token.sentence - NEAR and not self._is_person(n)
        ]
        return near[0].party if near else None

    def _is_person(self, named: Named) -> bool:
        """Whether a side is named by someone who speaks for it, whom "it" cannot mean: "the foreign minister"."""
        return self.scene.doc.tokens[named.index].upos == "NOUN" and "person" in self.scene.kinds.get(named.index, ())

    def _is_empty_it(self, token: Token) -> bool:
        """Whether the pronoun speaks of nobody: "It is clear that …"."""
        if token.deprel == "expl" or token.head < 0:
            return True
        return bool(
            self.scene.doc.child(token.head, "csubj", "cop") and self.scene.doc.tokens[token.head].upos == "ADJ"
        )

    def _plural(self, token: Token) -> tuple[Party, ...]:
        recent = [
            n for n in self._recent(token) if n.plural or n.party.kind in (PartyKind.POPULATION, PartyKind.ARMED_GROUP)
        ]
        if not recent:
            # "Norway met Sweden in Geneva. They agreed …": the two main sides, where both were named just before.
            near = takewhile(lambda n: n.sentence >= token.sentence - 1, reversed(self.named))
            both = bool(self.pair) and keys(self.pair) <= keys(tuple(n.party for n in near))
            return tuple(self._quote(token, p) for p in self.pair) if both else ()
        sides = [n for n in recent if n.party.kind is not PartyKind.POPULATION]
        first = sides[0] if sides and token.deprel == "nmod:poss" else recent[0]
        heads = conjuncts(self.scene.doc, first.index)
        together = [p for i in heads for p in self.by_token.get(i, ())] or [first.party]
        return tuple(self._quote(token, p) for p in together)

    def _description(self, token: Token) -> tuple[Party, ...]:
        doc, lemma = self.scene.doc, token.lemma.lower()
        dets = {c.lemma.lower() for c in doc.children(token.index, "det", "nmod:poss", "det:predet")}
        two = {c.lemma.lower() for c in doc.children(token.index, "nummod")} & {"two", "2"}
        if (
            lemma in SIDES
            and token.feats.get("Number") == "Plur"
            and ("both" in dets or two or (lemma in ("side", "party") and ("the" in dets or not dets)))
        ):
            return tuple(self._quote(token, p) for p in self.pair)
        other = any(c.lemma.lower() in ("other", "opposing") for c in doc.children(token.index, "amod"))
        if lemma in ("side", "party") and other:
            return self._other_side(token)
        if not dets & {"the", "this", "that", "these", "those"} or other:
            return ()
        agent = self.scene.lexicon.agent(self.scene.lemmas, token.index + 1)
        speaks_of = PERSONS if agent is not None and token.feats.get("Number") == "Sing" else ALL_KINDS
        if (linked := self._linked(token, speaks_of)) and (agent is not None or lemma in GROUP_NOUNS):
            return linked
        if lemma in GROUP_NOUNS:
            group = next((n.party for n in self._recent(token) if n.party.kind is PartyKind.ARMED_GROUP), None)
            if group is None and lemma in ("group", "organisation", "organization"):
                group = next((n.party for n in self._recent(token) if n.party.kind is PartyKind.ORGANIZATION), None)
            return self._as_here(token, group)
        if agent is None or "side" not in agent.stands_for or preposition(doc, token.index) == "as":
            return ()
        return self._office(token, agent.sector)

    def _other_side(self, token: Token) -> tuple[Party, ...]:
        here = takewhile(lambda n: n.sentence == token.sentence, reversed(self.named))
        subjects = {n.party.country or n.party.name for n in here if n.subject}
        rest = [p for p in self.pair if (p.country or p.name) not in subjects]
        return (self._quote(token, rest[0]),) if len(rest) == 1 else ()

    def _office(self, token: Token, sector: str) -> tuple[Party, ...]:
        """The person of that calling named last, else the state spoken of last: "the minister", "the army"."""
        for near in self._recent(token):
            if (
                near.party.kind is PartyKind.PERSON
                and near.party.sector == sector
                and token.feats.get("Number") == "Sing"
            ):
                return (self._quote(token, near.party),)
        for near in self._recent(token):
            if near.party.kind is PartyKind.GOVERNMENT and near.party.country:
                return (side_party(self.scene, near.party, token.index, sector),)
        return ()
