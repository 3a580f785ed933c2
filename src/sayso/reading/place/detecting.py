"""Which words of a report are toponyms: what the reading model found, and what the scan of the text adds.

The model's mentions of places and facilities are taken as they are. Its other mentions hold the scan off: a name of the
gazetteer in the name of a person is none; one that is all of an organization's name is a metonym, and a toponym; one in
the name of a body (`Kabul University`) is one only where the settings say so. The country in a word like `Saudi-led` is
one whatever the word stands in.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from sayso.core.reading import Entity
from sayso.reading.place.demonyms import Demonyms
from sayso.reading.place.scan import Sighting
from sayso.reading.place.tables import names
from sayso.reading.place.toponym import Toponym, toponym_at

_PLACES = ("place", "facility")
_LOWER_WORDS = re.compile(r"(?!the\s[A-Z]|(?:al|el|as|ash|ar|an|ad)[-\s])(?:[a-z]+\s)+(?=[A-Z])")
_WORD = re.compile(r"[\w’'-]+")
_IN_NAMES = frozenset(
    ("of", "the", "and", "de", "la", "el", "al", "del", "du", "des", "da", "do", "on", "upon", "sur", "in")
)
_MOST_LOWER = 3
_CAPITALISED = re.compile(r"(?: [A-Z][\w’'-]*){1,3}")
_NUMBERED = re.compile(r"\d/\d|[a-z][.!?][A-Z]")
_ACTS = re.compile(
    r"(?:['’]s)?\s(?:(?:has|had|have|also|on\s[A-Z][a-z]+day|will|would|and\s[A-Z][a-z]+)\s){0,2}"
    r"(?:said|says|denied|denies|condemned|condemns|announced|accused|rejected|closed|opened|recalled|expelled|summoned"
    r"|agreed|signed|deployed|sent|borders?|army|air\sforce|government|troops|soldiers|forces|embassy|ambassador"
    r"|foreign|interior|defen[cs]e|president|prime\sminister|king|capital|border|economy|parliament|court|police)\b"
)
"""What stands after a country that does something or has something, as no person has it."""
_Range = tuple[int, int, str]


def toponyms(
    text: str, entities: Sequence[Entity], seen: Sequence[Sighting], demonyms: Demonyms, *, in_names_of_bodies: bool
) -> list[Toponym]:
    """Return the toponyms of a text, in order, none overlapping."""
    named = sorted((m.start, m.end, entity.type) for entity in entities for m in entity.mentions if m.form == "name")
    found: list[Toponym] = []
    for start, end, type_ in named:
        if type_ in _PLACES:
            found.extend(_of_mention(text, start, end, seen, demonyms))
    others = [range_ for range_ in named if range_[2] not in _PLACES]
    persons = _persons(text, seen, others)
    found.extend(
        toponym_at(text, sighting.start, sighting.end, demonym=sighting.demonym)
        for sighting in seen
        if _is_toponym(text, sighting, others, persons, in_names_of_bodies=in_names_of_bodies)
    )
    return _apart(found)


def _of_mention(text: str, start: int, end: int, seen: Sequence[Sighting], demonyms: Demonyms) -> Iterator[Toponym]:
    """Yield the toponyms of one mention of a place: one, or several where it lists them (`Paris, Texas`)."""
    inside = [sighting for sighting in seen if start <= sighting.start and sighting.end <= end]
    is_list = len(inside) > 1 and (", " in text[start:end] or _joins(text, inside))
    if is_list or _is_no_name(text[start:end]) or any(sighting.is_compound for sighting in inside):
        yield from (toponym_at(text, one.start, one.end, demonym=one.demonym, origin="entity") for one in inside)
        return
    start = _without_lower_words(text, start, end)
    found = toponym_at(text, start, end, origin="entity")
    demonym = demonyms.is_demonym(found.name)
    if demonym:
        start += 4 if text[start : start + 4].lower() == "the " else 0
        found = toponym_at(text, start, end, demonym=True, origin="entity")
    is_word = found.name.isupper() and found.name.lower() in names().never
    if not is_word and any(letter.isupper() or not letter.isascii() for letter in found.name):
        yield found


def _is_no_name(words: str) -> bool:
    """Whether a mention runs on beyond a name: over words that names lack, or over what stands between pictures."""
    lower = [word for word in _WORD.findall(words)[1:] if word.islower() and word not in _IN_NAMES]
    return len(lower) > _MOST_LOWER or _NUMBERED.search(words) is not None


def _joins(text: str, inside: Sequence[Sighting]) -> bool:
    """Whether a mention is of what joins two places: `the Kabul-Kandahar highway`."""
    return len(inside) == 2 and text[inside[0].end : inside[1].start] in ("-", "–", "‑", " and ", "-to-")


def _without_lower_words(text: str, start: int, end: int) -> int:
    """Return where a mention begins without words before its name: `downtown Los Angeles`; an article stays."""
    match = _LOWER_WORDS.match(text, start, end)
    return start if match is None or match.end() >= end else match.end()


def _is_toponym(
    text: str, sighting: Sighting, others: Sequence[_Range], persons: frozenset[str], *, in_names_of_bodies: bool
) -> bool:
    cover = next((o for o in others if o[0] < sighting.end and sighting.start < o[1]), None)
    if sighting.is_compound:
        return True
    if cover is None:
        if sighting.certainty == "embedded":
            return in_names_of_bodies and not _is_of_press(text, sighting)
        if text[sighting.start : sighting.end] in persons and sighting.certainty != "located":
            return False
        return sighting.certainty in ("certain", "located") or _acts(text, sighting)
    start, end, type_ = cover
    whole = _is_whole(text, sighting, start, end)
    if type_ == "person":
        if whole and sighting.state is not None and sighting.certainty in ("certain", "located"):
            return not _is_of_longer(text, sighting, others)
        return _before_title(text, sighting, end)
    if type_ == "organization" and whole:
        acts = _acts(text, sighting) and text[sighting.start : sighting.end] not in persons
        return not sighting.demonym and (acts or sighting.certainty in ("certain", "located"))
    if type_ == "group" and whole:
        return False
    if not in_names_of_bodies or sighting.certainty not in ("certain", "located", "embedded"):
        return False
    return sighting.demonym or not _is_of_press(text, sighting)


def _acts(text: str, sighting: Sighting) -> bool:
    """Whether the name of a country that is also one of persons stands where states act: `Jordan said its pilot`."""
    is_name = sighting.state == "country" and sighting.certainty == "possible"
    return is_name and _ACTS.match(text, sighting.end) is not None


def _is_of_press(text: str, sighting: Sighting) -> bool:
    """Whether a name stands in that of an outlet, a club or a contest: `Boston Globe`, `Liverpool FC`."""
    match = _CAPITALISED.match(text, sighting.end)
    return match is not None and any(word.lower() in names().press_and_sport for word in match[0].split())


def _is_of_longer(text: str, sighting: Sighting, others: Sequence[_Range]) -> bool:
    """Whether a name stands in the longer name of a person somewhere in the report: `Denzel Washington`."""
    name = text[sighting.start : sighting.end]
    persons = (_WORD.findall(text[start:end]) for start, end, type_ in others if type_ == "person")
    return any(len(words) > 1 and name in words for words in persons)


def _is_whole(text: str, sighting: Sighting, start: int, end: int) -> bool:
    if text[start : start + 4].lower() == "the ":
        start += 4
    return sighting.start <= start and end <= sighting.end + 2


def _before_title(text: str, sighting: Sighting, end: int) -> bool:
    """Whether a name at the beginning of that of a person belongs to a title: `Afghan President Ashraf Ghani`."""
    if sighting.certainty not in ("certain", "located", "person"):
        return False
    following = _WORD.findall(text[sighting.end : end])[:3]
    return any(word.lower() in names().titles for word in following)


def _persons(text: str, seen: Sequence[Sighting], others: Sequence[_Range]) -> frozenset[str]:
    """Return the words that are the last of a person's name somewhere in the report."""
    found = {text[sighting.start : sighting.end] for sighting in seen if sighting.certainty == "person"}
    for start, end, type_ in others:
        if type_ == "person" and (words := _WORD.findall(text[start:end])):
            found.add(words[-1])
    return frozenset(found)


def _apart(found: Iterable[Toponym]) -> list[Toponym]:
    """Return the toponyms in order; of those that overlap, the model's, then the longest."""
    kept: list[Toponym] = []
    for toponym in sorted(found, key=lambda one: (one.origin != "entity", one.start - one.end, one.start)):
        if all(toponym.end <= other.start or other.end <= toponym.start for other in kept):
            kept.append(toponym)
    return sorted(kept, key=lambda toponym: toponym.start)
