"""Asks for JSON in the strictest form that a server takes, and remembers which that is.

Servers differ: some refuse a schema, some the key `strict`, some any form at all, and new models refuse a temperature
or call the limit otherwise. Each refusal leads one step down; what was answered is asked for from then on.
"""

from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any

from communique.llm.client import Chat, is_too_long
from communique.llm.errors import AnswerError, RefusedError
from communique.llm.prompt import Prompt
from communique.llm.repair import Written, events_in

ANSWER_TOKENS = 8192
"""Of an answer at most, with a model's thoughts."""
TRIES = 3
"""How often an answer that cannot be read is asked for."""


class Form(IntEnum):
    """How JSON is asked for, the strictest way first."""

    STRICT = 0
    SCHEMA = 1
    OBJECT = 2
    TEXT = 3


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a server takes. `limit` is its name for the number of tokens, None for none."""

    form: Form = Form.STRICT
    temperature: bool = True
    limit: str | None = "max_tokens"

    def after(self, refusal: RefusedError) -> "Dialect | None":
        """One step down, by what the server does not take; None where there is none."""
        said = refusal.said.casefold()
        if self.temperature and "temperature" in said:
            return replace(self, temperature=False)
        if self.limit == "max_tokens" and "max_completion_tokens" in said:
            return replace(self, limit="max_completion_tokens")
        if self.limit is not None and self.limit in said:
            return replace(self, limit=None)
        return self.looser()

    def looser(self) -> "Dialect | None":
        """The next form; None after the last."""
        return replace(self, form=Form(self.form + 1)) if self.form < Form.TEXT else None


class TooLongError(AnswerError):
    """Question and answer do not fit into what the model can take; a shorter passage may."""


@dataclass
class Structured:
    """A line to an endpoint with what is known of it."""

    chat: Chat
    dialect: Dialect = field(default_factory=Dialect)

    def ask(self, prompt: Prompt) -> Written:
        """The events that the model tells, unchecked. Raises an LlmError."""
        dialect = self.dialect
        unread: AnswerError | None = None
        tries = 0
        while tries < TRIES:
            try:
                answer = self.chat.ask(request(prompt, dialect, self.chat.endpoint.model))
            except RefusedError as error:
                if is_too_long(error):
                    raise TooLongError(str(error)) from None
                step = dialect.after(error)
                if step is None:
                    raise
                dialect = step
                continue
            except AnswerError as error:
                unread = error
            else:
                written = events_in(answer.text)
                if written is not None:
                    self.dialect = dialect
                    return Written(written.entries, written.whole and not answer.cut)
                if answer.cut:
                    raise TooLongError("the answer was cut short before its first event")
                unread = AnswerError("the model's answer holds no list of events")
            tries += 1
            # A server may take a form and pass over it; the next one says the schema in words.
            dialect = dialect.looser() or dialect
        raise AnswerError(f"{unread} ({TRIES} tries)") from None


def request(prompt: Prompt, dialect: Dialect, model: str) -> dict[str, Any]:
    """The body of a request in a dialect."""
    in_words = dialect.form in (Form.OBJECT, Form.TEXT)
    body: dict[str, Any] = {
        "model": model,
        "messages": [
            {"role": "system", "content": prompt.system + (prompt.shape_in_words if in_words else "")},
            {"role": "user", "content": prompt.user},
        ],
    }
    if dialect.temperature:
        body["temperature"] = 0
    if dialect.limit is not None:
        body[dialect.limit] = ANSWER_TOKENS
    match dialect.form:
        case Form.STRICT:
            schema = {"name": "events", "strict": True, "schema": prompt.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        case Form.SCHEMA:
            schema = {"name": "events", "schema": prompt.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        case Form.OBJECT:
            body["response_format"] = {"type": "json_object"}
        case Form.TEXT:
            pass
    return body
