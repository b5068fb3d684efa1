import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from communique.language.doc import Doc
from communique.language.encoder import MAX_SUBWORDS, Encoder
from communique.language.parse import parse


def assert_sound(doc: Doc) -> None:
    """Offsets hold, nothing but white space is left out, every sentence is one tree, mentions keep to a sentence."""
    assert all(doc.text[t.start : t.end] == t.text for t in doc.tokens)
    covered = [at for t in doc.tokens for at in range(t.start, t.end)]
    assert covered == [at for at, character in enumerate(doc.text) if not character.isspace()]
    assert [i for s in doc.sentences for i in range(s.first, s.last)] == list(range(len(doc.tokens)))
    for s in doc.sentences:
        tokens = doc.tokens[s.first : s.last]
        assert [t.index for t in tokens if t.head < 0] == [s.root]
        assert all(s.first <= t.head < s.last for t in tokens if t.head >= 0)
        assert doc.subtree(s.root) == list(range(s.first, s.last))
    for m in doc.mentions:
        assert m.first <= m.head <= m.last
        assert doc.tokens[m.first].sentence == doc.tokens[m.last].sentence


@given(st.text(max_size=300))
@example("")
@example(" \n\t\u3000")
@example("\ud800 and \udfff met")
@example("\x00\u200b\u0301")
@example("[CLS] [SEP] [MASK]")
@settings(max_examples=25, deadline=None)
def test_any_text_is_parsed(encoder: Encoder, text: str) -> None:
    assert_sound(parse(text, encoder))


WORDS = st.sampled_from(
    "The Delegates of rebels army met refused that “ ” ( ) , ; . ? 's 12 1,000 Port Vale U.N. — \n\n … said if".split(
        " "
    )
)


@given(st.lists(WORDS, max_size=80))
@settings(max_examples=25, deadline=None)
def test_what_looks_like_english_is_parsed(encoder: Encoder, words: list[str]) -> None:
    assert_sound(parse(" ".join(words), encoder))


LONG = [
    ("a sentence of 3,000 words without punctuation", " ".join(["delegates", "from", "both", "sides"] * 750)),
    ("a token of 5,000 letters", "x" * 5000),
    ("a token of 5,000 stops", "." * 5000),
    ("a token whose characters are three subwords each", "…" * 5000),
    ("syllables that are three letters each", "각닭 값 " * 700),
    ("hyphens without end", "-a" * 2500),
    ("as many subwords as the encoder sees", "a " * 100 + "." * (MAX_SUBWORDS - 200)),
]


@pytest.mark.parametrize("text", [c[1] for c in LONG], ids=[c[0] for c in LONG])
def test_what_is_too_long_for_the_encoder_is_kept_whole(encoder: Encoder, text: str) -> None:
    assert_sound(parse(text, encoder))


# (text, verb, subject, object): such sentences any parser worth its weights gets right.
CASES = [
    ("The rebels attacked the airport on Friday.", "attacked", "rebels", "airport"),
    ("The ministers signed an agreement in Geneva.", "signed", "ministers", "agreement"),
    ("On Monday the government rejected the proposal.", "rejected", "government", "proposal"),
]


@pytest.mark.parametrize(("text", "verb", "subject", "object_"), CASES)
def test_subject_and_object_are_found(encoder: Encoder, text: str, verb: str, subject: str, object_: str) -> None:
    doc = parse(text, encoder)
    root = doc.tokens[doc.sentences[0].root]
    assert (root.text, root.upos) == (verb, "VERB")
    assert [t.text for t in doc.children(root.index, "nsubj=")] == [subject]
    assert [t.text for t in doc.children(root.index, "obj")] == [object_]


def test_a_text_is_parsed_the_same_each_time(encoder: Encoder) -> None:
    text = "Both armies withdrew. The mediator, a former judge, praised them: “They kept their word.”"
    assert parse(text, encoder) == parse(text, encoder)


def test_offsets_count_in_the_text_as_given(encoder: Encoder) -> None:
    doc = parse("\ufeff  “Talks”\r\n\r\n\tfailed 👍.", encoder)
    assert_sound(doc)
    assert len(doc.sentences) == 2


def test_a_sentence_beyond_the_encoder_is_refused_with_its_length(encoder: Encoder) -> None:
    with pytest.raises(ValueError, match=r"a sentence of 511 subwords: the encoder sees 510"):
        encoder.run([["a"] * (MAX_SUBWORDS + 1)])
