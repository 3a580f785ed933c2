"""Which entity a source is."""

import pytest

from sayso.core.reading import Entity, EntityType, Mention, MentionForm
from sayso.reading.entities import entity_of

KINDS: dict[str, EntityType] = {"p": "person", "o": "organization", "g": "group", "l": "place"}
FORMS: dict[str, MentionForm] = {"n": "name", "d": "nominal", "r": "pronoun"}


def entities(text: str, given: str) -> list[Entity]:
    """Return an entity for each line "form, type, words", its id its words."""
    found = []
    for line in given.split(" | "):
        form, kind, words = line[0], line[1], line[3:]
        start = text.index(words)
        mention = Mention(start=start, end=start + len(words), text=words, form=FORMS[form])
        found.append(Entity(id=words, name=words, type=KINDS[kind], mentions=(mention,)))
    return found


@pytest.mark.parametrize(
    ("source", "given", "expected"),
    [
        ("Jo Oru", "np Jo Oru", "Jo Oru"),
        ("she", "rp she", "she"),
        ("Jo Oru, mayor of Ostra,", "np Jo Oru | nl Ostra", "Jo Oru"),
        ("a spokesman for the army", "dp a spokesman for the army | do the army", "a spokesman for the army"),
        ("Mr Oru of the Sarab Front", "np Mr Oru | no the Sarab Front", "Mr Oru"),
        ("Front commander Jo Oru", "no Front | np Jo Oru", "Jo Oru"),
        ("Police superintendent Jo Oru", "do Police | np Jo Oru", "Jo Oru"),
        ("the station's director, Jo Oru,", "do the station | np Jo Oru", "Jo Oru"),
        ("The rebels' commander, Jo Oru, who fled,", "dg The rebels | np Jo Oru | rp who", "Jo Oru"),
        ("Its head, Ambassador Oru,", "ro Its | np Ambassador Oru", "Ambassador Oru"),
        ("the head of their guild, Doña Pilar,", "do their guild | rg their | np Doña Pilar", "Doña Pilar"),
        ("the Minister of Interior, Brigadier Oru,", "np Brigadier Oru", "Brigadier Oru"),
        ("London's Morning Record", "nl London | no Morning Record", "Morning Record"),
        ("the mayor, Jo Oru,", "dp the mayor | np Jo Oru", "Jo Oru"),
        ("rebel leader Jo Oru", "dp rebel leader Jo Oru | np Jo Oru", "Jo Oru"),
        ("a friend of Jo Oru", "dp a friend of Jo Oru | np Jo Oru", "a friend of Jo Oru"),
        ("the brother of Jo Oru", "np Jo Oru", None),
        ("Oru's lawyer", "dp Oru's lawyer | np Oru", "Oru's lawyer"),
        ("Oru's lawyer", "np Oru", None),
        ("Oru’s", "np Oru", "Oru"),
        ("her", "rp her", "her"),
        ("Kenyan police", "dg Kenyan police | nl Kenyan", "Kenyan police"),
        ("Kenyan police", "nl Kenyan", None),
        ("officials in Ostra", "dg officials | nl Ostra", "officials"),
        ("The Front and the army", "no The Front | do the army", None),
        ("residents, who saw Jo Oru,", "dg residents | np Jo Oru", "residents"),
        ("a report of the army which Jo Oru signed", "do the army | np Jo Oru", None),
        ("nobody", "np nobody he knew", None),
    ],
)
def test_the_head_of_a_source(source: str, given: str, expected: str | None) -> None:
    text = f"Then {source} he knew said."
    start = text.index(source)
    if expected is None and given.startswith("np nobody"):
        given = "rp he"
    assert entity_of(start, start + len(source), entities(text, given), text) == expected


def test_a_source_inside_a_mention_is_what_begins_with_it() -> None:
    text = "The U.N. in Ostra said so."
    known = entities(text, "do The U.N. in Ostra | nl Ostra")
    assert entity_of(0, 8, known, text) == "The U.N. in Ostra"
    assert entity_of(4, 8, known, text) is None


def test_mentions_outside_the_source_do_not_count() -> None:
    text = "Adar said that Oru left."
    known = entities(text, "np Adar | np Oru")
    assert entity_of(0, 4, known, text) == "Adar"
    assert entity_of(15, 18, known, text) == "Oru"
    assert entity_of(5, 9, known, text) is None
    assert entity_of(0, 4, [], text) is None
