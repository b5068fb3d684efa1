"""Reports are found, and show their events in their words; from any event one click to its sentence."""

import json
import re

import pytest
from playwright.sync_api import Browser, Dialog, Page, expect
from starlette.testclient import TestClient
from tests.making import NORTH, SOUTH, reading, report
from tests.web.story import HOSTILE

from communique.pipeline.keeping import keep_reading
from communique.pipeline.review import decide
from communique.record import Action
from communique.store import Store

LIMIT = 100_000
PAGES = ("/reports", "/at/5", "/events/5", "/threads/4", "/search?q=Stavern", "/actors", "/actors/NOR", "/sources")


def id_of(client: TestClient, words: str) -> str:
    """The id of the one report that holds these words."""
    (found,) = client.get("/reports", params={"q": words, "as": "json"}).json()
    return str(found["id"])


def keep(store: Store, text: str, *events: tuple[str, str], **about: str) -> str:
    """Adds a report with events on quotes; its id."""
    source = report(text, **about)
    told = reading(source, *((quote, kind, {"actors": (NORTH,), "recipients": (SOUTH,)}) for quote, kind in events))
    with store.writing() as connection:
        keep_reading(connection, told, coder="test", extractor="test")
    return source.id


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 3),
        ({"q": "stavern"}, 2),
        ({"q": "Ставерн"}, 2),
        ({"publisher": "Belt Post"}, 1),
        ({"since": "2026-03-06"}, 2),
        ({"until": "2026-03-06"}, 2),
        ({"process": "harbour"}, 3),
        ({"type": "force"}, 2),
        ({"type": "THREATEN"}, 1),
        ({"type": "THREATEN", "publisher": "Sound Gazette"}, 0),
        ({"status": "machine"}, 3),
        ({"status": "accepted"}, 0),
        ({"since": "", "until": "", "q": "", "publisher": "", "type": "", "status": "", "process": ""}, 3),
    ],
)
def test_reports_by_what_is_asked(client: TestClient, asked: dict[str, str], count: int) -> None:
    assert len(client.get("/reports", params={**asked, "as": "json"}).json()) == count
    page = client.get("/reports", params=asked)
    assert f"{count} report" in page.text
    assert len(re.findall(r'class="title"', page.text)) == count


def test_a_filter_that_there_is_not_is_told(client: TestClient) -> None:
    assert client.get("/reports?type=WAR").status_code == 400
    assert client.get("/reports?process=nowhere").status_code == 404


def test_facets_count_what_was_found(client: TestClient) -> None:
    page = client.get("/reports", params={"type": "force"}).text
    assert re.search(r'>Belt Post</a> <span class="count num">1<', page)
    assert re.search(r'>assault</a> <span class="count num">2<', page)


def test_a_list_says_how_many_printed_a_text(client: TestClient, store: Store) -> None:
    text = "The envoys of both sides met in the town hall and spoke of the strait for nine hours. " * 8
    keep(store, text, publisher="Copy One")
    keep(store, text + "Then they left.", publisher="Copy Two")
    keep(store, text + "Nobody spoke.", publisher="Copy Three")
    page = client.get("/reports?q=envoys+hall").text
    assert page.count("printed by 3 papers") == 3
    assert "Near copies" in client.get(f"/reports/{id_of(client, 'Nobody spoke')}").text


def test_a_report_shows_its_events_and_where_it_is_from(client: TestClient) -> None:
    page = client.get(f"/reports/{id_of(client, 'demanded')}").text
    assert '<span class="ev demand actual u1"' in page
    assert '<span class="ev talk planned u1"' in page
    assert "The Harbour Wire" in page
    assert client.get("/reports/0000000000000000").status_code == 404


def test_only_addresses_of_the_web_are_linked(client: TestClient, store: Store) -> None:
    for number, (url, linked) in enumerate(
        [("https://a.example/x", True), ("javascript:alert(1)", False), ("data:text/html,x", False)]
    ):
        source = report(f"A report with the number {number}.").model_copy(update={"url": url})
        with store.writing() as connection:
            keep_reading(connection, reading(source), coder="test", extractor="test")
        page = client.get(f"/reports/{source.id}").text
        assert (f'href="{url}" rel="noopener noreferrer"' in page) is linked
        assert ('href="javascript:' in page or 'href="data:' in page) is False


def test_an_event_leads_to_its_sentence(client: TestClient) -> None:
    answer = client.get("/at/1", follow_redirects=False)
    assert answer.status_code == 303
    where = answer.headers["location"]
    assert where.endswith("?act=1#act-1")
    page = client.get(where).text
    assert re.search(r'<span class="at" id="act-1"><span class="ev demand actual u1 lit"', page)
    assert client.get("/at/999").status_code == 404


def test_a_rejected_event_says_so(client: TestClient, store: Store) -> None:
    with store.writing() as connection:
        decide(connection, Action.REJECT, 2, reviewer="ana")
    page = client.get("/at/2").text
    assert "A reviewer rejected this event" in page
    assert 'class="beside dispute lit rejected"' in page
    assert "rejected by a reviewer" in client.get("/events/2").text
    assert "A reviewer rejected" not in client.get("/at/1").text


