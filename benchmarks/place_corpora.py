"""Corpora of places, each gold toponym with its kind, its country and whether the gazetteer has it.

LGL has feature codes. GeoWebNews has none: an id that LGL has too takes the code from there, one that the gazetteer has
the kind from there; of the others, one is a division where its name says so (*Suffolk County*), or where the gazetteer
has a division of that name in the country of its nearest town, at most 300 km away, and else a place. Countries are
told by the id in the gazetteer, else by the nearest town. MUC dev has towns and divisions of one name and nothing else.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from sayso.core.geodesy import distance_km
from sayso.core.reading import Place
from sayso.core.report import Published, Report
from sayso.evaluation import geoparsing, muc
from sayso.evaluation.geoparsing import Toponym, ToponymDocument
from sayso.evaluation.muc import MucDocument, MucPlace
from sayso.evaluation.overlaps import Interval
from sayso.evaluation.place_scores import GoldPlace, Kind, PlaceDocument, is_right, plain_name
from sayso.gazetteer import Gazetteer, GazetteerPlace

LAYER = "places"
_KINDS: dict[str, Kind] = {"country": "country", "admin1": "division", "admin2": "division"}
_NEAR_TOWN_KM = (50.0, 150.0, 600.0)
"""How far to look for the nearest town: as near as one is."""
_SAYS_DIVISION = re.compile(
    r"(?:State|Province|Region|Department|Governorate|County|District) of .+"
    r"|.+ (?:County|Parish|Province|Region|Governorate|Prefecture|Oblast|Krai|State|Department)"
)
_FARTHEST_DIVISION_KM = 300.0
_INVENTED = frozenset({"city", "point"})


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """A scored corpus.

    Attributes:
        name: As in the scores.
        documents: In a stable order.
        reports: The same texts, as a reader gets them.
        known: Of each document, the spans of gold toponyms whose answer the gazetteer has under their name.
        files: Where they come from, relative to `folder`.
        folder: Null for the folder of public corpora.
        has_answers: Whether the annotators chose places.
        is_complete: Whether all toponyms are annotated, so that finding them can be scored.
    """

    name: str
    documents: tuple[PlaceDocument, ...]
    reports: tuple[Report, ...]
    known: tuple[frozenset[Interval], ...]
    files: tuple[str, ...]
    folder: Path | None = None
    has_answers: bool = True
    is_complete: bool = True


def parts(corpora: Path, gazetteer: Gazetteer) -> Iterator[Part]:
    """Yield what is scored.

    Raises:
        UnreadableError: A corpus is not there, or its file is malformed.
    """
    lgl = geoparsing.lgl(corpora)
    codes = {toponym.geonames_id: toponym.feature_code for each in lgl for toponym in each.toponyms}
    yield _part("lgl", lgl, geoparsing.LGL, gazetteer, codes)
    yield _part("geowebnews", geoparsing.geowebnews(corpora), geoparsing.GEOWEBNEWS, gazetteer, codes)
    yield _muc(corpora, gazetteer)
    yield from _own()


def is_train(name: str) -> bool:
    """Return whether a document belongs to the half that the weights of the reader are trained on."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0


def held_out(part: Part) -> Part:
    """Return a part without the documents that were trained on; our own is whole, since nothing was."""
    kept = [number for number, each in enumerate(part.documents) if not part.has_answers or not is_train(each.name)]
    return msgspec.structs.replace(
        part,
        documents=tuple(part.documents[number] for number in kept),
        reports=tuple(part.reports[number] for number in kept),
        known=tuple(part.known[number] for number in kept),
    )


def _part(
    name: str, found: Sequence[ToponymDocument], file: str, gazetteer: Gazetteer, codes: dict[int | None, str | None]
) -> Part:
    documents = tuple(
        PlaceDocument(
            name=document.name,
            text=document.text,
            places=tuple(_gold(document, toponym, gazetteer, codes) for toponym in document.toponyms),
            forms=frozenset({"name", "demonym"}),
            neutral=document.neutral,
        )
        for document in found
    )
    return Part(
        name=name,
        documents=documents,
        reports=tuple(map(_report, found)),
        known=tuple(_known(document, gazetteer) for document in documents),
        files=(file,),
    )


