"""A text is cut into stretches that lose nothing and know which events cover them."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from tests.making import report

from communique.record import Entry, Event, Span
from communique.web.passage import PART, Part, Stretch, parts_of


def entries(text: str, *spans: tuple[int, int, str]) -> list[Entry]:
    """An entry for each span, of that type."""
    source = report(text)
    return [
        Entry(
            act=number,
            report=source,
            family=1,
            event=Event(
                id=f"e{number}",
                event_type=kind,  # type: ignore[arg-type]
                evidence=(Span.of(text, start, end),),
                confidence=0.9,
                coder="test",
            ),
        )
        for number, (start, end, kind) in enumerate(spans, 1)
    ]


def stretches(parts: Sequence[Part]) -> list[Stretch]:
    return [s for part in parts for paragraph in part.paragraphs for s in paragraph.stretches]


def test_words_that_two_events_share_stand_in_a_stretch_of_both() -> None:
    text = "They met and agreed on peace."
    found = stretches(parts_of(text, entries(text, (0, 19, "CONSULT"), (13, 28, "AGREE"))))
    assert [(s.text, s.acts) for s in found] == [
        ("They met and ", (1,)),
        ("agreed", (1, 2)),
        (" on peace", (2,)),
        (".", ()),
    ]
    assert found[1].layers == (("talk", "actual"), ("accord", "actual"))
    assert [s.first for s in found] == [(1,), (2,), (), ()]
    assert [s.last for s in found] == [(), (1,), (2,), ()]


def test_offsets_count_code_points_also_beyond_the_basic_plane() -> None:
    text = "🕊️🕊️ The 𝒫arties met 🏳️. Then they left."
    start = text.index("The")
    found = stretches(parts_of(text, entries(text, (start, start + 15, "CONSULT"))))
    assert next(s.text for s in found if s.acts) == "The 𝒫arties met"


@given(
    st.text(alphabet="ab .\n🕊<&", min_size=1, max_size=400),
    st.lists(st.tuples(st.integers(0, 399), st.integers(1, 60)), max_size=30),
)
def test_nothing_is_lost_and_every_event_is_marked_where_it_stands(text: str, cuts: list[tuple[int, int]]) -> None:
    spans = [(a, min(a + n, len(text)), "ASSAULT") for a, n in cuts if a < len(text)]
    parts = parts_of(text, entries(text, *spans))
    for part in parts:
        for paragraph in part.paragraphs:
            assert "".join(s.text for s in paragraph.stretches) == text[paragraph.start : paragraph.end]
            at = paragraph.start
            for stretch in paragraph.stretches:
                stop = at + len(stretch.text)
                assert stretch.acts == tuple(
                    n for n, (start, end, _) in enumerate(spans, 1) if start < stop and end > at
                )
                at = stop
    kept = "".join(text[p.start : p.end] for part in parts for p in part.paragraphs)
    assert "".join(kept.split()) == "".join(text.split())
    cards = [e.act for part in parts for p in part.paragraphs for e in p.entries]
    assert sorted(cards) == list(range(1, len(spans) + 1)) if text.strip() else not cards


def test_a_long_text_comes_in_parts_each_below_the_limit_of_a_page() -> None:
    text = "<&\"'>" * 20_000
    parts = parts_of(text, [])
    assert len(parts) > 1
    assert all(sum(len(s.text) * 5 for s in stretches([part])) <= PART * 1.3 for part in parts)


def test_a_part_knows_whose_cards_it_holds() -> None:
    text = "\n\n".join(f"Sentence {number} of a long report. " * 40 for number in range(80))
    last = text.rindex("Sentence 79")
    parts = parts_of(text, entries(text, (0, 10, "AGREE"), (last, last + 11, "REJECT")))
    assert [n for n, part in enumerate(parts) if part.holds(2)] == [len(parts) - 1]
    assert parts[0].holds(1)
