"""Who stands for whom: names, capitals, officials, delegations, armies, persons and peoples -> parties.

What the words themselves say ("Russia's delegation head Vladimir Medinsky") comes before any list; pronouns and
descriptions of someone named before are resolved in `anaphora`.
"""

from dataclasses import dataclass, field

from communique.coding.arguments import preposition
from communique.coding.scene import Scene
from communique.coding.things import is_paper, names_a_thing
from communique.language.doc import Token
from communique.lexicon import Agent, Entry
from communique.record import Party, PartyKind

TITLE_REACH = 7
"""Tokens that a title with its owner may take before a name."""
OWNERS = ("nmod:poss", "amod", "compound", "nmod", "nmod:desc", "appos", "flat", "acl", "nmod:unmarked", "obl")
ACTING_WITH = frozenset({"with", "between"})
"""Prepositions after which a region is a party and not a place."""
COUNTS = frozenset("dozen score hundred thousand ten".split())
OWNER_PREPOSITIONS = frozenset({"of", "for", "from", "in", "with", "at"})


@dataclass(slots=True)
class People:
    """Persons introduced by full name in this report, by the folded last word of their names."""

    by_surname: dict[str, Party] = field(default_factory=dict)

    def add(self, person: Party) -> None:
        """Remembers the person for when the surname stands alone."""
        for key in (person.name.split()[-1], person.text.split()[-1] if person.text else ""):
            if key:
                self.by_surname[key.casefold()] = person

    def find(self, word: str) -> Party | None:
        """The person whose surname it is, if he or she was named in full."""
        return self.by_surname.get(word.casefold())


def entry_party(scene: Scene, entry: Entry, first: int, last: int) -> Party:
    """The party of a lexicon entry, named by tokens `first` to `last`."""
    start, end = scene.doc.span(first, last)
    return listed_party(entry).model_copy(update={"text": scene.doc.text[start:end], "start": start, "end": end})


def listed_party(entry: Entry) -> Party:
    """The party of a lexicon entry, without words of the report.

    An armed group or a region with a government of its own does not speak for the state that it lies in: it has no
    country.
    """
    return Party(
        name=entry.name,
        kind=PartyKind(entry.kind),
        country=entry.country if entry.kind != "armed_group" and entry.type != "region" else None,
        sector=entry.sector,
    )


def acts_by_itself(scene: Scene, entry: Entry, token: Token) -> bool:
    """Whether a name is a party here: a region with a government of its own is a place unless it acts.

    Regions that few or none recognise, and rival governments, always are parties, as states are.
    """
    if entry.type != "region" or entry.sector != "GOV" or "organization" in scene.kinds.get(token.index, ()):
        return True
    while token.deprel == "conj" and token.head >= 0:
        token = scene.doc.tokens[token.head]
    return token.deprel in ("nsubj", "obl:agent", "nmod:poss") or preposition(scene.doc, token.index) in ACTING_WITH


def side_party(scene: Scene, owner: Party, token: int, sector: str | None) -> Party:
    """An official, army or delegation as the side that it belongs to, quoted by its own words."""
    first, last = phrase_of(scene, token)
    start, end = scene.doc.span(first, last)
    name = owner.name
    kind = owner.kind
    if owner.kind is PartyKind.PERSON or (owner.kind is PartyKind.POPULATION and owner.country):
        if owner.country is None:
            return owner
        name, kind = scene.lexicon.country(owner.country).name, PartyKind.GOVERNMENT
    return Party(
        name=name,
        text=scene.doc.text[start:end],
        start=start,
        end=end,
        kind=kind,
        country=owner.country,
        sector=sector or owner.sector,
    )


def phrase_of(scene: Scene, token: int) -> tuple[int, int]:
    """First and last token of a noun with what stands before it: determiner, owner, modifiers."""
    doc = scene.doc
    first = last = token
    for child in doc.children(token):
        if child.deprel in ("det", "amod", "compound", "nmod:poss", "nummod", "nmod:desc", "flat"):
            below = doc.subtree(child.index)
            if below[0] < token and below[-1] < token:
                first = min(first, below[0])
            elif child.deprel == "flat":
                last = max(last, below[-1])
    return first, last


def resolve_noun(scene: Scene, people: People, index: int) -> Party | None:
    """The party that a noun or name stands for by its own words; None where it stands for none, or by reference."""
    token = scene.doc.tokens[index]
    named = token.upos == "PROPN" or (index in scene.names and token.upos in ("NOUN", "ADJ", "X", "NUM"))
    if named and (party := resolve_name(scene, people, token)):
        return party
    describes = token.upos == "ADJ" and token.deprel == "amod"
    if index not in scene.names and token.upos in ("NOUN", "ADJ", "PROPN") and not describes:
        described = resolve_description(scene, people, token)
        return described or (_unknown_organisation(scene, token) if named else None)
    return None


