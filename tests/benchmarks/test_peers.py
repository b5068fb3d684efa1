"""What PETRARCH2 and UniversalPetrarch write is read as theirs, and scored by our scorer."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from benchmarks.peers import as_input, read_petrarch, scores, sentence_spans, type_of

from communique.evaluation import EvaluationError, load_gold
from communique.language.encoder import Encoder
from communique.language.parse import parse
from communique.record import EventType, Report

TEXT = "Norway demanded that Sweden withdraw. The two sides met in Kiel & talked."
GOLD = """{"facts": [{"id": "f1", "core": true, "event_type": ["REQUEST"], "mode": null, "issue": null,
 "actors": [{"name": "Norway", "country": "NOR", "kind": "government"}],
 "recipients": [{"name": "Sweden", "country": "SWE", "kind": "government"}],
 "modality": "actual", "polarity": "positive",
 "attribution": [], "quantities": [], "casualties": null, "time": null, "place": null,
 "evidence": ["Norway demanded that Sweden withdraw"]}]}"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(f"Title: A demand\nPublished: 2026-03-02\n\n{TEXT}\n")
    (tmp_path / "one.gold.json").write_text(GOLD)
    return tmp_path


def told(encoder: Encoder) -> tuple[Report, dict[str, dict[str, tuple[int, int]]]]:
    report = Report(id="0" * 16, name="one", text=TEXT)
    return report, {"one": sentence_spans(report, parse(TEXT, encoder))}


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("100", EventType.REQUEST),
        ("0841", EventType.RETREAT),
        ("0871", EventType.RETREAT),
        ("080", EventType.CONCEDE),
        ("190", EventType.ASSAULT),
        ("010", None),
    ],
)
def test_codes_become_types(code: str, wanted: EventType | None) -> None:
    assert type_of(code) is wanted


def test_a_peers_line_is_an_event_of_its_sentence(folder: Path, encoder: Encoder) -> None:
    lines = ("20260302\tNORGOV\tSWE\t102\t\tone_1\tNULL", "20260302\t---\tSWE\t190\t\tone_2\tNULL")
    (folder / "events.txt").write_text("\n".join(lines))
    gold = load_gold(folder)
    predictions = read_petrarch(folder / "events.txt", gold, told(encoder)[1])
    assert predictions[0].events[0].evidence[0].quote == "Norway demanded that Sweden withdraw."
    found = scores(predictions, gold)
    assert (found["recall"], found["precision"]) == (1.0, 0.5)


def test_a_line_that_is_none_is_named(folder: Path, encoder: Encoder) -> None:
    (folder / "events.txt").write_text("not an event\n")
    with pytest.raises(EvaluationError, match="line 1"):
        read_petrarch(folder / "events.txt", load_gold(folder), told(encoder)[1])


def test_the_input_is_xml_with_a_tree_a_sentence(encoder: Encoder) -> None:
    report, _ = told(encoder)
    made = f"<Sentences>{''.join(as_input(report, parse(TEXT, encoder)))}</Sentences>"
    first, second = ElementTree.fromstring(made)  # noqa: S314 - our own
    assert (first.get("id"), second.findtext("Text")) == ("one_1", "The two sides met in Kiel & talked.")
    assert (first.findtext("Parse") or "").strip().splitlines()[0].split("\t")[:2] == ["1", "Norway"]
