"""Who takes part in an event, and who says that it happened."""

from pydantic import Field

from communique.record.codes import PartyKind
from communique.record.span import Noun


class Party(Noun):
    """A government, person, organisation, armed group or population.

    `name` is canonical ("Russia" where the text says Moscow); `text`, `start` and `end` are the words used, None where
    the party is understood rather than named. `country` is ISO 3166-1 alpha-3 (`XKX` for Kosovo), `sector` a code of
    `codes.SECTORS`.
    """

    name: str = Field(min_length=1)
    text: str = ""
    start: int = 0
    end: int = 0
    kind: PartyKind
    country: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    sector: str | None = None

    @property
    def key(self) -> str:
        """What tells it from other parties of the record: the country of a government, else its name."""
        return self.country if self.kind is PartyKind.GOVERNMENT and self.country else self.name

    @property
    def side(self) -> str:
        """Whose side it is on: a country for its government and its people in office, else itself."""
        stands_for_country = self.kind in (PartyKind.GOVERNMENT, PartyKind.PERSON)
        return self.country if self.country and stands_for_country else self.name


class Attribution(Party):
    """Whom the report names as its source; `via` is the outlet that the source spoke to."""

    anonymous: bool = False
    via: str | None = None
