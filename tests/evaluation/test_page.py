import re
from html.parser import HTMLParser

import pytest
from tests.evaluation.invented import TALKS, lines_of, perfect

from communique.evaluation import Evaluation, GoldReport, evaluate, parse_predictions, to_page

_VOID = {"meta", "br"}


class _Reader(HTMLParser):
    """Checks that tags are closed in their order, and collects ids, links, attributes and text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.tags: set[str] = set()
        self.told: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in _VOID:
            self.open.append(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")
        if (tag, ("class", "told")) in [(tag, each) for each in attrs]:
            self.told.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.told and "section" in self.open and self.open[-1] in ("p", "mark"):
            self.told[-1] += data


def read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture
def page(flawed_evaluation: Evaluation) -> str:
    return to_page(flawed_evaluation, predictions="<p>.jsonl", gold="gold & more")


def test_the_page_is_whole_and_needs_nothing_from_elsewhere(page: str) -> None:
    reader = read(page)
    assert len(set(reader.ids)) == len(reader.ids)
    assert all(link.startswith("#") and link[1:] in reader.ids for link in reader.links)
    assert reader.tags.isdisjoint({"script", "link", "img", "iframe", "form"})
    assert reader.attributes.isdisjoint({"src", "onclick", "onload"})
    assert "@import" not in page
    assert "url(" not in page


def test_whatever_comes_from_a_file_is_escaped(page: str) -> None:
    for raw in ("<p>.jsonl", "<b>truce</b>", "<by>", "<i>e1</i>", "gold & more"):
        assert raw not in page
    assert "&lt;i&gt;e1&lt;/i&gt;" in page
    assert "Talks &amp; &lt;b&gt;truce&lt;/b&gt;" in page


def test_light_dark_narrow_and_paper_are_thought_of(page: str) -> None:
    for query in ("prefers-color-scheme: dark", "@media print", "max-width: 30rem"):
        assert query in page
    assert '<meta name="viewport"' in page
    assert '<html lang="en">' in page


def test_every_error_stands_in_its_text_with_a_note(page: str) -> None:
    talks = page[page.index('id="r2"') :]
    for label in ("W1", "M1", "S1", "M2"):
        assert f'href="#r2-{label}"' in talks
        assert f'id="r2-{label}"' in talks
    assert re.search(
        r">M1</a><a [^>]*>S1</a><mark class=\"spurious missed\">“We will never give up the Tarn valley<", talks
    )
    assert re.search(r">M2</a><mark class=\"missed\">The two sides failed to agree on a truce<", talks)
    assert '<mark class="right">Eight people were killed' in talks


def test_a_note_says_what_was_expected_and_what_was_given(page: str) -> None:
    wrong = page[page.index('id="r2-W1"') : page.index('id="r2-M1"')]
    assert "wrong place" in wrong
    assert "<td>Marenka, LOR</td><td>Orlin</td>" in wrong
    missed = page[page.index('id="r2-M1"') : page.index('id="r2-S1"')]
    assert "an event of another type stands there" in missed
    assert "<td>territory</td><td>territory</td>" in missed
    spurious = page[page.index('id="r1-S1"') :]
    assert "confidence 0.75" in spurious


def test_the_text_is_all_there(page: str) -> None:
    words = [" ".join(told.split()) for told in read(page).told]
    for paragraph in TALKS.split("\n\n"):
        assert any(paragraph in told for told in words), paragraph


def test_a_perfect_run_has_no_notes(gold: tuple[GoldReport, ...]) -> None:
    perfectly = evaluate(parse_predictions(lines_of(perfect()), name="p"), gold)
    page = to_page(perfectly, predictions="p", gold="gold")
    assert '<ul class="notes">' not in page
    read(page)


def test_control_characters_do_not_reach_the_page(flawed_evaluation: Evaluation) -> None:
    made = to_page(flawed_evaluation, predictions="a\x00b\x1bc\ud800", gold="gold")
    assert "a\ufffdb\ufffdc\ufffd" in made
