"""The head of a story: its incidents as a careful coder has them in the end, line by line."""

import re
from typing import Any

import msgspec

from sayso.core.plover import MODES
from sayso.core.reading import CountKind
from training.notation.problems import Problems
from training.story_values import Figure, Origin, Party, StoryIncident, Version, Voucher

COUNTS: dict[str, CountKind] = {
    "dead": "fatalities",
    "injured": "injuries",
    "abducted": "abducted",
    "detained": "detained",
    "displaced": "displaced",
}
"""Keys that give a number of people."""
_VERSIONS: dict[str, CountKind] = {f"{key} versions": kind for key, kind in COUNTS.items()}
_KEYS = ("type", "status", "date", "place", "actors", "recipients", "origin", "conflicts", *COUNTS, *_VERSIONS)
_INCIDENT = re.compile(r"incident (i\d+)")
_LIST = r"r\d+(?: r\d+)*"
_FIGURE = re.compile(r"(?P<one>\d+)|(?P<low>\d+|\?)/(?P<best>\d+|\?)/(?P<high>\d+|\?)")
_VERSION = re.compile(rf'(?:"(?P<words>[^"]+)" +)?(?P<figure>[\d?/]+) +\((?P<reports>{_LIST})\)')
_PARTY = re.compile(r"(?P<name>[^();]+?)(?: +\((?P<vouchers>[^()]+)\))?")
_VOUCHER = re.compile(rf"(?P<reports>{_LIST})(?: +(?P<how>[a-z][a-z ]*))?")
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_SEMICOLON = re.compile(r";(?![^()]*\))")
_COMMA = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*$)')


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line `key: value`, with its number in the file, from 1."""

    number: int
    indented: bool
    key: str
    value: str


class Head:
    """What the head of a story says, read from its lines; what is wrong with them goes to `problems`.

    Attributes:
        name: Of the story; empty where it has none.
        incidents: As far as they could be read.
        copies: Sets of reports that are one text.
        named: Line, incident if any, and report, wherever the head names a report.
        begins: Lines at which the incidents begin, by id.
    """

    def __init__(self, lines: list[Line], problems: Problems) -> None:
        self.problems = problems
        self.name = ""
        self.incidents: list[StoryIncident] = []
        self.copies: tuple[tuple[str, ...], ...] = ()
        self.named: list[tuple[int, str | None, str]] = []
        self.begins: dict[str, int] = {}
        given: set[str] = set()
        while lines:
            size = next((at for at, line in enumerate(lines[1:], start=1) if not line.indented), len(lines))
            first, under, lines = lines[0], lines[1:size], lines[size:]
            if first.key in given or (under and not _INCIDENT.fullmatch(first.key)):
                self.wrong(first, f"{first.key!r} is given twice, or has lines under it", "only incidents have")
            given.add(first.key)
            self._top(first, under)

    def wrong(self, line: Line, message: str, remedy: str) -> None:
        """Note that something is wrong with `line`."""
        self.problems.add((line.number, 1), message, remedy)

    def _top(self, first: Line, under: list[Line]) -> None:
        match = _INCIDENT.fullmatch(first.key)
        if first.indented:
            self.wrong(first, f"{first.key!r} is indented", "indent only what belongs to an incident")
        elif match:
            self.begins[match[1]] = first.number
            self._incident(match[1], first, under)
        elif first.key == "story":
            self.name = first.value
        elif first.key == "copies":
            self.copies = tuple(self._reports(first, None, group) for group in first.value.split(";"))
        else:
            self.wrong(first, f"unknown line {first.key!r}", "there are story, incident i1, copies")

    def _incident(self, key: str, first: Line, lines: list[Line]) -> None:
        values: dict[str, Any] = {"id": key, "description": first.value, "counts": {}, "versions": {}, "origins": ()}
        given: set[str] = set()
        for line in lines:
            if line.key not in _KEYS or (line.key in given and line.key != "origin"):
                self.wrong(line, f"{line.key!r} is unknown, or given twice", f"keys: {', '.join(_KEYS)}")
                continue
            given.add(line.key)
            self._value(key, line, values)
        if not {"type", "status"} <= given:
            self.wrong(first, f"{key} has no type or no status", "add the line")
            return
        try:
            incident = msgspec.convert(values, StoryIncident)
        except msgspec.ValidationError as error:
            self.wrong(first, f"{key}: {error}", "see training/README.md")
            return
        self._check(first, incident)
        self.incidents.append(incident)

    def _value(self, key: str, line: Line, values: dict[str, Any]) -> None:
        """Put what `line` says of incident `key` into `values`."""
        match line.key:
            case "type":
                values["type"], *values["modes"] = line.value.split()
                if values["type"] not in MODES or not {*values["modes"]} <= {*MODES[values["type"]]}:
                    self.wrong(line, f"type {line.value!r}", "write a type of PLOVER, and modes of that type")
            case "date":
                values["date"] = self._dates(line)
            case "place":
                values["place"] = tuple(part.strip() for part in line.value.split(","))
            case "actors" | "recipients":
                values[line.key] = self._parties(key, line)
            case "origin":
                source, _, reports = line.value.rpartition(":")
                values["origins"] += (Origin(source=source.strip(), reports=self._reports(line, key, reports)),)
                if not source.strip():
                    self.wrong(line, "an origin without name or reports", "write origin: who: r1 r2")
            case "status" | "conflicts":
                values[line.key] = line.value if line.key == "status" else tuple(line.value.split())
            case counted if counted in COUNTS:
                values["counts"][COUNTS[counted]] = self._figure(line, line.value)
            case versions:
                values["versions"][_VERSIONS[versions]] = self._versions(key, line)

    def _check(self, first: Line, incident: StoryIncident) -> None:
        for kind, versions in incident.versions.items():
            told = {number for version in versions for number in version.figure.stated()}
            if kind in incident.counts and not {*incident.counts[kind].stated()} <= told:
                self.wrong(first, f"{incident.id}: its {kind} are a number of none of its versions", "correct one")
        if len({*incident.conflicts}) < len(incident.conflicts):
            self.wrong(first, f"{incident.id}: a conflict is given twice", "keep one")
        for field, kind in (("fatalities", "fatalities"), ("injuries", "injuries")):
            if field in incident.conflicts and len(incident.versions.get(kind, ())) < 2:
                self.wrong(first, f"{incident.id}: {field} conflict, but there are no two versions", "give them")

    def _reports(self, line: Line, incident: str | None, words: str) -> tuple[str, ...]:
        found = tuple(words.split())
        self.named += [(line.number, incident, report) for report in found]
        if not found or len({*found}) < len(found):
            self.wrong(line, f"reports {words.strip()!r}", "name each once, with blanks between: r1 r2")
        return found

    def _figure(self, line: Line, words: str) -> Figure:
        match = _FIGURE.fullmatch(words)
        if match is None:
            self.wrong(line, f"number {words!r}", "write one number, or low/best/high with ? for what is not stated")
            return Figure(low=None, best=None, high=None)
        numbers = [match["one"]] * 3 if match["one"] else [match["low"], match["best"], match["high"]]
        low, best, high = (None if number == "?" else int(number) for number in numbers)
        figure = Figure(low=low, best=best, high=high)
        if list(figure.stated()) != sorted(figure.stated()) or not figure.stated():
            self.wrong(line, f"number {words!r} is empty or not in order", "write low/best/high")
        return figure

    def _versions(self, key: str, line: Line) -> tuple[Version, ...]:
        found = []
        for part in _COMMA.split(line.value):
            match = _VERSION.fullmatch(part.strip())
            if match is None:
                self.wrong(line, f"version {part.strip()!r}", 'write 12 (r1 r2), "dozens" 24/?/? (r3)')
                continue
            reports = self._reports(line, key, match["reports"])
            found.append(Version(figure=self._figure(line, match["figure"]), reports=reports, words=match["words"]))
        return tuple(found)

    def _parties(self, key: str, line: Line) -> tuple[Party, ...]:
        found = []
        for part in _SEMICOLON.split(line.value):
            match = _PARTY.fullmatch(part.strip())
            vouchers = [_VOUCHER.fullmatch(each.strip()) for each in ((match and match["vouchers"]) or "").split(";")]
            if match is None or (match["vouchers"] and not all(vouchers)):
                self.wrong(line, f"{line.key} {part.strip()!r}", "write name (r1 r2 claimed; r3 denied); other name")
                continue
            told = tuple(
                Voucher(reports=self._reports(line, key, each["reports"]), how=each["how"]) for each in vouchers if each
            )
            found.append(Party(name=match["name"], vouchers=told))
        return tuple(found)

    def _dates(self, line: Line) -> str:
        days = line.value.split("/")
        if len(days) > 2 or not all(_DAY.fullmatch(day) for day in days) or days != sorted(days):
            self.wrong(line, f"date {line.value!r}", "write 2024-03-14, 2024-03, 2024, or first/last")
        return line.value
