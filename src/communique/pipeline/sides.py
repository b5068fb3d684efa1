"""What a person calls a side -> what the record calls it."""

from communique.lexicon import Lexicon
from communique.record import Party, PartyKind


def known_side(written: str, lexicon: Lexicon) -> str:
    """The side that a name or code stands for: "UKR", "Ukraine" and "Kyiv" are one; an unknown name is itself."""
    if written.upper() in lexicon.countries:
        return written.upper()
    words = written.split()
    length, entries = lexicon.find(words, 0) if words else (0, ())
    if length == len(words) and len(entries) == 1:
        entry = entries[0]
        party = Party(name=entry.name, kind=PartyKind(entry.kind), country=entry.country, sector=entry.sector)
        return party.side
    return written
