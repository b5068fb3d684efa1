import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from communique.language.lemmas import apply_script, derive_script

CASES = [
    ("talks", "talk", "l||0||1"),
    ("Talks", "talk", "l||0||1"),
    ("carries", "carry", "l||0|y|3"),
    ("met", "meet", "l||0|et|1"),
    ("signed", "sign", "l||0||2"),
    ("the", "the", "l||0||0"),
    ("was", "be", "=be"),
    ("n't", "not", "l||0|ot|2"),
    ("Geneva", "Geneva", "k||0||0"),
    ("Houthis", "Houthi", "k||0||1"),
    ("U.S.", "US", "k||0|S|3"),
    ("Intl.", "International", "=International"),
    ("", "", "="),
    ("word", "", "="),
    ("", "word", "=word"),
    ("b", "|b|", "=|b|"),
]


@pytest.mark.parametrize(("form", "lemma", "script"), CASES)
def test_a_script_is_derived_and_followed(form: str, lemma: str, script: str) -> None:
    assert derive_script(form, lemma) == script
    assert apply_script(form, script) == lemma


NEW_FORMS = [
    ("refuses", "l||0||1", "refuse"),
    ("REFUSES", "l||0||1", "refuse"),
    ("Studies", "l||0|y|3", "study"),
    ("Sudans", "k||0||1", "Sudan"),
    ("anything", "=be", "be"),
    # too short for the script
    ("As", "l||0|y|3", "as"),
    ("As", "k||0|y|3", "As"),
    ("a", "l||1||0", "a"),
    ("", "l||0||0", ""),
]


@pytest.mark.parametrize(("form", "script", "lemma"), NEW_FORMS)
def test_a_script_is_followed_by_other_forms(form: str, script: str, lemma: str) -> None:
    assert apply_script(form, script) == lemma


@given(st.text(max_size=20), st.text(max_size=20))
@example("İstanbul", "İstanbul")
@example("STRASSE", "straße")
@example("x=", "=x")
@example("a|b", "|a|b|")
def test_a_form_and_its_script_give_the_lemma(form: str, lemma: str) -> None:
    assert apply_script(form, derive_script(form, lemma)) == lemma


@given(st.text("abc|=K", max_size=8), st.text("abc|=K", max_size=8))
def test_strings_that_share_much_give_the_lemma_too(form: str, lemma: str) -> None:
    assert apply_script(form, derive_script(form, lemma)) == lemma
