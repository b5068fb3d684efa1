"""Trains the whole model, from the pretrained encoder to the package: python -m training --data FOLDER --out FOLDER.

First the parser on the treebanks, then the event layers and the parser together on the corpus and the treebanks, then
the parser's own layers once more on trees alone, then the sentence splitter. FOLDER of the data holds
`en_ewt-{train,dev}.conllu.gz` and `en_gum-{train,dev}.conllu.gz`; checkpoints go to `--out`, and with `--resume` a run
that was stopped goes on from the last. The finished model is written to `--weights`. `--limit` takes only so many
reports and sentences, for a trial.
"""

import argparse
import shutil
import sys
from pathlib import Path

from communique.language.encoder import WEIGHTS
from training import export, export_events, sentences, train, train_events
from training.event_batches import event_labels
from training.event_model import EventReader


def main(argv: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of the treebanks")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints, labels and logs")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder that the model is written to")
    parser.add_argument("--epochs", type=int, nargs=3, default=(10, 13, 4), help="rounds of parser, events, parser")
    parser.add_argument("--limit", type=int, default=None, help="reports and sentences of each part, for a trial")
    parser.add_argument("--resume", action="store_true")
    options = parser.parse_args(argv)
    common = ["--data", str(options.data)]
    common += ["--limit", str(options.limit)] if options.limit is not None else []
    common += ["--resume"] if options.resume else []
    first, second = options.out / "parser", options.out / "events"
    parsed = options.out / "weights"
    if not (parsed / "labels.json").exists():
        train.main([*common, "--out", str(first), "--epochs", str(options.epochs[0])])
        export.export(first, parsed, data=options.data)
        # A folder of weights holds event layers too, be they without learning.
        export_events.write(EventReader(event_labels().sizes), event_labels(), parsed)
    train_events.main([*common, "--out", str(second), "--epochs", str(options.epochs[1]), "--weights", str(parsed)])
    third = options.out / "parser-again"
    again = ["--epochs", str(options.epochs[2]), "--start", str(second), "--teacher", str(parsed)]
    train.main([*common, "--out", str(third), *again])
    options.weights.mkdir(parents=True, exist_ok=True)
    export.export(third, options.weights, data=options.data)
    export_events.export(second, options.weights)
    banks = [str(options.data / f"en_{bank}-train.conllu.gz") for bank in train_events.BANKS]
    sentences.main([*banks, str(options.weights / "sentences.json")])
    shutil.rmtree(parsed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
