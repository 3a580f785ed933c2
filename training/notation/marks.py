"""The marks of one file while its Reading is built, and the layers that need nothing but themselves."""

import re

import msgspec

from sayso.core.reading import Entity, Mention, Place, Timex
from sayso.core.report import Status
from sayso.core.span import Span
from training.notation.header import Declared, declare_entity
from training.notation.markup import Label
from training.notation.ontology import PLACE_FORMS, PLACE_GRANULARITIES
from training.notation.problems import Problems

FORMS = {"name": "name", "nom": "nominal", "pro": "pronoun"}
STATUSES: tuple[str, ...] = ("stated", "inferred", "assumed", "unresolved")
_KINDS = {"a": "attributions", "e": "events", "s": "states", "t": "times", "p": "places"}
_KEY = re.compile(r"(?P<id>(?P<kind>[aestp])[0-9]+)(?:\.(?P<part>[a-z]+))?")
_ENTITY_KEY = re.compile(r"@(?P<id>[a-z][a-z0-9_-]*)\.(?P<part>[a-z]+)")
_DATE = r"(\d{2}|\d{3}|\d{4}(-(Q[1-4]|SP|SU|FA|WI|W\d\d(-WE)?|\d\d(-\d\d)?))?|(PAST|PRESENT|FUTURE)_REF)"
_VALUE = {
    "DATE": re.compile(_DATE),
    "TIME": re.compile(r"\d{4}-\d\d-\d\dT(\d\d(:\d\d){0,2}|MO|MI|AF|EV|NI|DT)"),
    "DURATION": re.compile(r"P(T?(\d+|X)(Y|M|W|D|H|S|DE|CE))+"),
    "SET": re.compile(r"(P(T?(\d+|X)(Y|M|W|D|H))+|XXXX(-(WXX(-\d)?|XX(-(XX|\d\d))?|\d\d(-\d\d)?))?(T(MO|AF|EV|NI))?)"),
}
"""TIMEX3 values (ISO 24617-1) that the corpus uses."""


class Marks:
    """The labels of one file, sorted by the layer they belong to."""

    def __init__(self, text: str, labels: tuple[Label, ...], entities: dict[str, Declared], problems: Problems) -> None:
        self.text = text
        self.problems = problems
        self.declared = entities
        self.of_entities: list[tuple[str, str, Label]] = []
        self.groups: dict[str, dict[str, list[tuple[str, Label]]]] = {kind: {} for kind in _KINDS.values()}
        self.mentions: list[tuple[Span, str]] = []
        self.descriptions: list[tuple[Span, str]] = []
        self.seen: set[tuple[int, int, str]] = set()
        for label in labels:
            self._sort(label)

    def span(self, label: Label) -> Span:
        """Return the words that `label` marks."""
        return Span.of(self.text, label.start, label.end)

    def error(self, label: Label, message: str, remedy: str) -> None:
        """Note a problem with `label`."""
        self.problems.add(label.at, f"{label.key} on {self.text[label.start : label.end][:40]!r}: {message}", remedy)

    def single(self, group: str, parts: list[tuple[str, Label]], part: str) -> Label | None:
        """Return the one label of `part`, None where there is none."""
        found = [label for name, label in parts if name == part]
        for label in found[1:]:
            self.error(label, f"{group} has a second {part}", "keep one, contiguous")
        return found[0] if found else None

    def entity_at(self, span: Span, label: Label, word: str | None) -> str | None:
        """Return the entity of `span`: `word` (`@id`, `@-` for none), or that which it begins with."""
        if word == "@-":
            return None
        if word is not None:
            if word[1:] not in self.declared:
                self.error(label, f"{word} is not declared", "give its type at one of its mentions")
            return word[1:]
        marked = [*self.mentions, *self.descriptions]
        begins = [(each.end, entity) for each, entity in marked if each.start == span.start and each.end <= span.end]
        return max(begins)[1] if begins else None

    def _sort(self, label: Label) -> None:
        if (label.start, label.end, label.key) in self.seen:
            self.error(label, "the same label twice on the same words", "take one away")
        self.seen.add((label.start, label.end, label.key))
        if match := _ENTITY_KEY.fullmatch(label.key):
            self.of_entities.append((match["id"], match["part"], label))
            if label.words and match["part"] in FORMS:
                declare_entity(match["id"], label.words, label.at, self.declared, self.problems)
        elif match := _KEY.fullmatch(label.key):
            self.groups[_KINDS[match["kind"]]].setdefault(match["id"], []).append((match["part"] or "", label))
        else:
            self.error(label, "unknown label", "write @id.name, a1.cue, e1.trigger, s1.holder, t1 DATE ..., p1 name")


