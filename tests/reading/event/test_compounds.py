"""Parts of noun compounds, by the words before the noun."""

import pytest

from sayso.core.reading import Argument, Entity, EventType, Findings, Mention, Place
from sayso.core.span import Span
from sayso.reading.event.compound_words import ADJECTIVES, NOUNS, PARTS
from sayso.reading.event.compounds import compound_arguments, with_compounds


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def entity(text: str, words: str, kind: str, form: str = "name") -> Entity:
    where = span(text, words)
    mention = Mention(start=where.start, end=where.end, text=words, form=form)  # type: ignore[arg-type]
    return Entity(id="n1", name=words, type=kind, mentions=(mention,))  # type: ignore[arg-type]


def place(text: str, words: str, form: str, granularity: str | None, geonames_id: int | None = 1) -> Place:
    where = span(text, words)
    return Place(
        start=where.start, end=where.end, text=words, id="p1", name=words, latitude_deg=None, longitude_deg=None,
        geonames_id=geonames_id, country=None, granularity=granularity, form=form, uncertainty_km=None,  # type: ignore[arg-type]
        status="stated",
    )  # fmt: skip


def read(text: str, trigger: str, kind: EventType, found: Findings | None = None) -> list[tuple[str, str, str | None]]:
    arguments = compound_arguments(text, span(text, trigger), kind, found or Findings())
    for each in arguments:
        each.check(text)
    return [(each.role, each.text, each.entity) for each in arguments]


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "expected"),
    [
        ("after the police firing", "firing", "ASSAULT", {"actor": "police"}),
        ("after the police firing", "police firing", "ASSAULT", {"actor": "police"}),
        ("a deadly rebel mortar attack", "attack", "ASSAULT", {"actor": "rebel", "instrument": "mortar"}),
        ("the army's pre-dawn raid", "raid", "COERCE", {"actor": "army"}),
        ("the gunmen’s attack", "attack", "ASSAULT", {"actor": "gunmen"}),
        ("the gunmenâ€™s attack", "attack", "ASSAULT", {"actor": "gunmen"}),
        ("the guardsâ€™ search", "search", "COERCE", {}),
        ("the police''s lathi-charge", "lathi-charge", "ASSAULT", {"actor": "police"}),
        ("a roadside\nbomb blast", "blast", "ASSAULT", {"instrument": "roadside\nbomb"}),
        ("the army.\n\nattack", "attack", "ASSAULT", {}),
        ("six journalist arrests", "arrests", "COERCE", {"recipient": "journalist"}),
        ("rebel arrests", "arrests", "COERCE", {"recipient": "rebel"}),
        ("police arrests", "arrests", "COERCE", {"actor": "police"}),
        ("a police officer killing", "killing", "ASSAULT", {"recipient": "police officer"}),
        ("rebel kidnappings", "kidnappings", "ASSAULT", {"actor": "rebel"}),
        ("the hostage rescue", "rescue", "AID", {"recipient": "hostage"}),
        ("the army rescue", "rescue", "AID", {"actor": "army"}),
        ("the school bombing", "bombing", "ASSAULT", {"recipient": "school"}),
        ("a school bombing the mill", "bombing", "ASSAULT", {}),
        ("police firing at them", "firing", "ASSAULT", {"actor": "police"}),
        ("army deployment", "deployment", "MOBILIZE", {"recipient": "army"}),
        ("troop withdrawals", "withdrawals", "RETREAT", {"actor": "troop"}),
        ("the teachers' strike", "strike", "PROTEST", {"actor": "teachers"}),
        ("a police protest", "protest", "PROTEST", {}),
        ("a police strike", "strike", "PROTEST", {"actor": "police"}),
        ("anti-government protests", "protests", "PROTEST", {}),
        ("counter-rebel operations", "operations", "ASSAULT", {}),
        ("military aid", "aid", "AID", {}),
        ("military airstrikes", "airstrikes", "ASSAULT", {"actor": "military"}),
        ("army military operations", "operations", "ASSAULT", {"actor": "army"}),
        ("a police station attack", "attack", "ASSAULT", {"recipient": "police station"}),
        ("a police custody killing", "killing", "ASSAULT", {}),
        ("police attacked", "attacked", "ASSAULT", {}),
        ("the suspect's interrogation by police", "interrogation", "ACCUSE", {"recipient": "suspect"}),
        ("the army's bombing by rebels", "bombing", "ASSAULT", {}),
        ("ADAR'S KILLING BY REBELS. THE ARMY'S BOMBING BY REBELS", "BOMBING", "ASSAULT", {}),
        ("A SCHOOL BOMBING THE MILL", "BOMBING", "ASSAULT", {}),
        ("THE POLICE FIRING", "FIRING", "ASSAULT", {"actor": "POLICE"}),
        ("the market shooting", "shooting", "ASSAULT", {}),
    ],
)
def test_words_before_a_noun(text: str, trigger: str, kind: EventType, expected: dict[str, str]) -> None:
    assert {role: words for role, words, _ in read(text, trigger, kind)} == expected


