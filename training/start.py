"""Begins from the exported parser: its weights read back from the graph, out of their seven bits."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.batches import Labels
from training.bert import Encoder
from training.event_model import SHARED, EventReader
from training.model import Reader


def load_reader(folder: Path) -> tuple[Reader, Labels]:
    """The parser exported into a folder, and its labels."""
    held = json.loads((folder / "labels.json").read_text(encoding="utf8"))
    labels = Labels(**{name: held[name] for name in Labels.__slots__})
    reader = Reader(labels.sizes)
    reader.load_state_dict(exported_weights(folder / "reader.onnx"))
    return reader, labels


def begin_layers(model: EventReader, encoder: Encoder) -> None:
    """Gives the event layers the weights of the parser's upper layers to begin with."""
    for own, theirs in zip(model.layers, list(encoder.layers)[SHARED:], strict=False):
        own.load_state_dict(theirs.state_dict())


def exported_weights(graph: Path) -> dict[str, Tensor]:
    """The parameters of an exported graph by their names in Reader, as floats."""
    model = onnx.load(str(graph))
    arrays = {i.name: numpy_helper.to_array(i) for i in model.graph.initializer}

    def real(name: str) -> Any:
        if name + "_quantized" not in arrays:
            return arrays[name]
        quantized = arrays[name + "_quantized"].astype(np.float32)
        return (quantized - arrays[name + "_zero_point"].astype(np.float32)) * arrays[name + "_scale"]

    found = {n.removeprefix("reader."): arrays[n] for n in arrays if n.startswith("reader.") and "weight_" not in n}
    for name in [n.removesuffix("_quantized") for n in arrays if n.startswith("reader.") and n.endswith("_quantized")]:
        found[name.removeprefix("reader.")] = real(name)
    for node in model.graph.node:
        # Linear layers lose their names when they become products of matrices; the node still says where it stands.
        weight = next((i for i in node.input if i.startswith("onnx::MatMul_")), None)
        if weight is None or not node.name.startswith("/reader/") or "MatMul" not in node.op_type:
            continue
        path = node.name.removeprefix("/reader/").split("/MatMul")[0].replace("/", ".")
        base = weight.removesuffix("_quantized")
        found[path + ".weight"] = real(base).T
    return {k: torch.from_numpy(np.array(v, dtype=np.float32)) for k, v in found.items()}
