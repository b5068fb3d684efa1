"""Whatever is asked of a page by its address, it answers or says what was wrong, and never breaks."""

import os
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.web.conftest import settings as served
from tests.web.story import tell

from communique.store import open_store
from communique.web import Role, make_app
from communique.web.pages import ROUTERS

PAGES = [
    route
    for router in ROUTERS
    for route in router.routes
    if isinstance(route, APIRoute) and "GET" in (route.methods or ())
]
ODD = (
    "0|-1|1|99999999999999999999|1e9|NaN|½|٣|2026-03-02|2026-02-30|0000-00-00|9999-12-31|NOR|ceasefire|harbour|'|\"|%|*|"
    "\0|\ud83d|\u202e|csv|json|table|true|on|1:0|1,2|[|{}|{{7*7}}|../..|NOR,SWE|asc|page|\n"
).split("|")
VALUES = st.one_of(
    st.sampled_from([*ODD, "", "a" * 5000]),
    st.text(max_size=12),
    st.integers().map(str),
    st.dates().map(str),
)
EXAMPLES = int(os.environ.get("COMMUNIQUE_TEST_EXAMPLES", "25"))
BOUNDED = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


def asked_for(dependant: Dependant) -> Iterator[str]:
    """The names of what a page, and what it depends on, may be asked in its address."""
    yield from (field.alias for field in dependant.query_params)
    for further in dependant.dependencies:
        yield from asked_for(further)


def encoded(words: str) -> str:
    return quote(words.encode("utf-8", "surrogatepass"), safe="")


@pytest.fixture(scope="module")
def app_client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = open_store(tmp_path_factory.mktemp("asked") / "story.db")
    tell(store)
    app = make_app(served(store, local=Role.REVIEWER))
    yield TestClient(app, raise_server_exceptions=False, follow_redirects=False)
    store.close()


@pytest.mark.parametrize("route", PAGES, ids=[route.path for route in PAGES])
def test_a_page_answers_whatever_is_asked(app_client: TestClient, route: APIRoute) -> None:
    names = sorted({*asked_for(route.dependant), "as", "page"})
    parts = dict.fromkeys(route.param_convertors, VALUES)

    @BOUNDED
    @given(
        asked=st.lists(st.tuples(st.sampled_from(names), VALUES), max_size=4),
        there=st.fixed_dictionaries(parts),
        known=st.booleans(),
    )
    def ask(asked: list[tuple[str, str]], there: dict[str, str], known: bool) -> None:
        path = route.path
        held = {"process": "harbour", "act": "1", "thread": "1"}
        for name in route.param_convertors:
            written = held[name] if known and name in held else encoded(there[name])
            path = path.replace(f"{{{name}}}", written).replace(f"{{{name}:path}}", written)
        question = "&".join(f"{name}={encoded(value)}" for name, value in asked)
        answer = app_client.get(f"{path}?{question}")
        assert answer.status_code < 500, f"{path}?{question}"

    ask()
