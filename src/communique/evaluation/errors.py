"""What can be wrong with gold or predictions, in words that name the place and say what to do."""

from pydantic import ValidationError


class EvaluationError(Exception):
    """Gold or predictions that cannot be used. `place` is a file, with line and entry where there are some."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place = place
        self.reason = reason


def first_problem(error: ValidationError) -> str:
    """The first thing that a check found wrong: `actors.0.name: Field required`."""
    found = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(map(str, found["loc"]))
    return f"{where}: {found['msg']}" if where else str(found["msg"])
