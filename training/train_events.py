"""Trains the layers that read events: python -m training.train_events --data FOLDER --out FOLDER [--resume].

They stand on the shared layers of the exported parser (`--weights`), which stay as they are. Events are learned from
`corpus/`, coreference from the treebank GUM (`en_gum-train.conllu.gz` in the folder of the data). A checkpoint is
written every `--every` steps and at the end of each epoch; `--resume` goes on from the last one, `--start FOLDER`
begins from another run's. `--limit` takes only so many reports of each part, for a trial.
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
from torch import Tensor

from communique.language.conllu import TreeSentence, read_treebank
from communique.language.encoder import WEIGHTS
from communique.language.encoder import Encoder as Parser
from communique.language.subwords import Subwords
from training.augment import augmented
from training.bert import Encoder
from training.checkpoints import resume, save_checkpoint
from training.corpus import CORPUS
from training.event_batches import EventLabels, entities_of, event_labels, make_inputs, told_of, tree_chunks
from training.event_model import EventReader
from training.lessons import Lesson, make_lessons, told_reports
from training.losses import entity_loss, event_loss
from training.measure import measure_lessons
from training.precision import quick
from training.start import begin_layers, load_encoder
from training.train import log

REPORT_WORDS, TREE_WORDS = 400, 900
"""Words a step, of reports and of a treebank document. A report more than that has a step of its own."""
WINDOWS = (128, 256, 384)
"""Subwords of a window, drawn for each step."""
LAYER_RATE, HEAD_RATE, WARMUP = 1.5e-4, 2.5e-3, 200


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned from: the variants of each report's lesson, and stretches of documents with coreference."""

    lessons: list[list[Lesson]]
    chunks: list[list[TreeSentence]]


@dataclass(frozen=True, slots=True)
class Step:
    """One step to come: reports by number, at a variant, or one chunk."""

    reports: tuple[int, ...] = ()
    variant: int = 0
    chunk: int | None = None


def plan_steps(material: Material, *, epochs: int, tree_epochs: float, seed: int) -> list[list[Step]]:
    """The steps of each epoch: every report once, under the next of its variants, and its share of the chunks."""
    rng = random.Random(seed)
    share = len(material.chunks) * tree_epochs / epochs
    waiting: list[int] = []
    plan = []
    for epoch in range(epochs):
        steps = []
        for _ in range(round(share * (epoch + 1)) - round(share * epoch)):
            if not waiting:
                waiting = rng.sample(range(len(material.chunks)), len(material.chunks))
            steps.append(Step(chunk=waiting.pop()))
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
        plan.append(steps)
    return plan


def loss_of(
    model: EventReader,
    encoder: Encoder,
    material: Material,
    step: Step,
    subwords: Subwords,
    labels: EventLabels,
    seed: int,
) -> Tensor:
    """The loss of one step."""
    rng = random.Random(seed)
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
    parser.add_argument("--start", type=Path, default=None, help="folder of a checkpoint to begin from")
    parser.add_argument("--every", type=int, default=200, help="steps between checkpoints")
    parser.add_argument("--limit", type=int, default=None, help="reports of each part, for a trial")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--seed", type=int, default=13)
    options = parser.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    lessons = load_lessons(options.out, options.weights, variants=options.variants, limit=options.limit)
    trees = list(read_treebank(options.data / "en_gum-train.conllu.gz"))
    material = Material(lessons["train"], tree_chunks(trees, TREE_WORDS)[: options.limit])
    labels = event_labels()
    (options.out / "labels.json").write_text(json.dumps(asdict(labels), indent=0), encoding="utf8")
    subwords = Subwords(options.weights / "vocabulary.txt")
    encoder = load_encoder(options.weights / "reader.onnx")
    model = EventReader(labels.sizes)
    begin_layers(model, encoder)
    if options.start:
        model.load_state_dict(torch.load(options.start / "checkpoint.pt", weights_only=True)["model"])
    plan = plan_steps(material, epochs=options.epochs, tree_epochs=options.tree_epochs, seed=options.seed)
    steps = sum(map(len, plan))
    optimizer, scale = make_optimizer(model, steps)
    checkpoint = options.out / "checkpoint.pt"
    done = resume(checkpoint, model, optimizer, scale) if options.resume else 0
    model.train()
    started = time.monotonic()
    recent: dict[str, list[float]] = {"events": [], "entities": []}
    before = 0
    for epoch, batches in enumerate(plan, 1):
        for number, step in enumerate(batches, before):
            if number < done:
                continue
            with quick():
                loss = loss_of(model, encoder, material, step, subwords, labels, options.seed * 100_000 + number)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            scale.step()
            done = number + 1
            recent["events" if step.chunk is None else "entities"].append(loss.item())
            if done % 50 == 0:
                means = {name: round(sum(v) / len(v), 4) for name, v in recent.items() if v}
                at: dict[str, object] = {"step": done, "of": steps, "s": round(time.monotonic() - started)}
                log(options.out, at | means)
                recent = {"events": [], "entities": []}
            if done % options.every == 0:
                save_checkpoint(checkpoint, model, optimizer, scale, done=done)
        before += len(batches)
        if done == before:
            save_checkpoint(checkpoint, model, optimizer, scale, done=done)
            told = [v[-1] for v in lessons["validation"]]
            measured = measure_lessons(model, encoder, told, subwords, labels)
            log(options.out, {"epoch": epoch, "validation": measured})
    return 0


def make_optimizer(
    model: EventReader, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW with a warm-up and a linear way down; the heads learn faster than the layers."""
    layers = list(model.layers.parameters())
    known = {id(p) for p in layers}
    heads = [p for p in model.parameters() if id(p) not in known]
    groups = [{"params": layers, "lr": LAYER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    warmup = min(WARMUP, steps // 10 + 1)
    return optimizer, torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / warmup, max(0.0, (steps - n) / max(1, steps - warmup)))
    )


if __name__ == "__main__":
    sys.exit(main())
