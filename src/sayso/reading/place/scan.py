"""Scanning a text for names that the gazetteer knows, and weighing whether they stand for places there.

Candidates are runs of capitalised words. What is certain (countries, divisions, capitals and large towns with names
that are nothing else) is taken; what is doubtful only where the words around it locate something ("in Reading",
"Mobile, Alabama"); what stands in the name of a person never; what stands in that of a body is marked as such.
"""

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from sayso.gazetteer import Gazetteer, normalised
from sayso.gazetteer.place import GazetteerPlace
from sayso.reading.place.demonyms import Demonyms
from sayso.reading.place.tables import Names, features, names

State = Literal["country", "capital"]
Certainty = Literal["certain", "located", "possible", "embedded", "person"]
_WORD = r"(?:(?:al|el|ul|as|ash|ar|an|at|ad|ed)[-‑–])?[A-ZÀ-ÖØ-ÞŁŠŽĀĪŪ‘ʿ](?:[\w’'‘ʿ]*[-‑–‐])*[\w’'‘ʿ]*(?<!['’])"
_LINK = r"(?:of|de|la|le|el|al|del|du|des|dos|da|do|e|y|ibn|bin|the|sur|upon|am|-)"
_INITIALS = r"(?:[A-Z]\.){2,3}"
_RUN = re.compile(
    rf"(?<![\w.@#/])(?:U\.\s?[SKN]\.(?:A\.)?|{_INITIALS}|{_WORD}\.?)"
    rf"(?:(?:[ \u00a0]|[ ]?[\n](?!\s*\n))(?:{_LINK}[ ])*(?:{_INITIALS}|{_WORD}\.?))*"
)
_TWO = re.compile(r"([^\W\d_][\w’']+)[-‑–]([A-Z][\w’']+)(?=\W|$)")
_COMPOUND = re.compile(
    r"(?P<first>(?:U\.S\.|[A-Z][\w.]+))[-‑–](?:(?P<verb>[a-z]{2,}ed|[a-z]*(?:led|held|run|made|built|born|wide|friendly))"
    r"|(?P<second>[A-Z][\w.]+))(?=\W|$)"
)
"""A word of two parts, of which the second is a participle or like one, or the name of another country."""
_PIECE = re.compile(r"\S+")
_MOST_WORDS = 6
_LONGEST_CODE = 4
_CERTAIN_POPULATION = 100_000
_LIKELY_POPULATION = 15_000


class Sighting(msgspec.Struct, frozen=True):
    """A name of the gazetteer in a text: where it stands, and how sure it is that it is a place there.

    `state` says that it is all of the name of a country, or of a capital; `is_compound` that it is the first part of a
    word that says what its country does: `Saudi-led`.
    """

    start: int
    end: int
    certainty: Certainty
    demonym: bool = False
    state: State | None = None
    is_compound: bool = False


def sightings(text: str, gazetteer: Gazetteer, demonyms: Demonyms) -> list[Sighting]:
    """Return what may be places in `text`, in order, none overlapping."""
    found: list[Sighting] = []
    for run in _RUN.finditer(text):
        found.extend(_in_run(text, run.start(), run.end(), gazetteer, demonyms))
    sure = {text[sighting.start : sighting.end] for sighting in found if sighting.certainty in ("certain", "located")}
    # what a person is called needs words of its own each time
    sure -= {text[sighting.start : sighting.end] for sighting in found if sighting.certainty == "person"}
    return [
        msgspec.structs.replace(sighting, certainty="located")
        if sighting.certainty == "possible" and text[sighting.start : sighting.end] in sure
        else sighting
        for sighting in found
    ]


def _in_run(text: str, start: int, end: int, gazetteer: Gazetteer, demonyms: Demonyms) -> Iterator[Sighting]:
    pieces = [(start + piece.start(), start + piece.end()) for piece in _PIECE.finditer(text[start:end])]
    at = 0
    known = names()
    while at < len(pieces):
        used = 1
        if (count := demonyms.at(text, pieces, at)) > 0:
            first, last = pieces[at][0], pieces[at + count - 1][1]
            used = count
            yield Sighting(first, _trimmed(text, first, last), "certain", demonym=True)
        elif (match := _longest(text, pieces, at, gazetteer)) is not None:
            count, stop, places = match
            used = count
            certainty = _certainty(text, pieces, at, at + count, stop, places, known)
            if certainty == "possible" and _is_longer_name(text, pieces, at, count, known):
                yield Sighting(pieces[at][0], _trimmed(text, pieces[at][0], end), "located")
                return
            if certainty is not None:
                yield Sighting(pieces[at][0], stop, certainty, state=_state(places))
        elif parts := _joined(text, *pieces[at], gazetteer) or _compound(text, *pieces[at], gazetteer, demonyms):
            yield from parts
        elif _is_longer_name(text, pieces, at, 0, known):
            yield Sighting(pieces[at][0], _trimmed(text, pieces[at][0], end), "located")
            return
        at += used


