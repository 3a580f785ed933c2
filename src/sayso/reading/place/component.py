"""The reading component `places`."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import msgspec

from sayso.core.errors import UsageError
from sayso.core.reading import Findings, Place
from sayso.core.report import Report, text_sha256
from sayso.core.span import Span
from sayso.gazetteer import Gazetteer, normalised
from sayso.gazetteer.place import GazetteerPlace
from sayso.reading.component import register
from sayso.reading.place.deciding import Decision, decide
from sayso.reading.place.demonyms import Demonyms
from sayso.reading.place.detecting import toponyms
from sayso.reading.place.placing import Around, named_places
from sayso.reading.place.relative_words import NOT_THERE
from sayso.reading.place.resolving import Sense, score
from sayso.reading.place.scan import sightings
from sayso.reading.place.senses import senses_of
from sayso.reading.place.tables import features, names, weights
from sayso.reading.place.toponym import Toponym, toponym_at
from sayso.reading.quotations.capitals import in_usual_case

_IN_A_NAME = ("certain", "located", "embedded")


class PlacesSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the component `places`.

    Attributes:
        gazetteer: The gazetteer file; empty for the one of this machine: `SAYSO_GAZETTEER`, else in the cache folder.
        in_names_of_bodies: Whether a place in the name of a body (`Kabul University`) is a toponym of its own.
        least_share: Share of the best candidate below which a toponym stays unresolved.
    """

    gazetteer: str
    in_names_of_bodies: bool
    least_share: float


