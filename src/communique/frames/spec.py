"""The one definition of a frame's shape; what a key means is said here and nowhere else."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from communique.record import MODES, EventType, Issue, Modality, Polarity

Words = tuple[str, ...]


class Strict(BaseModel):
    """Frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Predicates(Strict):
    """The words that fire a frame, as lemmas.

    `verb`: "demand"; with a particle or preposition that must hang on the verb, "carry out", "call for".
    `noun`, `adjective`: "demand", "call for", "ready".
    `auxiliary`: "must"; its verb's subject is the subject, the verb itself the clause.
    `light`: a verb and the nouns of which one must be its object (or, with a preposition, hang on it by that
    preposition): "reach [agreement deal]", "enter into [talks]". The noun is then what the event is about.
    """

    verb: Words = ()
    noun: Words = ()
    adjective: Words = ()
    auxiliary: Words = ()
    light: Words = ()


class Roles(Strict):
    """Where each role is found, as arguments of the predicate.

    The first that is there is taken; `actor` of a mutual event takes all.
    `subject` and `object` are the logical ones: the agent of a passive is its subject, the possessor or the demonym
    ("the Ruritanian attack") the subject of a noun, its of-phrase the object. `indirect`: the indirect object.
    `clause`: a complement clause or infinitive. `sayer`: who says it, where it stands in someone's speech. Any other
    word is the preposition of an oblique: "to", "with", "between", "against", "over".
    """

    actor: Words = ("subject",)
    recipient: Words = ()
    content: Words = ()


class Example(Strict):
    """A sentence of our own and what the frame must make of it; keys that are left out are not looked at.

    `actor` and `recipient` hold canonical names, or where nothing canonical is known the words used, `[]` for none.
    """

    text: str
    actor: str | Words | None = None
    recipient: str | Words | None = None
    issue: Issue | Literal["none"] | None = None
    modality: Modality | None = None
    polarity: Polarity | None = None
    mode: str | None = None


class CounterExample(Strict):
    """A sentence in which the frame must not fire, and why."""

    text: str
    why: str


class Frame(Strict):
    """What a predicate means: an event type, its roles, and examples that are its tests.

    `mutual`: all who take part are actors and there is no recipient (talks, agreements).
    `issue`: "content" looks for the issue in the content, then in the predicate itself and its clause; "none" leaves it
    out; a code fixes it.
    `modality`, `polarity`: what holds where nothing in the sentence says otherwise: an offer is `proposed`, a deadlock
    `negative`.
    `needs`: what must be there for the frame to fire: `actor`, `recipient`, `party` (either), `content`, `issue` (some
    issue must show in the content or clause).
    `unless`: lemmas which, as object or preposition's noun or subject of the predicate, make it mean something else
    ("strike a balance").
    `only`: lemmas of which one must stand in the predicate's own clause, or, as kind of argument, "issue" any issue's
    term.
    `firm`: its form alone shows the type, whatever the model takes its words for ("they broke the truce, he said").
    `hides_content`: events told within the content are part of this event, not events of their own (what is demanded).
    """

    id: Annotated[str, Field(pattern=r"^[a-z]+\.[a-z_]+$")]
    event_type: EventType
    mode: str | None = None
    predicates: Predicates
    roles: Roles = Roles()
    mutual: bool = False
    issue: Issue | Literal["content", "none"] = "content"
    modality: Modality = Modality.ACTUAL
    polarity: Polarity = Polarity.POSITIVE
    needs: tuple[Literal["actor", "recipient", "party", "content", "issue"], ...] = ("actor",)
    unless: Words = ()
    only: Words = ()
    firm: bool = False
    hides_content: bool = False
    version: int = 1
    examples: Annotated[tuple[Example, ...], Field(min_length=1)]
    counter_examples: tuple[CounterExample, ...] = ()

    @model_validator(mode="after")
    def _mode_fits(self) -> "Frame":
        if self.mode is not None and self.mode not in MODES.get(self.event_type, frozenset()):
            known = ", ".join(sorted(MODES.get(self.event_type, frozenset()))) or "none"
            raise ValueError(f"{self.event_type} has no mode {self.mode!r}; it has: {known}")
        return self
