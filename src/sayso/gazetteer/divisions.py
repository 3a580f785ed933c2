"""Names of the subdivisions of ISO 3166-2 as reports write them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from functools import cache

from sayso.gazetteer.facts import Facts
from sayso.gazetteer.keys import normalised, without_type
from sayso.gazetteer.sources import Subdivision

_BRACKETS = re.compile(r"\s*(?:\[[^\]]*\]|\([^)]*\))")
_PRONUNCIATION = re.compile("[\u0304\u0323\u0331]|(?<=[hHdDtTzZsS])\u0327")
"""Marks of transliteration, which English names go without: macron, dot or line below, cedilla under a consonant."""
_LOCAL_TYPE = re.compile(
    r"(?:,\s*| )(?:Respublika|Sheng|Shi|oblast[’']?|oblasti?|kraj|krai|kray|[Oo]bl[aı]s[yı]|viloyati|wilayaty|"
    r"welaýaty|megye|Zizhiqu|autonom\w*|apskritis|novads|County|Governorate|Province|Region|District|State|Council|"
    r"Municipality)$"
    r"|^(?:Respublika|Avtonomna Respublika|Changwat|Wilayat|Muḩāfaz̧at|Provincia de|Departamento de|Departamento del)\s+"
)
_TYPE_BEHIND = re.compile(
    r" (?:Oblast['’]?|Kra[iy]|Department|Ray?on|Raion|County|State|Province|Region|Governorate|Division|District|"
    r"Prefecture|Atholhu|Republic)$"
)
_TYPE_BEFORE = re.compile(r"^(?:Muhafazat|Provincia d[ei]|Departamento del?) ")
"""Words for what it is in GeoNames' names of divisions of the first level."""
_SLOGAN = frozenset(
    (
        "of", "the", "for", "to", "our", "with", "land", "lions", "home", "heart", "bowl", "gateway", "pearl", "jewel",
        "queen", "capital", "gods", "city", "state",
    )
)  # fmt: skip
"""Words in by-names of divisions."""
_PARTS = frozenset(
    (
        "upper", "lower", "inner", "outer", "middle", "central", "greater", "north", "south", "east", "west",
        "northern", "southern", "eastern", "western", "northeast", "northwest", "southeast", "southwest",
    )
)  # fmt: skip
"""Words in names that are translated."""
_ENGLISH = frozenset(
    (
        "AU", "BW", "CA", "GB", "GH", "GM", "IE", "IN", "JM", "KE", "LR", "MW", "NA", "NG", "NZ", "PH", "SL", "TT",
        "UG", "US", "ZA", "ZM", "ZW",
    )
)  # fmt: skip
"""Countries whose English names of divisions are those of ISO 3166-2 itself; other English ones there are by-names."""
_NO_NAMES = frozenset(("free", "new", "capital", "federal", "national", "union"))
"""Words that are no name by themselves: the *Free State* is not called *Free*."""
_ALIKE = 0.5
_SAME = 0.75


def names_of(
    code: str, subdivision: Subdivision, facts: Facts, geonames: str | None = None
) -> tuple[str, tuple[str, ...]]:
    """Return the usual English name of a subdivision, and all its names with that one.

    Args:
        code: Of ISO 3166-2.
        subdivision: What ISO 3166-2 has.
        facts: Whose name is the usual one, where they have one.
        geonames: As `usual_names` returns it, which is the next best; null where it is not known.
    """
    base = _BRACKETS.sub("", subdivision.name).strip()
    short = _shortened(base, _LOCAL_TYPE.sub("", base).strip(" ,"))
    if ", " in short and code[:2] == "RU":
        short = short.partition(", ")[0]
    own = facts.division_names.get(code, ())
    english = [name for name, language in subdivision.names() if language == "eng" and _is_name(name, short, code)]
    local = [name for name, language in subdivision.names() if language != "eng"]
    further = (geonames, *(name for name in english if _is_used(name, (short, geonames)))) if geonames else english
    if own:
        usual = own[0]
    elif geonames and not geonames.isupper():
        usual = geonames
    else:
        usual = _usual(short, english)
    return usual, tuple(dict.fromkeys((usual, *own, short, base, *further, *local)))


def usual_names(names: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Return the names of GeoNames without marks of transliteration and words for what a division is.

    These stay where two divisions of a country would have one name: *Altai Krai* beside *Altai*.
    """
    plain = {where: _plain(name) for where, name in names.items()}
    short = {where: _shortened(name, _TYPE_BEFORE.sub("", _TYPE_BEHIND.sub("", name))) for where, name in plain.items()}
    number = Counter((country, normalised(name)) for (country, _), name in short.items())
    return {where: name if number[where[0], normalised(name)] == 1 else plain[where] for where, name in short.items()}


def _usual(short: str, english: Iterable[str]) -> str:
    likenesses = {name: _likeness(normalised(name), normalised(short)) for name in english}
    if likenesses and max(likenesses.values()) < _SAME:
        return next(iter(likenesses))
    return _plain(short)


def _shortened(name: str, short: str) -> str:
    """Return the name without its word for what it is; the whole one where no name would be left."""
    return name if normalised(short) in _NO_NAMES else short


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", _PRONUNCIATION.sub("", unicodedata.normalize("NFD", name)))


def _is_name(name: str, short: str, code: str) -> bool:
    """Return whether an English name in ISO's list of other names is one, and no by-name (`The Coal State`)."""
    if any(character.isdigit() for character in name):
        return False
    if _likeness(normalised(name), normalised(short)) >= _ALIKE:
        return True
    return code[:2] not in _ENGLISH and not _SLOGAN & set(normalised(name).split()) and not name.startswith("The ")


def _is_used(name: str, others: Iterable[str]) -> bool:
    """Return whether an English name is one that reports use, and no translation (*Thick Bush* for Mato Grosso).

    It is like one of the other names, has a word of theirs, or is one for a part of something (*Upper Katanga*).
    """
    key = normalised(name)
    words = set(key.split())
    if words & _PARTS:
        return True
    return any(
        _likeness(key, other) >= _ALIKE or not words.isdisjoint(other.split()) for other in map(normalised, others)
    )


@cache
def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def keys_of(names: Iterable[str]) -> frozenset[str]:
    """Return the keys of these names, with those without a word for what the division is."""
    keys = {normalised(name) for name in names}
    return frozenset((keys | ({without_type(key) for key in keys} - _NO_NAMES)) - {""})


def all_keys(subdivisions: Mapping[str, Mapping[str, Subdivision]], facts: Facts) -> dict[str, frozenset[str]]:
    """Return the keys of all subdivisions, by ISO 3166-2."""
    return {
        code: keys_of(names_of(code, each, facts)[1]) for found in subdivisions.values() for code, each in found.items()
    }
