"""Sectors and countries of actors from their words."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training.notation.header import SECTORS

from sayso.core.reading import EntityType
from sayso.reading.actors.codes import ActorCodes, actor_codes


@pytest.mark.parametrize(
    ("words", "sector", "country"),
    [
        ("American warplanes", "MIL", "US"),
        ("Armenian Prime Minister Tigran Oru", "GOV", "AM"),
        ("FARC rebels", "REB", "CO"),
        ("the opposition party", "OPP", None),
        ("journalists", "JRN", None),
        ("riot police", "COP", None),
        ("the Kremlin", "GOV", "RU"),
        ("the Supreme Court of India", "JUD", "IN"),
        ("al-Shabaab gunmen", "REB", "SO"),
        ("gunmen", "UAF", None),
        ("Somaliland", "PRE", "SO"),
        ("UN peacekeepers", "MIL", None),
        ("U.S. senators", "LEG", "US"),
        ("fishermen's union", "LAB", None),
        ("villagers", "CVL", None),
        ("a Catholic bishop", "REL", None),
        ("displaced families", "REF", None),
        ("Nigerian schoolchildren", "EDU", "NG"),
        ("coca growers", "AGR", None),
        ("the Sinaloa cartel", "CRM", "MX"),
        ("Mossad", "SPY", "IL"),
    ],
)
def test_words_that_say_who_acts(words: str, sector: str, country: str | None) -> None:
    told = actor_codes(words)
    assert (told.sectors[:1], told.country) == ((sector,), country)


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("leader of the rebels", "REB"),
        ("a police spokesman", "COP"),
        ("the president of the teachers' union", "LAB"),
        ("the president", "GOV"),
        ("rebel soldiers", "REB"),
        ("a rebel doctor", "MED"),
        ("separatist authorities", "REB"),
        ("police captain", "COP"),
        ("Captain Oru", "MIL"),
        ("the mother of a soldier", "CVL"),
        ("the army's spokesman", "MIL"),
        ("journalists detained by police", "JRN"),
        ("Father Oru", "REL"),
        ("his father", "CVL"),
        ("a spokesman for the Ministry of Health", "GOV"),
        ("members of parliament", "LEG"),
        ("pro-government militiamen", "PRM"),
    ],
)
def test_which_of_several_words_decides(words: str, sector: str) -> None:
    assert actor_codes(words, type="group").sectors[:1] == (sector,)


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Russian-backed separatists", None),
        ("U.S.-led forces", None),
        ("French and German soldiers", None),
        ("soldiers from Chad", "TD"),
        ("soldiers in Mali", None),
        ("villagers in Mali", "ML"),
        ("the Lebanese president's office", "LB"),
        ("the polish on the car", None),
        ("Kyiv police", "UA"),
        ("Turkish-backed Syrian rebels", "SY"),
        ("Congolese soldiers", "CD"),
    ],
)
def test_whose_an_actor_is(words: str, country: str | None) -> None:
    assert actor_codes(words).country == country


@pytest.mark.parametrize("words", ["", "he", "two men", "both sides", "Kresimir Oru", "the parties", ",,", "of the"])
def test_nothing_is_said_where_words_do_not_tell(words: str) -> None:
    assert actor_codes(words) == ActorCodes()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("retired vice president", ActorCodes(sectors=("ELI", "GOV"), former=True)),
        ("ex-President Hamid Oru", ActorCodes(sectors=("ELI", "GOV"), former=True)),
        ("a former CIA official", ActorCodes(sectors=("ELI", "SPY"), country="US", former=True)),
        ("former rebels", ActorCodes(sectors=("REB",), former=True)),
        ("leader of the former rebels", ActorCodes(sectors=("REB",))),
    ],
)
def test_who_was_an_official_is_of_the_elites(words: str, expected: ActorCodes) -> None:
    assert actor_codes(words, type="person") == expected


def test_descriptions_fill_what_the_name_leaves_open() -> None:
    told = actor_codes("Kresimir Oru", ["the Croatian", "a retired general", "a farmer"], "person")
    assert told == ActorCodes(sectors=("ELI", "MIL"), country="HR", former=True)


def test_a_post_stands_before_a_rank() -> None:
    told = actor_codes("Major General Faris Oru", ["the governor of the province"], "person")
    assert told.sectors == ("GOV", "MIL")


@pytest.mark.parametrize(
    ("words", "type", "sectors", "country"),
    [
        ("Egypt", "organization", ("GOV",), "EG"),
        ("Egypt", "place", (), "EG"),
        ("Cairo", "organization", ("GOV",), "EG"),
        ("Jordan Oru", "person", (), None),
        ("Jordan", "organization", ("GOV",), "JO"),
        ("Tyra Banks", "person", (), None),
        ("a school bus", "vehicle", (), None),
        ("an army helicopter", "vehicle", ("MIL",), None),
        ("the police rifles", "weapon", (), None),
    ],
)
def test_types_bound_what_words_tell(
    words: str, type: EntityType, sectors: tuple[str, ...], country: str | None
) -> None:
    told = actor_codes(words, type=type)
    assert (told.sectors, told.country) == (sectors, country)


@settings(deadline=None)
@given(st.text(), st.lists(st.text(), max_size=2))
def test_any_text_has_codes_of_the_lists(words: str, descriptions: list[str]) -> None:
    told = actor_codes(words, descriptions)
    assert set(told.sectors) <= SECTORS
    assert len(set(told.sectors)) == len(told.sectors) <= 3
    assert told.country is None or (len(told.country) == 2 and told.country.isupper())


def test_ten_thousand_phrases_a_second() -> None:
    phrases = ["Armenian Prime Minister Tigran Oru", "leader of the rebels", "two Nigerian students", "he"]
    actor_codes(phrases[0])
    start = time.process_time()
    for _ in range(500):
        for phrase in phrases:
            actor_codes(phrase)
    assert time.process_time() - start < 500 * len(phrases) / 10_000
