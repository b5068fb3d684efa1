"""A reviewer goes through the queue: with forms alone, with keys, and beside another reviewer."""

import re

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page
from starlette.testclient import TestClient
from tests.making import NORTH, reading, report
from tests.web.story import HOSTILE
from tests.web.team import csrf, quick_hashes, sign_in, team

from communique.pipeline.keeping import keep_reading
from communique.store import Store
from communique.store.decision_log import load_log
from communique.store.events import entry_of_act
from communique.store.threads import threads_of_acts

__all__ = ["quick_hashes", "team"]


def first_act(page: str) -> int:
    found = re.search(r"/review/(\d+)/accept", page)
    assert found is not None, page
    return int(found[1])


def act_of(store: Store, quote: str) -> int:
    with store.reading() as connection:
        for act in range(1, 12):
            if entry_of_act(connection, act).event.evidence[0].quote.startswith(quote):
                return act
    raise AssertionError(quote)


def status_of(store: Store, act: int) -> str:
    with store.reading() as connection:
        return entry_of_act(connection, act).status.value


def thread_of(store: Store, act: int) -> int:
    with store.reading() as connection:
        return threads_of_acts(connection, [act])[act][0]


def send(client: TestClient, path: str, **told: object) -> str:
    form = {"csrf": csrf(client.get("/review").text), "seen": "0", **told}
    answer = client.post(path, data=form)
    assert answer.status_code in (200, 303), answer.text
    return answer.text


def test_the_least_sure_comes_first_with_its_words_in_context(client: TestClient) -> None:
    page = client.get("/review").text
    assert "<mark>Southland offered to leave the strait</mark>" in page
    assert "The two sides met in Kiel on Monday." in page
    assert "11 events" in page
    assert "40 % sure" in page
    assert len(page.encode()) < 100_000


def test_weight_puts_what_more_depends_on_first_among_the_equally_sure(client: TestClient) -> None:
    rows = client.get("/review?as=json").json()
    assert [row["confidence"] for row in rows][:2] == [0.4, 0.9]
    weights = [row["weight"] for row in rows[1:]]
    assert weights == sorted(weights, reverse=True)
    assert weights[0] > weights[-1]
    assert client.get("/review?as=csv").text.count("\r\n") == 12


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("process=harbour", "10 events"),
        ("type=ASSAULT", "3 events"),
        ("below=0.5", "1 event<"),
        ("coder=test", "11 events"),
        ("coder=none", "0 events|Nothing waits"),
        ("show=decided", "Nothing waits"),
        ("show=all", "11 events"),
        ("process=&type=&coder=&below=&show=waiting", "11 events"),
    ],
)
def test_the_queue_is_filtered(client: TestClient, asked: str, count: str) -> None:
    assert re.search(count, client.get(f"/review?{asked}").text)


def test_accepting_goes_on_to_the_next_with_a_line_and_an_undo(client: TestClient, store: Store) -> None:
    page = client.get("/review").text
    act = first_act(page)
    following = re.search(r'name="next" value="(\d+)"', page)
    assert following is not None
    page = send(client, f"/review/{act}/accept", next=following[1])
    assert first_act(page) == int(following[1])
    assert "<strong>Accepted</strong>" in page
    assert status_of(store, act) == "accepted"
    which = re.search(r'name="which" value="([^"]+)"', page)
    assert which is not None
    page = send(client, "/review/undo", which=which[1])
    assert "Taken back" in page
    assert first_act(page) == act
    assert status_of(store, act) == "machine"


def test_two_reviewers_never_overwrite_each_other(team: FastAPI, store: Store) -> None:
    one, other = sign_in(team, "Rune"), sign_in(team, "Rita")
    page = one.get("/review").text
    act = first_act(page)
    theirs = other.get("/review").text
    assert first_act(theirs) == act
    told = {"csrf": csrf(page), "seen": "0"}
    assert one.post(f"/review/{act}/reject", data=told).status_code == 303
    for path, more in (
        ("accept", {}),
        ("reject", {}),
        ("edit", {"issue": "talks"}),
        ("split", {"origin": str(thread_of(store, act))}),
        ("merge", {"thread": str(thread_of(store, act_of(store, "Southland refused")))}),
    ):
        answer = other.post(f"/review/{act}/{path}", data={"csrf": csrf(theirs), "seen": "0", **more})
        assert answer.status_code == 409, path
        assert "Rune has decided" in answer.text
        assert "<strong>Rune</strong> rejected" in answer.text
        assert 'name="seen" value="1"' in answer.text, "the form that is shown next knows it"
    with store.reading() as connection:
        assert [(d.reviewer, d.action.value) for d in load_log(connection)] == [("Rune", "reject")]
    assert other.post(f"/review/{act}/accept", data={"csrf": csrf(theirs), "seen": "1"}).status_code == 303
    assert status_of(store, act) == "accepted"
    undo = {"csrf": csrf(page), "which": "1:1"}
    assert one.post("/review/undo", data=undo).status_code == 409, "Rita has decided since"


