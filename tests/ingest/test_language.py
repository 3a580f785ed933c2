import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ingest.language import find_language

ENGLISH = (
    "Fighters of the Northern Column shelled the market in Tarabad on Tuesday, killing at least four people, the "
    "district governor said. Residents described hours of fire and said the clinic had run out of blood. "
)
PORTUGUESE = (
    "Os combatentes da Coluna do Norte bombardearam o mercado de Tarabad na terça-feira e mataram pelo menos quatro "
    "pessoas, disse o governador do distrito. Os moradores falaram de horas de fogo e de um hospital sem sangue. "
)

SHORT = [
    ("en", "The minister said the troops were pulling back."),
    ("en", "Two dead in attack on the market, police say"),
    ("pt", "Ataque deixa três mortos em Benguela."),
    ("es", "Los vecinos dijeron que los disparos empezaron antes del amanecer."),
    ("fr", "Deux morts dans une attaque au marché."),
    ("de", "Zwei Tote bei Angriff auf Markt."),
    ("it", "Due morti in un attacco al mercato."),
    ("nl", "Twee doden bij aanval op markt."),
    ("ru", "По словам очевидцев, стрельба началась до рассвета."),
    ("uk", "Міністр заявив, що війська відходять від міста."),
    ("ar", "قال الوزير إن القوات تنسحب من المدينة."),
    ("fa", "دو کشته در حمله به بازار."),
    ("tr", "Bakan birliklerin şehirden çekildiğini söyledi."),
    ("zh", "部长说部队正在撤出这座城市。"),
    ("sw", "Waziri alisema kuwa wanajeshi wanaondoka mjini."),
    ("so", "Wasiirku wuxuu sheegay in ciidamadu ay ka baxayaan magaalada."),
    ("pl", "Minister powiedział, że wojska wycofują się z miasta."),
]


@pytest.mark.parametrize(("language", "text"), SHORT)
def test_one_sentence(language: str, text: str) -> None:
    assert find_language(text) == language


@pytest.mark.parametrize(("language", "text"), SHORT)
def test_case_does_not_matter(language: str, text: str) -> None:
    assert find_language(text.upper()) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "ok",
        "Two killed",
        "12 345 678 --- ### 2021 !!!",
        "https://news.example/os-soldados-deixaram-a-cidade-ontem-disse-o-ministro",
        "General Okonjo-Vela visits Tarabad",  # names of several languages, no word that tells
        "Mbeki: Umkhonto we Sizwe veterans rally in Qunu",
        "\ud800\ud800\ud800",
    ],
)
def test_too_little_to_tell(text: str) -> None:
    assert find_language(text) is None


def test_english_with_foreign_names_and_quotes_stays_english() -> None:
    text = ENGLISH + 'He shouted "Os soldados deixaram a cidade ontem" before the line went dead.'
    assert find_language(text) == "en"
    assert find_language(text.upper()) == "en"


@pytest.mark.parametrize(
    ("english", "portuguese", "language"), [(6, 2, "en"), (2, 6, "pt"), (40, 10, "en"), (9, 50, "pt")]
)
def test_larger_share_of_a_page_in_two_languages(english: int, portuguese: int, language: str) -> None:
    assert find_language(PORTUGUESE * portuguese + ENGLISH * english) == language
    assert find_language(ENGLISH * english + PORTUGUESE * portuguese) == language


def test_one_endless_word_is_no_trouble() -> None:
    assert find_language("a" * 1_000_000) != "en"


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_text_has_an_answer(text: str) -> None:
    found = find_language(text)
    assert found is None or found.isalpha()
    assert found == find_language(text)


def test_importing_loads_no_model() -> None:
    code = "import sys, sayso.ingest.language; sys.exit('py3langid' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
