"""What is said of a report beside its text: by the report itself, or by what it stands in."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Particulars:
    """Title, date of publication, publisher and address; None where nothing is said."""

    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None

    def filled_from(self, other: "Particulars") -> "Particulars":
        """These, with what they lack taken from `other`."""
        return Particulars(
            self.title or other.title,
            self.published or other.published,
            self.publisher or other.publisher,
            self.url or other.url,
        )