def test_only_the_same_reviewer_or_an_administrator_takes_a_decision_back(team: FastAPI, store: Store) -> None:
    one, other, admin = (sign_in(team, name) for name in ("Rune", "Rita", "Ada"))
    one.post("/review/1/reject", data={"csrf": csrf(one.get("/review").text), "seen": "0"})
    undo = {"which": "1:1"}
    assert "Take back<span" not in other.get("/decisions").text
    answer = other.post("/review/undo", data={"csrf": csrf(other.get("/review").text), **undo})
    assert answer.status_code == 403
    assert status_of(store, 1) == "rejected"
    assert "Take back<span" in admin.get("/decisions").text
    answer = admin.post("/review/undo?to=decisions", data={"csrf": csrf(admin.get("/review").text), **undo})
    assert answer.headers["location"] == "/decisions"
    assert status_of(store, 1) == "machine"
    again = admin.post("/review/undo", data={"csrf": csrf(admin.get("/review").text), "which": "1:2"})
    assert again.status_code == 404
    assert "undone already" in again.text


def test_a_reader_sees_the_queue_and_no_form(team: FastAPI) -> None:
    client = sign_in(team, "Rosa")
    page = client.get("/review").text
    assert "<mark>" in page
    assert "/accept" not in page
    assert "takes the role reviewer" in page
    assert "checkbox" not in client.get("/review/batch?coder=test").text
    assert client.get("/review/1/edit").status_code == 403
    assert client.get("/decisions").status_code == 200


def test_editing_changes_the_slots_that_were_written_and_no_other(client: TestClient, store: Store) -> None:
    act = act_of(store, "An attack at Stavern")
    with store.reading() as connection:
        before = entry_of_act(connection, act).event
    page = client.get(f"/review/{act}/edit").text
    told = dict(re.findall(r'<input id="slot-\w+" name="(\w+)" value="([^"]*)"', page))
    assert told["actors"] == "Southland (government)"
    assert told["killed"] == "8"
    told |= {"killed": "8+", "type": "ASSAULT", "modality": "actual", "polarity": "positive", "issue": ""}
    send(client, f"/review/{act}/edit", **told)
    with store.reading() as connection:
        entry = entry_of_act(connection, act)
    assert entry.status.value == "edited"
    assert entry.event.casualties is not None
    assert entry.event.casualties.killed is not None
    assert (entry.event.casualties.killed.low, entry.event.casualties.killed.high) == (8, None)
    assert entry.event.model_copy(update={"casualties": before.casualties}) == before, "country, place, words stay"


def test_what_cannot_be_understood_is_told_beside_its_field(client: TestClient, store: Store) -> None:
    act = act_of(store, "An attack at Stavern")
    form = {"csrf": csrf(client.get("/review").text), "seen": "0", "time": "soon", "killed": "many", "mode": HOSTILE}
    answer = client.post(f"/review/{act}/edit", data=form)
    assert answer.status_code == 422
    for slot, told in (("time", "a time is"), ("killed", "a toll is"), ("mode", "has no mode")):
        assert re.search(rf'id="wrong-{slot}">[^<]*{told}', answer.text), slot
    assert 'value="soon"' in answer.text
    assert "<script>alert" not in answer.text
    unchanged = client.post(f"/review/{act}/edit", data={"csrf": form["csrf"], "seen": "0"})
    assert "Nothing was changed" in unchanged.text
    assert status_of(store, act) == "machine"


def test_a_merge_is_seen_before_it_is_decided(client: TestClient, store: Store) -> None:
    act, other = act_of(store, "freed 25"), act_of(store, "Norland demanded")
    target = thread_of(store, other)
    page = client.get(f"/review/{act}/merge?thread={target}").text
    assert "Norland demanded that Southland leave" in page
    assert f"Merge into {target}" in page
    page = send(client, f"/review/{act}/merge", thread=target)
    assert "Merged into another thread" in page
    assert thread_of(store, act) == target
    assert "There is no thread 999" in client.get(f"/review/{act}/merge?thread=999").text
    form = {"csrf": csrf(page), "seen": "1", "thread": str(target)}
    assert client.post(f"/review/{act}/merge", data=form).status_code == 404, "it is there already"


def test_a_split_tells_what_leaves_and_is_refused_where_the_thread_is_another_by_now(
    client: TestClient, store: Store
) -> None:
    act = act_of(store, "freed 25")
    origin = thread_of(store, act)
    page = client.get(f"/review/{act}/split").text
    leaves, stays = page.split("Stays, in")
    assert "freed 25 prisoners" in leaves
    assert "agreed to swap 40 prisoners" in stays
    form = {"csrf": csrf(page), "seen": "0", "origin": str(origin + 50)}
    assert client.post(f"/review/{act}/split", data=form).status_code == 409
    send(client, f"/review/{act}/split", origin=origin)
    assert thread_of(store, act) != origin
    assert "alone in its thread" in client.get(f"/review/{act}/split").text