class Places:
    """Finds toponyms and relative places, and resolves them by the gazetteer and the rest of the report.

    Attributes:
        settings: As configured.

    Raises:
        UsageError: `least_share` is out of range.
    """

    name = "places"
    version = "1"

    def __init__(self, settings: PlacesSettings) -> None:
        if not 0 <= settings.least_share <= 1:
            raise UsageError(f"settings of places: least_share is {settings.least_share}: take a number from 0 to 1")
        self.settings = settings
        self._divisions: dict[tuple[str, str], GazetteerPlace | None] = {}

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer, opened when it is first asked for.

        Raises:
            UsageError: It cannot be opened or built.
        """
        return Gazetteer.open(_file(self.settings))

    @property
    def data(self) -> Mapping[str, str]:
        """What the gazetteer holds, as a digest."""
        return {"gazetteer": self.gazetteer.digest}

    def read(self, report: Report, found: Findings) -> Findings:
        """Return the places of `report.text`, with ids `p1`, `p2`, ... in the order of their first words."""
        usual = _in_usual_case(report)
        seen = sightings(usual.text, self.gazetteer, self._demonyms)
        named = toponyms(
            usual.text, found.entities, seen, self._demonyms, in_names_of_bodies=self.settings.in_names_of_bodies
        )
        places = self._placed(usual, named)
        return Findings(
            places=tuple(msgspec.structs.replace(each, text=report.text[each.start : each.end]) for each in places)
        )

    def resolve(self, report: Report, spans: Sequence[Span]) -> tuple[Place, ...]:
        """Return the places of toponyms that are given, such as an annotator's, in text order, one for each span.

        Raises:
            UsageError: Spans overlap.
        """
        ordered = sorted(spans)
        if any(other.start < one.end for one, other in pairwise(ordered)):
            raise UsageError("toponyms to be resolved overlap")
        named = [self._toponym(report.text, span) for span in ordered]
        places = self._placed(report, named)
        return tuple(place for place in places if place.form != "relative")

    def senses(self, report: Report, spans: Sequence[Span]) -> tuple[list[Sense], list[int]]:
        """Return the senses of given toponyms, not yet scored, and for each toponym the number of its sense."""
        named = [self._toponym(report.text, span) for span in spans]
        return senses_of(report, named, self.gazetteer, self._demonyms)

    def _toponym(self, text: str, span: Span) -> Toponym:
        found = toponym_at(text, span.start, span.end)
        return toponym_at(text, span.start, span.end, demonym=self._demonyms.is_demonym(found.name))

    def _placed(self, report: Report, named: list[Toponym]) -> list[Place]:
        senses, numbers = senses_of(report, named, self.gazetteer, self._demonyms)
        score(senses, weights())
        first = {number: toponym for toponym, number in zip(reversed(named), reversed(numbers), strict=True)}
        decided = decide(senses, [first[number] for number in sorted(first)], self.settings.least_share)
        decisions = [decided[number] for number in numbers]
        return named_places(report.text, named, decisions, dict(self._around(named, decisions)))

    def _around(self, named: list[Toponym], decisions: list[Decision]) -> Iterator[tuple[int, Around]]:
        """Yield what unresolved toponyms may lie in: an area in their name; districts, where others lie."""
        for number, decision in enumerate(decisions):
            toponym = named[number]
            if decision.place is not None:
                continue
            if (place := self._place_in(toponym.name)) is not None:
                yield number, Around(place, "inferred", f"{place.name} is in its name")
            elif _is_district(toponym) and (home := self._home(decisions)) is not None:
                yield number, Around(home, "assumed", f"the report's other places lie mostly in {home.name}")

    def _home(self, decisions: list[Decision]) -> GazetteerPlace | None:
        """Return the first-level division that most places of a report lie in, if there is one."""
        found = [each.place for each in decisions if each.place is not None and each.place.kind != "country"]
        divisions = Counter((each.country, each.admin1_code) for each in found if each.admin1_code)
        if not divisions:
            return None
        ((country, code), count), *_ = divisions.most_common(1)
        if country is None or code is None or count <= len(found) / 2:
            return None
        return self._division(country, code)

    def _division(self, country: str, code: str) -> GazetteerPlace | None:
        """Return a first-level division, remembered, since asking the gazetteer for one takes long."""
        key = country, code
        if key not in self._divisions:
            self._divisions[key] = self.gazetteer.admin1(country, code)
        return self._divisions[key]

    def _place_in(self, name: str) -> GazetteerPlace | None:
        """Return the one area or capital that a longer name holds by its own name, beside words for what it is.

        `Bank of Mexico` is in Mexico; the `French Quarter` and the `French Embassy` need not be in France.
        """
        inside = [one for one in sightings(name, self.gazetteer, self._demonyms) if one.certainty in _IN_A_NAME]
        if len(inside) != 1:
            return None
        start, end = inside[0].start, inside[0].end
        rest = f"{name[:start]} {name[end:]}".lower().split()
        if not any(word in names().bodies or word in features() for word in rest) or NOT_THERE.search(name):
            return None
        if inside[0].demonym:
            countries = [place for place in self._demonyms.of(name[start:end]) if place.kind == "country"]
            is_body = len(countries) == 1 and not any(word in features() for word in rest)
            return countries[0] if is_body else None
        places = self.gazetteer.lookup(name[start:end])
        areas = [place for place in places if place.kind in ("country", "admin1") or place.feature_code == "PPLC"]
        is_own = len(areas) == 1 and normalised(areas[0].name) == normalised(name[start:end])
        return areas[0] if is_own else None

    @cached_property
    def _demonyms(self) -> Demonyms:
        return Demonyms(self.gazetteer)


def _in_usual_case(report: Report) -> Report:
    """Return a report of the same length with the case that prose has, where its letters are nearly all capitals."""
    text = in_usual_case(report.text)
    return report if text == report.text else msgspec.structs.replace(report, text=text, sha256=text_sha256(text))


def _is_district(toponym: Toponym) -> bool:
    return toponym.feature is not None and toponym.feature.granularity == "admin2"


def _file(settings: PlacesSettings) -> Path | None:
    return Path(settings.gazetteer) if settings.gazetteer else None


def _prepare(settings: PlacesSettings) -> None:
    Gazetteer.open(_file(settings)).close()


register("places", PlacesSettings, prepare=_prepare)(Places)
