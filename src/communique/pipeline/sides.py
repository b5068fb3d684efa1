"""What a person calls a side or a party -> what the record calls it."""

from communique.lexicon import Lexicon
from communique.record import Party, PartyKind


def known_side(written: str, lexicon: Lexicon) -> str:
    """The side that a name or code stands for: "UKR", "Ukraine" and "Kyiv" are one; an unknown name is itself."""
    party = _party(written, lexicon)
    return written if party is None else party.side


def known_key(written: str, lexicon: Lexicon) -> str:
    """The key (Party.key) of the party that a name or code stands for; an unknown name is itself."""
    party = _party(written, lexicon)
    return written if party is None else party.key


def _party(written: str, lexicon: Lexicon) -> Party | None:
    if written.upper() in lexicon.countries:
        country = lexicon.country(written.upper())
        return Party(name=country.name, kind=PartyKind.GOVERNMENT, country=country.iso3)
    # As it is written; else as a name is, since who types a question may leave out the capitals.
    for words in (written.split(), [word.capitalize() for word in written.split()]):
        length, entries = lexicon.find(words, 0) if words else (0, ())
        if length == len(words) and len(entries) == 1:
            entry = entries[0]
            return Party(name=entry.name, kind=PartyKind(entry.kind), country=entry.country, sector=entry.sector)
    return None
