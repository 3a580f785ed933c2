"""Towns and divisions of one name in the reports of MUC-3 and MUC-4, as the answer keys tell them apart.

The texts are in capitals, news agencies' reports of attacks in Latin America (1988 to 1990). The key of an incident
says where it took place, and what each place is: `PERU: AYACUCHO (DEPARTMENT): CAYARA (CITY)`. It has no offsets: where
a report names a place and the key calls it by one kind alone, that is what the name stands for. Where a word beside it
says what it is, nothing is left to tell, and where the report was sent from is no place of the incident: such names
have no answer. Only the part `dev`.

Source: Sundheim 1992, Overview of the Fourth Message Understanding Evaluation and Conference.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from sayso.core.errors import UnreadableError

FOLDER = "muc4/muc34/TASK/CORPORA/dev"
"""Relative to the folder of corpora."""
Kind = Literal["town", "division"]
_KINDS: dict[str, Kind] = {
    "CITY": "town", "TOWN": "town", "VILLAGE": "town", "MUNICIPALITY": "town", "CAPITAL": "town",
    "DEPARTMENT": "division", "PROVINCE": "division", "STATE": "division",
}  # fmt: skip
_HEAD = re.compile(r"^(DEV-MUC3-\d{4}) \([^)\n]*\)[ ]*$", re.MULTILINE)
_SLOT = re.compile(r"(\d+)\.\s+\S[^:\n]*: [A-Z :]+?\s{2,}(.*)")
_PLACE = re.compile(r"([A-Z][A-Z' ]+?) \(([A-Z ]+)\)")
_COUNTRY = re.compile(r"([A-Z][A-Z ]+?)(?::|$)")
_NO_ANSWER = ("/", "?", "*")
_WORD = r"(?:department|province|state|region|district|municipality|city|town|village|capital|neighborhood|airport)"
_SAID_BEFORE = re.compile(rf"\b{_WORD}s?(?:\s+of|,)?\s+$", re.IGNORECASE)
_SAID_AFTER = re.compile(rf"\s+{_WORD}\b|,\s+\d+\s+[a-z]{{3}}\s+\d\d\b", re.IGNORECASE)
"""A word for what a place is; the date of a report, which follows where it was sent from."""
_ID, _LOCATION = "0", "3"


class MucPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A name of a place in a text.

    Attributes:
        start: First code point.
        end: After the last code point.
        kind: What the key says it is; null where it does not say, or not with one voice.
        country: English name of the country that the key says it lies in; null with `kind`.
    """

    start: int
    end: int
    kind: Kind | None = None
    country: str | None = None


class MucDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A report with all names in it that some key has; the text in small letters, but for the beginnings of these."""

    name: str
    text: str
    places: tuple[MucPlace, ...]


def documents(corpora: Path) -> list[MucDocument]:
    """Return the reports of the part `dev`, in the order of their numbers.

    Raises:
        UnreadableError: The folder is not there, or a report has no key.
    """
    texts = dict(_texts(corpora / FOLDER))
    locations = _locations(corpora / FOLDER)
    if not texts:
        raise UnreadableError(f"{corpora / FOLDER}: no reports")
    known = {name for lines in locations.values() for line in lines for name in _names(line)}
    names = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, known), key=len, reverse=True))})\b")
    return [_document(name, text, locations.get(name, []), names) for name, text in sorted(texts.items())]


def files(corpora: Path) -> tuple[str, ...]:
    """Return the files that are read, relative to the folder of corpora."""
    folder = corpora / FOLDER
    found = [*folder.glob("dev-muc3-*"), *folder.glob("key-dev-*")]
    return tuple(sorted(path.relative_to(corpora).as_posix() for path in found))


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.glob("dev-muc3-*")):
        _, *pieces = _HEAD.split(path.read_text(encoding="latin-1"))
        yield from zip(pieces[::2], pieces[1::2], strict=True)


def _locations(folder: Path) -> dict[str, list[str]]:
    """Return what the keys say of where, by report: each value on one line."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.glob("key-dev-*")):
        report, is_location = "", False
        for line in path.read_text(encoding="latin-1").splitlines():
            slot = _SLOT.match(line)
            if slot is not None and slot[1] == _ID:
                report = slot[2].split()[0]
            if slot is not None and slot[1] == _LOCATION:
                found.setdefault(report, []).append(slot[2].strip())
            elif slot is None and is_location and line.startswith(" " * 6):
                found[report][-1] += f" {line.strip()}"
            is_location = slot[1] == _LOCATION if slot is not None else is_location and line.startswith(" " * 6)
    return found


def _names(line: str) -> Iterator[str]:
    """Yield the country and the places of a location."""
    if any(sign in line for sign in _NO_ANSWER):
        return
    if country := _COUNTRY.match(line):
        yield country[1]
    for place in _PLACE.finditer(line):
        if place[2] in _KINDS:
            yield place[1]


def _document(name: str, text: str, lines: Iterable[str], names: re.Pattern[str]) -> MucDocument:
    said: dict[str, set[tuple[Kind, str]]] = {}
    for line in lines:
        country = None if any(sign in line for sign in _NO_ANSWER) else _COUNTRY.match(line)
        for place in _PLACE.finditer(line) if country else ():
            if country is not None and place[2] in _KINDS:
                said.setdefault(place[1], set()).add((_KINDS[place[2]], country[1].title()))
    written, places = list(text.lower()), []
    for match in names.finditer(text):
        start, end = match.span()
        written[start:end] = match[0].title()
        is_said = _SAID_BEFORE.search(text, max(0, start - 30), start) or _SAID_AFTER.match(text, end)
        answers = set() if is_said else said.get(match[0], set())
        kind, country_name = next(iter(answers)) if len(answers) == 1 else (None, None)
        places.append(MucPlace(start=start, end=end, kind=kind, country=country_name))
    return MucDocument(name=name, text="".join(written), places=tuple(places))