def test_a_batch_is_many_decisions_and_leaves_what_another_decided(client: TestClient, store: Store) -> None:
    page = client.get("/review/batch?coder=test").text
    which = re.findall(r'name="which" value="(\d+:\d+)"', page)
    assert len(which) == 11
    assert page.count('<blockquote class="quote">') == 11
    send(client, f"/review/{which[3].partition(':')[0]}/reject")
    form = {"csrf": csrf(page), "verdict": "accept", "which": which}
    answer = client.post("/review/batch?coder=test", data=form)
    assert answer.status_code == 409
    assert "was left as it is" in answer.text
    assert "10 events" in answer.text
    with store.reading() as connection:
        log = load_log(connection)
    assert [d.action.value for d in log].count("accept") == 10
    assert len({d.act for d in log}) == 11
    undo = re.findall(r'name="which" value="(\d+:\d+)"', answer.text)
    assert client.post("/review/undo?coder=test", data={"csrf": form["csrf"], "which": undo}).status_code == 200
    assert {status_of(store, int(w.partition(":")[0])) for w in which} == {"machine", "rejected"}


def test_the_log_is_filtered_and_a_file_too(client: TestClient) -> None:
    send(client, "/review/1/accept")
    send(client, "/review/2/reject")
    page = client.get("/decisions?action=reject").text
    assert "Rejected" in page
    assert "1 decision<" in page
    assert client.get("/decisions?reviewer=nobody").text.count("Nothing was decided") == 1
    assert [d["act"] for d in client.get("/decisions?as=json").json()] == [2, 1]
    assert client.get("/decisions?as=csv&act=1").text.count("\r\n") == 2


def test_hostile_words_are_shown_as_text(client: TestClient, store: Store) -> None:
    told = report(f"Before. {HOSTILE} Norland demanded it. After.", name=HOSTILE, publisher=HOSTILE)
    slots = {"actors": (NORTH.model_copy(update={"name": HOSTILE}),), "confidence": 0.01}
    with store.writing() as connection:
        keep_reading(connection, reading(told, (HOSTILE, "REQUEST", slots)), coder="test", extractor="test")
    act = first_act(client.get("/review").text)
    for path in ("", f"/{act}/edit", f"/{act}/merge", f"/{act}/split", "/batch?coder=test"):
        page = client.get(f"/review{path}").text
        assert "&lt;script&gt;" in page, path
        assert "<script>alert" not in page, path
        assert "<img" not in page, path
    send(client, f"/review/{act}/reject")
    assert "<img" not in client.get("/decisions").text


def test_an_analyst_reviews_with_keys(tab: Page, store: Store) -> None:
    tab.goto("/review")
    first = tab.inner_text("#desk mark")
    tab.keyboard.press("j")
    tab.wait_for_url("**at=*")
    second = tab.inner_text("#desk mark")
    assert second != first
    tab.keyboard.press("k")
    tab.wait_for_function("words => document.querySelector('#desk mark').innerText === words", arg=first)
    tab.keyboard.press("r")
    tab.wait_for_selector(".note.done >> text=Rejected")
    assert tab.inner_text("#desk mark") == second
    tab.wait_for_function("() => document.activeElement.id === 'desk-title'")
    tab.keyboard.press("u")
    tab.wait_for_selector(".note.done >> text=Taken back")
    assert tab.inner_text("#desk mark") == first
    tab.keyboard.press("e")
    tab.wait_for_selector("#slot-issue")
    tab.select_option("#slot-issue", "territory")
    tab.click("text=Save")
    tab.wait_for_selector(".note.done >> text=Edited")
    tab.go_back()
    tab.goto("/decisions")
    assert tab.locator("tbody tr").count() == 3


def test_an_analyst_without_javascript_decides_as_well(tab: Page, server: str, store: Store) -> None:
    assert tab.context.browser is not None
    context = tab.context.browser.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/review")
    words = page.inner_text("#desk mark")
    page.click("button:has-text('Accept')")
    assert "Accepted" in page.inner_text(".note.done")
    assert page.inner_text("#desk mark") != words
    page.click("button:has-text('Undo')")
    assert page.inner_text("#desk mark") == words
    page.click("a:has-text('Split')")
    page.click("a:has-text('Leave it')")
    assert page.inner_text("#desk mark") == words
    context.close()


@pytest.mark.parametrize(
    "path", ["/review", "/review/1/edit", "/review/1/merge", "/review/batch?coder=test", "/decisions"]
)
def test_pages_fit_a_telephone(tab: Page, path: str) -> None:
    tab.set_viewport_size({"width": 375, "height": 800})
    tab.goto(path)
    assert tab.evaluate("document.documentElement.scrollWidth") <= 375
