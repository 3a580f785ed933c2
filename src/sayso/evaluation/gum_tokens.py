"""Tokens and entity spans of one GUM document, with their offsets in the text that `read_conllu` rebuilds.

Source: `Entity=` in MISC as in GUM's documentation (gucorpling.org/gum): brackets of nested spans, each with
group, entity type, information status, salience, centering, minimal span and coreference type.
"""

import re
from pathlib import Path

import msgspec

from sayso.core.errors import UnreadableError
from sayso.evaluation.conllu import read_conllu

_ENTITY = re.compile(r"(?:^|\|)Entity=([^|]*)")
_BRACKET = re.compile(r"\(([^()]+)(\)?)|([^()]+)\)")


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A syntactic word; `head` is the index of its head among the tokens of the document, -1 for a root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    plural: bool
    head: int
    relation: str
    start: int
    end: int


class EntitySpan(msgspec.Struct, frozen=True, kw_only=True):
    """An annotated span: its tokens `first` to `last` (inclusive), group, type, coreference type, link or empty."""

    first: int
    last: int
    group: str
    type: str
    coreference: str
    link: str


class GumDocument(msgspec.Struct, frozen=True, kw_only=True):
    """Text, tokens and entity spans of one document."""

    name: str
    text: str
    tokens: tuple[Token, ...]
    entities: tuple[EntitySpan, ...]


def read_gum_document(path: Path) -> GumDocument:
    """Return the document in the CoNLL-U file at `path`.

    Raises:
        UnreadableError: The file holds not one document, tokens do not spell its text, or brackets do not match.
    """
    documents = read_conllu(path)
    if len(documents) != 1:
        raise UnreadableError(f"{path}: {len(documents)} documents, not one")
    text = documents[0].text
    tokens: list[Token] = []
    entities: list[EntitySpan] = []
    opened: list[tuple[int, list[str]]] = []
    sentence: list[list[str]] = []
    place = 0
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip() and not line.startswith("#"):
            sentence.append(line.split("\t"))
        elif not line.strip() and sentence:
            places, place = _places(sentence, text, place, path)
            words = [columns for columns in sentence if columns[0].isdigit()]
            offset = len(tokens)
            for index, (columns, span) in enumerate(zip(words, places, strict=True)):
                _add_brackets(columns[9], offset + index, opened, entities, path)
                tokens.append(_token(columns, offset, span))
            sentence = []
    if opened:
        raise UnreadableError(f"{path}: the entity {opened[-1][1]} is never closed")
    return GumDocument(name=path.stem, text=text, tokens=tuple(tokens), entities=tuple(entities))


def _places(rows: list[list[str]], text: str, start: int, path: Path) -> tuple[list[tuple[int, int]], int]:
    """Return the offsets of the words of a sentence, and where its last one ends.

    Words of a multiword token are parts of it where they spell it or its beginning, else each has the whole of it.
    """
    places: list[tuple[int, int]] = []
    place, inside_until = start, 0
    for index, columns in enumerate(rows):
        identifier, form = columns[0], columns[1]
        if "." in identifier or (identifier.isdigit() and int(identifier) <= inside_until):
            continue
        while place < len(text) and text[place].isspace():
            place += 1
        if not text.startswith(form, place):
            raise UnreadableError(f"{path}: token {form!r} is not at {place} of the text")
        end = place + len(form)
        if "-" in identifier:
            inside_until = int(identifier.partition("-")[2])
            length = inside_until - int(identifier.partition("-")[0]) + 1
            parts = [row[1] for row in rows[index + 1 : index + 1 + length]]
            places.extend(_parts(parts, form, place))
        else:
            places.append((place, end))
        place = end
    return places, place


def _parts(parts: list[str], whole: str, start: int) -> list[tuple[int, int]]:
    if "".join(parts) != whole:
        end = start + len(whole)
        if len(parts) == 2 and whole.startswith(parts[0]):  # "group’s" of "group" and "has"
            return [(start, start + len(parts[0])), (start + len(parts[0]), end)]
        return [(start, end)] * len(parts)
    places = []
    for part in parts:
        places.append((start, start + len(part)))
        start += len(part)
    return places


def _token(columns: list[str], offset: int, span: tuple[int, int]) -> Token:
    head = int(columns[6])
    return Token(
        form=columns[1],
        lemma=columns[2],
        upos=columns[3],
        xpos=columns[4],
        plural="Number=Plur" in columns[5].split("|"),
        head=offset + head - 1 if head else -1,
        relation=columns[7],
        start=span[0],
        end=span[1],
    )


def _add_brackets(
    misc: str, index: int, opened: list[tuple[int, list[str]]], entities: list[EntitySpan], path: Path
) -> None:
    found = _ENTITY.search(misc)
    if found is None:
        return
    for bracket in _BRACKET.finditer(found[1]):
        if bracket[1]:
            fields = bracket[1].split("-")
            if len(fields) < 7:
                raise UnreadableError(f"{path}: the entity {bracket[1]!r} has {len(fields)} fields, not 7 or more")
            opened.append((index, fields))
            if not bracket[2]:
                continue
            group = fields[0]
        else:
            group = bracket[3]
        matching = [number for number, (_, fields) in enumerate(opened) if fields[0] == group]
        if not matching:
            raise UnreadableError(f"{path}: the entity {group} is closed but not open")
        first, fields = opened.pop(matching[-1])
        entities.append(
            EntitySpan(
                first=first,
                last=index,
                group=fields[0],
                type=fields[1],
                coreference=fields[6],
                link="-".join(fields[7:]),
            )
        )