def resolve_name(scene: Scene, people: People, token: Token) -> Party | None:
    """A party by name: a person in full or by surname, a state, its capital or seat, an organisation, a group."""
    name = scene.names.get(token.index)
    first, last = _flat_range(scene, token)
    person = _named_person(scene, people, first, last)
    if person is not None:
        return person
    if name is not None:
        entry = choose_entry(scene, name.entries)
        head = scene.doc.tokens[name.head]
        if entry.type == "body" and (other := _other_state(scene, entry, name.head)):
            return side_party(scene, other, name.head, entry.sector)
        if entry.type == "demonym" and _is_counted(scene, token):
            return population(scene, token, entry_party(scene, entry, name.first, name.last))
        if not acts_by_itself(scene, entry, head) or names_a_thing(scene, entry, head):
            return None
        party = entry_party(scene, entry, name.first, name.last)
        if entry.kind == "person":
            people.add(party)
        return party
    if first == last:
        known = people.find(token.text)
        if known is not None:
            return _again(scene, known, first, last)
        entries = scene.lexicon.surname(token.text)
        near = [e for e in entries if e.country in scene.countries] or (list(entries) if len(entries) == 1 else [])
        if near and _is_person_mention(scene, token):
            return entry_party(scene, near[0], first, last)
    if _is_person_mention(scene, token) and first != last:
        return _unknown_person(scene, people, token, first, last)
    return None


def _is_counted(scene: Scene, token: Token) -> bool:
    """Whether people of a nation are told by their number, and are not the nation: "two Ruritanians", "dozens of"."""
    if token.upos not in ("NOUN", "PROPN") or not token.text.endswith("s") or token.deprel in ("amod", "compound"):
        return False
    if scene.doc.child(token.index, "nummod"):
        return True
    above = scene.doc.tokens[token.head] if token.head >= 0 else None
    parts = above is not None and (above.upos == "NUM" or above.lemma.lower() in COUNTS)
    return parts and token.deprel == "nmod" and preposition(scene.doc, token.index) == "of"


def _other_state(scene: Scene, entry: Entry, head: int) -> Party | None:
    """The state that the words before a body's name give it, where a list knows the like of another state.

    More states than one have a National Intelligence Service or a Supreme Court.
    """
    for child in scene.doc.children(head, "nmod:poss", "amod", "compound"):
        name = scene.names.get(child.index)
        if name is None or head in range(name.first, name.last + 1):
            continue
        state = choose_entry(scene, name.entries)
        if state.kind == "government" and state.country and state.country != entry.country:
            return entry_party(scene, state, name.first, name.last)
    return None


def _unknown_organisation(scene: Scene, token: Token) -> Party | None:
    """An organisation that no list holds, where the parser saw one and its words say more than a place."""
    first, last = _flat_range(scene, token)
    kinds = scene.kinds.get(token.index, ())
    if token.upos != "PROPN" or "organization" not in kinds or "place" in kinds or is_paper(scene, token):
        return None
    first = min([first, *(c.index for c in scene.doc.children(token.index, "compound", "amod") if c.upos == "PROPN")])
    if first == last:
        return None
    start, end = scene.doc.span(first, last)
    text = scene.doc.text[start:end]
    return Party(name=text, text=text, start=start, end=end, kind=PartyKind.ORGANIZATION)


def choose_entry(scene: Scene, entries: tuple[Entry, ...]) -> Entry:
    """Of several meanings of a name, one that the report has a plain name for too, else of the country spoken of most.

    "Brussels" is the European Union where that is named, and not Belgium.
    """
    rank = {country: i for i, country in enumerate(scene.countries)}

    def order(entry: Entry) -> tuple[bool, int, bool]:
        countries = (entry.country, *entry.countries)
        nearest = min((rank[c] for c in countries if c in rank), default=99)
        return entry.name not in scene.plainly_named, nearest, entry.former

    return min(entries, key=order)


def _flat_range(scene: Scene, token: Token) -> tuple[int, int]:
    """The words of one name: the head with its flat parts."""
    below = [c.index for c in scene.doc.children(token.index, "flat")]
    first, last = token.index, max([token.index, *below])
    return first, last


