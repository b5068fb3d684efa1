"""A predicate's logical arguments: passives, participles, relative clauses, control, coordination and nouns undone."""

from dataclasses import dataclass, field

from communique.language.doc import Doc, Token

DATE_WORDS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december today yesterday tomorrow week month year morning afternoon evening "
    "night".split()
)
RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
"""Pronouns that take up the noun before them."""
OBJECT_CONTROL = frozenset(
    "urge ask tell order allow permit force compel enable help invite persuade encourage press push pressure call want "
    "expect authorise authorize require request advise beg implore forbid instruct direct oblige lead cause get let "
    "make leave prompt oust see hear watch appeal".split()
)
"""Verbs whose object, not whose subject, does what their infinitive (or their "of …ing") says."""
BLAME = frozenset(
    "accuse blame charge condemn criticise criticize fault suspect praise commend thank laud applaud congratulate hail "
    "salute credit reward punish fine rebuke sanction".split()
)
"""Verbs whose object is blamed or praised "for" or "of" what a gerund says that it did."""


DEEPEST = 8
"""Clauses up which a subject is looked for."""


@dataclass(slots=True)
class Arguments:
    """Heads of the arguments, as token indices; conjuncts are not spelled out.

    `subject` and `object` are the logical ones. `clauses` are complement clauses and infinitives. `preps` holds
    obliques and modifiers by preposition ("in return for" is one), gerunds among them.
    """

    subject: list[int] = field(default_factory=list)
    object: list[int] = field(default_factory=list)
    indirect: list[int] = field(default_factory=list)
    clauses: list[int] = field(default_factory=list)
    preps: dict[str, list[int]] = field(default_factory=dict)

    def get(self, role: str) -> list[int]:
        """The arguments in one role of a frame: "subject", "object", "indirect", "clause" or a preposition."""
        match role:
            case "subject":
                return self.subject
            case "object":
                return self.object
            case "indirect":
                return self.indirect
            case "clause":
                return self.clauses
        return self.preps.get(role, [])

    def all(self) -> list[int]:
        """Every argument but the clauses."""
        return [*self.subject, *self.object, *self.indirect, *(i for found in self.preps.values() for i in found)]


def preposition(doc: Doc, index: int) -> str | None:
    """The preposition or subordinator that introduces a phrase; see Doc."""
    return doc.preposition(index)


def prefixes(doc: Doc, clause: int) -> set[str | None]:
    """The prepositions that lead the clause's subject in; see `prefixed_subject`."""
    return {preposition(doc, child.index) for child in doc.children(clause, "nsubj", "obl") if child.index < clause}


def prefixed_subject(doc: Doc, clause: int, word: str) -> int | None:
    """The subject that a preposition leads in: "called on Ruritania to leave", with "on Ruritania" under "leave"."""
    for child in doc.children(clause, "nsubj", "obl"):
        if child.index < clause and preposition(doc, child.index) == word:
            return child.index
    return None


def is_passive(doc: Doc, verb: Token) -> bool:
    """Whether the verb is passive, as a clause or as a bare participle."""
    while not doc.child(verb.index, "nsubj:pass", "aux:pass", "csubj:pass"):
        past = verb.feats.get("VerbForm") == "Part" and verb.feats.get("Tense") == "Past"
        shares = verb.deprel == "conj" and verb.head >= 0 and doc.tokens[verb.head].upos == "VERB"
        if not (past and shares) or doc.child(verb.index, "nsubj", "aux"):
            return verb.feats.get("Voice") == "Pass"
        verb = doc.tokens[verb.head]
    return True


def verb_arguments(doc: Doc, verb: Token) -> Arguments:
    """The arguments of a verb, or of an adjective that is a predicate."""
    found = Arguments()
    passive = is_passive(doc, verb)
    surface = surface_subject(doc, verb)
    (found.object if passive else found.subject).extend(surface)
    for child in doc.children(verb.index):
        match child.deprel:
            case "obj":
                found.object.append(_antecedent(doc, child, verb))
            case "iobj":
                found.indirect.append(_antecedent(doc, child, verb))
            case "ccomp" | "xcomp":
                found.clauses.append(child.index)
                _lend_subject(doc, child.index, found)
            case "obl:agent":
                found.subject.append(child.index)
            case "obl" | "obl:unmarked" | "advcl":
                word = preposition(doc, child.index)
                if (
                    child.deprel == "advcl"
                    and child.feats.get("VerbForm") == "Inf"
                    and word in ("to", None, "on", "upon", "for")
                ):
                    found.clauses.append(child.index)
                    _lend_subject(doc, child.index, found)
                elif word == "by" and passive and child.deprel == "obl":
                    found.subject.append(child.index)
                elif word:
                    found.preps.setdefault(word, []).append(_antecedent(doc, child, verb))
    for child in lifted(doc, verb.index):
        found.preps.setdefault(preposition(doc, child.index) or "", []).append(child.index)
    agents = found.subject if passive else []
    for thing in (*found.object, *agents):
        for child in doc.children(thing, "nmod"):
            word = preposition(doc, child.index)
            if word and word not in ("of", "by") and word not in found.preps:
                found.preps[word] = [child.index]
    if len(found.object) > 1 and not found.indirect and not passive:
        # "handed Ruritania twelve men": of two objects the first is the one who receives.
        found.indirect.append(found.object.pop(0))
    if verb.deprel == "acl:relcl" and verb.head >= 0 and not found.object and not passive:
        _fill_gap(doc, verb, found)
    if verb.deprel == "conj" and verb.head >= 0:
        _share_object(doc, verb, found, passive)
    return found


