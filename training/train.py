"""Trains the model: python -m training.train --data FOLDER --out FOLDER [--epochs 8] [--resume].

FOLDER of the data holds `en_ewt-{train,dev}.conllu.gz` and `en_gum-{train,dev}.conllu.gz` (see the model card for what
they are). A checkpoint is written every `--every` steps and after each epoch; `--resume` goes on from the last one.
`--limit` takes only so many sentences of each file, for a trial. `--start FOLDER` goes on from what train_events left
there: the layers that events share stay as they are, and the parser's own grow used to them; `--teacher WEIGHTS` adds
what the parser exported there makes of the corpus' sentences.
"""

import argparse
import json
import random
import sys
import time
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from communique.language.conllu import TreeSentence, read_treebank
from communique.language.subwords import Subwords
from training.batches import UNMARKED, Batch, Labels, coded_words, collect_labels, make_batch, plan
from training.bert import pretrained_folder
from training.checkpoints import load_state, part_of, resume, save_checkpoint
from training.event_model import SHARED
from training.model import Reader
from training.precision import quick
from training.silver import silver_sentences

BUDGET = 1500
"""Subwords a batch; with the learning rates, from the feasibility run (AdamW, 1.5e-4 and 2e-3, linear decay)."""
ENCODER_RATE, HEAD_RATE, WARMUP = 1.5e-4, 2e-3, 200
AGAIN = 0.4
"""Share of these rates where the parser has learned already."""


def loss_of(scores: dict[str, Tensor], batch: Batch) -> Tensor:
    """Sum of the heads' losses, each a mean over words."""
    gold = batch.gold
    total = torch.zeros(())
    for name in ("upos", "feats", "lemma"):
        total = total + functional.cross_entropy(
            scores[name].flatten(0, 1).float(), gold[name].flatten(), ignore_index=UNMARKED
        )
    arcs = scores["arc"].float().masked_fill(~heads_mask(batch)[:, None, :], -1e4)
    total = total + functional.cross_entropy(arcs.flatten(0, 1), gold["arc"].flatten(), ignore_index=UNMARKED)
    rows, words = batch.mask.nonzero(as_tuple=True)
    chosen = scores["rel"][rows, words, gold["arc"][rows, words]].float()
    total = total + functional.cross_entropy(chosen, gold["rel"][rows, words], ignore_index=UNMARKED)
    marked = gold["span"] != UNMARKED
    if marked.any():
        spans = functional.cross_entropy(scores["span"][marked].float(), gold["span"][marked], reduction="sum")
        total = total + spans / marked.any(-1).sum()
    return total


def heads_mask(batch: Batch) -> Tensor:
    """(batch, words): which positions may be a head, the root among them."""
    mask = batch.mask.clone()
    mask[:, 0] = True
    return mask


