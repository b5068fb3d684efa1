"""Markdown: days as headings, quotes with footnotes, and no text that turns into markup."""

import re

from hypothesis import given
from hypothesis import strategies as st
from tests.export.invented import DAY, KALDAVIA, OSTRENIA, STRIKE, SUMMIT, entry, event, report, strike

from communique.export import ExportEntry
from communique.export.markdown import citation, escaped, to_markdown


def page(*entries: ExportEntry) -> str:
    return "".join(to_markdown(entries))


def test_a_page() -> None:
    hit = ExportEntry(report=report(), event=strike(), status="accepted", independent=3)
    sides = (OSTRENIA, KALDAVIA)
    talks = ExportEntry(
        report=report(), event=event("CONSULT", SUMMIT, actors=sides, modality="planned", issue="ceasefire")
    )
    mark = report().id
    assert page(hit, talks) == (
        "# Record\n"
        "\n## 13 March 2026\n"
        "\n- **ASSAULT (drone)** Kenya → residents of Orlin (KEN) — Nairobi, KEN; killed at least 8 · injured 5; 3 "
        "independent reports; accepted\n"
        f"\n  > “{STRIKE}”[^{mark}]\n"
        "\n## Day not told\n"
        "\n- **CONSULT** Ostrenia ↔ Kaldavia — *planned*; about ceasefire\n"
        f"\n  > “{SUMMIT}”[^{mark}]\n"
        "\n"
        f"[^{mark}]: The Harbour Wire, “Delegations meet in Marenka”, 14 Mar 2026, <https://example.org/talks>\n"
    )


def test_a_day_has_one_heading_and_a_report_one_footnote() -> None:
    text = page(*(entry("ACCUSE", time=DAY) for _ in range(3)))
    assert text.count("## 13 March 2026") == 1
    assert text.count("\n[^") == 1


def test_spans_of_days_and_nothing_at_all() -> None:
    assert "## Mar 2026\n" in page(entry("ACCUSE", time={"start": "2026-03", "end": "2026-03"}))
    assert page() == "# Record\n\nNo events.\n"


def test_a_report_of_which_little_is_known_is_cited_by_its_file() -> None:
    bare = report(publisher=None, title=None, published=None, url=None)
    assert citation(bare) == "talks.txt, no date of publication"


@given(st.text(st.characters(codec="utf-8")))
def test_no_text_is_markup(text: str) -> None:
    line = escaped(text)
    assert len(line.splitlines()) <= 1
    assert not re.search(r"(?<!\\)(?:\\\\)*[`*_{}\[\]<>#|~&^!$]", line)
