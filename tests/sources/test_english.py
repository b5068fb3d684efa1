import pytest

from communique.sources.english import other_language

ENGLISH = [
    "Ostrenia and Kaldavia agree on prisoner exchange, fail to settle ceasefire",
    "Rockets hit Orlin Bridge market, 11 killed, dozens injured, governor blames Tarn Liberation Front fighters",
    "Talks resume in Marenka",
    "The envoy arrived late.",
    "Ceasefire",
    "",
    "14:05",
    "President Wołodymyr Łęcki and General José María de la Cruz y Peña met Jean-Luc de la Tour du Pin in Orlin.",
    "The chant of “Свобода, свобода, свобода” was heard in the square as the president of the assembly spoke.",
]

OTHER = [
    (
        "Die Unterhändler trafen sich am Freitag in Marenka und einigten sich auf den Austausch von Gefangenen.",
        "German",
    ),
    (
        "Les négociateurs se sont rencontrés vendredi et ont parlé de la paix dans la vallée avec les deux camps.",
        "French",
    ),
    (
        "Los negociadores se reunieron el viernes en la capital y hablaron de la paz con los enviados del norte.",
        "Spanish",
    ),
    ("I negoziatori si sono incontrati venerdì nella capitale e hanno parlato della pace con gli inviati.", "Italian"),
    ("De onderhandelaars kwamen vrijdag bijeen in de hoofdstad en spraken over het bestand met een gezant.", "Dutch"),
    (
        "Heyetler cuma günü bir araya geldi ve esir takası için anlaştı, ancak ateşkes olarak bir sonuç çıkmadı.",
        "Turkish",
    ),
    ("Negocjatorzy spotkali się w piątek i zgodzili się na wymianę jeńców, ale nie doszło do rozejmu.", "Polish"),
    ("Переговорщики встретились в пятницу и договорились об обмене пленными.", "another alphabet"),
    ("التقى المفاوضون يوم الجمعة واتفقوا على تبادل الأسرى", "another alphabet"),
    ("谈判代表周五会面并同意交换战俘", "another alphabet"),
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_taken_from_headline_to_sentence(text: str) -> None:
    assert other_language(text) is None


@pytest.mark.parametrize(("text", "expected"), OTHER)
def test_other_languages_are_named(text: str, expected: str) -> None:
    found = other_language(text)
    assert found is not None
    assert expected in found


def test_a_short_german_report_is_not_taken_for_english() -> None:
    text = (
        "Die Bundesregierung hat am Montag den Vorschlag abgelehnt. Der Kanzler sagte, er werde mit dem Präsidenten "
        "sprechen, sobald die Waffen schweigen und der Rückzug beginnt."
    )
    assert other_language(text) == "German"
