"""Runs the model: sentences of words -> scores, by onnxruntime, in batches of like length.

Two graphs: `reader.onnx` parses each sentence; `events.onnx` goes on from what its lower layers gave, in windows of
several sentences, to what is told of events. Batches are made within one report only: activations are quantised by the
range of their batch, so a report's scores must not hang on its neighbours.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from communique.language.lemmas import read_lemma_table
from communique.language.pairs import Pairs, read_pairs
from communique.language.subwords import Coded, Subwords
from communique.language.windows import WINDOW, lay_out, windows_of

WEIGHTS = Path(__file__).parent / "weights"
BATCH_SUBWORDS = 1024
"""Subwords a batch with its padding; more gains nothing on two cores and costs memory."""
MAX_SUBWORDS = 510
"""The encoder's 512 positions less the two marks at the ends."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the model says of one sentence of n words; row and column 0 are the root.

    `upos`, `feats`, `lemma`: (n + 1,) label numbers. `arc`: (n + 1, n + 1), child by head. `rel`: the label number of
    each such arc. `span_kind`: (n + 1, n + 1), 0 or 1 + the kind of the mention from the first to the second word,
    `span` how sure. `hidden`: (subwords, width), what the shared layers give of the sentence, `coded` its subwords.
    """

    upos: NDArray[np.int64]
    feats: NDArray[np.int64]
    lemma: NDArray[np.int64]
    arc: NDArray[np.float32]
    rel: NDArray[np.int64]
    span_kind: NDArray[np.int64]
    span: NDArray[np.float32]
    hidden: NDArray[np.float32]
    coded: Coded


@dataclass(frozen=True, slots=True)
class EventScores:
    """What the model says of the events of one sentence of n words.

    `event`: (n, labels), what each word would tell as a trigger, the parts of `told.HEADS` side by side. `pair`:
    (n, 3 * width), the word as a trigger, as a filler and as a mention, for `Encoder.pairs`.
    """

    event: NDArray[np.float32]
    pair: NDArray[np.float32]


class Encoder:
    """The model in memory, with its labels and vocabulary. Loading takes most of a second; keep one."""

    def __init__(self, folder: Path = WEIGHTS, *, threads: int | None = None) -> None:
        """`threads`: cores for one run, None leaves it to onnxruntime."""
        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # Threads that wait by spinning would take a second core for nothing between two runs.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        if threads is not None:
            options.intra_op_num_threads = threads
            options.inter_op_num_threads = 1
        self._session = _open(folder / "reader.onnx", options)
        self._outputs = [output.name for output in self._session.get_outputs()]
        self._events = _open(folder / "events.onnx", options)
        self.pairs: Pairs = read_pairs(folder / "pairs.npz")
        self._subwords = Subwords(folder / "vocabulary.txt")
        self.lemmas = read_lemma_table(folder / "lemmas.tsv.gz")
        self.known_lemmas = frozenset(self.lemmas.values()) | self._subwords.whole_words()
        self.labels: dict[str, list[str]] = json.loads((folder / "labels.json").read_text(encoding="utf8"))

    def run(self, sentences: Sequence[Sequence[str]]) -> list[Scores]:
        """Scores of each sentence of words; ValueError where one is longer than the encoder can see (MAX_SUBWORDS)."""
        coded = self._subwords.code(sentences)
        results: list[Scores | None] = [None] * len(coded)
        for indices in _batches([len(c.ids) for c in coded]):
            for index, scores in zip(indices, self._run_batch([coded[i] for i in indices]), strict=True):
                results[index] = scores
        return [scores for scores in results if scores is not None]

    def read_events(self, scores: Sequence[Scores]) -> list[EventScores]:
        """What is told of events in sentences that follow each other in one text, from their scores by `run`."""
        coded = [s.coded for s in scores]
        windows = windows_of([len(c.ids) for c in coded])
        results: list[EventScores] = []
        # Windows are nearly full: batches of neighbours waste little, and keep the order.
        step = max(1, BATCH_SUBWORDS // WINDOW)
        for begin in range(0, len(windows), step):
            batch = windows[begin : begin + step]
            layout = lay_out(coded, batch)
            hidden = np.zeros((layout.order.size, scores[0].hidden.shape[-1]), dtype=np.float32)
            inside = [i for window in batch for i in window]
            for i, start in zip(inside, layout.starts, strict=True):
                hidden[start : start + len(coded[i].ids)] = scores[i].hidden
            feed = {
                "hidden": hidden.reshape(*layout.order.shape, -1),
                "order": layout.order,
                "first": layout.first,
                "last": layout.last,
            }
            event, pair = self._events.run(["event", "pair"], feed)
            results += [
                EventScores(event[row, 1 : len(coded[i].first)], pair[row, 1 : len(coded[i].first)])
                for row, i in enumerate(inside)
            ]
        return results

    def count_subwords(self, sentences: Sequence[Sequence[str]]) -> list[int]:
        """How many subwords each sentence has."""
        return [len(c.ids) - 2 for c in self._subwords.code(sentences)]

    def _run_batch(self, coded: Sequence[Coded]) -> list[Scores]:
        feed = {
            "ids": _pad([c.ids for c in coded]),
            "shapes": _pad([c.shapes for c in coded]),
            "first": _pad([c.first for c in coded]),
            "last": _pad([c.last for c in coded]),
        }
        if feed["ids"].shape[1] > MAX_SUBWORDS + 2:
            raise ValueError(f"a sentence of {feed['ids'].shape[1] - 2} subwords: the encoder sees {MAX_SUBWORDS}")
        out = dict(zip(self._outputs, self._session.run(self._outputs, feed), strict=True))
        hidden = out.pop("hidden")
        found = []
        for row, c in enumerate(coded):
            n = len(c.first)
            own = {k: v[row, :n] if v.ndim == 2 else v[row, :n, :n] for k, v in out.items()}
            found.append(Scores(**own, hidden=hidden[row, : len(c.ids)], coded=c))
        return found


def _open(path: Path, options: onnxruntime.SessionOptions) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _pad(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    padded = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for i, row in enumerate(rows):
        padded[i, : len(row)] = row
    return padded


def _batches(lengths: Sequence[int]) -> list[list[int]]:
    """Indices grouped so that each group, padded to its longest, stays near BATCH_SUBWORDS."""
    groups: list[list[int]] = []
    for i in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        if not groups or (len(groups[-1]) + 1) * lengths[i] > BATCH_SUBWORDS:
            groups.append([])
        groups[-1].append(i)
    return groups