@torch.no_grad()
def measure(model: Reader, sentences: list[TreeSentence], subwords: Subwords, labels: Labels) -> dict[str, float]:
    """Shares of one on gold tokens with greedy heads, a quick look while training; benchmarks/parser.py measures."""
    model.eval()
    coded = coded_words(sentences, subwords, None)
    right = dict.fromkeys(("upos", "feats", "lemma", "uas", "las"), 0)
    words = hit = found = expected = 0
    for indices in plan([len(c.ids) for c in coded], 4 * BUDGET, None):
        batch = make_batch([sentences[i] for i in indices], [coded[i] for i in indices], labels)
        scores = model(*batch.inputs)
        mask, gold = batch.mask, batch.gold
        words += int(mask.sum())
        for name in ("upos", "feats", "lemma"):
            right[name] += int(((scores[name].argmax(-1) == gold[name]) & mask).sum())
        heads = scores["arc"].masked_fill(~heads_mask(batch)[:, None, :], -1e4).argmax(-1)
        rels = scores["rel"].argmax(-1).gather(-1, heads[..., None])[..., 0]
        right["uas"] += int(((heads == gold["arc"]) & mask).sum())
        right["las"] += int(((heads == gold["arc"]) & (rels == gold["rel"]) & mask).sum())
        marked = gold["span"] != UNMARKED
        spans = scores["span"].argmax(-1)
        hit += int(((spans == gold["span"]) & (spans > 0) & marked).sum())
        found += int(((spans > 0) & marked).sum())
        expected += int((gold["span"] > 0).sum())
    model.train()
    out = {name: round(n / words, 4) for name, n in right.items()}
    return out | {"mentions": round(2 * hit / (found + expected), 4) if expected else 0.0}


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the treebanks")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints, labels and the log")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--every", type=int, default=200, help="steps between checkpoints")
    parser.add_argument("--limit", type=int, default=None, help="sentences of each file, for a trial")
    parser.add_argument("--start", type=Path, default=None, help="folder of a checkpoint of train_events")
    parser.add_argument("--teacher", type=Path, default=None, help="folder of an exported parser to learn from too")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--seed", type=int, default=13)
    options = parser.parse_args(argv)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)

    def load(part: str, bank: str) -> list[TreeSentence]:
        return list(read_treebank(options.data / f"en_{bank}-{part}.conllu.gz"))[: options.limit]

    train = [s for bank in ("ewt", "gum") for s in load("train", bank)]
    if options.teacher is not None:
        train += silver_sentences(options.teacher, limit=options.limit)
    dev = {bank: load("dev", bank) for bank in ("ewt", "gum")}
    labels = collect_labels(train)
    if options.start is not None:
        held = json.loads((options.start / "labels.json").read_text(encoding="utf8"))
        labels = Labels(**{name: held[name] for name in Labels.__slots__})
    (options.out / "labels.json").write_text(json.dumps(asdict(labels), indent=0), encoding="utf8")
    subwords = Subwords(pretrained_folder() / "vocab.txt")
    model = Reader(labels.sizes)
    if options.start is None:
        model.encoder.load_pretrained(pretrained_folder())
    else:
        model.load_state_dict(part_of(load_state(options.start), "reader"))
        keep_shared(model)
    lengths = [len(c.ids) for c in coded_words(train, subwords, None)]
    per_epoch = sum(1 for _ in plan(lengths, BUDGET, None))
    steps = per_epoch * options.epochs
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    known = {id(p) for p in model.encoder.parameters()}
    heads = [p for p in model.parameters() if id(p) not in known]
    share = 1.0 if options.start is None else AGAIN
    groups = [{"params": encoder, "lr": share * ENCODER_RATE}, {"params": heads, "lr": share * HEAD_RATE}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    scale = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda n: min((n + 1) / WARMUP, max(0.0, (steps - n) / max(1, steps - WARMUP)))
    )
    checkpoint = options.out / "checkpoint.pt"
    done = resume(checkpoint, model, optimizer, scale) if options.resume else 0
    model.train()
    started, recent = time.monotonic(), 0.0
    for epoch in range(options.epochs):
        rng = random.Random(options.seed * 1000 + epoch)
        batches = list(plan(lengths, BUDGET, rng))[:per_epoch]
        coded = coded_words(train, subwords, rng)
        for number, indices in enumerate(batches):
            if epoch * per_epoch + number < done:
                continue
            batch = make_batch([train[i] for i in indices], [coded[i] for i in indices], labels)
            with quick():
                scores = model(*batch.inputs)
            loss = loss_of(scores, batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            scale.step()
            done = epoch * per_epoch + number + 1
            recent += loss.item()
            if done % 50 == 0:
                log(
                    options.out,
                    {"step": done, "of": steps, "loss": round(recent / 50, 4), "s": round(time.monotonic() - started)},
                )
                recent = 0.0
            if done % options.every == 0:
                save_checkpoint(checkpoint, model, optimizer, scale, done=done)
        if done > epoch * per_epoch:
            done = (epoch + 1) * per_epoch
            save_checkpoint(checkpoint, model, optimizer, scale, done=done)
            for bank, sentences in dev.items():
                log(options.out, {"epoch": epoch + 1, "bank": bank} | measure(model, sentences, subwords, labels))
    return 0


def keep_shared(model: Reader) -> None:
    """Leaves the layers as they are on which those of the events stand."""
    encoder = model.encoder
    for part in (encoder.words, encoder.positions, encoder.shapes, encoder.norm, *list(encoder.layers)[:SHARED]):
        part.requires_grad_(False)


def log(out: Path, entry: dict[str, object]) -> None:
    """One line of JSON to the log and to the screen."""
    line = json.dumps(entry)
    with (out / "log.jsonl").open("a", encoding="utf8") as f:
        f.write(line + "\n")
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