def test_both_sides_of_what_is_mutual_act() -> None:
    assert read("army-rebel clashes", "clashes", "ASSAULT") == [("actor", "rebel", None), ("actor", "army", None)]
    assert read("rebel army attacks", "attacks", "ASSAULT") == [("actor", "army", None)]


@pytest.mark.parametrize(
    ("text", "words", "given", "trigger", "kind", "expected"),
    [
        ("the Sarab Front ambush", "Sarab Front", "organization", "ambush", "ASSAULT", ("actor", "Sarab Front", "n1")),
        ("the Adar assassination", "Adar", "person", "assassination", "ASSAULT", ("recipient", "Adar", "n1")),
        ("Adar’s arrest", "Adar", "person", "arrest", "COERCE", ("recipient", "Adar", "n1")),
        ("Adar’s arrest of two men", "Adar", "person", "arrest", "COERCE", ("actor", "Adar", "n1")),
        ("Adar’s threat", "Adar", "person", "threat", "THREATEN", ("actor", "Adar", "n1")),
        ("the Adar threat", "Adar", "person", "threat", "THREATEN", None),
        ("the Star hijacking", "Star", "vehicle", "hijacking", "ASSAULT", ("recipient", "Star", "n1")),
        ("the Telsk police raid", "Telsk police", "organization", "raid", "COERCE", ("actor", "Telsk police", "n1")),
        ("the army's raid", "the army", "organization", "raid", "COERCE", ("actor", "the army", "n1")),
        ("the army raid", "the army", "organization", "raid", "COERCE", ("actor", "army", "n1")),
        ("no: “army raid", "no: “army", "organization", "raid", "COERCE", ("actor", "army", None)),
    ],
)
def test_mentions_before_a_noun(
    text: str, words: str, given: str, trigger: str, kind: EventType, expected: tuple[str, str, str | None] | None
) -> None:
    found = Findings(entities=(entity(text, words, given),))
    assert read(text, trigger, kind, found) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "given", "trigger", "kind", "role"),
    [
        ("the Kenyan airstrike", ("Kenyan", "demonym", "country"), "airstrike", "ASSAULT", "actor"),
        ("the Kenyan arrests", ("Kenyan", "demonym", "country"), "arrests", "COERCE", None),
        ("the Kenyan arrest of two", ("Kenyan", "demonym", "country"), "arrest", "COERCE", "actor"),
        ("the Kenyan protests", ("Kenyan", "demonym", "country"), "protests", "PROTEST", None),
        ("the Kisumu clashes", ("Kisumu", "name", "city"), "clashes", "ASSAULT", "location"),
        ("Kisumu protests", ("Kisumu", "name", "city"), "protests", "PROTEST", "location"),
        ("Kisumu's arrests", ("Kisumu", "name", "city"), "arrests", "COERCE", None),
        ("the Kenya clashes", ("Kenya", "name", "country"), "clashes", "ASSAULT", None),
        ("Kenya's offensive", ("Kenya", "name", "country"), "offensive", "ASSAULT", "actor"),
        ("the Ostran clashes", ("Ostran", "name", None, None), "clashes", "ASSAULT", None),
        ("the Tolmeni clashes", ("Tolmeni", "name", None, None), "clashes", "ASSAULT", "location"),
    ],
)
def test_places_before_a_noun(
    text: str, given: tuple[str, str, str | None], trigger: str, kind: EventType, role: str | None
) -> None:
    found = Findings(places=(place(text, *given),))
    assert read(text, trigger, kind, found) == ([(role, given[0], None)] if role else [])


def test_what_was_found_stays() -> None:
    text = "the police firing killed two"
    trigger = span(text, "firing")

    def argument(words: str, role: str) -> Argument:
        where = span(text, words)
        return Argument(start=where.start, end=where.end, text=words, role=role)  # type: ignore[arg-type]

    killed, police = argument("two", "recipient"), argument("police", "actor")
    assert with_compounds(text, trigger, "ASSAULT", (killed,), Findings()) == (police, killed)
    assert with_compounds(text, trigger, "ASSAULT", (police, killed), Findings()) == (police, killed)
    other = argument("two", "actor")
    assert with_compounds(text, trigger, "ASSAULT", (other,), Findings()) == (other,)
    same = argument("police", "recipient")
    assert with_compounds(text, trigger, "ASSAULT", (same,), Findings()) == (same,)


def test_the_lists_are_singular_small_and_apart() -> None:
    words = [*NOUNS, *PARTS, *ADJECTIVES]
    assert all(word == " ".join(word.lower().split()) and word for word in words)
    assert not ADJECTIVES & set(PARTS)
