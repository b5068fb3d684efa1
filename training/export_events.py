"""Writes the event layers for the package: python -m training.export_events CHECKPOINT_FOLDER [--out WEIGHTS].

Writes `events.onnx` (int8 as the parser is) and `pairs.npz`, adds the labels to `labels.json`, and has `reader.onnx`
give what its shared layers hold as one output more. Nothing else of the parser changes, not a bit.
"""

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from communique.language.encoder import WEIGHTS
from training.bert import WIDTH
from training.checkpoints import load_state, part_of
from training.event_batches import EventLabels
from training.event_model import SHARED, EventReader

SHARED_OUTPUT = f"/reader/encoder/layers.{SHARED - 1}/outer_norm/LayerNormalization_output_0"
"""Where the shared layers end in the parser's graph."""


class Exported(nn.Module):
    """The event layers with what leaves them put together."""

    def __init__(self, reader: EventReader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, hidden: Tensor, order: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, Tensor]:
        """See communique.language.encoder.EventScores for what comes out."""
        x = self.reader.words(hidden, order, first, last)
        pair = torch.cat([self.reader.trigger(x), self.reader.filler(x), self.reader.entity(x)], -1)
        return self.reader.labelled(self.reader.event(x)), pair


def export(folder: Path, out: Path) -> None:
    """Writes the event layers of the checkpoint in `folder` into `out`, which holds the parser."""
    labels = EventLabels(**{k: v for k, v in read_labels(folder).items() if k in EventLabels.__slots__})
    reader = EventReader(labels.sizes)
    reader.load_state_dict(part_of(load_state(folder), "events"))
    write(reader, labels, out)


def read_labels(folder: Path) -> dict[str, list[str]]:
    """The labels of the model in a folder, by head."""
    held: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf8"))
    return held


def write(reader: EventReader, labels: EventLabels, out: Path) -> None:
    """Writes events.onnx, pairs.npz and the labels into `out`, which holds the parser, and opens the parser's graph."""
    hidden = torch.zeros(1, 5, WIDTH)
    words = torch.tensor([[0, 1, 3]])
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        window, sentence = {0: "windows", 1: "subwords"}, {0: "sentences", 1: "words"}
        torch.onnx.export(
            Exported(reader).eval(),
            (hidden, torch.ones(1, 5, dtype=torch.long), words, words),
            str(plain),
            input_names=["hidden", "order", "first", "last"],
            output_names=["event", "pair"],
            dynamic_axes={"hidden": window, "order": window}
            | dict.fromkeys(("first", "last", "event", "pair"), sentence),
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(plain, out / "events.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    onnx.checker.check_model(str(out / "events.onnx"))
    write_pairs(reader, out / "pairs.npz")
    held = read_labels(out) | asdict(labels)
    (out / "labels.json").write_text(json.dumps(held, ensure_ascii=False), encoding="utf8")
    open_parser(out / "reader.onnx")


def open_parser(graph: Path) -> None:
    """Has the parser's graph give what its shared layers hold as the output `hidden`, unless it does already."""
    model = onnx.load(str(graph))
    if any(output.name == "hidden" for output in model.graph.output):
        return
    model.graph.node.append(helper.make_node("Identity", [SHARED_OUTPUT], ["hidden"], name="hidden"))
    shape = ["batch", "subwords", WIDTH]
    model.graph.output.append(helper.make_tensor_value_info("hidden", TensorProto.FLOAT, shape))
    onnx.checker.check_model(model)
    onnx.save(model, str(graph))


def write_pairs(reader: EventReader, out: Path) -> None:
    """The weights that score pairs of words, which stand outside the graph, in half precision."""
    pairs = reader.pairs
    held = {
        "role": pairs.role.weight,
        "role_offset": pairs.role_offset,
        "same_event": pairs.same_event.weight,
        "same_entity": pairs.same_entity.weight,
        "side": pairs.side.weight,
        "side_distance": pairs.side_distance,
        "same_party": pairs.same_party.weight,
        "party_distance": pairs.party_distance,
        "party_kind": pairs.party_kind,
        "party_word": pairs.party_word,
        "issue_from": pairs.issue_from.weight,
        "issue_of": pairs.issue_of.weight,
        "feature_in": pairs.feature_in.weight,
        "feature_in_bias": pairs.feature_in.bias,
        "feature_out": pairs.feature_out.weight,
        "feature_out_bias": pairs.feature_out.bias,
    }
    np.savez(out, **{name: value.detach().numpy().astype(np.float16) for name, value in held.items()})


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where training.train_events wrote its checkpoint")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="folder of the exported parser")
    options = parser.parse_args(argv)
    export(options.folder, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
