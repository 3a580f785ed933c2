"""Names, capitals and adjectives of countries and of their divisions, as the tables of the gazetteer have them."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from typing import Literal

import msgspec

from sayso.gazetteer.facts import Facts, forms_of, load_facts
from sayso.gazetteer.sources import countries, subdivisions

_SHORTEST_DIVISION = 4
CountryNameKind = Literal["name", "adjective", "capital", "part"]


class CountryName(msgspec.Struct, frozen=True, kw_only=True):
    """Words that stand for a country: its name, an adjective of it, or the name of a part that only it has."""

    words: str
    country: str
    kind: CountryNameKind
    as_written: bool = False


def country_names() -> Iterator[CountryName]:
    """Yield what stands for a country; where the same words come again, the later ones hold.

    Names of two countries (`Guineans`) are left out unless `areas.toml` decides.
    """
    facts = load_facts()
    table = tomllib.loads(files(__package__).joinpath("areas.toml").read_text(encoding="utf-8"))
    words = frozenset(" ".join(each.split()) for each in table["words"].split(","))
    yield from _only_of_one(name for name in _divisions(facts) if name.words.lower() not in words)
    yield from _only_of_one(_regions(facts))
    yield from _only_of_one(_countries(facts))
    kinds: dict[str, CountryNameKind] = {
        "cities": "part", "parts": "part", "names": "name", "seats": "capital", "adjectives": "adjective",
    }  # fmt: skip
    for kind in kinds:
        for country, listed in table[kind].items():
            for words in listed.split(","):
                forms = forms_of(words.strip()) if kind == "adjectives" else (words.strip(),)
                for form in forms:
                    yield CountryName(words=form, country=country, kind=kinds[kind])


def _countries(facts: Facts) -> Iterator[CountryName]:
    for country in countries():
        own = facts.countries.get(country.code)
        if country.capital:
            yield CountryName(words=country.capital, country=country.code, kind="capital")
        names = [country.name, *(own.names if own else ()), *([own.name] if own and own.name else ())]
        for name in names:
            if name:
                yield CountryName(words=name, country=country.code, kind="name")
        for name in own.abbreviations if own else ():
            is_code = name.replace(".", "").replace(" ", "").isupper()
            yield CountryName(words=name.replace(" ", ""), country=country.code, kind="name", as_written=is_code)
        for demonym in own.demonyms if own else ():
            if not demonym.replace(".", "").isupper():
                for form in forms_of(demonym):
                    yield CountryName(words=form, country=country.code, kind="adjective")


def _regions(facts: Facts) -> Iterator[CountryName]:
    for region in facts.regions:
        if region.country:
            for name in (region.name, *region.names):
                yield CountryName(words=name, country=region.country, kind="part")
            for demonym in region.demonyms:
                for form in forms_of(demonym):
                    yield CountryName(words=form, country=region.country, kind="adjective")


def _divisions(facts: Facts) -> Iterator[CountryName]:
    for country, own in subdivisions().items():
        for iso, division in own.items():
            for name in (division.name, *facts.division_names.get(iso, ())):
                if len(name) >= _SHORTEST_DIVISION:
                    yield CountryName(words=name, country=country, kind="part")
            for demonym in facts.division_demonyms.get(iso, ()):
                for form in forms_of(demonym):
                    yield CountryName(words=form, country=country, kind="adjective")


def _only_of_one(names: Iterator[CountryName]) -> Iterator[CountryName]:
    """Yield the names whose words stand for one country only."""
    by_words: defaultdict[tuple[str, bool], list[CountryName]] = defaultdict(list)
    for name in names:
        by_words[name.words.lower(), name.as_written].append(name)
    for same in by_words.values():
        if len({name.country for name in same}) == 1:
            yield same[0]
