"""The timeline as an analyst walks it: look, zoom, filter, open a mark, take it along."""

import re

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

PATH = "/p/harbour/timeline"


def test_the_story_is_drawn_and_listed(client: TestClient) -> None:
    answer = client.get(PATH)
    assert answer.status_code == 200
    assert len(answer.content) < 100_000
    for words in ("Agreements", "Planned", "swap 40 prisoners", "9 Mar 2026", "1 independent source"):
        assert words in answer.text
    assert "<script>alert" not in answer.text


def test_files_hold_what_the_page_shows(client: TestClient) -> None:
    asked = f"{PATH}?lane=talks&lane=planned&since=2026-03-01&until=2026-03-31"
    told = client.get(f"{asked}&as=json").json()
    assert {each["kind"] for each in told} == {"CONSULT"}
    lines = client.get(f"{asked}&as=csv").text.split("\r\n")
    columns = "day,until,told,exact,lane,kind,form,sentence,thread,independent,tellings,quote,publisher,published,act"
    assert lines[0] == columns
    assert len([line for line in lines[1:] if line]) == len(told)


@pytest.mark.parametrize(
    ("asked", "there", "gone"),
    [
        ("lane=incidents", "killed 8 people", "swap 40 prisoners"),
        ("issue=prisoners", "swap 40 prisoners", "killed 8 people"),
        ("party=FIN", "under these filters", "swap 40 prisoners"),
        ("since=2026-03-09&until=2026-03-10", "met in Kiel on Monday", "swap 40 prisoners"),
        ("since=&until=", "swap 40 prisoners", "Nothing is told"),
        ("since=2030-01-01&until=2030-02-01", "Nothing is told of this time", "swap 40"),
        ("least=5", "under these filters", "swap 40"),
    ],
)
def test_filters_leave_out_the_rest(client: TestClient, asked: str, there: str, gone: str) -> None:
    text = client.get(f"{PATH}?{asked}").text
    assert there in text
    assert gone not in text


@pytest.mark.parametrize("asked", ["since=0001-01-01&until=9999-12-31", "since=9999-12-31", "until=0001-01-01"])
def test_the_ends_of_the_calendar_are_no_trouble(client: TestClient, asked: str) -> None:
    page = client.get(f"{PATH}?{asked}")
    assert page.status_code == 200
    for link in set(re.findall(r'href="([^"]*timeline\?[^"]*)"', page.text)):
        assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_zooming_and_filtering_keep_the_place(tab: Page) -> None:
    tab.set_viewport_size({"width": 1280, "height": 500})
    tab.goto(PATH)
    before = tab.locator(".zoom strong").inner_text()
    tab.locator("#zoom-in").scroll_into_view_if_needed()
    tab.evaluate("scrollTo(0, 250)")
    tab.locator("#zoom-in").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(".zoom strong")).not_to_have_text(before)
    assert tab.evaluate("scrollY") == 250
    assert "since=" in tab.url
    expect(tab.locator("#zoom-in")).to_be_focused()
    assert tab.locator("#since").input_value() in tab.url
    shown = tab.locator(".zoom strong").inner_text()
    tab.get_by_label("incidents").uncheck()
    expect(tab.locator("#files a").first).to_have_attribute("href", re.compile("lane=talks.*as=csv"))
    assert tab.locator(".zoom strong").inner_text() == shown
    tab.go_back()
    tab.go_back()
    expect(tab.locator(".zoom strong")).to_have_text(before)


def test_a_mark_leads_to_its_entry_by_keyboard(tab: Page) -> None:
    tab.goto(f"{PATH}?lane=agreements&since=2026-02-25&until=2026-03-12")
    mark = tab.locator(".plot a").filter(has_text="40 prisoners").first
    mark.focus()
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile("#act-"))
    expect(tab.locator(".card:target")).to_contain_text("agreed to swap 40 prisoners")
    assert tab.locator(".card:target .quote a").get_attribute("href") == f"/at/{tab.url.rpartition('-')[2]}"


def test_keys_zoom(tab: Page) -> None:
    tab.goto(PATH)
    before = tab.locator(".zoom strong").inner_text()
    tab.keyboard.press("+")
    expect(tab.locator(".zoom strong")).not_to_have_text(before)
    tab.keyboard.press("0")
    expect(tab.locator("#zoom-whole")).to_have_attribute("aria-disabled", "true")


@pytest.mark.parametrize("width", [375, 1600])
def test_the_page_does_not_scroll_sideways(tab: Page, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(PATH)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
