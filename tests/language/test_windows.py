from hypothesis import given
from hypothesis import strategies as st

from communique.language.subwords import Coded
from communique.language.windows import ORDERS, lay_out, windows_of

LENGTHS = st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=8), min_size=1, max_size=60)


def coded(lengths: list[int]) -> Coded:
    """A sentence of words of so many subwords each, with its marks."""
    ids, first, last = [101], [0], [0]
    for length in lengths:
        first.append(len(ids))
        ids += [1000] * length
        last.append(len(ids) - 1)
    return Coded([*ids, 102], [7] * (len(ids) + 1), first, last)


@given(LENGTHS, st.integers(1, 80))
def test_windows_hold_every_sentence_once_and_in_order(lengths: list[list[int]], limit: int) -> None:
    sentences = [coded(words) for words in lengths]
    windows = windows_of([len(c.ids) for c in sentences], limit)
    assert [i for window in windows for i in window] == list(range(len(sentences)))
    for window in windows:
        assert len(window) <= ORDERS
        assert sum(len(sentences[i].ids) for i in window) <= limit or len(window) == 1


@given(LENGTHS, st.integers(1, 80))
def test_each_word_is_found_in_its_own_sentence_of_the_window(lengths: list[list[int]], limit: int) -> None:
    sentences = [coded(words) for words in lengths]
    layout = lay_out(sentences, windows_of([len(c.ids) for c in sentences], limit))
    order = layout.order.ravel()
    for row, (start, sentence) in enumerate(zip(layout.starts, sentences, strict=True)):
        own = set(order[start : start + len(sentence.ids)].tolist())
        assert len(own) == 1
        assert own != {0}
        for word in range(len(sentence.first)):
            assert layout.first[row, word] == start + sentence.first[word]
            assert layout.last[row, word] == start + sentence.last[word]
    assert (order > 0).sum() == sum(len(c.ids) for c in sentences)


def test_nothing_has_no_windows() -> None:
    assert windows_of([]) == []