def _named_person(scene: Scene, people: People, first: int, last: int) -> Party | None:
    """A person of the lexicon within the name, or one named in full before."""
    for i in range(first, last + 1):
        name = scene.names.get(i)
        if name is None:
            continue
        persons = tuple(e for e in name.entries if e.kind == "person")
        if persons:
            party = entry_party(scene, choose_entry(scene, persons), name.first, name.last)
            told = told_side(scene, people, scene.doc.tokens[name.head])
            if told is not None and told.country != party.country:
                listed = [e for e in persons if e.country == told.country]
                party = entry_party(scene, listed[0], name.first, name.last) if listed else party
                party = party.model_copy(update={"country": told.country})
            people.add(party)
            return party
    if last > first:
        known = people.find(scene.words[last])
        if known is not None:
            return _again(scene, known, first, last)
    return None


def _again(scene: Scene, party: Party, first: int, last: int) -> Party:
    start, end = scene.doc.span(first, last)
    return party.model_copy(update={"text": scene.doc.text[start:end], "start": start, "end": end})


def _is_person_mention(scene: Scene, token: Token) -> bool:
    if token.index in scene.kinds:
        return "person" in scene.kinds[token.index]
    return any(scene.lexicon.title(scene.words, i) for i in range(max(0, token.index - 2), token.index + 1))


def _unknown_person(scene: Scene, people: People, token: Token, first: int, last: int) -> Party | None:
    """A name that no list holds, with the side that title, possessive or apposition give it."""
    while first < last and (skip := scene.lexicon.title(scene.words, first)) and first + skip <= last:
        first += skip
    owner, agent = side_of(scene, people, token)
    if owner is None:
        owner, before = _side_before(scene, first)
        agent = agent or before
    start, end = scene.doc.span(first, last)
    text = scene.doc.text[start:end]
    if first == last and agent is None:
        return None
    person = Party(
        name=text,
        text=text,
        start=start,
        end=end,
        kind=PartyKind.PERSON,
        country=owner.country if owner else None,
        sector=agent.sector if agent else None,
    )
    people.add(person)
    return person


def _side_before(scene: Scene, first: int) -> tuple[Party | None, Agent | None]:
    """The side in the words right before a name, however they were parsed: "Ruritania's delegation head Ann Odera"."""
    agent = scene.agent_at(first - 1)
    at = first - 1
    while agent is not None and at >= 0 and first - at <= TITLE_REACH:
        name = scene.names.get(at)
        if name is not None:
            return entry_party(scene, choose_entry(scene, name.entries), name.first, name.last), agent
        token = scene.doc.tokens[at]
        if token.upos not in ("NOUN", "ADJ", "PROPN", "PART") or token.sentence != scene.doc.tokens[first].sentence:
            break
        at -= 1
    return None, agent


def side_of(scene: Scene, people: People, token: Token) -> tuple[Party | None, Agent | None]:
    """The side of someone by title, possessive, apposition and of-phrase, and the agent noun that names the office."""
    doc = scene.doc
    nouns = [token.index]
    nouns += [c.index for c in doc.children(token.index, "appos", "compound", "nmod:desc", "amod", "flat")]
    if token.deprel in ("appos", "flat", "nmod:desc", "nsubj", "dep") and token.head >= 0 and token.deprel != "nsubj":
        nouns.append(token.head)
    for relative in doc.children(token.index, "acl:relcl"):
        if doc.child(relative.index, "cop"):
            nouns.append(relative.index)
        nouns += [c.index for c in doc.children(relative.index, "obj", "obl")]
    agent = next((a for n in nouns if (a := scene.agent_at(n))), None)
    for noun in nouns:
        owner = owner_of(scene, people, noun, skip=token.index)
        if owner is not None:
            return owner, agent
    return None, agent


def told_side(scene: Scene, people: People, token: Token) -> Party | None:
    """The government that a title, possessive or apposition gives a person: it comes before what any list says."""
    doc = scene.doc
    nouns = [c.index for c in doc.children(token.index, "appos", "compound", "nmod:desc", "flat")]
    if token.deprel in ("appos", "flat", "nmod:desc") and token.head >= 0:
        nouns.append(token.head)
    for noun in nouns:
        agent = scene.agent_at(noun)
        if agent is None or "side" not in agent.stands_for:
            continue
        owner = owner_of(scene, people, noun, skip=token.index)
        if owner is not None and owner.kind is PartyKind.GOVERNMENT:
            return owner
    return None


