"""Reviewers who decide at the same moment: of those who saw the same, one decision is taken."""

from threading import Barrier, Thread

from tests.making import NORTH, SOUTH, reading, report

from communique.pipeline import review
from communique.pipeline.keeping import keep_reading
from communique.pipeline.queue import queue, weight_of
from communique.record import Action, EventType
from communique.store import MovedOnError, Store, open_store
from communique.store.accounts import add_account, close_account, load_account
from communique.store.audit import count_noted, load_noted, note
from communique.store.decision_log import last_decisions, last_standing, load_log, reviewers
from communique.store.engine import changes
from communique.store.errors import StoreError
from communique.store.events import entry_of_act
from communique.store.queue import FEW, Filters, Waiting, frames
from communique.store.sessions import open_session, session_of
from communique.store.tokens import add_token, token_of

AT_ONCE = 6
TOLD = reading(
    report("Norland demanded a ceasefire. Southland refused it."),
    ("Norland demanded a ceasefire", "REQUEST", {"actors": (NORTH,), "issue": "ceasefire", "coder": "frame:ask@1"}),
    ("Southland refused it", "REJECT", {"actors": (SOUTH,), "confidence": 0.2, "coder": "model:reject@2"}),
)


def kept(store: Store) -> None:
    with store.writing() as connection:
        keep_reading(connection, TOLD, coder="t", extractor="t")


def test_of_many_who_saw_the_same_one_decides_and_the_others_are_told(where: str) -> None:
    store = open_store(where)
    kept(store)
    ready = Barrier(AT_ONCE)
    taken: list[str] = []
    refused: list[str] = []

    def decide(name: str, action: Action) -> None:
        own = open_store(where)
        with own.reading() as connection:
            seen = last_decisions(connection, [1])[1]
        ready.wait()
        try:
            with own.writing() as connection:
                review.decide(connection, action, 1, reviewer=name, seen=seen)
            taken.append(name)
        except MovedOnError as error:
            refused.append(str(error))
        own.close()

    actions = (Action.ACCEPT, Action.REJECT)
    threads = [Thread(target=decide, args=(f"reviewer {n}", actions[n % 2])) for n in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 1
    assert len(refused) == AT_ONCE - 1
    assert all(taken[0] in told for told in refused)
    with store.reading() as connection:
        (decision,) = load_log(connection)
        status = entry_of_act(connection, 1).status.value
    assert decision.reviewer == taken[0]
    assert status == {"accept": "accepted", "reject": "rejected"}[decision.action.value]
    store.close()


def test_an_undo_counts_as_a_decision_that_must_have_been_seen(store: Store) -> None:
    kept(store)
    with store.writing() as connection:
        first = review.decide(connection, Action.ACCEPT, 1, reviewer="one", seen=0)
        review.undo(connection, first.number, reviewer="one", seen=first.number)
    with store.writing() as connection:
        try:
            review.decide(connection, Action.REJECT, 1, reviewer="other", seen=first.number)
            raise AssertionError("it was not seen that the first was taken back")
        except MovedOnError:
            pass
        assert last_standing(connection, "one") is None
        assert reviewers(connection) == ["one"]


def test_the_queue_is_in_the_order_of_doubt_and_knows_its_frames(store: Store) -> None:
    kept(store)
    with store.reading() as connection:
        assert [w.act for w in queue(connection, Filters())[0]] == [2, 1]
        assert [w.act for w in queue(connection, Filters(frame="frame:ask"))[0]] == [1]
        assert [w.act for w in queue(connection, Filters(kind=EventType.REJECT, below=0.5))[0]] == [2]
        assert queue(connection, Filters(), pool=2)[0] == []
        few, many = frozenset({1}), frozenset(range(1, FEW + 2))
        assert [w.act for w in queue(connection, Filters(members=few))[0]] == [1]
        assert [w.act for w in queue(connection, Filters(members=many))[0]] == [2, 1]
        assert frames(connection) == ["frame:ask", "model:reject"]
        assert queue(connection, Filters())[1] == 2


def test_more_weighs_what_more_depends_on() -> None:
    plain = Waiting(1, 1, 0.5, EventType.CONSULT, None, False, "statement", 1)
    told = [
        plain,
        Waiting(1, 1, 0.5, EventType.REQUEST, "ceasefire", False, "statement", 1),
        Waiting(1, 1, 0.5, EventType.ASSAULT, None, True, "incident", 1),
        Waiting(1, 1, 0.5, EventType.ASSAULT, None, True, "incident", 8),
        Waiting(1, 1, 0.5, EventType.AGREE, "ceasefire", True, "agreement", 10_000),
    ]
    assert [weight_of(w) for w in told] == [1.0, 1.5, 2.0, 3.5, 6.0]


def test_accounts_sessions_tokens_and_the_log_leave_the_record_fresh(store: Store) -> None:
    with store.reading() as connection:
        before = changes(connection)
    with store.writing(shown=False) as connection:
        add_account(connection, "Ada", role="admin", password="x")  # noqa: S106 - a hash would stand here
        add_account(connection, "Rune", role="reviewer", password="x")  # noqa: S106
        secret, session = open_session(connection, "Rune")
        token = add_token(connection, "robot", account="Rune", role="admin")
        note(connection, "signed in", account="Rune", address="127.0.0.1", more="x" * 1000)
    with store.reading() as connection:
        assert session_of(connection, secret) == session
        assert session_of(connection, "another") is None
        found = token_of(connection, token)
        assert found is not None
        assert found.role == "reviewer", "no more than its account may"
        assert len(load_noted(connection, what="signed in")[0].detail["more"]) == 200
        assert count_noted(connection, account="nobody") == 0
        assert changes(connection) == before
    with store.writing(shown=False) as connection:
        close_account(connection, "Rune")
        assert session_of(connection, secret) is None
        assert token_of(connection, token) is None
        assert load_account(connection, "Rune").closed
        try:
            close_account(connection, "Ada")
            raise AssertionError("nobody could administer it any more")
        except StoreError as error:
            assert "only administrator" in str(error)
