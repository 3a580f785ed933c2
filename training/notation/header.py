"""The header of an annotated file: `key: value` lines, and `@id type SECTOR CC` lines that declare entities."""

import re
from datetime import date
from typing import get_args

import msgspec

from sayso.core.reading import EntityType
from training.notation.annotated import LAYERS, Header
from training.notation.problems import Problems

SECTORS = frozenset((
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
    "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
))  # fmt: skip
"""PLOVER sectors of actors."""
_SEVERAL = frozenset(("incident", "layers", "partial"))
_REQUIRED = ("id", "conflict", "outlet", "style", "published", "title", "region", "layers")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ENTITY_ID = re.compile(r"[a-z][a-z0-9_-]*")


class Declared(msgspec.Struct, frozen=True, kw_only=True):
    """An entity as declared in the header."""

    type: EntityType
    sectors: tuple[str, ...]
    country: str | None
    line: int


def split_file(content: str, problems: Problems) -> tuple[list[str], str, int]:
    """Return the header's lines, the body without its final newline, and the number of the body's first line."""
    if "\r" in content:
        problems.add((content[: content.index("\r")].count("\n") + 1, 1), "carriage return", "save with \\n line ends")
    head, blank, body = content.partition("\n\n")
    if not blank or not body.strip():
        problems.add((1, 1), "no header and body", "write the header, a blank line, then the text")
    return head.split("\n"), body.removesuffix("\n"), head.count("\n") + 3


def parse_header(lines: list[str], problems: Problems) -> tuple[Header | None, dict[str, Declared]]:
    """Return the header, None where it is unusable, and the declared entities by id."""
    values: dict[str, str] = {}
    entities: dict[str, Declared] = {}
    for number, line in enumerate(lines, start=1):
        if line.startswith("@"):
            _declare(line, number, entities, problems)
            continue
        key, colon, value = line.partition(":")
        if not colon or key not in Header.__struct_fields__:
            known = ", ".join(Header.__struct_fields__)
            problems.add((number, 1), f"unknown header line {line[:40]!r}", f"write one of {known}, or @id type")
        elif key in values:
            problems.add((number, 1), f"{key} is given twice", "keep one")
        else:
            values[key] = value.strip()
    missing = [key for key in _REQUIRED if not values.get(key)]
    if missing:
        problems.add((1, 1), f"header lacks {', '.join(missing)}", "add the lines")
        return None, entities
    _check_values(values, problems)
    fields = {key: tuple(value.split()) if key in _SEVERAL else value for key, value in values.items()}
    try:
        return msgspec.convert(fields, Header), entities
    except msgspec.ValidationError as error:
        problems.add((1, 1), f"header: {error}", f"layers are {', '.join(LAYERS)}")
        return None, entities


def _check_values(values: dict[str, str], problems: Problems) -> None:
    for key in ("id", "conflict", "style"):
        if not _SLUG.fullmatch(values[key]):
            problems.add((1, 1), f"{key} {values[key]!r}", "write small letters, digits and hyphens")
    try:
        date.fromisoformat(values["published"])
    except ValueError:
        problems.add((1, 1), f"published {values['published']!r} is not a date", "write it as 2024-03-09")
    both = set(values["layers"].split()) & set(values.get("partial", "").split())
    if both:
        problems.add((1, 1), f"{', '.join(sorted(both))} both complete and partial", "keep one")


def _declare(line: str, number: int, entities: dict[str, Declared], problems: Problems) -> None:
    key, *words = line[1:].split() or [""]
    if not _ENTITY_ID.fullmatch(key):
        problems.add((number, 1), f"entity id {key!r}", "write @small-letters type")
        return
    declare_entity(key, tuple(words), (number, 1), entities, problems)


def declare_entity(
    key: str, words: tuple[str, ...], at: tuple[int, int], entities: dict[str, Declared], problems: Problems
) -> None:
    """Note that entity `key` is what `words` (type, sectors, country) say."""
    if key in entities:
        problems.add(at, f"@{key} is declared twice", "give type, sectors and country once, at one mention or above")
        return
    kind = words[0] if words else ""
    if kind not in get_args(EntityType):
        problems.add(at, f"@{key}: entity type {kind!r}", f"write one of {', '.join(get_args(EntityType))}")
        return
    codes = list(words[1:])
    country = codes.pop() if codes and len(codes[-1]) == 2 else None
    for code in codes:
        if code not in SECTORS:
            problems.add(at, f"{code!r} is neither a sector nor a country", f"sectors: {' '.join(sorted(SECTORS))}")
    if country is not None and not (country.isalpha() and country.isupper()):
        problems.add(at, f"country {country!r}", "write an ISO 3166-1 code, two capitals")
    entities[key] = Declared(type=msgspec.convert(kind, EntityType), sectors=tuple(codes), country=country, line=at[0])
