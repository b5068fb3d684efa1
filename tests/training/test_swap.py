"""Other names for the same report: every span still marks the words that it marked."""

import random
from pathlib import Path

import pytest
from training.corpus import load_report, names_in
from training.swap import World, gold_of, make_world, swap, text_of, told_as_written

CORPUS = Path(__file__).parents[2] / "corpus"
SOME = names_in(CORPUS)[::23]


@pytest.fixture(scope="module")
def world() -> World:
    return make_world()


@pytest.mark.parametrize("name", SOME)
def test_a_span_without_a_name_in_it_keeps_its_words(name: str, world: World) -> None:
    told = told_as_written(load_report(CORPUS, name))
    swapped = swap(told, world, random.Random(name), keep=0.0)
    for before, after in zip(told.spans, swapped.spans, strict=True):
        for (a, b), (c, d) in zip(before["trigger"], after["trigger"], strict=True):
            assert told.body[a:b] == swapped.body[c:d] or told.body[a:b][:1].isupper()


@pytest.mark.parametrize("name", SOME)
def test_quotes_of_the_gold_stand_in_the_text_and_invented_codes_are_gone(name: str, world: World) -> None:
    swapped = swap(told_as_written(load_report(CORPUS, name)), world, random.Random(name), keep=0.0)
    for fact in gold_of(swapped)["facts"]:
        assert all(quote in swapped.body for quote in fact["evidence"])
        for party in (*fact["actors"], *fact["recipients"]):
            assert not (party["country"] or "").startswith("X") or party["country"] == "XKX"
    assert text_of(swapped).split("\n\n", 1)[1].rstrip("\n") == swapped.body


def test_the_same_seed_gives_the_same_names(world: World) -> None:
    told = told_as_written(load_report(CORPUS, SOME[0]))
    assert swap(told, world, random.Random(3)) == swap(told, world, random.Random(3))


def test_a_body_named_after_its_state_is_renamed_with_it(world: World) -> None:
    """Of every party that the report names, the new name stands in the new text."""
    for name in SOME:
        told = told_as_written(load_report(CORPUS, name))
        swapped = swap(told, world, random.Random(name), keep=1.0)
        for before, after in zip(told.cast.values(), swapped.cast.values(), strict=True):
            if before["kind"] == "organization" and before["name"] in told.body:
                assert after["name"] in swapped.body