def _muc(corpora: Path, gazetteer: Gazetteer) -> Part:
    """Return MUC dev, where towns and divisions of one name are to be told apart."""
    documents = tuple(
        PlaceDocument(
            name=document.name,
            text=document.text,
            places=tuple(_muc_gold(document, place, gazetteer) for place in document.places),
            forms=frozenset({"name"}),
        )
        for document in muc.documents(corpora)
    )
    return Part(
        name="muc dev",
        documents=documents,
        reports=tuple(Report.of_text(document.text) for document in documents),
        known=tuple(frozenset[Interval]() for _ in documents),
        files=muc.files(corpora),
        is_complete=False,
    )


def _muc_gold(document: MucDocument, place: MucPlace, gazetteer: Gazetteer) -> GoldPlace:
    """Return a place of MUC, with an answer where a town and its division have that name."""
    plain = GoldPlace(start=place.start, end=place.end)
    found = gazetteer.lookup(place.country) if place.country else ()
    country = next((each.country for each in found if each.kind == "country"), None)
    words = document.text[place.start : place.end]
    shared = shared_names(words, country, gazetteer) if country else None
    if shared is None:
        return plain
    town, division = shared
    return msgspec.structs.replace(
        plain,
        kind="division" if place.kind == "division" else "place",
        country=country,
        names=frozenset((plain_name(words), plain_name(division.name))) if place.kind == "division" else frozenset(),
        latitude_deg=town.latitude_deg,
        longitude_deg=town.longitude_deg,
        is_shared=True,
    )


def shared_names(words: str, country: str | None, gazetteer: Gazetteer) -> tuple[GazetteerPlace, GazetteerPlace] | None:
    """Return the largest town of a name in a country with the first-level division around it that has the name too."""
    inside = [place for place in gazetteer.lookup(words) if place.country == country and place.admin1_code]
    divisions = {place.admin1_code: place for place in inside if place.kind == "admin1"}
    for place in inside:
        if place.kind == "city" and place.admin1_code in divisions:
            return place, divisions[place.admin1_code]
    return None


def _own() -> Iterator[Part]:
    """Yield our own dev part; nothing where the training room is not beside this one."""
    try:
        from training.corpus_files import CORPUS, find_files, load_split
    except ModuleNotFoundError:
        return
    reports = [report for report in load_split("dev") if LAYER in report.layers]
    yield Part(
        name="own dev",
        documents=tuple(
            PlaceDocument(
                name=report.header.id,
                text=report.reading.report.text,
                places=tuple(map(_own_gold, sorted(report.reading.places))),
                forms=frozenset({"name", "demonym", "relative"}),
            )
            for report in reports
        ),
        reports=tuple(report.reading.report for report in reports),
        known=tuple(frozenset[Interval]() for _ in reports),
        files=tuple(path.relative_to(CORPUS).as_posix() for path in find_files([CORPUS / "dev"])),
        folder=CORPUS,
        has_answers=False,
    )


def _own_gold(place: Place) -> GoldPlace:
    """Return a place of our own corpus; its towns are made up, but for those whose country is given."""
    is_invented = place.form == "name" and place.country is None and place.granularity in _INVENTED
    return GoldPlace(start=place.start, end=place.end, form=place.form, is_invented=is_invented)


def _report(document: ToponymDocument) -> Report:
    published = Published(value=document.published, status="stated", origin="metadata")
    return msgspec.structs.replace(
        Report.of_text(document.text),
        uri=document.uri,
        outlet=document.outlet,
        title=document.title,
        published=published if document.published else Published(),
    )