def test_a_long_report_comes_in_parts_and_an_event_opens_its_own(client: TestClient, store: Store) -> None:
    text = "\n\n".join(f"Paragraph {n}: <b>the & sides</b> spoke of the “strait” again. " * 12 for n in range(140))
    assert len(text) > LIMIT
    last = "Paragraph 139: <b>the & sides</b> spoke"
    name = keep(store, text, ("Paragraph 0: <b>the", "CONSULT"), (last, "ASSAULT"))
    first = client.get(f"/reports/{name}")
    assert "part 1 of" in first.text
    answer = client.get("/at/13")  # The story has eleven events.
    assert 'id="act-13"' in answer.text
    assert "part 1 of" not in answer.text
    for page in (first, answer):
        assert len(page.content) < LIMIT


def test_a_crowd_of_events_stays_below_the_limit(client: TestClient, store: Store) -> None:
    words = " ".join(f"word{n}" for n in range(900))
    name = keep(store, words, *((f"word{n} word{n + 1}", "ACCUSE") for n in range(300)))
    assert len(client.get(f"/reports/{name}").content) < LIMIT


def test_events_without_end_on_the_same_words_stay_below_it_too(client: TestClient, store: Store) -> None:
    words = " ".join(f"word{n}" for n in range(60))
    name = keep(store, words, *((words[: 400 - n], "ACCUSE") for n in range(300)))
    page = client.get(f"/at/{300 + 11}")
    assert len(page.content) < LIMIT
    assert f'id="act-{300 + 11}"' in page.text
    assert "more events on these words" in client.get(f"/reports/{name}").text


def test_a_report_can_be_taken_away_as_annotations(client: TestClient) -> None:
    name = id_of(client, "demanded")
    told = client.get(f"/reports/{name}?as=jsonld").json()
    assert told["type"] == "AnnotationCollection"
    assert told["total"] == 4
    assert client.get(f"/reports/{name}?as=csv").text.count("\r\n") == 5
    assert len(json.loads(client.get(f"/reports/{name}?as=json").text)) == 4


def test_an_event_tells_all_its_slots(client: TestClient, store: Store) -> None:
    with store.writing() as connection:
        decide(connection, Action.ACCEPT, 5, reviewer="ana")
    page = client.get("/events/5").text
    for told in ("An attack at Stavern killed 8 people", "drone", "killed 8", "Stavern, NOR", "According to", "ana"):
        assert told in page
    assert client.get("/events/5?as=jsonld").json()["first"]["items"][0]["motivation"] == "classifying"
    assert client.get("/events/5?as=json").json()[0]["status"] == "accepted"
    assert client.get("/events/999").status_code == 404


def test_a_thread_tells_every_claim_and_why_each_event_belongs_to_it(client: TestClient) -> None:
    thread = client.get("/events/5?as=json").json()[0]["thread"]
    page = client.get(f"/threads/{thread}").text
    assert "8–9" in page
    assert "Belongs here: the first to tell it (score 1.00)" in page
    assert "2 independent sources" in page
    assert "Sound Gazette" in page
    told = client.get(f"/threads/{thread}?as=json").json()
    assert len(told["events"]) == len(told["thread"]["links"])
    assert client.get("/threads/999").status_code == 404


def test_a_hostile_report_is_text(tab: Page) -> None:
    said: list[str] = []

    def hear(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    tab.on("dialog", hear)
    tab.goto("/reports?q=Stavern")
    tab.get_by_role("link", name="An attack at Stavern killed 8 people").click()
    expect(tab.locator(".words")).to_contain_text(HOSTILE)
    assert tab.locator(".reading script, .reading img").count() == 0
    tab.goto("/search?q=onerror")
    expect(tab.locator(".snippet mark").first).to_have_text("onerror")
    assert said == []


def test_pointing_at_an_event_shows_its_words_and_the_other_way_round(tab: Page) -> None:
    tab.goto("/at/1")
    card, words = tab.locator("#card-1"), tab.locator("#act-1 > .ev")
    expect(card).to_have_attribute("open", "")
    tab.locator("#card-2 summary").hover()
    expect(tab.locator("#act-2 > .ev")).to_have_class(re.compile(r"\bnear\b"))
    words.hover()
    expect(card).to_have_class(re.compile(r"\bnear\b"))
    expect(tab.locator("#card-2")).not_to_have_class(re.compile(r"\bnear\b"))
    tab.locator("#act-2 > .ev").click()
    expect(tab.locator("#card-2")).to_have_attribute("open", "")
    assert tab.url.endswith("?act=2#act-2")


def test_events_of_a_report_are_walked_with_keys(tab: Page) -> None:
    tab.goto("/at/1")
    tab.keyboard.press("n")
    expect(tab.locator("#card-2 summary")).to_be_focused()
    assert "act=2" in tab.url
    tab.keyboard.press("p")
    expect(tab.locator("#card-1 summary")).to_be_focused()


def test_facets_are_chosen_and_taken_away(tab: Page) -> None:
    tab.goto("/reports")
    tab.locator(".facets").get_by_role("link", name="threaten").click()
    expect(tab.locator(".count").first).to_have_text("1 report")
    tab.locator(".facets").get_by_role("link", name="threaten").click()
    expect(tab.locator(".count").first).to_have_text("3 reports")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [375, 1600])
def test_no_page_is_wider_than_its_window(tab: Page, path: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(path)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_a_report_is_read_without_scripts_too(browser: Browser, server: str) -> None:
    context = browser.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    page.goto("/at/1")
    expect(page.locator("#act-1 > .ev.lit")).to_have_text("Norland demanded that Southland leave")
    page.locator('a.ref[href="#card-2"]').click()
    assert page.url.endswith("#card-2")
    page.locator("#card-2 summary").click()
    page.locator("#card-2").get_by_role("link", name="In the text").click()
    assert page.url.endswith("#act-2")
    context.close()
