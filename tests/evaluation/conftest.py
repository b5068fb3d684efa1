"""The invented gold as files and as loaded, and what a flawed reader makes of it."""

from pathlib import Path

import pytest
from tests.evaluation.invented import flawed, lines_of, write_gold

from communique.evaluation import Evaluation, GoldReport, evaluate, load_gold, parse_predictions


@pytest.fixture
def gold_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    return write_gold(folder)


@pytest.fixture
def gold(gold_folder: Path) -> tuple[GoldReport, ...]:
    return load_gold(gold_folder)


@pytest.fixture
def flawed_evaluation(gold: tuple[GoldReport, ...]) -> Evaluation:
    return evaluate(parse_predictions(lines_of(flawed()), name="p.jsonl"), gold)
