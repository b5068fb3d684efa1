import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from communique.language.tokens import Piece, token_spans, tokenize

CASES = [
    # contractions and possessives
    ("They don't, can't and won't; he cannot.", "They do n't , ca n't and wo n't ; he can not ."),
    ("I'm sure it's what they'd've said, you're gonna see.",
     "I 'm sure it 's what they 'd 've said , you 're gon na see ."),
    ("It’s Kyiv’s; the rebels’ men aren’t here.", "It ’s Kyiv ’s ; the rebels ’ men are n’t here ."),
    ("Hamas' leaders and the Houthis' allies", "Hamas ' leaders and the Houthis ' allies"),
    ("'Tis the class of '72, of the 1960's and ’90s.", "'T is the class of '72 , of the 1960's and ’90s ."),
    ("The IMF didn't OK'd it", "The IMF did n't OK'd it"),
    # names
    ("O'Brien left Ma'rib for Sana'a's airport.", "O'Brien left Ma'rib for Sana'a 's airport ."),
    ("Al-Hudaydah and al-Shabaab", "Al - Hudaydah and al - Shabaab"),
    ("J. K. Mensah and Mr. A. Bell", "J. K. Mensah and Mr. A. Bell"),
    # hyphens
    ("Israeli-held, U.S.-led and UN-backed", "Israeli - held , U.S. - led and UN - backed"),
    ("non-state, anti-war, co-operate, e-mail, re-elected, mid-2023",
     "non-state , anti-war , co-operate , e-mail , re-elected , mid-2023"),
    ("a non-adult-like 20-year-old's pro- and anti-army views",
     "a non - adult - like 20 - year - old 's pro- and anti-army views"),
    ("Call 555-0173 or 202-555-0173 on 2024-05-12.", "Call 555-0173 or 202-555-0173 on 2024-05-12 ."),
    ("from 1969-1970, voted 14-0", "from 1969 - 1970 , voted 14 - 0"),
    # numbers, money, units, dates
    ("1,000-for-1,000 swaps, 3.5 points, 10,00,000 rupees [18,19]",
     "1,000 - for - 1,000 swaps , 3.5 points , 10,00,000 rupees [ 18 , 19 ]"),
    ("$5bn, US$3.2m, €40 and 30% by 5pm or 10:30",
     "$ 5 bn , US$ 3.2 m , € 40 and 30 % by 5 pm or 10:30"),
    ("the 5th of 12/05/2024, 24/7, 35km on; in 2001/02", "the 5th of 12/05/2024 , 24/7 , 35 km on ; in 2001 / 02"),
    ("an F-16 and M23", "an F - 16 and M23"),
    # abbreviations
    ("Gen. Ali met Lt. Col. Bo at 5 p.m. on Jan. 5 in St. Ives, e.g. at No. 7.",
     "Gen. Ali met Lt. Col. Bo at 5 p.m. on Jan. 5 in St. Ives , e.g. at No. 7 ."),
    ("He said no. It sat.", "He said no . It sat ."),
    ("They took guns, food, etc. and left food, etc.", "They took guns , food , etc. and left food , etc ."),
    ("Lee (b. 1950) holds a Ph.D. there", "Lee ( b. 1950 ) holds a Ph.D. there"),
    # quotes, dashes, brackets, runs
    ("“We came,” she said — \"late\" – 'no'…", "“ We came , ” she said — \" late \" – ' no ' …"),
    ("What?! Well... No!!! --stop-- (yes) [sic]", "What ?! Well ... No !!! -- stop -- ( yes ) [ sic ]"),
    ("and/or w/o PG&E", "and / or w/o PG&E"),
    # addresses
    ("See https://example.org/a-b?c=1 (www.example.com/x_(y)).",
     "See https://example.org/a-b?c=1 ( www.example.com/x_(y) ) ."),
    ("Write to press.desk@example.org, or example.com.", "Write to press.desk@example.org , or example.com ."),
    ("@envoy said #ceasefire holds, #1 aim", "@envoy said #ceasefire holds , # 1 aim"),
    ("UN documents S/RES/2728 and A/73/PV.6", "UN documents S/RES/2728 and A/73/PV.6"),
    # other scripts, pictures, characters without width
    ("Привет, мир. नमस्ते दुनिया। 你好。", "Привет , мир . नमस्ते दुनिया । 你好 。"),
    ("ok 👍🏽 🇺🇦👨\u200d👩\u200d👧", "ok 👍🏽 🇺🇦 👨\u200d👩\u200d👧"),
    ("\ufeffTalks,\u200b he\u00ad\u200bld.\u200b", "\ufeffTalks ,\u200b he\u00ad\u200bld .\u200b"),
    ("", ""),
    (" \n\t\u3000", ""),
]  # fmt: skip


def words(text: str) -> str:
    return " ".join(text[start:end] for start, end in token_spans(text))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_text_is_cut_into_treebank_words(text: str, expected: str) -> None:
    assert words(text) == expected


@given(st.text())
@example("\u200b\u200bfoo, \x00.\x00")
@example("http://")
@example("''s 's 't n't 'n'")
@example("\ud800 \udfff")
def test_every_character_but_white_space_is_in_exactly_one_token(text: str) -> None:
    pieces = [piece for sentence in tokenize(text) for piece in sentence]
    covered = [at for piece in pieces for at in range(piece.start, piece.end)]
    assert covered == [at for at, character in enumerate(text) if not character.isspace()]
    assert all(piece.start < piece.end for piece in pieces)


ENGLISHLIKE = st.lists(
    st.sampled_from(
        "Mr. Gen. No. etc. U.S. p.m. don't the he said The rebels' 's n't “ ” \" ' ( ) [1] ... … — - -- , ; : . ? ! !! "
        "1,000 3.5 $ 5pm 9/11 non- e- al- a@b.org www.x.com http:// @ # & / J. \u200b \x00 é 你 👍 \n \n\n \t".split(
            " "
        )
    )
)


@given(ENGLISHLIKE, st.sampled_from(["", " "]))
def test_what_looks_like_english_is_covered_too(parts: list[str], between: str) -> None:
    text = between.join(parts)
    spans = token_spans(text)
    assert "".join(text[start:end] for start, end in spans) == "".join(text.split())
    assert not any(character.isspace() for start, end in spans for character in text[start:end])
    assert [piece for sentence in tokenize(text) for piece in sentence] == [Piece(start, end) for start, end in spans]


@given(ENGLISHLIKE)
def test_no_sentence_is_empty(parts: list[str]) -> None:
    assert all(tokenize(" ".join(parts)))


@pytest.mark.parametrize(
    "unit", ["a", "a-", "1,", '"', "(", "a.", "U.S.", "a@", "http://", "\u200b", "👍\u200d", "! ", "a\n"]
)
def test_endless_repetition_is_taken(unit: str) -> None:
    text = unit * 20_000
    assert sum(piece.end - piece.start for sentence in tokenize(text) for piece in sentence) == len(
        "".join(text.split())
    )