def lifted(doc: Doc, verb: int) -> list[Token]:
    """What the parser hung on a verb's date though it is the verb's: "pulled out on Monday of the accord"."""
    return [
        below
        for child in doc.children(verb, "obl")
        if child.text.lower() in DATE_WORDS
        for below in doc.children(child.index, "nmod")
        if preposition(doc, below.index)
    ]


def _lend_subject(doc: Doc, clause: int, found: Arguments) -> None:
    """Adds the addressee whom the parser hung on the clause: see `prefixed_subject`."""
    for word in ("on", "upon", "for", "to"):
        subject = prefixed_subject(doc, clause, word)
        if subject is not None:
            found.preps.setdefault(word, []).append(subject)


def _share_object(doc: Doc, verb: Token, found: Arguments, passive: bool) -> None:
    """Gives a bare conjunct the other verb's object: "killed and wounded ten"."""
    first = doc.tokens[verb.head]
    if passive or found.object or first.upos != "VERB":
        return
    objects = doc.children(first.index, "obj")
    if objects and objects[0].index > verb.index:
        found.object.append(objects[0].index)


def surface_subject(doc: Doc, verb: Token, depth: int = 0) -> list[int]:
    """The subject of a verb's own clause, or the one that syntax lends it from above; [] where there is none."""
    if depth > DEEPEST:
        return []
    own = [c for c in doc.children(verb.index, "nsubj") if c.upos != "SCONJ"]
    if own:
        # Of two subjects that the parser gives a verb, the one nearest before it is right more often.
        before = [c for c in own if c.index < verb.index]
        return [_antecedent(doc, (before or own)[-1], verb)]
    if doc.child(verb.index, "csubj", "expl"):
        return []
    if verb.head < 0:
        return []
    governor = doc.tokens[verb.head]
    match verb.deprel:
        case "conj":
            if governor.upos in ("VERB", "ADJ", "AUX") or doc.child(governor.index, "cop"):
                return surface_subject(doc, governor, depth + 1)
            return []
        case "xcomp" | "advcl" | "parataxis" | "ccomp":
            if verb.deprel in ("parataxis", "ccomp") and verb.feats.get("VerbForm") in ("Fin", None):
                return []
            if governor.upos == "NOUN" and not doc.child(governor.index, "cop"):
                return _possessors(doc, governor)
            return _controller(doc, governor, verb, depth)
        case "acl":
            if verb.feats.get("VerbForm") == "Inf" or doc.child(verb.index, "mark"):
                return _possessors(doc, governor) or _light_subject(doc, governor, depth)
            return [governor.index]
        case "acl:relcl":
            return [governor.index] if not _relative_elsewhere(doc, verb) else []
        case "advcl:relcl":
            return []
    return []


def _controller(doc: Doc, governor: Token, verb: Token, depth: int) -> list[int]:
    """Who does what the infinitive or participle under `governor` says."""
    if verb.deprel in ("xcomp", "advcl") and governor.lemma in OBJECT_CONTROL | BLAME:
        blamed = governor.lemma in BLAME and preposition(doc, verb.index) in ("of", "for", "with")
        if verb.deprel == "xcomp" or verb.feats.get("VerbForm") == "Inf" or blamed:
            for child in doc.children(governor.index, "obj", "iobj", "nsubj:pass"):
                return [child.index]
            if governor.lemma in ("call", "appeal", "press", "push"):
                for child in doc.children(governor.index, "obl"):
                    if preposition(doc, child.index) in ("on", "to", "for"):
                        return [child.index]
    return surface_subject(doc, governor, depth + 1)


