"""Who and what the words of a report can mean: countries, organisations, armed groups, people, agents, issues."""

from communique.lexicon.entry import Agent, Country, Entry, IssueTerm, LexiconError, Office, Person
from communique.lexicon.load import load_lexicon
from communique.lexicon.lookup import Lexicon

__all__ = [
    "Agent",
    "Country",
    "Entry",
    "IssueTerm",
    "Lexicon",
    "LexiconError",
    "Office",
    "Person",
    "load_lexicon",
]
