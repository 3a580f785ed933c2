"""Reports and answer keys of MUC-3 and MUC-4: reports of attacks in Latin America, 1988 to 1990, and what each tells.

The texts are in capitals. The key has a template for each incident that counts as terrorism and is recent, specific and
reported as fact: 25 slots, of which here are read those that say what, when, where, how many were killed and hurt, and
how sure the report is of the organization. In a slot `/` separates answers that are as good as each other, `?` marks
what may be left out, `*` what does not apply. The same templates, with the five roles that published work is scored on
(people only by name), are read from what Du, Rush & Cardie 2021 made of them.

Source: Sundheim 1992, Overview of the Fourth Message Understanding Evaluation and Conference; template documentation.
"""

import datetime
import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from sayso.core.errors import UnreadableError
from sayso.core.report import Published, Report, text_sha256
from sayso.core.span import Zone
from sayso.evaluation.templates import ROLES, Template, plain

FOLDER = "muc4"
"""Relative to the folder of corpora."""
Part = Literal["train", "dev"]
"""`train` is DEV (1,300 reports), `dev` TST1 and TST2 (100 each); TST3 and TST4 are for tests."""
_FOLDERS: Mapping[Part, tuple[str, ...]] = {"train": ("dev",), "dev": ("tst1", "tst2")}
_ORIGINALS = "muc34/TASK/CORPORA"
_HEAD = re.compile(r"^((?:DEV|TST\d)-MUC\d-\d{4})(?:[ ]+\([^)\n]*\))?[ ]*$", re.MULTILINE)
_DATELINE = re.compile(
    r"\s*(?P<place>[^,]*),\s+(?:(?P<day>\d{1,2})\s+(?P<month>[A-Z]{3})(?:\s+(?P<year>\d\d))?|NO DATE)\s*"
    r"(?:\((?P<source>[^)]*)\))?\s*--\s*(?:\[[^\]]*\]\s*)*",
)
_SLOT = re.compile(r"(\d+)\.\s+[A-Z ]+:\s[A-Z :]+?(?:\s{2,}|\t)(.*)")
_DAY = re.compile(r"(?P<day>\d{1,2})\s+(?P<month>[A-Z]{3})[A-Z]*\s+(?P<year>\d\d)")
_STRING = re.compile(r'"((?:\\.|[^"\\])*)"')
_MONTH_NAMES = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES, start=1)}
_ID, _NUMBER, _DATE, _LOCATION, _TYPE, _CONFIDENCE, _HOW_MANY, _EFFECT = "0", "1", "2", "3", "4", "11", "21", "23"
_PLACE = re.compile(r"([^():]+?)\s*\(([A-Z ]+)\)")
_CENTURY = 1900
Slots = Mapping[str, list[str]]
"""Lines of the slots of a template, by number."""


class Answers(NamedTuple):
    """A line `? ANSWER / ANSWER: "string" / "string"` of a slot: its answers, its strings, whether it is optional."""

    answers: list[str]
    strings: list[str]
    is_optional: bool


class People(NamedTuple):
    """A number of people; null where it is not told."""

    low: int | None
    best: int | None
    high: int | None


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """When an incident took place: on a day, on or between two, or on or before one (`first` is null)."""

    first: datetime.date | None
    last: datetime.date


class PlaceName(msgspec.Struct, frozen=True, kw_only=True):
    """A place inside the country of an incident, with what it is: `city`, `department`, ...; small letters."""

    name: str
    kind: str


class Location(msgspec.Struct, frozen=True, kw_only=True):
    """Where an incident took place: the country in small letters, and places in it, the largest first."""

    country: str
    places: tuple[PlaceName, ...] = ()


class Organization(msgspec.Struct, frozen=True, kw_only=True):
    """An organization behind an incident, by the strings that mention it, `plain`, and how sure the report is of it."""

    mentions: frozenset[str]
    confidence: frozenset[str]


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """What the answer key says of an incident.

    Attributes:
        number: Of the template in its report.
        is_optional: Whether it is doubtful that the incident counts.
        dates: As good as each other; none where the key has none.
        locations: As good as each other.
        organizations: Those that must be given.
        killed, injured: Numbers of people; null where the key tells of none. What has no number is in `unknown`.
        unknown: `killed`, `injured` where the key tells of some, but not how many, or not with one voice.
    """

    number: str
    is_optional: bool
    dates: tuple[Period, ...]
    locations: tuple[Location, ...]
    organizations: tuple[Organization, ...]
    killed: People | None
    injured: People | None
    unknown: frozenset[str]


class MucReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report with its answers.

    Attributes:
        report: Its text without dateline, which is a zone; in capitals.
        templates: What there is to find, for the metric of `templates`.
        keys: Of the same templates, in the same order.
    """

    report: Report
    templates: tuple[Template, ...]
    keys: tuple[Key, ...]

    @property
    def name(self) -> str:
        """As the corpus names it."""
        return self.report.id


def load(corpora: Path, part: Part) -> list[MucReport]:
    """Return the reports of a part in the order of the corpus.

    Raises:
        UnreadableError: The folder is not there, or its files do not belong together.
    """
    folder = corpora / FOLDER / _ORIGINALS
    texts = dict(pair for name in _FOLDERS[part] for path in _text_files(folder / name) for pair in _texts(path))
    keys = {document: tuple(map(key_of, each)) for document, each in key_slots(corpora, part).items()}
    reports = []
    for line in (corpora / FOLDER / "processed" / f"{part}.json").read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        document = raw["docid"]
        templates = tuple(map(_template, raw["templates"]))
        own = keys.get(document, ())
        if document not in texts or len(own) != len(templates):
            raise UnreadableError(f"{document}: no text, or {len(own)} answer keys for {len(templates)} templates")
        reports.append(MucReport(report=report_of(document, texts[document]), templates=templates, keys=own))
    return reports


def files(corpora: Path, part: Part) -> tuple[str, ...]:
    """Return the files that are read, relative to the folder of corpora."""
    folder = corpora / FOLDER / _ORIGINALS
    found = [path for name in _FOLDERS[part] for path in (*_text_files(folder / name), *(folder / name).glob("key-*"))]
    found.append(corpora / FOLDER / "processed" / f"{part}.json")
    return tuple(sorted(path.relative_to(corpora).as_posix() for path in found))


def _text_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob(f"{folder.name}-muc*") if path.is_file())


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    _, *pieces = _HEAD.split(path.read_text(encoding="latin-1"))
    return zip(pieces[::2], pieces[1::2], strict=True)


def report_of(name: str, words: str) -> Report:
    """Return the report that `words`, its dateline and text, are of; it is of the date of the dateline."""
    head = _DATELINE.match(words)
    text = words[head.end() :].strip() if head else words.strip()
    day = _day(head) if head and head["day"] and head["year"] else None
    digest = text_sha256(text)
    return Report(
        id=name,
        uri=name,
        outlet=head["source"] if head else None,
        published=Published(value=day.isoformat(), status="stated", origin="metadata") if day else Published(),
        language="en",
        text=text,
        sha256=digest,
        original_sha256=text_sha256(words),
        extractor="muc4 1",
        zones=(Zone(name="dateline", text=" ".join(head[0].split())),) if head else (),
    )


def _day(match: re.Match[str]) -> datetime.date | None:
    """Return the day that a match of `day`, `month` and `year` names; None where there is no such day."""
    month = _MONTHS.get(match["month"].upper())
    try:
        return datetime.date(_CENTURY + int(match["year"]), month, int(match["day"])) if month else None
    except ValueError:
        return None


def _template(raw: Mapping[str, object]) -> Template:
    entities = msgspec.convert({role: raw[role] for role in ROLES}, dict[str, list[list[tuple[str, int]]]])
    return Template(
        types=frozenset(str(raw["incident_type"]).split(" / ")),
        entities={
            role: tuple(frozenset(plain(mention) for mention, _ in entity) for entity in entities[role])
            for role in ROLES
            if entities[role]
        },
    )


def key_slots(corpora: Path, part: Part) -> dict[str, list[Slots]]:
    """Return the slots of each template of a part, by report; reports without incidents have none."""
    folder = corpora / FOLDER / _ORIGINALS
    found: dict[str, list[Slots]] = {}
    for name in _FOLDERS[part]:
        for path in sorted((folder / name).glob("key-*")):
            for document, slots in _slots(path):
                found.setdefault(document, []).append(slots)
    return found


def _slots(path: Path) -> Iterator[tuple[str, Slots]]:
    """Yield the slots of each template of a file with the report they are of; reports without incidents have none."""
    slots: dict[str, list[str]] = {}
    number = ""
    for line in itertools.chain(path.read_text(encoding="latin-1").splitlines(), [f"{_ID}. MESSAGE: ID  END"]):
        slot = _SLOT.match(line)
        if slot is not None:
            if slot[1] == _ID and slots:
                if slots[_TYPE] != ["*"]:
                    yield slots[_ID][0].split()[0], slots
                slots = {}
            number = slot[1]
            slots[number] = [slot[2].strip()]
        elif number and line.startswith(" " * 6) and line.strip():
            slots[number].append(line.strip())


def answers_of(line: str) -> Answers:
    """Return what a line of a slot says.

    >>> answers_of('? DEATH / INJURY: "JO BEL" / "MAJOR"')
    Answers(answers=['DEATH', 'INJURY'], strings=['JO BEL', 'MAJOR'], is_optional=True)
    """
    answers, _, strings = line.partition(":")
    return Answers(
        [answer.strip(" ?()") for answer in answers.split("/")], strings_of(strings), line.lstrip().startswith("?")
    )


def strings_of(line: str) -> list[str]:
    """Return all strings of a line of a slot, those that are only referred to among them.

    >>> strings_of('"MAJOR": "JO BEL"')
    ['MAJOR', 'JO BEL']
    """
    return [string.replace("\\", "").strip() for string in _STRING.findall(line)]


def key_of(slots: Slots) -> Key:
    """Return the key that slots, by number, each with its lines, are."""
    tolls = {name: _toll(slots, effect) for name, effect in (("killed", "DEATH"), ("injured", "INJURY"))}
    return Key(
        number=slots[_NUMBER][0].split()[0],
        is_optional="OPTIONAL" in slots[_NUMBER][0],
        dates=tuple(found for words in slots[_DATE][0].split("/") if (found := _period(words)) is not None),
        locations=tuple(_locations(" ".join(slots[_LOCATION]))),
        organizations=tuple(
            Organization(mentions=frozenset(map(plain, strings)), confidence=frozenset(labels))
            for labels, strings, is_optional in map(answers_of, slots[_CONFIDENCE])
            if strings and not is_optional
        ),
        killed=tolls["killed"][0],
        injured=tolls["injured"][0],
        unknown=frozenset(name for name, (_, is_known) in tolls.items() if not is_known),
    )


def _period(words: str) -> Period | None:
    days = [_day(match) for match in _DAY.finditer(words)]
    if not days or None in days:
        return None
    first, last = days[0], days[-1]
    if len(days) == 1 and words.strip("( ").startswith("-"):
        first = None
    return Period(first=first, last=last) if last is not None else None


def _locations(words: str) -> Iterator[Location]:
    for answer in words.split("/"):
        country, *inside = answer.strip(" ?").removeprefix("(").split(":")
        places = [
            PlaceName(name=name.strip().lower(), kind=kind.lower()) for name, kind in _PLACE.findall(":".join(inside))
        ]
        if country.strip(" -*"):
            yield Location(country=country.split("-")[0].strip(" ?()").lower(), places=tuple(places))


def _toll(slots: Slots, effect: str) -> tuple[People | None, bool]:
    """Return how many people an effect had, None for nobody, and whether that is known."""
    numbers = {string: answers for answers, strings, _ in map(answers_of, slots[_HOW_MANY]) for string in strings}
    parts: list[People] = []
    for answers, strings, is_optional in map(answers_of, slots[_EFFECT]):
        if effect not in answers:
            continue
        said = next((numbers[string] for string in strings if string in numbers), [])
        quantity = _quantity(said[0]) if len(said) == 1 else None
        if len(answers) > 1 or is_optional or quantity is None:
            return None, False
        parts.append(quantity)
    return (_sum(parts) if parts else None), True


def _sum(parts: Iterable[People]) -> People:
    """Return the sum on each side; None where one of them lacks it."""
    sides = (None if None in side else sum(filter(None, side)) for side in zip(*parts, strict=True))
    return People(*sides)


def _quantity(words: str) -> People | None:
    """Return what `12`, `12 -`, `-12`, `10-12` or `~12` says; None for `PLURAL` and no number."""
    numbers = [int(number) for number in re.findall(r"\d+", words)]
    if not numbers:
        return None
    if words.startswith("~"):
        return People(None, numbers[0], None)
    if "-" not in words:
        return People(numbers[0], numbers[0], numbers[0])
    if len(numbers) == 2:
        return People(numbers[0], None, numbers[1])
    return People(None, None, numbers[0]) if words.lstrip().startswith("-") else People(numbers[0], None, None)