def _possessors(doc: Doc, noun: Token) -> list[int]:
    owners = [c.index for c in doc.children(noun.index, "nmod:poss")]
    owners += [c.index for c in doc.children(noun.index, "nmod") if preposition(doc, c.index) == "by"]
    return owners


def _light_subject(doc: Doc, noun: Token, depth: int) -> list[int]:
    """Who does what a noun's infinitive says, by the noun's verb: "made a promise to leave"."""
    if noun.deprel in ("obj", "obl", "nsubj:pass") and noun.head >= 0:
        governor = doc.tokens[noun.head]
        if governor.upos == "VERB":
            if noun.deprel == "nsubj:pass":
                return [c.index for c in doc.children(governor.index, "obl:agent")]
            return surface_subject(doc, governor, depth + 1)
    return []


def _antecedent(doc: Doc, token: Token, verb: Token) -> int:
    """The noun that a relative pronoun stands for, else the token itself."""
    if token.upos == "PRON" and token.lemma.lower() in RELATIVE:
        at: Token | None = verb
        while at is not None and at.head >= 0:
            if at.deprel == "acl:relcl":
                return at.head
            at = doc.tokens[at.head] if at.deprel in ("conj", "xcomp", "ccomp", "advcl") else None
    return token.index


def _relative_elsewhere(doc: Doc, verb: Token) -> bool:
    """Whether the relative clause has its pronoun in another role, so that the subject is no gap: "in which"."""
    for child in doc.children(verb.index):
        if child.lemma.lower() in (RELATIVE | {"where", "when", "why"}) and not child.deprel.startswith("nsubj"):
            return True
    return False


def _fill_gap(doc: Doc, verb: Token, found: Arguments) -> None:
    """Makes the relative clause's noun the object that is missing: "the men whom Ruritania held"."""
    antecedent = verb.head
    if antecedent in found.subject or not found.subject:
        return
    if not _relative_elsewhere(doc, verb) or any(
        c.lemma.lower() in ("whom", "which", "that") for c in doc.children(verb.index, "obj")
    ):
        found.object.append(antecedent)


def noun_arguments(doc: Doc, noun: Token) -> Arguments:
    """The arguments of an event noun: whose, of what, between whom, and the clause that it introduces.

    A coordinated noun without an owner shares that of the noun before it: "Ruritania's raids and attacks".
    """
    found = _own_arguments(doc, noun)
    while not found.subject and noun.deprel == "conj" and noun.head >= 0 and doc.tokens[noun.head].upos == "NOUN":
        noun = doc.tokens[noun.head]
        found.subject.extend(_own_arguments(doc, noun).subject)
    return found


def _own_arguments(doc: Doc, noun: Token) -> Arguments:
    found = Arguments()
    for child in doc.children(noun.index):
        match child.deprel:
            case "nmod:poss" | "amod" | "compound" | "nmod:desc":
                found.subject.append(child.index)
            case "nmod" | "obl" | "nmod:unmarked":
                word = preposition(doc, child.index)
                if word == "by":
                    found.subject.insert(0, child.index)
                elif word == "of":
                    found.object.append(child.index)
                elif word:
                    found.preps.setdefault(word, []).append(child.index)
            case "acl" | "ccomp" | "xcomp":
                if child.feats.get("VerbForm") == "Inf" or doc.child(child.index, "mark"):
                    found.clauses.append(child.index)
                elif child.lemma == "involve":
                    found.preps.setdefault("between", []).extend(c.index for c in doc.children(child.index, "obj"))
                elif is_passive(doc, child):
                    found.subject.extend(c.index for c in doc.children(child.index, "obl:agent"))
    return found


def light_arguments(doc: Doc, verb: Token, noun: Token) -> Arguments:
    """The arguments of "reach an agreement": the verb's, with what hangs on the noun."""
    of_verb, of_noun = verb_arguments(doc, verb), noun_arguments(doc, noun)
    found = Arguments(
        subject=[i for i in of_verb.subject if i != noun.index] or of_noun.subject,
        object=of_noun.object,
        indirect=of_verb.indirect,
        clauses=of_noun.clauses + of_verb.clauses,
    )
    for preps in (of_noun.preps, of_verb.preps):
        for word, heads in preps.items():
            known = found.preps.setdefault(word, [])
            known.extend(h for h in heads if h != noun.index and h not in known)
    return found


def conjuncts(doc: Doc, index: int) -> list[int]:
    """The token and all that are coordinated with it, in order."""
    found, stack = [], [index]
    while stack:
        at = stack.pop()
        found.append(at)
        stack.extend(c.index for c in doc.children(at, "conj"))
    return sorted(found)
