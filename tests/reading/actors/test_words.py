"""The tables of words: what they hold, and how words are found in them."""

import tomllib
from importlib.resources import files

import pytest
from training.notation.header import SECTORS

from sayso.gazetteer.sources import countries
from sayso.reading.actors.words import lexicon, plural, tokens_of

_NO_SECTORS = {"transparent", "relation", "former", "titles", "neutral"}


def table(name: str) -> dict[str, dict[str, str]]:
    return tomllib.loads(files("sayso.reading.actors").joinpath(name).read_text(encoding="utf-8"))


def test_sectors_are_those_of_plover() -> None:
    assert set(table("sectors.toml")) - _NO_SECTORS <= SECTORS
    bodies = [row for rows in table("bodies.toml").values() for row in rows]
    assert {sector for row in bodies for sector in row[1].split()} <= SECTORS
    assert len(bodies) >= 150


def test_countries_are_those_of_iso_3166() -> None:
    codes = {country.code for country in countries()}
    bodies = [row for rows in table("bodies.toml").values() for row in rows]
    assert {row[2] for row in bodies if row[2]} <= codes
    areas = table("areas.toml")
    assert {code for kind in ("names", "seats", "parts", "cities", "adjectives") for code in areas[kind]} <= codes


def test_no_word_is_listed_twice_in_one_list() -> None:
    for sector, lists in table("sectors.toml").items():
        for kind, listed in lists.items():
            words = [" ".join(each.split()) for each in listed.split(",")]
            assert len(words) == len(set(words)), (sector, kind)
            assert "" not in words, (sector, kind)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("policeman", "policemen"), ("ministry", "ministries"), ("press", "presses"),
        ("chief of police", "chiefs of police"),
        ("attorney general", "attorneys general"), ("major general", "major generals"), ("journalist", "journalists"),
        ("boy", "boys"), ("thief", "thieves"),
    ],
)  # fmt: skip
def test_plurals(phrase: str, expected: str) -> None:
    assert plural(phrase) == expected


def test_the_longest_phrase_is_found() -> None:
    found = lexicon().at(tokens_of("Palestinian Islamic Jihad fighters"), 0)
    assert found is not None
    assert (found[0].body, found[1]) == ((("REB",), "PS"), 3)


@pytest.mark.parametrize(("words", "is_found"), [("UN", True), ("un", False), ("U.N.", True), ("taliban", False)])
def test_names_are_found_as_they_are_written(words: str, is_found: bool) -> None:
    assert (lexicon().at(tokens_of(words), 0) is not None) == is_found
