"""Scores of places: toponyms found, toponyms resolved when given, and both end to end.

Resolved right is: the GeoNames entry that the annotators chose; or, of a country, that country by its code; of a
division, one of its names in its country; of all else, a point within 161 km of theirs. A distance says nothing of a
country or a division, of which there is no one point, so it is given beside (*accuracy@161 km*) and for all else alone.
Nothing found, nothing resolved and a gold toponym that no gazetteer has are wrong and stay in the denominator; what has
no answer in the corpus is not asked for.

Sources: Gritta, Pilehvar & Collier 2019, A Pragmatic Guide to Geoparsing Evaluation (accuracy@161 km, from 100 miles:
Leidner 2008); Halterman 2023, Mordecai 3 (exact match of countries and divisions).
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from sayso.core.errors import GroundingError
from sayso.core.geodesy import distance_km
from sayso.core.reading import Place, PlaceForm
from sayso.evaluation.overlaps import Interval, overlap_pairs
from sayso.evaluation.score import DocumentCounts

Kind = Literal["country", "division", "place"]
KINDS: tuple[Kind, ...] = ("country", "division", "place")
NEAR_KM = 161.0
"""100 miles."""
RELAXED_SHARE = 0.5
"""Of the code points that either of two spans has, how many must be shared to count as the same, relaxed."""
_DIVISIONS = frozenset({"admin1", "admin2"})
_TYPE_WORDS = re.compile(
    r"\b(?:of|the|state|province|provincia|county|parish|region|oblast|krai|republic|governorate|muhafazat|prefecture|"
    r"department|departement|district|canton|territory|commonwealth|municipality|autonomous|federal|city|shi|sheng)\b"
)
_NO_LETTERS = re.compile(r"[^\w]+")


class GoldPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A toponym with the place that the annotators chose, or without.

    Attributes:
        start: First code point.
        end: After the last code point.
        form: Name, demonym or relative; null where the corpus does not tell.
        kind: Of the place; null where it has no answer, and is scored as found or not alone.
        geonames_id: Null where they gave none.
        country: ISO 3166-1 alpha-2 code of the country that it lies in, or is; null where not known.
        names: What a division is called, as `plain_name` returns it.
        latitude_deg: WGS84; null with `longitude_deg` where they gave no point.
        longitude_deg: East is positive.
        is_embedded: Whether it is part of a longer name that is none of a place.
        is_invented: Whether there is no such place, so that no gazetteer can have it.
        is_shared: Whether a town and the division it lies in have the name, one of which is meant.
    """

    start: int
    end: int
    form: PlaceForm | None = None
    kind: Kind | None = None
    geonames_id: int | None = None
    country: str | None = None
    names: frozenset[str] = frozenset()
    latitude_deg: float | None = None
    longitude_deg: float | None = None
    is_embedded: bool = False
    is_invented: bool = False
    is_shared: bool = False


class PlaceDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its places.

    Attributes:
        name: Unique in its corpus.
        text: What all offsets refer to.
        places: By start; no span twice.
        forms: Forms that the corpus annotates; what is found of another counts neither way.
        neutral: Spans that are neither asked for nor held against who finds them.

    Raises:
        GroundingError: A span does not fit the text, or stands twice.
    """

    name: str
    text: str
    places: tuple[GoldPlace, ...]
    forms: frozenset[PlaceForm]
    neutral: tuple[Interval, ...] = ()

    def __post_init__(self) -> None:
        spans = [(place.start, place.end) for place in self.places]
        if len(set(spans)) != len(spans) or any(not 0 <= start < end <= len(self.text) for start, end in spans):
            raise GroundingError(f"document {self.name!r}: a place stands twice, or outside the text")


def count_found(
    document: PlaceDocument,
    found: Iterable[Place],
    *,
    is_exact: bool,
    has_embedded: bool = True,
    form: PlaceForm | None = None,
) -> DocumentCounts:
    """Return how many toponyms were found.

    Args:
        document: With its gold places.
        found: What a reader found; whether it was resolved does not matter.
        is_exact: Whether both ends must be right; else half of what the two spans cover must be shared.
        has_embedded: Whether toponyms in other names are asked for; else they are neutral.
        form: Places of that form alone; of all that the corpus annotates where none is given.
    """
    asked = [
        place for place in document.places if form in (None, place.form) and (has_embedded or not place.is_embedded)
    ]
    silent = set(document.neutral) | {
        (place.start, place.end) for place in document.places if place.is_embedded and not has_embedded
    }
    own = [place for place in found if place.form in document.forms and form in (None, place.form)]
    pairs = overlap_pairs(_spans(asked), _spans(own), least_share=1.0 if is_exact else RELAXED_SHARE)
    predicted = len(own) - len(_silent(own, {second for _, second in pairs}, silent))
    return DocumentCounts(document=document.name, true_positive=len(pairs), predicted=predicted, gold=len(asked))


def count_resolved(
    document: PlaceDocument,
    resolved: Mapping[Interval, Place],
    *,
    kind: Kind | None = None,
    is_near_enough: bool = False,
) -> DocumentCounts:
    """Return how many given toponyms that have a GeoNames id are resolved right; the F1 of these counts is that share.

    Args:
        document: With its gold places.
        resolved: By the span of the gold toponym, what it was resolved to.
        kind: Toponyms of that kind alone.
        is_near_enough: Whether a point within 161 km is right, whatever the kind, and nothing else is.
    """
    asked = [place for place in document.places if place.geonames_id is not None and kind in (None, place.kind)]
    right = sum(
        (near if is_near_enough else is_right)(place, resolved.get((place.start, place.end))) for place in asked
    )
    return DocumentCounts(document=document.name, true_positive=right, predicted=len(asked), gold=len(asked))


def count_as_mordecai(
    document: PlaceDocument, resolved: Mapping[Interval, Place], known: frozenset[Interval]
) -> DocumentCounts:
    """Return how many given toponyms are resolved right by the rule of Mordecai 3's *Acc @161km*, as near as can be.

    There a toponym is asked for if it has a GeoNames id, a named entity recogniser takes it for a place (which
    adjectives and names inside other names are not), and the right entry is among the candidates; and right is a point
    at most 161 km from that of the right entry, whatever the kind. That recogniser is not asked here.

    Args:
        document: With its gold places.
        resolved: By the span of the gold toponym, what it was resolved to.
        known: Spans of the toponyms whose answer the gazetteer has.
    """
    asked = [
        place
        for place in document.places
        if place.geonames_id is not None
        and not place.is_embedded
        and (place.start, place.end) in known
        and (found := resolved.get((place.start, place.end))) is not None
        and found.form != "demonym"
    ]
    right = sum(
        is_right(place, resolved[place.start, place.end]) or near(place, resolved[place.start, place.end])
        for place in asked
    )
    return DocumentCounts(document=document.name, true_positive=right, predicted=len(asked), gold=len(asked))


def count_told_apart(
    document: PlaceDocument, resolved: Mapping[Interval, Place], kind: Kind | None = None
) -> DocumentCounts:
    """Return how many given toponyms that a town and its division share are resolved to the one that is meant.

    Here the point of the other is wrong, however near; the F1 of these counts is the share.

    Args:
        document: With its gold places.
        resolved: By the span of the gold toponym, what it was resolved to.
        kind: Toponyms of that kind alone.
    """
    asked = [place for place in document.places if place.is_shared and kind in (None, place.kind)]
    found = [(place, resolved.get((place.start, place.end))) for place in asked]
    right = sum(place is not None and is_right(gold, place) and kind_of(place) == gold.kind for gold, place in found)
    return DocumentCounts(document=document.name, true_positive=right, predicted=len(asked), gold=len(asked))


def count_end_to_end(document: PlaceDocument, found: Iterable[Place], kind: Kind | None = None) -> DocumentCounts:
    """Return how many toponyms with an answer were found, by any overlap, and resolved right.

    Precision is of what was resolved: what was found and left unresolved claims nothing. What is found where gold has
    no answer counts neither way.

    Args:
        document: With its gold places.
        found: What a reader found and resolved.
        kind: Toponyms of that kind alone, what was found by the kind it was resolved to.
    """
    own = [place for place in found if place.form in document.forms and place.status != "unresolved"]
    pairs = overlap_pairs(_spans(document.places), _spans(own))
    silent = set(document.neutral) | {(place.start, place.end) for place in document.places if place.kind is None}
    without = {second for first, second in pairs if document.places[first].kind is None}
    without |= _silent(own, {second for _, second in pairs}, silent)
    asked = [place for place in document.places if place.kind is not None and kind in (None, place.kind)]
    right, kinds = 0, {index: kind_of(place) for index, place in enumerate(own) if index not in without}
    for first, second in pairs:
        gold = document.places[first]
        if gold.kind is not None and is_right(gold, own[second]):
            kinds[second] = gold.kind
            right += kind in (None, gold.kind)
    predicted = sum(kind in (None, claimed) for claimed in kinds.values())
    return DocumentCounts(document=document.name, true_positive=right, predicted=predicted, gold=len(asked))


def count_left_unresolved(document: PlaceDocument, found: Iterable[Place]) -> DocumentCounts:
    """Return how many invented places were not taken for one of the gazetteer; the F1 of these counts is that share."""
    taken = [place for place in found if place.geonames_id is not None]
    asked = [place for place in document.places if place.is_invented]
    right = sum(not any(place.start < gold.end and gold.start < place.end for place in taken) for gold in asked)
    return DocumentCounts(document=document.name, true_positive=right, predicted=len(asked), gold=len(asked))


def is_right(gold: GoldPlace, place: Place | None) -> bool:
    """Return whether a toponym was resolved to the place that the annotators chose, by the rule of its kind."""
    if place is None or place.status == "unresolved":
        return False
    if gold.geonames_id is not None and place.geonames_id == gold.geonames_id:
        return True
    if gold.kind == "country" and gold.country is not None:
        return place.granularity == "country" and place.country == gold.country
    if gold.kind == "division" and gold.names and gold.country is not None:
        is_division = place.granularity in _DIVISIONS and place.country == gold.country
        return is_division and place.name is not None and plain_name(place.name) in gold.names
    return gold.kind == "place" and near(gold, place)


def near(gold: GoldPlace, place: Place | None) -> bool:
    """Return whether a place has a point at most 161 km from that of the annotators."""
    if place is None or place.latitude_deg is None or place.longitude_deg is None:
        return False
    if gold.latitude_deg is None or gold.longitude_deg is None:
        return False
    return distance_km(gold.latitude_deg, gold.longitude_deg, place.latitude_deg, place.longitude_deg) <= NEAR_KM


def kind_of(place: Place) -> Kind:
    """Return the kind of what a toponym was resolved to."""
    if place.granularity == "country":
        return "country"
    return "division" if place.granularity in _DIVISIONS else "place"


def plain_name(name: str) -> str:
    """Return a name of a division as names are compared: no case, accents, punctuation or words for its type.

    >>> plain_name("State of Tamil Nādu"), plain_name("Laurel County")
    ('tamil nadu', 'laurel')
    """
    letters = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(letter)
    )
    words = _NO_LETTERS.sub(" ", letters.replace("‘", "").replace("’", "").replace("'", "")).strip()
    return " ".join(_TYPE_WORDS.sub(" ", words).split()) or words


def _spans(places: Sequence[GoldPlace] | Sequence[Place]) -> list[Interval]:
    return [(place.start, place.end) for place in places]


def _silent(found: Sequence[Place], paired: set[int], silent: set[Interval]) -> set[int]:
    """Return the indices of what was found, is paired with nothing and overlaps a span that is not asked for."""
    return {
        index
        for index, place in enumerate(found)
        if index not in paired and any(start < place.end and place.start < end for start, end in silent)
    }
