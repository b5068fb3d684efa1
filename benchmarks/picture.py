"""Draws docs/picture.svg, what `communique read` prints for a sample: python -m benchmarks.picture [REPORT]."""

import argparse
import io
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

from communique import pipeline
from communique.cli.view import page
from communique.record import Reading
from communique.sources import read_file

ROOT = Path(__file__).parents[1]
COLUMNS = 88

# Quiet colours on a dark ground: background, foreground, then the eight of a terminal, plain and bright.
THEME = TerminalTheme(
    (24, 27, 33),
    (214, 218, 224),
    [
        (24, 27, 33),
        (233, 116, 106),
        (139, 192, 122),
        (222, 186, 105),
        (110, 164, 226),
        (194, 138, 214),
        (92, 187, 194),
        (170, 176, 186),
    ],
)

# Rich's own frame loads a font from the web; this one takes the reader's.
FRAME = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>What communique read prints</title>
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, "Cascadia Mono", "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix" xml:space="preserve">
{matrix}
</g>
</g>
</svg>
"""


def picture(reading: Reading, *, command: str) -> str:
    """The page of a reading as SVG, below the command that prints it."""
    console = Console(
        record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="standard", highlight=False
    )
    console.print(f"[dim]$[/dim] {command}\n")
    console.print(page(reading))
    return console.export_svg(title="", theme=THEME, code_format=FRAME, unique_id="communique")


def main() -> None:
    """Read the sample and write the picture."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", nargs="?", type=Path, default=ROOT / "samples" / "talks.txt")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "picture.svg")
    arguments = parser.parse_args()
    report = read_file(arguments.report, name=arguments.report.name)
    drawn = picture(pipeline.read_report(report), command=f"communique read samples/{arguments.report.name}")
    arguments.to.write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