def owner_of(scene: Scene, people: People, noun: int, *, skip: int = -1, depth: int = 0) -> Party | None:
    """Whose someone or something is: the state, organisation, group or person among the words that modify it."""
    if depth > 4:
        return None
    doc = scene.doc
    name = scene.names.get(noun)
    if depth and name is not None:
        return entry_party(scene, choose_entry(scene, name.entries), name.first, name.last)
    # "officials in Halvik" are Halvik's, "a bombing in Halvik" is not.
    is_agent = scene.agent_at(noun) is not None
    prepositions = OWNER_PREPOSITIONS if is_agent else frozenset({"of"})
    for child in doc.children(noun, *OWNERS):
        if child.index == skip or child.deprel in ("appos", "acl", "flat"):
            continue
        if child.deprel in ("nmod", "obl") and preposition(doc, child.index) not in prepositions:
            continue
        if child.deprel in ("amod", "compound", "nmod:desc") and child.index not in scene.names:
            found = (
                owner_of(scene, people, child.index, skip=skip, depth=depth + 1)
                if child.upos in ("NOUN", "PROPN")
                else None
            )
        elif child.upos == "PRON" or (
            child.index in scene.names and names_a_thing(scene, scene.names[child.index].entries[0], child)
        ):
            continue
        else:
            found = owner_of(scene, people, child.index, skip=skip, depth=depth + 1) or (
                people.find(child.text) if child.upos == "PROPN" else None
            )
        if found is not None:
            return found
    return None


def resolve_description(scene: Scene, people: People, token: Token) -> Party | None:
    """A common noun: "Ruritanian forces", "the prime minister's office", "residents", "rebels", "UN officials"."""
    agent = scene.agent_at(token.index)
    if agent is None:
        return None
    for child in scene.doc.children(token.index, "appos", "flat", "nmod:desc"):
        named = _apposed_person(scene, people, child)
        if named is not None and "population" not in agent.stands_for:
            return named
    owner = owner_of(scene, people, token.index)
    if "population" in agent.stands_for:
        return population(scene, token, owner)
    if owner is not None and (
        "side" in agent.stands_for or "source" in agent.stands_for or "group" in agent.stands_for
    ):
        return side_party(scene, owner, token.index, agent.sector)
    if "group" in agent.stands_for:
        return unnamed_group(scene, token)
    return None


def _apposed_person(scene: Scene, people: People, child: Token) -> Party | None:
    if child.upos != "PROPN":
        return None
    party = resolve_name(scene, people, child)
    return party if party is not None and party.kind is PartyKind.PERSON else None


def population(scene: Scene, token: Token, owner: Party | None) -> Party:
    """People as such: residents, civilians, protesters; the country is their owner's where one is told."""
    first, last = phrase_of(scene, token.index)
    first = last
    while first > 0 and _describes(scene.doc.tokens[first - 1], last):
        first -= 1
    start, end = scene.doc.span(first, last)
    whole = scene.doc.span(*phrase_of(scene, token.index))
    return Party(
        name=scene.doc.text[start:end],
        text=scene.doc.text[whole[0] : whole[1]],
        start=whole[0],
        end=whole[1],
        kind=PartyKind.POPULATION,
        country=owner.country if owner else None,
        sector="CVL",
    )


def _describes(token: Token, noun: int) -> bool:
    """Whether a word before a noun is part of what people are called: "ethnic Ruritanians", not "44-year-old men"."""
    return (
        token.head == noun
        and token.deprel in ("amod", "compound")
        and token.upos != "NUM"
        and token.text.isalpha()
        and token.text != "old"
    )


def unnamed_group(scene: Scene, token: Token) -> Party | None:
    """Rebels, gunmen or militants whom nothing names; "the" and "its" ones are left to anaphora.

    What someone is called is no group beside him: "whom he calls a terrorist organisation", "is a militia".
    """
    if token.deprel == "xcomp" or scene.doc.child(token.index, "cop") or preposition(scene.doc, token.index) == "as":
        return None
    if any(
        c.lemma.lower() in ("the", "this", "that", "these", "those", "both")
        for c in scene.doc.children(token.index, "det")
    ) or any(c.upos == "PRON" for c in scene.doc.children(token.index, "nmod:poss")):
        return None
    first, last = phrase_of(scene, token.index)
    start, end = scene.doc.span(first, last)
    named = first
    while named < last and scene.doc.tokens[named].deprel in ("nummod", "det"):
        named += 1
    text = scene.doc.text[start:end]
    name = scene.doc.text[scene.doc.tokens[named].start : end]
    return Party(name=name, text=text, start=start, end=end, kind=PartyKind.ARMED_GROUP, sector="UAF")
