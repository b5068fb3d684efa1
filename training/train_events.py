"""Trains the layers that read events: python -m training.train_events --data FOLDER --out FOLDER [--resume].

They stand on the shared layers of the exported parser (`--weights`), which is taught further along with them. Events
are learned from `corpus/`, trees from the treebanks in the folder of the data, coreference from GUM. A checkpoint is
written every `--every` steps and at the end of each epoch; `--resume` goes on from the last one. `--limit` takes only
so many reports of each part and sentences of each treebank, for a trial.
"""

import argparse
import json
import pickle
import random
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from communique.language.conllu import TreeSentence, read_treebank
from communique.language.encoder import WEIGHTS
from communique.language.encoder import Encoder as Parser
from communique.language.subwords import Subwords
from training.augment import augmented
from training.batches import Labels, coded_words, make_batch, plan
from training.checkpoints import resume, save_checkpoint
from training.corpus import CORPUS
from training.event_batches import EventLabels, entities_of, event_labels, make_inputs, told_of, tree_chunks
from training.event_model import EventReader, Together
from training.lessons import Lesson, make_lessons, told_reports
from training.losses import entity_loss, event_loss
from training.measure import measure_lessons
from training.precision import quick
from training.start import begin_layers, load_reader
from training.train import BUDGET, log, measure
from training.train import loss_of as tree_loss

REPORT_WORDS, TREE_WORDS = 400, 900
"""Words a step, of reports and of a treebank document. A report more than that has a step of its own."""
WINDOWS = (128, 256, 384)
"""Subwords of a window, drawn for each step."""
LAYER_RATE, HEAD_RATE, WARMUP = 1.5e-4, 2.5e-3, 200
ENCODER_RATE, READER_RATE = 1e-4, 5e-4
"""Of the parser's layers and heads, which have learned already."""
BANKS = ("ewt", "gum")
LOOKED_AT = 400
"""Sentences of a treebank that the trees are measured on after each round."""


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned from: each report's lesson in its variants, documents with coreference, sentences with trees."""

    lessons: list[list[Lesson]]
    chunks: list[list[TreeSentence]]
    trees: list[TreeSentence]
    tree_labels: Labels


@dataclass(frozen=True, slots=True)
class Step:
    """One step to come: reports by number, at a variant, or one chunk, or sentences by number."""

    reports: tuple[int, ...] = ()
    variant: int = 0
    chunk: int | None = None
    trees: tuple[int, ...] = ()

    @property
    def kind(self) -> str:
        """What it teaches, for the log."""
        return "events" if self.reports else "entities" if self.chunk is not None else "trees"


def plan_steps(
    material: Material, lengths: list[int], *, epochs: int, tree_epochs: float, seed: int
) -> list[list[Step]]:
    """The steps of each epoch: every report once, under the next of its variants, and its share of the treebanks.

    `lengths` are the subwords of each sentence of `material.trees`.
    """
    rng = random.Random(seed)
    share = len(material.chunks) * tree_epochs / epochs
    tree_share = sum(1 for _ in plan(lengths, BUDGET, None)) * tree_epochs / epochs
    waiting: list[int] = []
    groves: list[list[int]] = []
    planned = []
    for epoch in range(epochs):
        steps = []
        for _ in range(round(share * (epoch + 1)) - round(share * epoch)):
            if not waiting:
                waiting = rng.sample(range(len(material.chunks)), len(material.chunks))
            steps.append(Step(chunk=waiting.pop()))
        for _ in range(round(tree_share * (epoch + 1)) - round(tree_share * epoch)):
            groves = groves or list(plan(lengths, BUDGET, rng))
            steps.append(Step(trees=tuple(groves.pop())))
        group: list[int] = []
        size = 0
        for i in rng.sample(range(len(material.lessons)), len(material.lessons)):
            words = sum(map(len, material.lessons[i][0].sentences))
            if group and size + words > REPORT_WORDS:
                steps.append(Step(reports=tuple(group), variant=epoch))
                group, size = [], 0
            group.append(i)
            size += words
        steps += [Step(reports=tuple(group), variant=epoch)] if group else []
        rng.shuffle(steps)
        planned.append(steps)
    return planned


def loss_of(
    together: Together, material: Material, step: Step, subwords: Subwords, labels: EventLabels, seed: int
) -> Tensor:
    """The loss of one step."""
    rng = random.Random(seed)
    model, encoder = together.events, together.reader.encoder
    if step.trees:
        grove = [material.trees[i] for i in step.trees]
        batch = make_batch(grove, coded_words(grove, subwords, rng), material.tree_labels)
        return tree_loss(together.reader(*batch.inputs), batch)
    window = rng.choice(WINDOWS)
    if step.chunk is not None:
        sentences = material.chunks[step.chunk]
        inputs = make_inputs([[s.words for s in sentences]], subwords, encoder, window=window)
        found = entities_of(sentences, 0)
        x = model.words(inputs.hidden, inputs.order, inputs.first, inputs.last)
        return entity_loss(model, x, [found]) if found else (x * 0).sum()
    told_as = [material.lessons[i][step.variant % len(material.lessons[i])] for i in step.reports]
    lessons = [augmented(lesson, rng) for lesson in told_as]
    inputs = make_inputs([lesson.sentences for lesson in lessons], subwords, encoder, window=window)
    x = model.words(inputs.hidden, inputs.order, inputs.first, inputs.last)
    offset, told = 0, []
    for lesson in lessons:
        told.append(told_of(lesson, labels, offset))
        offset += len(lesson.sentences)
    return event_loss(model, x, told)


