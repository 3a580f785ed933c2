"""Where an outlet is at home, as far as its name or address tells: `Concord Monitor`, `dailystar.com.lb`."""

import re

from sayso.core.report import Report
from sayso.gazetteer import Gazetteer
from sayso.gazetteer.place import GazetteerPlace
from sayso.reading.place.tables import names

_HOST = re.compile(r"(?:https?://)?(?:www\d?\.)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)", re.IGNORECASE)
_SECOND_LEVEL = frozenset(("com", "co", "org", "net", "gov", "edu", "ac", "info", "news"))
_NO_COUNTRY = frozenset(("tv", "me", "io", "co", "fm", "am", "ai", "ws", "cc", "la", "ly", "to"))
"""Country codes that outlets of all countries use."""
_CODES = {"uk": "GB"}
_SHORTEST = 4
_MORE_WORDS = (
    "online",
    "news",
    "paper",
    "the",
    "my",
    "local",
    "sun",
    "times",
    "union",
    "republic",
    "advocate",
    "eagle",
    "sentinel",
    "record",
    "enterprise",
    "leader",
    "independent",
    "citizen",
    "examiner",
    "progress",
)


def homes(report: Report, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    """Return the places that the name of a report's outlet may hold, and the country of its address."""
    found: list[GazetteerPlace] = []
    host = _HOST.match(report.outlet or "") or (_HOST.match(report.uri) if "://" in report.uri else None)
    labels = host[1].lower().split(".") if host else []
    if labels:
        country = _country(labels[-1], gazetteer)
        if country is not None:
            found.append(country)
        label = next((part for part in reversed(labels[:-1]) if part not in _SECOND_LEVEL), "")
        found.extend(_of_name(" ".join(_split(label)), gazetteer))
    elif report.outlet:
        found.extend(_of_name(report.outlet, gazetteer))
    return tuple(found)


def _country(top_level: str, gazetteer: Gazetteer) -> GazetteerPlace | None:
    if len(top_level) != 2 or top_level in _NO_COUNTRY:
        return None
    return gazetteer.country(_CODES.get(top_level, top_level.upper()))


def _of_name(name: str, gazetteer: Gazetteer) -> tuple[GazetteerPlace, ...]:
    """Return the places of what remains of an outlet's name without the words for what it is."""
    words = name.split()
    tail = names().bodies | frozenset(_MORE_WORDS)
    while words and words[-1].lower() in tail:
        words.pop()
    while words and words[0].lower() in tail:
        words.pop(0)
    place = " ".join(words)
    return gazetteer.lookup(place) if len(place) >= _SHORTEST else ()


def _split(label: str) -> list[str]:
    """Return the words of an address's label: `concordmonitor` is `concord monitor`."""
    words = sorted((*names().bodies, *_MORE_WORDS), key=len, reverse=True)
    parts: list[str] = []
    rest = label.replace("-", " ")
    while True:
        word = next((word for word in words if len(word) > 2 and rest.endswith(word) and len(rest) > len(word)), None)
        if word is None:
            break
        rest = rest.removesuffix(word)
        parts.insert(0, word)
    if rest.startswith("the") and len(rest) > 3 + _SHORTEST:
        rest = rest[3:]
    return [*rest.split(), *parts]
