"""The feed of a process is valid Atom; what is told of a thing that it has already told changes that entry."""

import re
from datetime import datetime
from typing import Any

import feedparser
from starlette.testclient import TestClient
from tests.making import NORTH, SOUTH, on, reading, report
from tests.web.conftest import settings
from tests.web.story import HOSTILE

from communique.pipeline.keeping import keep_reading
from communique.record import Process
from communique.store import Store
from communique.store.processes import put_process
from communique.web import make_app

FEED = "/p/harbour/feed.atom"


def parsed(client: TestClient, address: str = FEED) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/atom+xml")
    found = feedparser.parse(answer.content)
    assert not found.bozo
    return found


def test_it_tells_positions_steps_meetings_and_incidents(client: TestClient) -> None:
    feed = parsed(client)
    assert feed.version == "atom10"
    titles = [entry.title for entry in feed.entries]
    assert any(title.startswith("Meeting of Norway and Sweden in Kiel") for title in titles)
    assert any("8–9 killed" in title for title in titles)
    assert any(title.startswith("Agreement on prisoners") for title in titles)
    assert any("Sweden refuses: withdrawal" in title for title in titles)


def test_every_entry_has_what_atom_asks_for(client: TestClient) -> None:
    feed = parsed(client)
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"tag:testserver,2026:harbour/[!-~]+", each) for each in ids)
    updated = [datetime.fromisoformat(entry.updated) for entry in feed.entries]
    assert updated == sorted(updated, reverse=True)
    assert all(moment.tzinfo for moment in updated)
    assert feed.feed.updated == feed.entries[0].updated
    assert feed.feed.author == "Communiqué"
    assert all(entry.link.startswith("http://testserver/") for entry in feed.entries)


def test_a_word_on_a_known_thing_changes_its_entry_and_no_other(store: Store, client: TestClient) -> None:
    before = {entry.id: entry.updated for entry in parsed(client).entries}
    source = report("Norland and Southland met in Kiel on Monday for long talks.", day="2026-03-11", name="late.txt")
    place = {"name": "Kiel", "country": "DEU", "lat": 54.32, "lon": 10.12}
    slots = {"actors": (NORTH, SOUTH), "time": on("2026-03-09"), "place": place, "issue": "talks"}
    with store.writing() as connection:
        told = reading(source, ("met in Kiel on Monday", "CONSULT", slots))
        keep_reading(connection, told, coder="test", extractor="test")
    after = {entry.id: entry.updated for entry in parsed(client).entries}
    assert set(after) == set(before)
    changed = {name for name in after if after[name] != before[name]}
    assert len(changed) == 1
    assert "/meeting/" in changed.pop()


def test_what_reports_say_stays_text(store: Store, client: TestClient) -> None:
    quote = f"met \x08 {HOSTILE} &amp; parted"
    source = report(f"The two sides {quote} on Monday.", day="2026-03-12", publisher="<b>Sly & Co</b>", name="sly.txt")
    with store.writing() as connection:
        told = reading(source, (quote, "CONSULT", {"actors": (NORTH, SOUTH)}))
        keep_reading(connection, told, coder="test", extractor="test")
    raw = client.get(FEED).text
    assert "<script" not in raw
    assert "&lt;script" not in raw.replace("&amp;lt;script", "")
    assert any("script" in entry.content[0].value for entry in parsed(client).entries)


def test_a_process_of_which_nothing_is_told_has_an_empty_feed(store: Store, client: TestClient) -> None:
    with store.writing() as connection:
        put_process(connection, Process(name="quiet", parties=("PER", "CHL")))
    feed = parsed(client, "/p/quiet/feed.atom")
    assert feed.entries == []
    assert datetime.fromisoformat(feed.feed.updated).tzinfo
    assert client.get("/p/nowhere/feed.atom").status_code == 404


def test_identifiers_are_given_under_the_servers_own_name(store: Store) -> None:
    told = settings(store, hosts=("127.0.0.1", "record.example.org"))
    client = TestClient(make_app(told), base_url="http://record.example.org")
    assert parsed(client).feed.id == "tag:record.example.org,2026:harbour"
