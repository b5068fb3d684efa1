"""XML from strangers: decoded, and refused where it declares entities, by which a small file can fill the memory.

Feeds, sitemaps and lists of feeds have no need of entities of their own; neither files nor addresses that a document
type names are ever opened.
"""

import re
from itertools import islice

from communique.sources.decode import decode
from communique.sources.errors import BadContainerError

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})")
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_TAG = re.compile(r"<[^<]{20000,}")  # With what follows it.
_ATTRIBUTE = re.compile(r"=\s*[\"']")
MAX_ATTRIBUTES = 2000
"""Of one element; the parser takes the square of their number."""


def guarded_xml(data: bytes, *, name: str, charset: str | None, max_bytes: int) -> bytes:
    """The document as UTF-8 without XML declaration, safe to be parsed. `charset` is what came with it, if any.

    Raises BadContainerError where it declares entities or an element has thousands of attributes, and what `decode`
    raises.
    """
    declared = _ENCODING.match(data)
    if charset is None and declared is not None:
        charset = declared[1].decode("ascii")
    text = _DECLARATION.sub("", decode(data, name=name, charset=charset, max_bytes=max_bytes), count=1).lstrip()
    if _ENTITY.search(text):
        raise BadContainerError(name, "refused: it declares XML entities, which can make a small file fill the memory")
    for tag in _TAG.finditer(text):
        if sum(1 for _ in islice(_ATTRIBUTE.finditer(tag[0]), MAX_ATTRIBUTES + 1)) > MAX_ATTRIBUTES:
            raise BadContainerError(name, f"refused: an element with more than {MAX_ATTRIBUTES} attributes")
    return text.encode("utf-8", "replace")
