"""Why a question of a program has no answer: problem details of RFC 9457."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

API = "/api/"
MEDIA_TYPE = "application/problem+json"
_PHRASES = {status.value: status.phrase for status in HTTPStatus}
_MOST = 20
"""Faults of one question that are told."""


class Fault(BaseModel):
    """One thing that is wrong with a question: where it stands, and what is wrong with it."""

    where: str = Field(description="The place: query.limit, path.act, body.event.time …", examples=["query.limit"])
    detail: str = Field(description="What is wrong.", examples=["Input should be less than or equal to 200"])


class Problem(BaseModel):
    """Why a question has no answer: problem details of RFC 9457."""

    type: str = Field(default="about:blank", description="about:blank: the title says it all.")
    title: str = Field(description="The status in words.", examples=["Not Found"])
    status: int = Field(description="The HTTP status.", examples=[404])
    detail: str = Field(description="What is wrong here, and what to do.", examples=["12: no such event"])
    instance: str = Field(description="The address asked for.", examples=["/api/v1/events/12"])
    errors: list[Fault] | None = Field(default=None, description="Each thing that is wrong with a question.")


def problem(
    request: Request,
    status: int,
    detail: str,
    *,
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer that tells an error to a program."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": _PHRASES.get(status, "Error"),
        "status": status,
        "detail": detail,
        "instance": request.url.path,
    }
    if faults:
        body["errors"] = [fault.model_dump() for fault in faults[:_MOST]]
    # In ASCII, since what is wrong with a question may be that it cannot be written in UTF-8.
    return Response(json.dumps(body), status, headers=dict(headers or {}), media_type=MEDIA_TYPE)
