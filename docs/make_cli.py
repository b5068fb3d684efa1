"""Writes docs/cli.md from the commands themselves: python docs/make_cli.py [--check]. A test runs the check."""

import sys
from pathlib import Path
from typing import Any

import typer

from communique.cli.app import app
from communique.cli.exits import MEANINGS
from communique.cli.formats import CSV_COLUMNS

TARGET = Path(__file__).with_name("cli.md")

_INPUTS = """\
## What is read

- **Text files**, in UTF-8 (UTF-16 and UTF-32 with a byte order mark; Windows-1252 where the bytes look like it).
  They may begin with header lines, in any order, before a blank line; the body is what follows that line, and offsets
  count in it:

  ```
  Title: Talks end without a deal
  Published: 2026-03-14
  Publisher: The Harbour Wire
  Dateline: Marenka
  Url: https://example.org/talks
  ```

- **HTML files and pages**: the article's text, without what stands around it; title, date, publisher and address as
  the page declares them (JSON-LD, then meta elements). Paragraphs are set apart by blank lines.
- **Folders**: every `.txt`, `.text`, `.html`, `.htm` and `.xhtml` file in them and below, by name; hidden ones are
  left out.
- **Addresses**, http and https, up to five redirects; only public hosts, never one inside a private network.
- **Standard input**, as `-`.

An input may have up to 20 MB, its text up to 80,000 characters, and must be English. What cannot be read gets one line
on standard error, and the others are read all the same.

## What is printed

Without `--format`, the ending of `--output` decides (`.json`, `.jsonl`, `.csv`), else it is the table, also into a
pipe.

- `table`: a page for people; in colour on a terminal (`NO_COLOR` and `FORCE_COLOR` are heeded).
- `json`: one object for a single input, an array for several or for a folder; indented.
- `jsonl`: one object a report, each on its line, as it is read.
- `csv`: a header and a row an event, RFC 4180, UTF-8; text that a spreadsheet would take for a formula gets a `'`
  before it. Several values in one cell are set apart by `; `.

The objects of `json` and `jsonl` are described field by field in [glossary.md](glossary.md).
"""

_GOLD = """\
## What is evaluated

GOLD is a folder of reports, `NAME.txt`, each with the facts that people read from it, `NAME.gold.json`; folders in it
are left out. [glossary.md](glossary.md#gold) says what a fact holds. A prediction belongs to the report that its
`name`, else its `path` or `id`, ends in. A predicted report without gold is left out (`-v` names it); of a report
without a prediction all facts count as missed, and a line says so.

An event is right where a fact has its type, half of the shorter quote is shared and, where the fact has actors, one of
them is right; each fact and each event counts once. Optional facts are never missed. A slot is measured on the core
facts that were found, where the fact has it; recipients, modality, polarity and attribution are always measured.

`--format json` prints one object: `overall`, `slots`, `types`, `genres`, `constructions`, `missed` (by reason),
`confusion` (of types), `calibration` (of `confidence`), `curve` (by threshold of `confidence`) and `errors`, each miss,
spurious event and wrong slot by the ids in the files. A share of nothing is 0 there.

    communique read GOLD --format jsonl | communique eval - GOLD --html errors.html
"""


def reference() -> str:
    """The whole of docs/cli.md."""
    group = typer.main.get_command(app)
    commands: dict[str, Any] = getattr(group, "commands", {})
    parts = [
        "# The command line",
        "<!-- Made by docs/make_cli.py from the commands themselves; do not edit. -->",
        _described("communique", group),
        *(_described(f"communique {name}", command) for name, command in _flat(commands)),
        _INPUTS.rstrip(),
        "### Columns of `csv`\n\n"
        + _table(("column", "holds"), [(f"`{name}`", said) for name, said in CSV_COLUMNS.items()]),
        _GOLD.rstrip(),
        "## Exit codes\n\n" + _table(("code", "means"), [(str(int(code)), said) for code, said in MEANINGS.items()]),
        "With `-vv` an error is followed by its traceback.",
    ]
    return "\n\n".join(parts) + "\n"


def _flat(commands: dict[str, Any]) -> list[tuple[str, Any]]:
    """The commands, each group followed by its own."""
    found: list[tuple[str, Any]] = []
    for name, command in commands.items():
        found.append((name, command))
        found += [(f"{name} {inner}", sub) for inner, sub in _flat(getattr(command, "commands", {}))]
    return found


def _described(name: str, command: Any) -> str:
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.params if param.param_type_name == "option"]
    usage = " ".join([name, *map(_placeholder, arguments), "[OPTIONS]"])
    rows = [(f"`{_placeholder(param)}`", param.help) for param in arguments]
    rows += [(f"`{_spelling(param)}`", param.help) for param in options if param.help]
    text = "\n\n".join(" ".join(paragraph.split()) for paragraph in (command.help or "").split("\n\n"))
    return f"## {name}\n\n`{usage}`\n\n{text}\n\n" + _table(("option", "does"), rows)


def _placeholder(param: Any) -> str:
    return param.metavar or f"{param.name.upper()}..."


def _spelling(param: Any) -> str:
    spelled = ", ".join(sorted(param.opts, key=len))
    return f"{spelled} {param.metavar}" if param.metavar else spelled


def _table(head: tuple[str, str], rows: list[tuple[str, str]]) -> str:
    lines = [head, ("---", "---"), *((left.replace("|", "\\|"), right.replace("|", "\\|")) for left, right in rows)]
    return "\n".join(f"| {left} | {right} |" for left, right in lines)


def main() -> None:
    """Write the file, or say whether it is current."""
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(reference(), encoding="utf-8")
    elif TARGET.read_text(encoding="utf-8") != reference():
        sys.exit("docs/cli.md is out of date: run python docs/make_cli.py")


if __name__ == "__main__":
    main()
