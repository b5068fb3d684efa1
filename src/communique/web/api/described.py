"""The description of the API: OpenAPI 3.1, with how errors, pages of lists and tags of answers look."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from starlette.responses import JSONResponse, Response

from communique import __version__
from communique.web.api.asked import PREFIX
from communique.web.caching import Fresh
from communique.web.problems import MEDIA_TYPE, Fault, Problem

router = APIRouter(prefix=PREFIX)
ABOUT = """\
The record of Communiqué: reports about conflicts and peace talks, who did what to whom according to whom, each tied to
the words that say so.

**Lists** come in pages of `limit` items. The address of the next page stands in `next`, and in the header `Link`; it
is null on the last. Nothing that is added meanwhile is given twice or moves what was there.

**Answers** carry an `ETag`; sent back in `If-None-Match` it is answered 304 until the record changes.

**Errors** are `application/problem+json` (RFC 9457); `detail` says what is wrong and what to do.

**Writing** takes a token of a reviewer (`Authorization: Bearer …`). A server on its own machine, started with
`--write`, takes the header `X-Communique: 1` instead. Bodies are JSON of at most 1 MB.
"""
_MEANS = {
    400: "The question cannot be understood.",
    401: "Who asks is not known: send a token, or sign in.",
    403: "Who asks may not do that.",
    404: "There is no such thing.",
    405: "The address does not take this method; Allow says which.",
    409: "Somebody was quicker.",
    413: "The body is too large.",
    415: "The body is no JSON.",
    421: "This server does not answer to that name.",
    422: "The question is not as described; `errors` says where.",
    428: "Say what you have seen last: `expect`, or If-Match.",
    429: "Too many questions, or too many addresses wait; Retry-After says until when.",
}
_ALWAYS = (400, 401, 403, 404, 405, 421, 422, 429)
_WRITING = (413, 415)
_routers: list[APIRouter] = []


def routes_of(routers: Sequence[APIRouter]) -> None:
    """Sets which routes are described."""
    _routers[:] = routers


@cache
def described() -> dict[str, Any]:
    """The description."""
    told = get_openapi(
        title="Communiqué",
        version=__version__,
        description=ABOUT,
        routes=[route for each in _routers for route in each.routes],
        tags=[{"name": str(each.tags[0])} for each in _routers],
        servers=[{"url": "/", "description": "This server."}],
        separate_input_output_schemas=False,
    )
    schemas = told["components"]["schemas"]
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    reference = "#/components/schemas/{model}"
    schemas["Fault"] = Fault.model_json_schema(ref_template=reference)
    problem = Problem.model_json_schema(ref_template=reference)
    problem.pop("$defs", None)
    schemas["Problem"] = problem
    told["components"]["responses"] = {f"Error{status}": _error(status) for status in _MEANS}
    told["components"]["headers"] = {
        "ETag": {"description": "Changes when the record does.", "schema": {"type": "string"}},
        "Link": {"description": 'The next page, rel="next".', "schema": {"type": "string"}},
        "Location": {"description": "Where it stands.", "schema": {"type": "string"}},
    }
    told["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "Of `communique account token`."},
        "local": {"type": "apiKey", "in": "header", "name": "X-Communique", "description": "1, on one's own machine."},
    }
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            _complete(path, method, operation)
    return told


def _error(status: int) -> dict[str, Any]:
    return {
        "description": _MEANS[status],
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    """Adds what holds for every resource to the description of one."""
    name = path.removeprefix(PREFIX).replace("{", "").replace("}", "").strip("/").replace("/", "_")
    operation["operationId"] = f"{method}_{name}"
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = _without_null(parameter["schema"])
    answers = operation["responses"]
    writes = method != "get"
    wanted = [*_ALWAYS, *(_WRITING if writes else ())]
    if path.endswith(("/decisions", "/undo")) and method == "post":
        wanted += [409, 428]
    for status in wanted:
        answers[str(status)] = {"$ref": f"#/components/responses/Error{status}"}
    operation["responses"] = dict(sorted(answers.items()))
    for status, answer in answers.items():
        if not status.startswith("2"):
            continue
        headers = answer.setdefault("headers", {})
        if not writes and "additions" not in path:
            headers["ETag"] = {"$ref": "#/components/headers/ETag"}
        if any(each["name"] == "cursor" for each in operation.get("parameters", ())):
            headers["Link"] = {"$ref": "#/components/headers/Link"}
        if status in ("201", "202"):
            headers["Location"] = {"$ref": "#/components/headers/Location"}
        if not headers:
            del answer["headers"]
    if writes:
        operation["security"] = [{"token": []}, {"local": []}]
    elif "additions" not in path:
        operation["responses"]["304"] = {"description": "It is as it was when its ETag was given."}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter, which can be left out but not be null."""
    kinds = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    if len(kinds) != 1:
        return schema
    return {**{key: value for key, value in schema.items() if key != "anyOf"}, **kinds[0]}


@router.get("/openapi.json", include_in_schema=False)
def openapi(_: Fresh) -> Response:
    """The description of the API."""
    return JSONResponse(described())
