"""The same record by another reader: Report -> a language model on a server -> events that stand in the text."""

from communique.lexicon import load_lexicon
from communique.lexicon.places import load_gazetteer
from communique.llm import Endpoint, LlmReader
from communique.record import Reading, Report


def load_llm_reader(endpoint: Endpoint) -> LlmReader:
    """A reader that asks the model at an endpoint; one reads any number of reports."""
    return LlmReader(endpoint, load_lexicon(), load_gazetteer())


def read_with_model(report: Report, reader: LlmReader) -> Reading:
    """The report's events as the model tells them and the text bears them out; see `reader.tally` for what was dropped.

    Raises `communique.llm.LlmError` where the model could not be asked about all of the report.
    """
    return reader.read(report)