def load_lessons(out: Path, weights: Path, *, variants: int, limit: int | None) -> dict[str, list[list[Lesson]]]:
    """The lessons of each part of the corpus, by report; kept in `out`, since parsing them takes minutes."""
    kept = out / "lessons.pickle"
    if kept.exists():
        held: dict[str, list[list[Lesson]]] = pickle.loads(kept.read_bytes())  # noqa: S301 - our own file
        return held
    parser = Parser(weights, threads=2)
    found: dict[str, list[list[Lesson]]] = {"train": [], "validation": [], "test": []}
    for part, told in told_reports(CORPUS):
        if limit is None or len(found[part]) < limit:
            found[part].append(make_lessons(parser, [told], variants=variants))
    kept.write_bytes(pickle.dumps(found))
    return found


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the treebanks")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints, labels and the log")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of the exported parser")
    parser.add_argument("--epochs", type=int, default=16, help="times that each report is read")
    parser.add_argument("--tree-epochs", type=float, default=3, help="times that the treebank is read meanwhile")
    parser.add_argument("--variants", type=int, default=4, help="sets of real names that each report is told under")
    parser.add_argument("--every", type=int, default=200, help="steps between checkpoints")
    parser.add_argument("--limit", type=int, default=None, help="reports of each part, for a trial")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--seed", type=int, default=13)
    options = parser.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    lessons = load_lessons(options.out, options.weights, variants=options.variants, limit=options.limit)
    chunks = tree_chunks(read_bank(options.data, "gum", "train"), TREE_WORDS)
    trees = [t for bank in BANKS for t in read_bank(options.data, bank, "train")[: options.limit]]
    dev = {bank: read_bank(options.data, bank, "dev")[: options.limit or LOOKED_AT] for bank in BANKS}
    reader, tree_labels = load_reader(options.weights)
    material = Material(lessons["train"], chunks[: options.limit], trees, tree_labels)
    labels = event_labels()
    held = asdict(tree_labels) | asdict(labels)
    (options.out / "labels.json").write_text(json.dumps(held, indent=0), encoding="utf8")
    subwords = Subwords(options.weights / "vocabulary.txt")
    model = Together(reader, EventReader(labels.sizes))
    begin_layers(model.events, reader.encoder)
    lengths = [len(c.ids) for c in coded_words(trees, subwords, None)]
    planned = plan_steps(material, lengths, epochs=options.epochs, tree_epochs=options.tree_epochs, seed=options.seed)
    steps = sum(map(len, planned))
    optimizer, scale = make_optimizer(model, steps)
    checkpoint = options.out / "checkpoint.pt"
    done = resume(checkpoint, model, optimizer, scale) if options.resume else 0
    model.train()
    started = time.monotonic()
    recent: dict[str, list[float]] = {}
    before = 0
    for epoch, batches in enumerate(planned, 1):
        for number, step in enumerate(batches, before):
            if number < done:
                continue
            with quick():
                loss = loss_of(model, material, step, subwords, labels, options.seed * 100_000 + number)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            scale.step()
            done = number + 1
            recent.setdefault(step.kind, []).append(loss.item())
            if done % 50 == 0:
                means = {name: round(sum(v) / len(v), 4) for name, v in recent.items()}
                at: dict[str, object] = {"step": done, "of": steps, "s": round(time.monotonic() - started)}
                log(options.out, at | means)
                recent = {}
            if done % options.every == 0:
                save_checkpoint(checkpoint, model, optimizer, scale, done=done)
        before += len(batches)
        if done == before:
            save_checkpoint(checkpoint, model, optimizer, scale, done=done)
            told = [v[-1] for v in lessons["validation"]]
            measured = measure_lessons(model, told, subwords, labels)
            log(options.out, {"epoch": epoch, "validation": measured})
            for bank, sentences in dev.items():
                log(options.out, {"epoch": epoch, "bank": bank} | measure(reader, sentences, subwords, tree_labels))
    return 0


def make_optimizer(model: Together, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW with a warm-up and a linear way down; heads learn faster than layers, what is new than the parser."""
    groups: dict[float, list[nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        old, layer = name.startswith("reader."), ".encoder." in name or ".layers." in name
        rate = (ENCODER_RATE if layer else READER_RATE) if old else (LAYER_RATE if layer else HEAD_RATE)
        groups.setdefault(rate, []).append(parameter)
    optimizer = torch.optim.AdamW([{"params": held, "lr": rate} for rate, held in groups.items()], weight_decay=0.01)
    warmup = min(WARMUP, steps // 10 + 1)
    return optimizer, torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warmup, max(0.0, (steps - n) / max(1, steps - warmup)))
    )


def read_bank(folder: Path, bank: str, part: str) -> list[TreeSentence]:
    """The sentences of a part of a treebank."""
    return list(read_treebank(folder / f"en_{bank}-{part}.conllu.gz"))


if __name__ == "__main__":
    sys.exit(main())
