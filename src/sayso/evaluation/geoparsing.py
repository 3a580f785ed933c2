"""Toponyms of the corpora LGL and GeoWebNews, as their files have them.

LGL: 588 reports of local newspapers; of its 5,088 toponyms 4,462 have a GeoNames entry, with feature code, country and
division. GeoWebNews: 200 reports from as many outlets; of its 2,601 toponyms two lie before the text of their file, of
the others 2,399 have a GeoNames id, 200 a point alone, and none a feature code. What it marks beside (people by their
country, languages, homonyms, nouns such as *the city*) is neutral here: neither asked for nor held against a finder.

Sources: Lieberman, Samet & Sankaranarayanan 2010, Geotagging with Local Lexicons to Build Indexes for
Textually-Specified Spatial Data (LGL); Gritta, Pilehvar & Collier 2019, A Pragmatic Guide to Geoparsing Evaluation
(GeoWebNews, and both files).
"""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from sayso.core.errors import UnreadableError
from sayso.evaluation.overlaps import Interval

LGL = "geoparsing/lgl.xml"
GEOWEBNEWS = "geoparsing/GWN.xml"
"""Relative to the folder of corpora."""
_EMBEDDED = frozenset({"Embedded_Literal", "Embedded_Non_Lit"})
_NEUTRAL = frozenset({"Demonym", "Homonym", "Language", "Literal_Expression", "Non_Lit_Expression", "Non_Toponym"})


class Toponym(msgspec.Struct, frozen=True, kw_only=True):
    """A toponym as annotated. WGS84.

    Attributes:
        start: First code point.
        end: After the last code point.
        geonames_id: Null where the annotators gave none.
        name: Of that GeoNames entry.
        feature_code: Of that entry; null in GeoWebNews.
        latitude_deg: Null with `longitude_deg` where the annotators gave no point.
        longitude_deg: East is positive.
        country_id: GeoNames id of the country that the entry lies in, or is; null in GeoWebNews.
        is_embedded: Whether it is part of a longer name that is none of a place (*African Union*), as GeoWebNews says.
    """

    start: int
    end: int
    geonames_id: int | None = None
    name: str | None = None
    feature_code: str | None = None
    latitude_deg: float | None = None
    longitude_deg: float | None = None
    country_id: int | None = None
    is_embedded: bool = False


class ToponymDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A report with its toponyms.

    Attributes:
        name: Unique in its corpus.
        corpus: `lgl` or `geowebnews`.
        text: What all offsets refer to.
        published: ISO 8601 date; null where the file has none.
        uri: Its address.
        outlet: The domain of its outlet.
        title: Its headline.
        toponyms: By start; none overlaps another.
        neutral: Spans that are neither asked for nor held against who finds them.
    """

    name: str
    corpus: str
    text: str
    published: str | None
    uri: str
    outlet: str
    title: str
    toponyms: tuple[Toponym, ...]
    neutral: tuple[Interval, ...] = ()


def lgl(corpora: Path) -> list[ToponymDocument]:
    """Return the documents of LGL.

    Raises:
        UnreadableError: The file is not there, or not as the corpus has it.
    """
    return [_lgl(article) for article in _articles(corpora / LGL)]


def geowebnews(corpora: Path) -> list[ToponymDocument]:
    """Return the documents of GeoWebNews.

    Raises:
        UnreadableError: The file is not there, or not as the corpus has it.
    """
    return [_geowebnews(article) for article in _articles(corpora / GEOWEBNEWS)]


def _articles(path: Path) -> Iterator[ElementTree.Element]:
    try:
        root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 (a corpus that the user chose; no network)
    except (OSError, ElementTree.ParseError) as error:
        raise UnreadableError(f"{path}: {error}") from error
    yield from root.iter("article")


def _lgl(article: ElementTree.Element) -> ToponymDocument:
    text, name = _text(article, "text"), article.get("docid", "")
    day = re.match(r"\d{4}-\d\d-\d\d", _text(article, "dltime"))
    toponyms: list[Toponym] = []
    for element in article.iter("toponym"):
        start, end = _span(element, text, _text(element, "phrase"), f"LGL {name}")
        entry = element.find("gaztag")
        if entry is None:
            toponyms.append(Toponym(start=start, end=end))
            continue
        country = entry.find("country")
        toponyms.append(
            Toponym(
                start=start,
                end=end,
                geonames_id=int(entry.get("geonameid", "0")) or None,
                name=_text(entry, "name"),
                feature_code=_text(entry, "fcode"),
                latitude_deg=float(_text(entry, "lat")),
                longitude_deg=float(_text(entry, "lon")),
                country_id=int(country.get("geonameid", "0")) or None if country is not None else None,
            )
        )
    return ToponymDocument(
        name=name, corpus="lgl", text=text, published=day.group() if day else None, uri=_text(article, "url"),
        outlet=_text(article, "domain"), title=_text(article, "title"), toponyms=_sorted(toponyms),
    )  # fmt: skip


def _geowebnews(article: ElementTree.Element) -> ToponymDocument:
    text, name, link = _text(article, "text"), article.get("file", ""), _text(article, "link")
    toponyms: list[Toponym] = []
    neutral: list[Interval] = []
    for element in article.iter("toponym"):
        kind = _text(element, "type")
        if element.find("latitude") is None:
            if kind in _NEUTRAL and _is_inside(element):
                neutral.append((int(_text(element, "start")), int(_text(element, "end"))))
            continue
        if not _is_inside(element):
            continue
        start, end = _span(element, text, _text(element, "extractedName"), f"GeoWebNews {name}")
        toponyms.append(
            Toponym(
                start=start,
                end=end,
                geonames_id=int(_text(element, "geonamesID") or 0) or None,
                name=_text(element, "normalisedName") or None,
                latitude_deg=float(_text(element, "latitude")),
                longitude_deg=float(_text(element, "longitude")),
                is_embedded=kind in _EMBEDDED,
            )
        )
    return ToponymDocument(
        name=name, corpus="geowebnews", text=text, published=None, uri=link,
        outlet=urlsplit(link).netloc.removeprefix("www."), title=_text(article, "title"),
        toponyms=_sorted(toponyms), neutral=tuple(sorted(set(neutral))),
    )  # fmt: skip


def _is_inside(element: ElementTree.Element) -> bool:
    """Return whether an annotation lies in the text; those of GeoWebNews that lie before it have negative offsets."""
    return int(_text(element, "start")) >= 0


def _span(element: ElementTree.Element, text: str, words: str, where: str) -> Interval:
    """Return the offsets of a toponym.

    Raises:
        UnreadableError: They are not those of its words.
    """
    start, end = int(_text(element, "start")), int(_text(element, "end"))
    if text[start:end] != words:
        raise UnreadableError(f"{where}: {words!r} at {start}-{end}, where the text has {text[start:end]!r}")
    return start, end


def _sorted(toponyms: list[Toponym]) -> tuple[Toponym, ...]:
    return tuple(sorted(toponyms, key=lambda toponym: (toponym.start, toponym.end)))


def _text(element: ElementTree.Element, tag: str) -> str:
    child = element.find(tag)
    return (child.text or "") if child is not None else ""
