from collections.abc import Callable

import pytest

from sayso.core.errors import UsageError
from sayso.identity.aliases import Actor, matches, read_csv, read_toml, with_external_ids
from sayso.identity.profiles import Profile

Make = Callable[..., Profile]
CSV = (
    "id,name,aliases,type,sectors,country,active_from,active_to\n"
    "A1,Timur Idrisov,Comandante Lucero|T. Idrisov,person,MIL REB,TJ,2015-01-01,2021\n"
    "A2,Highland League,,group,,,,\n"
)
TOML = (
    '[[actor]]\nid = "A1"\nname = "Timur Idrisov"\naliases = ["Comandante Lucero"]\nexternal_ids = {wikidata = "Q0"}\n'
)


def test_both_forms_are_read() -> None:
    first, second = read_csv("\ufeff" + CSV)
    assert (first.aliases, first.sectors, first.country) == (("Comandante Lucero", "T. Idrisov"), ("MIL", "REB"), "TJ")
    assert (second.type, second.aliases, second.active_from) == ("group", (), None)
    assert read_toml(TOML)[0].external_ids == {"wikidata": "Q0"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,name\nA1,\n", "entry 1"), ("id,name\nA1,X\nA1,Y\n", "twice"), ("id,name,type\nA1,X,tribe\n", "tribe"),
        ("id,name,colour\nA1,X,red\n", "colour"),
    ],
)  # fmt: skip
def test_malformed_lists_are_refused(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        read_csv(text)
    with pytest.raises(UsageError):
        read_toml("[[actor]\n")
    with pytest.raises(UsageError, match="colour"):
        read_toml('colour = "red"\n')


def test_external_ids_are_attached() -> None:
    actors = with_external_ids(read_csv(CSV), "id,register,value\nA1,wikidata,Q7\nA2,isil,X-1\nA1,geonames,3\n")
    assert actors[0].external_ids == {"wikidata": "Q7", "geonames": "3"}
    for wrong in ("A9,wikidata,Q7\n", "A1,wikidata,\n", "A1,isil,1\nA1,isil,2\n"):
        with pytest.raises(UsageError, match="line"):
            with_external_ids(actors, f"id,register,value\n{wrong}")


@pytest.mark.parametrize(
    ("name", "fields", "expected"),
    [
        ("Colonel Timur Idrisov", {}, "A1"), ("Comandante Lucero", {}, "A1"), ("Idrisov", {}, None),
        ("Timur Idrisov", {"country": "KE"}, None), ("Timur Idrisov", {"type": "organization"}, None),
        ("Timur Idrisov", {"published": "2014-12-31"}, None), ("Timur Idrisov", {"published": "2021-12-31"}, "A1"),
        ("Timur Idrisov", {"published": "2022-01-01"}, None), ("Timur Idrisov Jr.", {}, None),
        ("the Highland League", {"type": "organization"}, "A2"),
    ],
)  # fmt: skip
def test_whom_a_profile_means(profile: Make, name: str, fields: dict[str, str], expected: str | None) -> None:
    found = matches([profile("a", name, **fields)], read_csv(CSV))
    assert found.actors == ({} if expected is None else {"a/e1": expected})


def test_a_fuller_name_of_another_speaks_against_an_alias(profile: Make) -> None:
    actors = (Actor(id="A1", name="Islam Karimov", aliases=("Karimov",)),)
    assert matches([profile("a", "Rustam Karimov", "Karimov")], actors).actors == {}
    assert matches([profile("a", "Karimov")], actors).actors == {"a/e1": "A1"}


def test_where_it_may_be_several_none_is_taken(profile: Make) -> None:
    actors = tuple(
        Actor(id=key, name="Ali Hassan", country=land) for key, land in (("A1", "YE"), ("A2", "KE"), ("A3", None))
    )
    found = matches([profile("a", "Ali Hassan", country="KE")], actors)
    assert (found.actors, found.several) == ({}, {"a/e1": ("A2", "A3")})
    assert matches([profile("a", "Ali Hassan", country="KE")], actors[:2]).actors == {"a/e1": "A2"}


def test_a_comma_too_many_is_told() -> None:
    with pytest.raises(UsageError, match="entry 2 has more cells"):
        read_csv("id,name\na1,Jo Adar\na2,Oru, Bel\n")