def _joined(text: str, start: int, end: int, gazetteer: Gazetteer) -> list[Sighting]:
    """Return the two places that a hyphen joins: `the Kabul-Kandahar highway`; none if either is not well known."""
    match = _TWO.match(text, start, end)
    if match is None or not all(_is_well_known_name(name, gazetteer) for name in match.groups()):
        return []
    return [Sighting(*match.span(1), "certain"), Sighting(*match.span(2), "certain")]


def _compound(text: str, start: int, end: int, gazetteer: Gazetteer, demonyms: Demonyms) -> list[Sighting]:
    """Return the country that is the first part of a word: `the Saudi-led coalition`, `US-backed`, `Syrian-Turkish`."""
    match = _COMPOUND.match(text, start, end)
    if match is None:
        return []
    found: list[Sighting] = []
    is_compound = match["verb"] is not None
    for part in ("first", "second"):
        name = match[part]
        if name and demonyms.is_demonym(name) and any(place.kind == "country" for place in demonyms.of(name)):
            found.append(Sighting(*match.span(part), "certain", demonym=True, is_compound=is_compound))
        elif name and any(place.kind == "country" for place in gazetteer.lookup(name)):
            found.append(Sighting(*match.span(part), "certain", state="country", is_compound=is_compound))
    return found if is_compound or len(found) > 1 else []


def _is_well_known_name(name: str, gazetteer: Gazetteer) -> bool:
    places = gazetteer.lookup(name)
    return bool(places) and _is_well_known(places, single=False)


def _is_longer_name(text: str, pieces: list[tuple[int, int]], at: int, count: int, known: Names) -> bool:
    """Whether the rest of a run is a name that the gazetteer lacks, of a place, with nothing but openers before it."""
    if count == len(pieces) - at or count > 1:
        return False
    if not all(text[start:stop].lower() in known.never for start, stop in pieces[:at]):
        return False
    return _located_unknown(text, pieces[at][0], pieces[-1][1], known)


def _located_unknown(text: str, start: int, end: int, known: Names) -> bool:
    """Whether a run that the gazetteer lacks must be a place: `the village of Andarab`, `in Andarab, in`."""
    if text[start:end].lower().rstrip(".") in known.never:
        return False
    if _VILLAGE_OF.search(text, max(0, start - 40), start):
        return True
    return (
        _IN.search(text, max(0, start - 12), start) is not None
        and _WHERE.match(text, _trimmed(text, start, end)) is not None
    )


def _longest(
    text: str, pieces: list[tuple[int, int]], at: int, gazetteer: Gazetteer
) -> tuple[int, int, tuple[GazetteerPlace, ...]] | None:
    """Return the longest name of the gazetteer that begins at a piece: its pieces, its end, its places."""
    start = pieces[at][0]
    best = None
    for count in range(1, min(_MOST_WORDS, len(pieces) - at) + 1):
        stop = pieces[at + count - 1][1]
        words = text[start:stop]
        if not gazetteer.begins_key(normalised(_bare(words))) and not _abbreviation(words):
            break
        trimmed = _trimmed(text, start, stop)
        places = gazetteer.lookup(text[start:trimmed])
        if trimmed < stop and text[stop - 1] == "." and _abbreviation(words):
            abbreviated = gazetteer.lookup(words)
            if abbreviated and (abbreviated != places or "." in words[:-1]):
                trimmed, places = stop, abbreviated
        if places:
            best = count, trimmed, places
    return best


def _certainty(
    text: str,
    pieces: list[tuple[int, int]],
    first: int,
    after: int,
    stop: int,
    places: tuple[GazetteerPlace, ...],
    known: Names,
) -> Certainty | None:
    name = text[pieces[first][0] : stop]
    lower = name.lower().rstrip(".")
    single = after - first == 1
    if single and (lower in known.never or len(lower) < 2):
        return None
    before = _word_before(text, pieces[first][0])
    following = _following(text, pieces, after)
    if _of_person(before, following, lower, known, places, single):
        return "person"
    if following and following in known.bodies and text[stop : stop + 1] == " ":
        return "embedded"
    if single and lower in known.doubtful and _names_body(text, pieces, after, known):
        return None
    if _is_located(text, pieces[first][0], stop):
        return "located"
    longer = bool(following) and single and following not in features() and not following[0].isdigit()
    if before in known.locating or (before == "of" and _is_area(places)):
        return "possible" if longer and not _is_area(places) else "located"
    if name.isupper() and len(name) < _LONGEST_CODE and not _is_code(text, pieces[first][0], places):
        return None
    if lower in known.doubtful or (longer and not _is_area(places)):
        return None if longer else "possible"
    return "certain" if _is_well_known(places, single=single) else "possible"


