"""JSON Lines to rows: an object a line."""

import json
from collections.abc import Iterator
from io import BufferedIOBase

from communique.sources.errors import MAX_BYTES, BadContainerError, BadRowError, TooLargeError
from communique.sources.tables import Row, row_name

_MOST_SKIPPED = 16 * MAX_BYTES
_MARK = b"\xef\xbb\xbf"
_OPENINGS = (b"[", b"{", b"[{")


def json_rows(stream: BufferedIOBase, *, name: str) -> Iterator[Row]:
    """The objects of a stream, by line, blank lines left out; an error in place of each line that is none.

    Raises BadContainerError where the first line shows that objects do not stand in lines of their own.
    """
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        if len(line) > MAX_BYTES:
            yield number, TooLargeError(row_name(name, number))
            skipped = 0
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
                skipped += len(line)
                if skipped > _MOST_SKIPPED:
                    raise BadContainerError(name, f"row {number} does not end; the rest is not read")
            continue
        if number == 1:
            line = line.removeprefix(_MARK)
            if line.strip() in _OPENINGS:
                raise BadContainerError(name, "JSON over several lines; write one object a line (JSON Lines)")
        if line.strip():
            yield number, _object(line, name=row_name(name, number))


def _object(line: bytes, *, name: str) -> dict[str, object] | BadRowError:
    try:
        found = json.loads(line)
    except json.JSONDecodeError as error:
        return BadRowError(name, f"no JSON object ({error.msg} at character {error.pos + 1})")
    except (ValueError, RecursionError) as error:  # Bad UTF-8, a number of thousands of digits, endless brackets.
        return BadRowError(name, f"no JSON object that can be read ({error})")
    if not isinstance(found, dict):
        kind = "list" if isinstance(found, list) else "value"
        return BadRowError(name, f"a JSON {kind}, where an object is read: one report a line, between braces")
    return found
