"""Text from outside is never part of a question to the database: on either, it finds what it names, or nothing."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, inspect
from tests.web.story import tell

from communique.record import Process
from communique.store import Store, StoreError
from communique.store.accounts import add_account, load_account, password_of
from communique.store.actor_list import actor, actors_page
from communique.store.actors import count_roles, dealings, entries_of_party
from communique.store.audit import note
from communique.store.browse import Asked, find_reports, load_report
from communique.store.find import events_with, reports_with, threads_with
from communique.store.items import forget_lists, is_done, mark_failed
from communique.store.lists import EventFilter, Page, ReportFilter, events_page, reports_page
from communique.store.processes import drop_process, load_process, put_process
from communique.store.publishers import contradicted_threads, latest_reports
from communique.store.search import groups_of, search
from communique.store.sessions import session_of
from communique.store.tokens import revoke_token, token_of

PARTS = (
    "' \" \\ ; -- /* */ ) ( % _ * : & | ! < > <-> @@ NEAR AND OR NOT MATCH {0} {x} %s :asked ? $1 $$ E'\\' UNION "
    "SELECT password FROM account DROP TABLE report; 1=1 ' OR '1'='1 '; DELETE FROM report; -- xx\" OR \"a \u2019 "
    "\u02bc \u00bf \u0130 \ufb01 \u1e9e ｛ ＇ report_words rowid words ^ + - ~ # Stavern Norland"
).split(" ")
WRITTEN = st.one_of(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map(" ".join),
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=6).map("".join),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30),
)
ASKS: dict[str, Callable[[Connection, str], object]] = {
    "search": search,
    "words of reports": lambda c, w: reports_with(c, groups_of(w), most=3) if groups_of(w) else None,
    "words of events": lambda c, w: events_with(c, groups_of(w), most=3) if groups_of(w) else None,
    "words of threads": lambda c, w: threads_with(c, groups_of(w), most=3) if groups_of(w) else None,
    "filter of reports": lambda c, w: find_reports(c, Asked(words=groups_of(w), publisher=w)),
    "report": load_report,
    "publisher": lambda c, w: (latest_reports(c, w), contradicted_threads(c, w)),
    "process": load_process,
    "party": lambda c, w: (count_roles(c, w), dealings(c, w), entries_of_party(c, w, "actor", most=3)),
    "role": lambda c, w: entries_of_party(c, "NOR", w, most=3),
    "actor": lambda c, w: (actor(c, w), actors_page(c, most=3, after=w)),
    "side": lambda c, w: events_page(c, EventFilter(actor=w, side=w, report=w), Page(3)),
    "list of reports": lambda c, w: reports_page(c, ReportFilter(words=w, publisher=w), Page(3)),
    "account": password_of,
    "session": session_of,
    "token": token_of,
    "item": lambda c, w: is_done(c, w, w),
}
FEW = settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def told(store: Store) -> Store:
    tell(store)
    with store.writing() as connection:
        add_account(connection, "Ada", role="admin", password="kept")  # noqa: S106 - of an invented account
    return store


@pytest.mark.parametrize("asked", ASKS)
def test_whatever_is_asked_is_only_looked_for(told: Store, asked: str) -> None:
    @FEW
    @given(written=WRITTEN)
    @example(written="' OR '1'='1")
    @example(written="x' UNION SELECT password FROM account --")
    @example(written='" OR words:"Norland')
    @example(written="Norland <-> demanded")
    @example(written="*")
    def ask(written: str) -> None:
        with told.reading() as connection:
            try:
                found = ASKS[asked](connection, written)
            except StoreError:
                return
            assert "kept" not in repr(found)
            if asked in ("account", "session", "token"):
                assert found is None or written == "Ada"

    ask()


def test_a_word_finds_no_more_than_what_holds_it(told: Store) -> None:
    with told.reading() as connection:
        everything = len(search(connection, "Norland").reports)
        for written in (
            "Stavern) OR (Norland",
            'Stavern" OR "Norland',
            "Stavern | Norland",
            "Stavern OR Norland",
            "N*",
        ):
            assert len(search(connection, written).reports) < everything, written


def test_whatever_is_written_is_kept_as_it_is(told: Store) -> None:
    tables = set(inspect(told.engine).get_table_names())

    @FEW
    @given(written=WRITTEN)
    def write(written: str) -> None:
        process = Process(name="talks", parties=("NOR", written), mediators=(written,))
        with told.writing() as connection:
            mark_failed(connection, written, written, written, reason=written)
            note(connection, "signed in", account=written, address=written, told=written)
            forget_lists(connection, written, failed=[])
            with suppress(StoreError):
                revoke_token(connection, written, account=written)
            put_process(connection, process)
            assert load_process(connection, "talks") == process
            for name in ("talks", written):
                try:
                    drop_process(connection, name)
                except StoreError:
                    assert name == written

    write()
    with told.reading() as connection:
        assert load_account(connection, "Ada").role == "admin"
        assert len(search(connection, "Norland").reports) == 3
    assert set(inspect(told.engine).get_table_names()) == tables