def _names_body(text: str, pieces: list[tuple[int, int]], after: int, known: Names) -> bool:
    """Whether the words that go on after a name end in one for a body: `the Liberty Ustara Front`."""
    for number in range(after, len(pieces)):
        if text[pieces[number - 1][1] - 1] in ",;:).":
            return False
        if text[pieces[number][0] : pieces[number][1]].lower().rstrip(".,;:") in known.bodies:
            return True
    return False


def _is_well_known(places: tuple[GazetteerPlace, ...], *, single: bool) -> bool:
    """Whether a name that is nothing else must be a place: an area, a capital, a town of size."""
    least = _CERTAIN_POPULATION if single else _LIKELY_POPULATION
    return _is_area(places) or places[0].feature_code == "PPLC" or (places[0].population or 0) >= least


def _of_person(
    before: str, following: str, lower: str, known: Names, places: tuple[GazetteerPlace, ...], single: bool
) -> bool:
    """Whether a name stands in that of a person: after a first name or title, or as a first name."""
    area = _is_area(places)
    if before in known.given and lower not in ("u.s", "us"):
        return True
    if before in known.titles:
        return not area or lower in known.doubtful
    return bool(
        single and lower in known.given and following and following not in known.bodies and following not in features()
    )


def _is_area(places: tuple[GazetteerPlace, ...]) -> bool:
    return any(place.kind in ("country", "admin1") or (place.kind == "region" and place.id < 0) for place in places[:8])


def _state(places: tuple[GazetteerPlace, ...]) -> State | None:
    if any(place.kind == "country" for place in places):
        return "country"
    return "capital" if places[0].feature_code == "PPLC" else None


_BEFORE = re.compile(r"([\w’'-]+)\.?[\s“\"(‘]*(?:the\s)?$")
_VILLAGE_OF = re.compile(r"\b(?:village|town|hamlet|district|province|city|settlement|suburb|valley)s?\sof\s$")
_IN = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Aa]t|[Ff]rom|[Tt]o|[Oo]utside|visited|captured|seized|entered|reached|left|attacked)\s(?:the\s)?$"
)
_WHERE = re.compile(
    r",?\s(?:an?\s(?:[a-z]+\s)?(?:town|village|district|city|suburb|hamlet)|(?:just\s)?(?:outside|near|north|south|east|west)\s"
    r"|(?:in|about|some)\s(?:the\s)?(?:[a-z-]+\s)?(?:[A-Z]|\d)|\d+\s?(?:km|kilomet|mile)|(?:district|province|village|town|valley|county)\b)"
)


def _word_before(text: str, start: int) -> str:
    match = _BEFORE.search(text, max(0, start - 40), start)
    return match[1].lower() if match else ""


def _following(text: str, pieces: list[tuple[int, int]], after: int) -> str:
    """Return the capitalised word that goes on right after, lower case; empty where there is none."""
    if after >= len(pieces) or text[pieces[after - 1][1] - 1] in ",;:)":
        return ""
    return text[pieces[after][0] : pieces[after][1]].lower().rstrip(".")


_KNOWN_CONTAINER = re.compile(
    r"(?:,\s|\s\()(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev"
    r"|Okla|Ont|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|[A-Z]\.\s?[A-Z])\."
)


_NEXT_WORD = re.compile(r" ([a-z]+)\b")
_DATELINE = re.compile(r"(?:, [A-Z][\w. ]{1,20})?\s*(?:\([A-Z][\w/ ]{1,24}\)\s*)?(?:--|[-–—])\s")


def _is_located(text: str, start: int, stop: int) -> bool:
    """Whether what follows says that this is a place: a state's abbreviation, a dateline's dash, `district`."""
    if _KNOWN_CONTAINER.match(text, stop):
        return True
    if (start == 0 or text[start - 1] == "\n") and _DATELINE.match(text, stop):
        return True
    match = _NEXT_WORD.match(text, stop)
    if match is not None and match[1] in features():
        return True
    return _IN.search(text, max(0, start - 12), start) is not None and _WHERE.match(text, stop) is not None


def _is_code(text: str, start: int, places: tuple[GazetteerPlace, ...]) -> bool:
    """Whether letters are an abbreviation of a country, or of a division where one may stand: `Reno, NV`."""
    if any(place.kind == "country" for place in places[:3]):
        return True
    return text[max(0, start - 2) : start] == ", " and _is_area(places)


def _bare(words: str) -> str:
    return words[:-2] if words.endswith(("'s", "’s")) else words.rstrip(".")


def _abbreviation(words: str) -> bool:
    return len(words) <= 6 and (words.isupper() or words.endswith("."))


def _trimmed(text: str, start: int, stop: int) -> int:
    """Return where a name ends without a possessive ending or the full stop of a sentence."""
    if text[stop - 2 : stop] in ("'s", "’s"):
        return stop - 2
    if text[stop - 1] in ".'’" and stop - start > 1:
        return stop - 1
    return stop
