"""Pronouns and descriptions of someone named before: "he", "it", "the two sides", "the group", "the army".

The model says of whom each speaks; simple rules over what was named so far have a lead, and stand where it is not sure.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from itertools import takewhile

from communique.coding.arguments import RELATIVE, conjuncts, preposition
from communique.coding.draft import keys
from communique.coding.links import Namings, namings_of, party_key, spoken_of
from communique.coding.parties import OWNERS, People, choose_entry, entry_party, phrase_of, resolve_noun, side_party
from communique.coding.place import place_at
from communique.coding.scene import Scene
from communique.coding.sides import SIDE_KINDS, main_pair
from communique.coding.speech import Quotation, find_quotations, quotation_at
from communique.coding.voice import FIRST_PERSON, speaker_of, voice_of
from communique.language.doc import Token
from communique.lexicon import Agent
from communique.lexicon.words import JOINERS
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
BLOCS = frozenset({"bloc", "alliance"})
OF_STATES = frozenset({"EUR", "IGO"})
WHERE = frozenset("from in near across into at through via".split())
ORGANISED = frozenset("group movement organisation organization militia faction".split())
PARTS = frozenset("some many several most none all half dozens scores hundreds thousands tens".split())
"""Words beside numbers that tell a part of those who follow: "dozens of its soldiers"."""
HELPED = frozenset(
    "backed supported aligned allied led run controlled held funded armed trained supplied sponsored recognised "
    "recognized appointed installed brokered mediated drafted made built".split()
)
FORCES = frozenset({"MIL", "COP"})
"""Sectors that belong to a state: "the police" and "the troops" are those of the main one."""
DEFINITE = frozenset("the this that these those".split())
SEEN = 0.5
"""Probability from which the model's word is taken that a word speaks of a party."""
LEAD = 0.5
"""What the party that the rules find has in front of the others, as probability."""
SHORTEST = 4
"""Letters of a word that can stand for a whole name."""
REACH = 4
"""Sentences back in which a pronoun looks for its noun."""
NEAR = 2
"""Sentences back in which "it" looks for its noun."""
PERSONS = frozenset({PartyKind.PERSON})
ALL_KINDS = frozenset(PartyKind)
THINGS = ALL_KINDS - PERSONS
GROUPS = frozenset({PartyKind.ARMED_GROUP, PartyKind.ORGANIZATION, PartyKind.POPULATION})


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
    own: dict[int, tuple[Party, ...]] = field(default_factory=dict)
    """Those of `by_token` that are named there, or told by words that need no other."""
    namings: Namings = field(default_factory=partial(namings_of, {}))
    """The words of `own` by party."""
    spoken: Namings = field(default_factory=partial(namings_of, {}))
    """The words of `by_token` by party."""
    voice: tuple[Party, ...] = ()
    """The party that the report speaks for."""
    quotations: list[Quotation] = field(default_factory=list)

    def __post_init__(self) -> None:
        for token in self.scene.doc.tokens:
            if token.upos in ("NOUN", "PROPN", "ADJ", "X") and token.deprel not in ("flat", "fixed", "goeswith"):
                party = resolve_noun(self.scene, self.people, token.index)
                if party is not None:
                    self.own[token.index] = (party, *self._further_owners(token, party))
        self.pair = main_pair(self.scene, {i: p for i, p in self.own.items() if not self._lends(i)})
        self.namings = namings_of(self.own)
        self.voice = voice_of(self.scene, self.own)
        self.quotations = find_quotations(self.scene)
        for token in self.scene.doc.tokens:
            parties = self.own.get(token.index) or self._refer(token)
            if parties:
                self.by_token[token.index] = parties
                self._remember(token, parties)
        for token in self.scene.doc.tokens:
            # Last, since who is quoted is often told after the quotation: '"We agree," she said'.
            parties = self._speaking(token) if token.text.lower() in FIRST_PERSON else self._whole(token)
            if parties:
                self.by_token.setdefault(token.index, parties)
        self.spoken = namings_of(self.by_token)

    def at(self, index: int) -> tuple[Party, ...]:
        """The parties of a phrase, its conjuncts included, each once."""
        found: dict[tuple[str, str | None], Party] = {}
        for i in conjuncts(self.scene.doc, index):
            for party in self.by_token.get(i, ()):
                found.setdefault((party.name, party.country), party)
        return tuple(found.values())

    def _lends(self, index: int) -> bool:
        """Whether a name only says who helps another: "the Ruritanian-backed government" is not Ruritania's."""
        after = self.scene.doc.tokens[index + 1 : index + 3]
        return len(after) == 2 and after[0].text in JOINERS and after[1].text.lower() in HELPED

    def _remember(self, token: Token, parties: tuple[Party, ...]) -> None:
        if self._lends(token.index):
            return
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

    def _refer(self, token: Token) -> tuple[Party, ...]:
        word = token.text.lower()
        if token.upos == "PRON" or (token.deprel == "nmod:poss" and token.upos in ("PRON", "DET")):
            if word in RELATIVE:
                return self._antecedent(token)
            if word in HE:
                return self._weighed(token, PERSONS, lambda: self._as_here(token, self._person(token)))
            if word in IT:
                return self._weighed(token, THINGS, lambda: self._as_here(token, self._thing(token)))
            if word in THEY:
                return self._weighed(token, ALL_KINDS, lambda: self._plural(token))
            if word == "both":
                return tuple(self._quote(token, p) for p in self.pair)
            return ()
        if token.upos in ("NOUN", "PROPN"):
            return self._short_name(token) or self._description(token)
        return ()

    def _whole(self, token: Token) -> tuple[Party, ...]:
        """Whose part a number or the like tells: "two of its soldiers", "one of the rebels"."""
        if token.upos != "NUM" and token.text.lower() not in PARTS:
            return ()
        for child in self.scene.doc.children(token.index, "nmod"):
            if self.scene.doc.preposition(child.index) == "of":
                return self.by_token.get(child.index, ())
        return ()

    def _short_name(self, token: Token) -> tuple[Party, ...]:
        """The body or group one word of whose name stands for it: "the Front", "the Council"."""
        doc = self.scene.doc
        if not token.text[:1].isupper() or len(token.text) < SHORTEST:
            return ()
        the = {c.lemma.lower() for c in doc.children(token.index, "det")} == {"the"}
        more = doc.child(token.index, "amod", "compound", "nmod", "flat", "nmod:poss", "nummod", "appos")
        if not the or more:
            return ()
        called = {
            party_key(p[0]): p[0] for p in self.own.values() if token.text in (*p[0].name.split(), *p[0].text.split())
        }
        bodies = (PartyKind.ORGANIZATION, PartyKind.ARMED_GROUP)
        found = tuple(self._quote(token, p) for p in called.values() if p.kind in bodies)
        return found if len(called) == 1 else ()

    def spoken_of(
        self, index: int, kinds: frozenset[PartyKind], at_least: float, ruled: tuple[Party, ...] = ()
    ) -> tuple[Party, ...]:
        """The party that a word most likely speaks of by the model, where it is that sure; quoted by the word.

        Words for several ("they", "both sides") speak of all of whom it is that sure; troops and rebels are one party.
        Whom the rules find has a LEAD.
        """
        told = self.scene.doc.told
        if told is None:
            return ()
        own = {party_key(p): p for p in ruled}
        shares = spoken_of(told, index, self.namings, kinds)
        led = sorted(((p, s + LEAD * (party_key(p) in own)) for p, s in shares), key=lambda each: -each[1])
        token = self.scene.doc.tokens[index]
        agent = self.scene.agent_at(index)
        together = agent is not None and (agent.sector in FORCES or "group" in agent.stands_for)
        several = token.text.lower() == "both" or (token.feats.get("Number") == "Plur" and not together)
        likely = [party for party, share in (shares if several else led[:1]) if share >= at_least]
        return tuple(own.get(party_key(party)) or self._quote(token, party) for party in likely)

    def _weighed(
        self, token: Token, kinds: frozenset[PartyKind], by_rule: Callable[[], tuple[Party, ...]]
    ) -> tuple[Party, ...]:
        """Whom the model sees in the word, weighed with whom the rule finds; else the latter."""
        ruled = by_rule()
        return self.spoken_of(token.index, kinds, SEEN, ruled) or ruled

    def _speaking(self, token: Token) -> tuple[Party, ...]:
        """Who says "I" or "we": the one who is quoted, else the report's own voice, else whom the model sees."""
        quotation = quotation_at(self.quotations, token.index)
        heads = speaker_of(self.scene, quotation)
        found = tuple(p for h in heads for p in self.by_token.get(h, ()))
        ruled = found or (self.voice if quotation is None else ())
        return tuple(self._quote(token, p) for p in ruled) or self.spoken_of(token.index, ALL_KINDS, SEEN)

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
        agent = self.scene.agent_at(token.index)
        if agent is None and lemma not in SIDES | GROUP_NOUNS | BLOCS:
            return ()
        dets = {c.lemma.lower() for c in doc.children(token.index, "det", "nmod:poss", "det:predet")}
        two = {c.lemma.lower() for c in doc.children(token.index, "nummod")} & {"two", "2"}
        if (
            lemma in SIDES
            and token.feats.get("Number") == "Plur"
            and ("both" in dets or two or (lemma in ("side", "party") and ("the" in dets or not dets)))
        ):
            return tuple(self._quote(token, p) for p in self.pair)
        if lemma in ("side", "country", "party") and "each" in dets:
            return tuple(self._quote(token, p) for p in self.pair)
        other = any(c.lemma.lower() in ("other", "opposing") for c in doc.children(token.index, "amod"))
        if lemma in ("side", "party") and other:
            return self._other_side(token)
        ours = {"side", "group"} & agent.stands_for if agent is not None else ()
        if agent is not None and ours and (owners := self._possessors(token)):
            return tuple(side_party(self.scene, owner, token.index, agent.sector) for owner in owners)
        if agent is not None and agent.sector in FORCES and not other and not dets:
            return self._weighed(token, THINGS, lambda: self._bare_forces(token, agent))
        if other or not dets & DEFINITE:
            return ()
        if agent is None and lemma not in GROUP_NOUNS | BLOCS:
            return ()
        return self._weighed(token, self.kinds_at(token), lambda: self._described(token, agent))

    def kinds_at(self, token: Token) -> frozenset[PartyKind]:
        """The kinds of party that a noun can speak of: "the army" no person, "the rebels" no government."""
        kinds = self.scene.kinds.get(token.index, set())
        agent = self.scene.agent_at(token.index)
        if agent is not None and agent.stands_for == {"group"}:
            return GROUPS
        if "organization" in kinds or (agent is not None and agent.sector in FORCES and "person" not in kinds):
            return THINGS
        return PERSONS if agent is not None and token.feats.get("Number") == "Sing" and "person" in kinds else ALL_KINDS

    def _possessors(self, token: Token) -> tuple[Party, ...]:
        """Whose someone is, by a pronoun: "its troops", "their delegations", "his office"."""
        owners = self.scene.doc.children(token.index, "nmod:poss")
        return tuple(p for c in owners if c.upos != "PROPN" for p in self.by_token.get(c.index, ()))

    def _described(self, token: Token, agent: Agent | None) -> tuple[Party, ...]:
        """Whom "the group", "the minister" or "the army" was last said of."""
        lemma = token.lemma.lower()
        if lemma in BLOCS:
            return self._as_here(token, next((n.party for n in self._recent(token) if self._is_bloc(n.party)), None))
        if lemma in GROUP_NOUNS or (agent is not None and agent.stands_for == {"group"}):
            groups = [n.party for n in self._recent(token) if n.party.kind is PartyKind.ARMED_GROUP]
            if lemma in ORGANISED:
                # "The group" is one that has a name, and not the fighters who were killed just before.
                groups.sort(key=lambda p: p.sector == "UAF")
            group = next(iter(groups), None)
            if group is None and lemma in ("group", "organisation", "organization"):
                group = next((n.party for n in self._recent(token) if n.party.kind is PartyKind.ORGANIZATION), None)
            return self._as_here(token, group)
        if agent is None or "side" not in agent.stands_for or preposition(self.scene.doc, token.index) == "as":
            return ()
        return self._office(token, agent.sector)

    def _is_bloc(self, party: Party) -> bool:
        """Whether it is an organisation of states that a list knows."""
        listed = self.scene.lexicon.named(party.name)
        return party.kind is PartyKind.ORGANIZATION and any(e.sector in OF_STATES for e in listed)

    def _bare_forces(self, token: Token, agent: Agent) -> tuple[Party, ...]:
        """The state whose "police" or "soldiers" without article are: police are of the place told with them.

        Soldiers can be of either side, but where only one is a state.
        """
        if agent.sector == "MIL":
            states = [p for p in self.pair if p.kind is PartyKind.GOVERNMENT and p.country]
            return self._office(token, agent.sector) if len(states) == 1 else ()
        sentence = self.scene.doc.sentence_of(token.index)
        near = (place_at(self.scene, i) for i in range(sentence.first, sentence.last))
        country = next((place.country for place in near if place is not None and place.country), None)
        if country is None or country not in self.scene.lexicon.countries:
            return self._office(token, agent.sector)
        name = self.scene.lexicon.country(country).name
        state = Party(name=name, kind=PartyKind.GOVERNMENT, country=country, sector=agent.sector)
        return (self._quote(token, state),)

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
        states = [p for p in self.pair if p.kind is PartyKind.GOVERNMENT and p.country]
        if sector in FORCES and len(states) == 1:
            return (side_party(self.scene, states[0], token.index, sector),)
        named = [n for n in self._recent(token) if n.party.kind is PartyKind.GOVERNMENT and n.party.country]
        # "The crossing from Ruritania" is a way, and tells of no government; where something is tells of its police.
        acting = [n for n in named if sector in FORCES or preposition(self.scene.doc, n.index) not in WHERE]
        recent = [n.party for n in acting or named]
        # The mediator's army does not fight: of the states named just before, the army is that of a main side.
        fighting = [p for p in recent if p.country in {state.country for state in states}] if sector in FORCES else []
        return tuple(side_party(self.scene, p, token.index, sector) for p in (fighting or recent)[:1])
