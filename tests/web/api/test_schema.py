"""Whatever is asked of the API, it answers as its description says, and never with a 5xx."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as bounded
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
from tests.web.conftest import settings
from tests.web.story import tell

from communique.store import open_store
from communique.web import Role, make_app
from communique.web.api.described import described

HEADERS = {"Host": "testserver", "X-Communique": "1"}
EXAMPLES = int(os.environ.get("COMMUNIQUE_TEST_EXAMPLES", "12"))
"""Questions of a kind to each resource; more of them find more."""
ASKED = [
    (path, method, asked)
    for path, methods in described()["paths"].items()
    for method, operation in methods.items()
    for asked in GenerationMode
    # What takes nothing cannot be asked wrongly.
    if asked is GenerationMode.POSITIVE or "parameters" in operation or "requestBody" in operation
]
CHECKED: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
    allow_header_conformance,
]
"""Left out: that all valid data is taken, since not every text is a cursor, and that tokens are needed, since on one's
own machine a header stands for one."""


@pytest.fixture(scope="module", params=[Role.READER, Role.REVIEWER], ids=["read-only", "writing"])
def described_api(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The API by its description, over a story of its own, which the questions may change."""
    store = open_store(tmp_path_factory.mktemp("schema") / "story.db")
    tell(store)
    app = make_app(settings(store, local=request.param))
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=HEADERS)
    store.close()


@pytest.mark.parametrize(("path", "method", "asked"), ASKED, ids=[f"{m} {p} {a.value}" for p, m, a in ASKED])
def test_every_question_has_an_answer_as_described(
    described_api: Any, path: str, method: str, asked: GenerationMode
) -> None:
    @bounded(
        max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(case=described_api[path][method].as_strategy(generation_mode=asked))
    def ask(case: Any) -> None:
        case.call_and_validate(headers=HEADERS, checks=CHECKED)

    ask()
