import pytest
from tests.evaluation.invented import fact

from communique.evaluation import MEANINGS, Construction, GoldReport
from communique.evaluation.constructions import LONG, constructions_of, sentence_starts
from communique.evaluation.gold import Fact


def told(text: str, *quotes: str, **slots: object) -> frozenset[Construction]:
    """The constructions of one fact; somebody does it, unless the slots say otherwise."""
    actors = [{"name": "Ostrenia", "country": "OST", "kind": "government"}]
    entry = fact("f1", ["AGREE"], list(quotes), **({"actors": actors} | slots))
    report = GoldReport(name="r", text=text, facts=(Fact.model_validate(entry),))
    return constructions_of(report)[0]


def test_each_has_a_meaning() -> None:
    assert set(MEANINGS) == set(Construction)


def test_nothing_special_is_plain() -> None:
    assert told("Ostrenia freed him.", "Ostrenia freed him") == {Construction.PLAIN}


@pytest.mark.parametrize(
    ("slots", "construction"),
    [
        ({"attribution": {"name": "the army"}}, Construction.REPORTED),
        ({"polarity": "negative"}, Construction.NEGATED),
        ({"modality": "planned"}, Construction.PLANNED),
        ({"modality": "proposed"}, Construction.PROPOSED),
        ({"modality": "possible"}, Construction.POSSIBLE),
        ({"modality": "conditional"}, Construction.CONDITIONAL),
        ({"actors": []}, Construction.NO_ACTOR),
    ],
)
def test_fields_that_tell_a_harder_construction(slots: dict[str, object], construction: Construction) -> None:
    assert told("Ostrenia freed him.", "Ostrenia freed him", **slots) == {construction}


@pytest.mark.parametrize(
    ("slots", "construction"),
    [
        ({"quantities": [{"value": 3, "what": "day"}]}, Construction.QUANTITY),
        ({"casualties": {"killed": {"low": 3}}}, Construction.CASUALTIES),
        ({"time": {"start": "2026", "end": "2026"}}, Construction.DATE),
        ({"place": {"name": "Orlin"}}, Construction.PLACE),
        ({"actors": [{"name": "Ostrenia"}, {"name": "Kaldavia"}]}, Construction.MUTUAL),
    ],
)
def test_fields_that_stand_beside_a_plain_one(slots: dict[str, object], construction: Construction) -> None:
    assert told("Ostrenia freed him.", "Ostrenia freed him", **slots) == {construction, Construction.PLAIN}


@pytest.mark.parametrize(
    ("words", "passive"),
    [
        ("The valley was shelled", True),
        ("Eight men were later killed", True),
        ("A deal has been struck", True),
        ("It was not officially agreed", True),
        ("The road is often open", False),
        ("The envoy was keen", False),
        ("Ostrenia wounded eight", False),
        ("Seven were children", False),
    ],
)
def test_the_passive_is_be_and_a_participle(words: str, passive: bool) -> None:
    assert (Construction.PASSIVE in told(f"{words}.", words)) is passive


@pytest.mark.parametrize(
    ("words", "pronoun"),
    [
        ("They freed him", True),
        ("“We refuse", True),
        ("and it left", True),
        ("Itala freed him", False),
        ("Thessia left", False),
    ],
)
def test_a_pronoun_stands_at_the_head_of_the_words(words: str, pronoun: bool) -> None:
    assert (Construction.PRONOUN in told(f"{words}.", words)) is pronoun


@pytest.mark.parametrize(
    ("text", "quote", "quoted"),
    [
        ("“We will never leave,” he said.", "We will never leave", True),
        ('He called it "a grave and open threat".', 'called it "a grave and open threat"', True),
        ("He named it “peace” and left.", "named it “peace” and left", False),
        ("“We will stay,” he said. Ostrenia left.", "Ostrenia left", False),
        ("“It goes on over\n\nthe paragraph,” he said.", "goes on over", True),
    ],
)
def test_a_quotation_has_three_words(text: str, quote: str, quoted: bool) -> None:
    assert (Construction.QUOTED in told(text, quote)) is quoted


def test_one_plain_telling_is_enough() -> None:
    text = "He was freed by Ostrenia. Ostrenia freed him."
    assert told(text, "He was freed by Ostrenia") == {Construction.PASSIVE, Construction.PRONOUN}
    assert told(text, "He was freed by Ostrenia", "Ostrenia freed him") == {Construction.RETOLD, Construction.PLAIN}


def test_a_long_sentence_is_counted_in_words() -> None:
    long = "Ostrenia freed him " + "again " * (LONG - 3) + "."
    assert Construction.LONG_SENTENCE in told(f"A start. {long} An end.", "Ostrenia freed him")
    assert Construction.LONG_SENTENCE not in told(long.replace("again again", "again. Again", 1), "Ostrenia freed him")


def test_sentences_end_at_marks_and_lines_not_at_initials_and_titles() -> None:
    text = "Mr. J. Doln left. “Why?” Nobody knows.\nThe U.S. Senate met at 3.5 per cent."
    starts = sentence_starts(text)
    assert [text[start:].split()[0] for start in starts] == ["Mr.", "“Why?”", "Nobody", "The"]
