"""The samples are read as they were; a wanted change is taken over with `python -m tests.golden.renew`."""

import json
from pathlib import Path

import pytest
from tests.golden.renew import FOLDER, SAMPLES, golden_of, record_of

from communique.pipeline import Reader

SPORT = ["match.txt"]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_gives_the_record_that_it_gave(reader: Reader, sample: Path) -> None:
    expected = json.loads(golden_of(sample).read_text(encoding="utf-8"))
    found = record_of(sample, reader)
    # Event by event first: pytest then shows the one that differs.
    for one, other in zip(found["events"], expected["events"], strict=False):
        assert one == other
    assert found == expected


@pytest.mark.parametrize("sample", [path for path in SAMPLES if path.name in SPORT], ids=lambda path: path.name)
def test_sport_gives_no_events_however_martial_its_words(reader: Reader, sample: Path) -> None:
    assert record_of(sample, reader)["events"] == []


def test_no_golden_record_is_without_its_sample() -> None:
    assert {path.name for path in FOLDER.glob("*.json")} == {golden_of(sample).name for sample in SAMPLES}
