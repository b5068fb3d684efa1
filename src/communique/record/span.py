"""A stretch of a report's text, with the words that stand there."""

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Noun(BaseModel):
    """Base of every noun of the record: frozen, and strict about unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Noun):
    """`quote` is `text[start:end]` of the report; offsets are Unicode code points, half open."""

    start: int = Field(ge=0)
    end: int
    quote: str

    @model_validator(mode="after")
    def _length_fits(self) -> "Span":
        if self.end - self.start != len(self.quote):
            raise ValueError(
                f"span {self.start}-{self.end} is {self.end - self.start} long, its quote {len(self.quote)}"
            )
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """The span of `text` from `start` to `end`; ValueError where that is no stretch of the text."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no text at {start}-{end}: the report has {len(text)} code points")
        return cls(start=start, end=end, quote=text[start:end])
