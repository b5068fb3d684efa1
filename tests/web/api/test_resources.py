"""Each resource gives what the story tells."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from communique.record import Process
from communique.store import Store
from communique.store.processes import put_process

API = "/api/v1"


def get(client: TestClient, address: str) -> Any:
    answer = client.get(f"{API}{address}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def quotes(client: TestClient, asked: str) -> list[str]:
    return [item["event"]["evidence"][0]["quote"] for item in get(client, f"/events?order=oldest&{asked}")["items"]]


def test_reports_are_listed_without_their_texts_the_newest_first(client: TestClient) -> None:
    items = get(client, "/reports")["items"]
    assert [item["name"] for item in items] == ["three.txt", "two.txt", "one.txt"]
    assert "text" not in items[0]
    assert items[0]["publisher"] == "Belt Post"


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("publisher=Belt+Post", ["three.txt"]),
        ("from=2026-03-06&until=2026-03-09", ["two.txt"]),
        ("q=prisoners&order=oldest", ["one.txt", "two.txt"]),
        ("q=%22swap+40%22", ["one.txt"]),
        ("q=!!", []),
        ("process=harbour&order=oldest", ["one.txt", "two.txt", "three.txt"]),
    ],
)
def test_reports_are_found_by_what_is_said_of_them(client: TestClient, asked: str, names: list[str]) -> None:
    assert [item["name"] for item in get(client, f"/reports?{asked}")["items"]] == names


def test_a_report_has_its_text_and_the_events_that_stand_in_it(client: TestClient) -> None:
    (head,) = get(client, "/reports?publisher=Belt+Post")["items"]
    report = get(client, f"/reports/{head['id']}")
    assert len(report["events"]) == 4
    for told in report["events"]:
        span = told["event"]["evidence"][0]
        assert report["text"][span["start"] : span["end"]] == span["quote"]
    listed = get(client, f"/reports/{head['id']}/events")["items"]
    assert [item["act"] for item in listed] == [told["act"] for told in report["events"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("type=AGREE", ["agreed to swap 40 prisoners"]),
        ("issue=shipping", ["The Harbour Front threatened to block"]),
        ("modality=planned", ["will meet in Kiel on 9 March"]),
        ("polarity=negative", ["Southland denied that it attacked Stavern"]),
        ("actor=Harbour+Front", ["The Harbour Front threatened to block"]),
        ("actor=Norway&type=REQUEST", ["Norland demanded that Southland leave"]),
        ("side=NOR&type=ASSAULT&polarity=positive&until=2026-03-05", None),
        ("from=2026-03-09&type=CONSULT", ["met in Kiel on Monday"]),
        ("until=2026-03-01", ["agreed to swap 40 prisoners"]),
        ("status=rejected", []),
        ("process=harbour&type=THREATEN", []),
    ],
)
def test_events_are_found_by_their_slots(client: TestClient, asked: str, found: list[str] | None) -> None:
    given = quotes(client, asked)
    assert given == (found if found is not None else ["An attack at Stavern killed 8 people", *given[1:]])


def test_an_event_says_where_it_stands_and_its_thread(client: TestClient) -> None:
    (listed,) = get(client, "/events?type=AGREE")["items"]
    event = get(client, f"/events/{listed['act']}")
    assert event == listed
    assert event["report"]["publisher"] == "The Harbour Wire"
    thread = get(client, f"/threads/{event['thread']}")
    assert event["act"] in thread["acts"]


def test_an_event_is_a_page_of_web_annotations(client: TestClient) -> None:
    (listed,) = get(client, "/events?type=AGREE")["items"]
    answer = client.get(f"{API}/events/{listed['act']}/annotations")
    assert answer.headers["content-type"].startswith("application/ld+json")
    told = answer.json()
    assert told["@context"] == "http://www.w3.org/ns/anno.jsonld"
    selectors = told["items"][0]["target"]["selector"]
    assert {"TextPositionSelector", "TextQuoteSelector"} == {each["type"] for each in selectors}


def test_threads_are_found_by_kind_issue_and_process(client: TestClient) -> None:
    kinds = {item["kind"] for item in get(client, "/threads")["items"]}
    assert {"agreement", "meeting", "incident"} <= kinds
    (meeting,) = get(client, "/threads?kind=meeting&least=2")["items"]
    assert meeting["state"]["place"]["name"] == "Kiel"
    assert {item["issue"] for item in get(client, "/threads?issue=prisoners")["items"]} == {"prisoners"}
    inside = {item["id"] for item in get(client, "/threads?process=harbour")["items"]}
    assert meeting["id"] in inside
    assert len(inside) < len(get(client, "/threads")["items"])


def test_the_views_of_a_process_tell_what_its_pages_tell(client: TestClient) -> None:
    base = "/processes/harbour"
    assert get(client, base)["parties"] == ["NOR", "SWE"]
    (position,) = get(client, f"{base}/positions?party=Sweden&issue=withdrawal")["items"]
    assert position["latest"]["stance"] == "offers"
    (agreement,) = get(client, f"{base}/agreements")["items"]
    assert (agreement["promised"]["value"], agreement["delivered"]["value"]) == (40, 25)
    assert get(client, f"{base}/meetings?status=held")["items"][0]["place"]["name"] == "Kiel"
    (incident,) = get(client, f"{base}/incidents")["items"]
    assert (incident["killed"]["low"], incident["killed"]["high"]) == (8, 9)
    days = [item["day"] for item in get(client, f"{base}/timeline")["items"]]
    assert days == sorted(days)
    told = get(client, f"{base}/timeline?type=CONSULT&from=2026-03-09&until=2026-03-09")["items"]
    assert {item["kind"] for item in told} == {"CONSULT"}


def test_a_brief_tells_what_changed_since_a_day(client: TestClient) -> None:
    told = get(client, "/processes/harbour/brief?since=2026-03-10")
    assert told["reports"] == 1
    assert "Sweden makes an offer on withdrawal" in told["sections"][0]["lines"][0]["sentence"]
    assert get(client, "/processes/harbour/brief?since=9999-12-31")["sections"] == []
    assert get(client, "/processes/harbour/brief")["since"] == "2026-03-04"


def test_actors_are_counted_by_their_part(client: TestClient) -> None:
    items = {item["key"]: item for item in get(client, "/actors")["items"]}
    assert list(items) == sorted(items)
    assert items["Harbour Front"]["acting"] == 1
    assert items["NOR"]["source"] == 1
    assert [item["key"] for item in get(client, "/actors?q=sweden")["items"]] == ["SWE"]
    assert get(client, "/actors?q=nobody")["items"] == []


def test_a_search_finds_reports_and_events(client: TestClient) -> None:
    found = get(client, "/search?q=prisoners")
    assert len(found["reports"]) == 2
    assert {"AGREE", "RETREAT"} == {event["event"]["event_type"] for event in found["events"]}
    assert get(client, "/search?q=%3F") == {"reports": [], "events": []}


def test_formats_say_what_export_writes(client: TestClient) -> None:
    for form in get(client, "/formats"):
        answer = client.get(f"{API}/export?format={form['name']}&process=harbour")
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == form["media_type"].partition(";")[0]
        assert f"harbour{form['suffix']}" in answer.headers["content-disposition"]
        assert answer.content


def test_an_export_has_the_events_that_are_asked_for(client: TestClient) -> None:
    assert len(client.get(f"{API}/export?format=jsonl").text.splitlines()) == 11
    assert len(client.get(f"{API}/export?format=jsonl&from=2026-03-10").text.splitlines()) == 4
    # The front is no party of the process.
    assert len(client.get(f"{API}/export?format=jsonl&process=harbour").text.splitlines()) == 10
    assert '"text"' in client.get(f"{API}/export?format=jsonl&text=true").text.splitlines()[0]


def test_what_there_is_not_is_told_as_such(client: TestClient) -> None:
    for address in (
        "/reports/0000000000000000",
        "/reports/0000000000000000/events",
        "/events/999999",
        "/events/999999/annotations",
        "/events/999999/decisions",
        "/threads/999999",
        "/processes/nowhere",
        "/processes/nowhere/positions",
        "/events?process=nowhere",
        "/decisions/999999",
        "/additions/none",
        "/nothing",
    ):
        assert client.get(f"{API}{address}").status_code == 404, address


def test_a_vague_day_is_within_the_days_that_it_may_be(store: Store, client: TestClient) -> None:
    with store.writing() as connection:
        put_process(connection, Process(name="late", parties=("NOR", "SWE")))
    assert quotes(client, "from=2026-03-01&type=AGREE") == ["agreed to swap 40 prisoners"]
