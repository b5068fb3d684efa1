"""What can go wrong between here and the server, in words that hold nothing secret.

LlmError
├── EndpointError   this endpoint cannot be used: no other report will fare better
├── BusyError       no usable answer within the tries allowed; later it may come
├── RefusedError    the server does not take this request (400, 422)
└── AnswerError     an answer that cannot be read, also when asked for again
"""


class LlmError(Exception):
    """The model gave no answer that could be used."""


class EndpointError(LlmError):
    """The endpoint cannot be used, whatever it is asked."""


class BusyError(LlmError):
    """The server is busy, broken or too slow."""


class RefusedError(LlmError):
    """The server refuses the request as it was put; `said` are its words."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"the server refused the request ({status}{': ' if said else ''}{said})")
        self.status = status
        self.said = said


class AnswerError(LlmError):
    """The answer holds nothing that can be read."""
