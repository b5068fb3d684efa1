"""Writes the trained model for the package.

    python -m training.export CHECKPOINT_FOLDER --data FOLDER [--out WEIGHTS] [--fp32 FILE]

The graph takes subword ids and gives label numbers and scores, so that the package needs no torch. It is quantised to
int8 by weight, with activations quantised as they come; `--fp32` keeps the unquantised graph too, to compare.
"""

import argparse
import gzip
import json
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from communique.language.conllu import read_treebank
from communique.language.encoder import WEIGHTS
from training.batches import Labels
from training.bert import pretrained_folder
from training.checkpoints import load_state, part_of
from training.model import Reader

AGREEMENT = 0.8
"""Of a form's tokens, how many must share a lemma for the table to take it."""
OUTPUTS = ("upos", "feats", "lemma", "arc", "rel", "span_kind", "span")


class Exported(nn.Module):
    """The model with its choices made in the graph, so that only small arrays leave it."""

    def __init__(self, reader: Reader, root: int) -> None:
        super().__init__()
        self.reader = reader
        self.root = root

    def forward(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """See communique.language.encoder.Scores for what comes out."""
        scores = self.reader(ids, shapes, first, last)
        rel = scores["rel"]
        others = torch.cat([rel[..., : self.root], torch.full_like(rel[..., :1], -1e4), rel[..., self.root + 1 :]], -1)
        labels = others.argmax(-1)
        labels = torch.cat([torch.full_like(labels[..., :1], self.root), labels[..., 1:]], -1)
        span, kind = scores["span"].max(-1)
        margin = span - scores["span"][..., 0]
        return (
            scores["upos"].argmax(-1),
            scores["feats"].argmax(-1),
            scores["lemma"].argmax(-1),
            scores["arc"],
            labels,
            kind,
            margin,
        )


def export(folder: Path, out: Path, *, data: Path, fp32: Path | None = None) -> None:
    """Writes reader.onnx, labels.json, vocabulary.txt and lemmas.tsv.gz into `out` from the checkpoint in `folder`."""
    labels = json.loads((folder / "labels.json").read_text(encoding="utf8"))
    labels = {name: labels[name] for name in Labels.__slots__}
    reader = Reader({name: len(values) for name, values in labels.items()})
    reader.load_state_dict(part_of(load_state(folder), "reader"))
    model = Exported(reader, labels["deprel"].index("root")).eval()
    sample = torch.tensor([[101, 2000, 2001, 2002, 102]])
    words = torch.tensor([[0, 1, 3]])
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        axes = {0: "batch", 1: "subwords"}
        word_axes = {0: "batch", 1: "words"}
        pair_axes = {0: "batch", 1: "words", 2: "others"}
        torch.onnx.export(
            model,
            (sample, torch.zeros_like(sample), words, words),
            str(plain),
            input_names=["ids", "shapes", "first", "last"],
            output_names=list(OUTPUTS),
            dynamic_axes={"ids": axes, "shapes": axes, "first": word_axes, "last": word_axes}
            | {name: word_axes if name in ("upos", "feats", "lemma") else pair_axes for name in OUTPUTS},
            opset_version=17,
            dynamo=False,
        )
        out.mkdir(parents=True, exist_ok=True)
        # Seven bits a weight: eight would overflow on processors without VNNI, and give other results there.
        quantize_dynamic(plain, out / "reader.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        if fp32:
            shutil.copy(plain, fp32)
    onnx.checker.check_model(str(out / "reader.onnx"))
    write_lemma_table(data, out / "lemmas.tsv.gz")
    kept = out / "labels.json"
    others = json.loads(kept.read_text(encoding="utf8")) if kept.exists() else {}
    kept.write_text(json.dumps(others | labels, ensure_ascii=False), encoding="utf8")
    shutil.copy(pretrained_folder() / "vocab.txt", out / "vocabulary.txt")


def write_lemma_table(data: Path, out: Path) -> None:
    """Forms whose lemma the training treebanks agree on in four cases of five, by part of speech."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for path in sorted(data.glob("*-train.conllu.gz")):
        for s in read_treebank(path):
            for form, upos, lemma in zip(s.words, s.upos, s.lemmas, strict=True):
                counted.setdefault((form, upos), Counter())[lemma] += 1
    rows = []
    for (form, upos), lemmas in sorted(counted.items()):
        lemma, count = lemmas.most_common(1)[0]
        if count >= AGREEMENT * lemmas.total() and (upos not in ("PROPN", "NUM", "X", "SYM") or lemmas.total() > 1):
            rows.append(f"{form}\t{upos}\t{lemma}\n")
    # No time and no file name in the header: the same treebanks give the same bytes.
    with out.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write("".join(rows).encode("utf8"))


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where training.train or training.train_events left a checkpoint")
    parser.add_argument("--data", type=Path, required=True, help="folder of the treebanks, for the table of lemmas")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--fp32", type=Path, default=None)
    options = parser.parse_args(argv)
    export(options.folder, options.out, data=options.data, fp32=options.fp32)
    return 0


if __name__ == "__main__":
    sys.exit(main())
