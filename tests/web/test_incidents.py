"""The incidents as an analyst walks them: the map beside the table, the toll with its claims, blame and denial."""

import re

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

PATH = "/p/harbour/incidents"


def test_the_toll_is_a_range_with_its_claims(client: TestClient) -> None:
    text = client.get(PATH).text
    assert ">8–9</strong>" in text
    assert "2 claims behind the toll" in text
    assert "Norland · Sound Gazette, 6 Mar 2026" in text
    assert "The toll of the attack at Stavern rose to 9" in text
    assert "<script>alert" not in text


@pytest.mark.parametrize(("rule", "best"), [("latest", 9), ("lowest", 8), ("highest", 9), ("most-told", 9)])
def test_the_best_figure_follows_the_rule(client: TestClient, rule: str, best: int) -> None:
    assert f"best {best}" in client.get(f"{PATH}?rule={rule}").text
    (told,) = client.get(f"{PATH}?rule={rule}&as=json").json()
    assert (told["killed"]["best"], told["killed"]["rule"]) == (best, rule)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("where=stavern", 1),
        ("where=Norway", 1),
        ("where=NOR", 1),
        ("where=Kiel", 0),
        ("killed=9", 1),
        ("killed=9&rule=lowest", 0),
        ("killed=&since=&until=", 1),
        ("since=2026-03-06", 0),
        ("until=2026-03-05", 1),
        ("contested=true", 1),
    ],
)
def test_filters(client: TestClient, asked: str, number: int) -> None:
    assert len(client.get(f"{PATH}?{asked}&as=json").json()) == number
    assert client.get(f"{PATH}?{asked}").status_code == 200


def test_an_unknown_rule_is_told_with_those_that_there_are(client: TestClient) -> None:
    answer = client.get(f"{PATH}?rule=truth")
    assert answer.status_code == 400
    assert "most-told" in answer.text


def test_geojson_says_how_precise_a_point_is(client: TestClient) -> None:
    (feature,) = client.get(f"{PATH}?as=geojson").json()["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [10.03, 59.0]}
    assert feature["properties"]["killed_high"] == 9
    assert feature["properties"]["precision"]


def test_one_incident_has_a_page_and_its_claims_are_a_file(client: TestClient) -> None:
    (told,) = client.get(f"{PATH}?as=json").json()
    page = client.get(f"{PATH}/{told['thread']}")
    assert page.text.count('<svg class="claim"') == 2
    assert client.get(f"{PATH}/{told['thread']}?as=csv").text.count("\r\n") == 3
    assert client.get(f"{PATH}/99999").status_code == 404


def test_the_map_and_the_table_show_each_other(tab: Page) -> None:
    tab.goto(PATH)
    mark = tab.locator(".map .marks a")
    expect(mark).to_have_count(1)
    expect(mark.locator("title")).to_have_text("2026-03-05, Stavern: drone; killed 8–9")
    assert tab.locator(".map .land").get_attribute("d")
    mark.focus()
    expect(tab.locator("tbody.lit")).to_contain_text("Stavern")
    tab.locator(".incidents .of").hover()
    expect(tab.locator(".marks a.lit")).to_have_count(1)
    mark.focus()
    tab.keyboard.press("Enter")
    expect(tab).to_have_url(re.compile(f"#{tab.locator('.incidents tbody').get_attribute('id')}$"))


def test_the_map_zooms_by_button_and_key(tab: Page) -> None:
    tab.emulate_media(reduced_motion="reduce")
    tab.goto(PATH)
    land = tab.locator(".map .land[transform]")
    expect(land).to_be_attached()
    seen = [land.get_attribute("transform")]
    tab.get_by_role("button", name="Zoom in").click()
    seen.append(land.get_attribute("transform"))
    tab.locator(".map > svg").focus()
    tab.keyboard.press("ArrowLeft")
    seen.append(land.get_attribute("transform"))
    tab.keyboard.press("-")
    seen.append(land.get_attribute("transform"))
    assert len(set(seen)) == 4
    tab.keyboard.press("0")
    assert land.get_attribute("transform") == seen[0]


def test_claims_open_in_the_table(tab: Page) -> None:
    tab.goto(PATH)
    tab.get_by_text("2 claims behind the toll").click()
    expect(tab.locator(".claims li").first).to_contain_text("The toll of the attack at Stavern rose to 9")
    expect(tab.locator(".claims .quote a").first).to_have_attribute("href", "/at/8")


@pytest.mark.parametrize("width", [375, 1600])
def test_the_page_does_not_scroll_sideways(tab: Page, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(PATH)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