def build_entities(marks: Marks) -> tuple[Entity, ...]:
    """Return the entities with their mentions in text order; marks.mentions is filled."""
    mentions: dict[str, set[Mention]] = {}
    descriptions: dict[str, set[Span]] = {}
    for entity, part, label in marks.of_entities:
        span = marks.span(label)
        if entity not in marks.declared:
            marks.error(label, f"@{entity} is not declared", f"write its type once: {{@{entity}.name person}}")
        elif part == "desc" and not label.words:
            descriptions.setdefault(entity, set()).add(span)
            marks.descriptions.append((span, entity))
        elif part in FORMS:
            mention = Mention(start=span.start, end=span.end, text=span.text, form=FORMS[part])  # type: ignore[arg-type]
            mentions.setdefault(entity, set()).add(mention)
            marks.mentions.append((span, entity))
        else:
            marks.error(label, "unknown mention label", "write .name, .nom or .pro, or .desc with nothing after it")
    entities = []
    for key, declared in marks.declared.items():
        found = tuple(sorted(mentions.get(key, ())))
        if not found:
            marks.problems.add((declared.line, 1), f"@{key} is never mentioned", "mark a mention, or drop the line")
            continue
        entities.append(_entity(key, declared, found, tuple(sorted(descriptions.get(key, ())))))
    return tuple(sorted(entities, key=lambda entity: (entity.mentions[0].start, -entity.mentions[0].end, entity.id)))


def _entity(key: str, declared: Declared, mentions: tuple[Mention, ...], descriptions: tuple[Span, ...]) -> Entity:
    def fullness(mention: Mention) -> tuple[bool, int, int]:
        return mention.form == "name", len(mention.text) if mention.form == "name" else 0, -mention.start

    best = max([each for each in mentions if each.form != "pronoun"] or mentions, key=fullness)
    return Entity(
        id=key,
        name=best.text,
        type=declared.type,
        mentions=mentions,
        descriptions=descriptions,
        sectors=declared.sectors,
        country=declared.country,
    )


def build_times(marks: Marks) -> tuple[Timex, ...]:
    """Return the time expressions. A value whose year stands in the words is stated, else inferred."""
    times = []
    for key, label in _solitary(marks, "times"):
        kind, value, *rest = (*label.words, "", "")[: max(2, len(label.words))]
        if kind not in _VALUE:
            marks.error(label, f"time type {kind!r}", f"write t1 and one of {', '.join(_VALUE)} and a value")
            continue
        if value != "-" and not _VALUE[kind].fullmatch(value):
            marks.error(label, f"{value!r} is not a {kind} value", "write a TIMEX3 value, or - where it has none")
            continue
        if len(rest) > 1 or any(word not in STATUSES for word in rest):
            marks.error(label, f"unknown words {' '.join(rest)!r}", f"at most one of {', '.join(STATUSES)}")
            continue
        span = marks.span(label)
        status = rest[0] if rest else _time_status(kind, value, span.text)
        times.append(
            msgspec.convert(
                {
                    "id": key, "start": span.start, "end": span.end, "text": span.text,
                    "type": kind, "value": None if value == "-" else value, "status": status,
                },
                Timex,
            )
        )  # fmt: skip
    return tuple(sorted(times))


def _time_status(kind: str, value: str, text: str) -> Status:
    if value == "-":
        return "unresolved"
    if kind in ("DURATION", "SET"):
        return "stated"
    return "stated" if value[:4] in text else "inferred"


def build_places(marks: Marks) -> tuple[Place, ...]:
    """Return the places; their towns are invented, so all are unresolved."""
    places = []
    for key, label in _solitary(marks, "places"):
        form, *rest = label.words or ("",)
        granularity = [word for word in rest if word in PLACE_GRANULARITIES]
        country = [word for word in rest if len(word) == 2 and word.isalpha() and word.isupper()]
        if (
            form not in PLACE_FORMS
            or len(granularity) + len(country) != len(rest)
            or max(len(granularity), len(country)) > 1
        ):
            marks.error(
                label,
                f"place words {' '.join(label.words)!r}",
                f"write p1, one of {', '.join(PLACE_FORMS)}, then perhaps one of {', '.join(PLACE_GRANULARITIES)}"
                " and a country code",
            )
            continue
        span = marks.span(label)
        fields = {
            "id": key, "start": span.start, "end": span.end, "text": span.text, "name": None, "latitude_deg": None,
            "longitude_deg": None, "geonames_id": None, "country": country[0] if country else None,
            "granularity": granularity[0] if granularity else None, "form": form, "uncertainty_km": None,
            "status": "unresolved",
        }  # fmt: skip
        places.append(msgspec.convert(fields, Place))
    return tuple(sorted(places))


def _solitary(marks: Marks, layer: str) -> list[tuple[str, Label]]:
    """Return id and label of the marks of a layer in which an id stands on one span only."""
    found = []
    for key, parts in marks.groups[layer].items():
        for part, label in parts:
            if part:
                marks.error(label, f"{key} has no part {part!r}", f"write {key} and its values")
        for _, label in parts[1:]:
            marks.error(label, f"{key} is used twice", "number every mark of this layer anew")
        if not parts[0][0]:
            found.append((key, parts[0][1]))
    return found
