"""A large language model on a server as reader: it proposes, and only what stands in the report enters the record.

Every quote and every party's words are looked for in the text; what is not there is dropped and counted. No string
that the model writes enters the record: each is the report's, the lexicon's, the gazetteer's or a closed list's.
"""

from communique.llm.endpoint import Endpoint, endpoint_at
from communique.llm.errors import AnswerError, BusyError, EndpointError, LlmError, RefusedError
from communique.llm.reader import LlmReader
from communique.llm.tally import Prices, Reason, Tally

__all__ = [
    "AnswerError",
    "BusyError",
    "Endpoint",
    "EndpointError",
    "LlmError",
    "LlmReader",
    "Prices",
    "Reason",
    "RefusedError",
    "Tally",
    "endpoint_at",
]
