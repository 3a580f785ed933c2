"""Names that are one name have one key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.gazetteer.keys import abbreviation_key, article_keys, key_variants, normalised, prefixes, without_type
from sayso.gazetteer.prefix_filter import PrefixFilter


@pytest.mark.parametrize(
    ("names", "key"),
    [
        (["Hasakah", "HASAKAH", "Ḩasakah", "hasakah "], "hasakah"),
        (["Al-Hasakah", "al-Ḥasakah", "el-Hasakah", "Al Hasakah"], "al hasakah"),
        (["Ash-Shaddadi", "ash-Shaddādī", "al-Shaddadi"], "al shaddadi"),
        (["St. Petersburg", "St Petersburg", "Saint Petersburg", "SAINT-PETERSBURG"], "saint petersburg"),
        (["The Hague", "Hague"], "hague"),
        (["N'Djamena", "N’Djamena", "Ndjamena", "NDJAMENA"], "ndjamena"),
        (["Deir ez-Zor", "Deir al-Zor", "Deir el-Zor"], "deir al zor"),
        (["Mt. Elgon", "Mount Elgon"], "mount elgon"),
        (["Washington, D.C.", "Washington D C"], "washington d c"),
        (["Łódź", "Lodz"], "lodz"),
        (["Sana'a", "Sanaʻa", "Sanaa"], "sanaa"),
        (["Baden-Württemberg", "Baden Wurttemberg"], "baden wurttemberg"),
        (["Trinidad & Tobago", "Trinidad and Tobago"], "trinidad and tobago"),
        (["كابُل", "كابل"], "كابل"),
        (["The", "the"], "the"),
        (["St.", "st"], "st"),
        (["--", ""], ""),
    ],
)
def test_spellings_of_one_name_have_one_key(names: list[str], key: str) -> None:
    assert [normalised(name) for name in names] == [key] * len(names)


@pytest.mark.parametrize(
    ("one", "other"), [("Mali", "Malia"), ("Niger", "Nigeria"), ("El Salvador", "Salvador"), ("Alp", "Al P")]
)
def test_names_that_are_two_have_two_keys(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)


@given(st.text())
def test_a_key_is_clean_and_its_own_key_but_for_articles_and_the(text: str) -> None:
    key = normalised(text)
    assert key == " ".join(key.split())
    assert not any(character.isupper() for character in key if character.isascii())
    assert set(prefixes(key)) >= {key, key.split(" ")[0]}


def test_variants() -> None:
    assert abbreviation_key("U.S.") == abbreviation_key("US") == "=US"
    assert abbreviation_key("Tex.") == "=Tex"
    assert abbreviation_key("Texas") == abbreviation_key("us") == abbreviation_key("UNESCOUNESCO") == ""
    assert list(key_variants("el hasakah")) == ["el hasakah", "hasakah", "al hasakah"]
    assert list(key_variants("hasakah")) == ["hasakah", "al hasakah"]
    assert article_keys("ar raqqah") == ("al raqqah", "raqqah")
    assert article_keys("as um") == article_keys("homs") == ()
    assert without_type("province") == "province"
    assert without_type("helmand province") == without_type("province of helmand") == "helmand"


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), max_size=200))
def test_filter_never_says_no_wrongly(strings: list[str]) -> None:
    kept = PrefixFilter(PrefixFilter.of(strings, expected=len(strings)).to_bytes())
    assert all(string in kept for string in strings)


def test_filter_rarely_says_yes_wrongly() -> None:
    made = PrefixFilter.of((f"place {number}" for number in range(50_000)), expected=50_000)
    wrong = sum(f"nowhere {number}" in made for number in range(20_000))
    assert wrong < 20_000 * 0.03