def _gold(
    document: ToponymDocument, toponym: Toponym, gazetteer: Gazetteer, codes: dict[int | None, str | None]
) -> GoldPlace:
    """Return a toponym with what it is judged by."""
    plain = GoldPlace(start=toponym.start, end=toponym.end, is_embedded=toponym.is_embedded)
    if toponym.latitude_deg is None or toponym.longitude_deg is None:
        return plain
    entry = gazetteer.by_id(toponym.geonames_id) if toponym.geonames_id else None
    holder = gazetteer.by_id(toponym.country_id) if toponym.country_id else None
    words = (document.text[toponym.start : toponym.end], toponym.name or "")
    division = None if entry else _division(words, toponym.latitude_deg, toponym.longitude_deg, gazetteer)
    code = codes.get(toponym.geonames_id) if toponym.geonames_id else None
    if code:
        kind = _kind_of_code(code)
    elif entry:
        kind = _KINDS.get(entry.kind, "place")
    else:
        is_said = division or _SAYS_DIVISION.fullmatch(toponym.name or "")
        kind = "division" if is_said and toponym.geonames_id else "place"
    country = next((each.country for each in (entry, holder, division) if each and each.country), None)
    if country is None:
        country = _country_at(toponym.latitude_deg, toponym.longitude_deg, gazetteer)
    names = (*words, *(each.name for each in (entry, division) if each))
    return msgspec.structs.replace(
        plain,
        kind=kind,
        geonames_id=toponym.geonames_id,
        country=country,
        names=frozenset(filter(None, map(plain_name, names))) if kind == "division" else frozenset(),
        latitude_deg=toponym.latitude_deg,
        longitude_deg=toponym.longitude_deg,
        is_shared=kind != "country" and shared_names(words[0], country, gazetteer) is not None,
    )


def _kind_of_code(code: str) -> Kind:
    if code.startswith("PCL"):
        return "country"
    return "division" if code.startswith("ADM") else "place"


def _division(
    words: Sequence[str], latitude_deg: float, longitude_deg: float, gazetteer: Gazetteer
) -> GazetteerPlace | None:
    """Return a division of one of these names, in the country of the town nearest to that point and not far from it."""
    country = _country_at(latitude_deg, longitude_deg, gazetteer)
    for name in words:
        division = gazetteer.division(country, name) if country and name else None
        if division is None:
            continue
        if division.latitude_deg is None or division.longitude_deg is None:
            return division
        far = distance_km(latitude_deg, longitude_deg, division.latitude_deg, division.longitude_deg)
        if far <= _FARTHEST_DIVISION_KM:
            return division
    return None


def _country_at(latitude_deg: float, longitude_deg: float, gazetteer: Gazetteer) -> str | None:
    for within_km in _NEAR_TOWN_KM:
        for town in gazetteer.near(latitude_deg, longitude_deg, within_km):
            if town.kind == "city":
                return town.country
    return None


def _known(document: PlaceDocument, gazetteer: Gazetteer) -> frozenset[Interval]:
    """Return the spans of toponyms that some place of the gazetteer would be right for: by id or under their words."""
    found: set[Interval] = set()
    for gold in document.places:
        words = document.text[gold.start : gold.end]
        candidates = [*candidates_of(words, gazetteer)]
        if gold.geonames_id is not None and (entry := gazetteer.by_id(gold.geonames_id)) is not None:
            candidates.append(entry)
        if any(is_right(gold, place_of(entry, words, gold.start)) for entry in candidates):
            found.add((gold.start, gold.end))
    return frozenset(found)


def candidates_of(words: str, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    """Return what a toponym may stand for, the most populous first; of a demonym the countries."""
    return gazetteer.countries_of_demonym(words) or gazetteer.lookup(words)


def place_of(entry: GazetteerPlace, words: str, start: int) -> Place:
    """Return a place of the gazetteer as what `words` at `start` were resolved to."""
    granularities = {"country": "country", "admin1": "admin1", "admin2": "admin2", "city": "city", "region": "region"}
    return msgspec.convert(
        {
            "id": f"p{start}", "start": start, "end": start + len(words), "text": words, "name": entry.name,
            "latitude_deg": entry.latitude_deg, "longitude_deg": entry.longitude_deg,
            "geonames_id": entry.geonames_id, "country": entry.country,
            "granularity": granularities.get(entry.kind, "point"), "form": "name",
            "uncertainty_km": entry.uncertainty_km, "status": "assumed",
        },
        Place,
    )  # fmt: skip
