"""Outlets: the domain of an address, the country it speaks for, and how that country writes dates in digits."""

import re
from urllib.parse import urlsplit

import msgspec

MONTH_FIRST = frozenset({"US", "PH", "FM", "MH", "PW", "GU", "AS", "MP", "PR", "VI"})
"""Countries and territories that write the month first (Unicode CLDR 46, short date patterns; US usage)."""
MIXED = frozenset(
    {"CA", "KE", "GH", "TG", "BZ", "CN", "JP", "KR", "TW", "MN", "LT", "HU", "IR", "ZA", "SE", "BT", "SO"}
)
"""Countries with both orders in use, or that write the year first, so that "03/04/2021" tells nothing (CLDR 46)."""
GENERIC_USE = frozenset(
    {"ac", "ag", "ai", "am", "bz", "cc", "cd", "co", "dj", "eu", "fm", "gg", "io", "is", "la", "li", "ly", "me", "mu"}
    | {"nu", "pw", "sc", "sh", "st", "su", "tk", "to", "tv", "vc", "ws"}
)
"""Country codes whose domains are sold to anybody, so that they say nothing of a country."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


PAPER_WORDS = _words(
    """
    news times post herald tribune gazette press journal observer star telegraph radio tv online chronicle
    standard mirror monitor agency network weekly magazine courier dispatch examiner inquirer bulletin today
    daily mail record register sentinel voice ledger review echo mercury argus globe sun messenger independent
    guardian wire newswire broadcasting television digest reporter
    """
)
"""Words that outlets' names are made of."""
_OFFICES = _words(
    """
    ministry department office bureau agency mission monitor committee council commission observatory institute
    centre center union association foundation front army command government secretariat embassy service network
    society organisation organization headquarters directorate authority parliament assembly tribunal federation
    """
)
_OF_NAMES = _words(
    """
    and of the for in on at to & de da do dos del la el al des du un
    """
)
MAX_NAME_WORDS = 9
_AMERICAN = frozenset({"gov", "mil", "edu"})
_NOT_THE_OUTLET = re.compile(r"^(?:www\d?|m|mobile|amp|web|edition)\.")


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """An absolute web address, taken apart.

    Attributes:
        domain: Host name in lower case without `www.` and the like.
        country: ISO 3166-1 alpha-2 of a country-code domain; null where it says nothing of a country.
        path: The path, percent escapes left.
    """

    domain: str
    country: str | None
    path: str


def read_address(url: str | None) -> Address | None:
    """Return the parts of an absolute http(s) address, or None for anything else.

    >>> read_address("https://www.tamrupost.co.uk/2021/08/25/a").domain
    'tamrupost.co.uk'
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or "." not in host or any(c.isspace() for c in host):
        return None
    return Address(domain=_NOT_THE_OUTLET.sub("", host), country=_country(host), path=parts.path)


def country_of(outlet: str | None) -> str | None:
    """Return the country that an outlet's domain speaks for, where `outlet` is a domain or an address."""
    if not outlet or " " in outlet.strip():
        return None
    address = read_address(outlet if "://" in outlet else f"https://{outlet.strip().lower()}")
    return address.country if address else None


def is_outlet_name(text: str) -> bool:
    """Whether `text`, a line or part of one by itself, has the shape of an outlet's name: "The Northern Ledger".

    >>> is_outlet_name("Steppe and Sea Review"), is_outlet_name("The Hague"), is_outlet_name("Harvan Old Town")
    (True, False, False)
    """
    words = text.split()
    if not 2 <= len(words) <= MAX_NAME_WORDS - 3 or not _is_name(words):
        return False
    return bool(PAPER_WORDS & {word.lower() for word in words}) or (words[0] == "The" and len(words) > 2)


def is_organisation(text: str) -> bool:
    """Whether `text` has the shape of an office's or organisation's name: "Ministry of Roads"."""
    words = text.split()
    return 2 <= len(words) <= MAX_NAME_WORDS and _is_name(words) and bool(_OFFICES & {word.lower() for word in words})


def _is_name(words: list[str]) -> bool:
    """Whether all words are capitalised but for the small ones, and none is a number or ends a sentence."""
    return words[0][:1].isupper() and all(
        (word[:1].isupper() or word.lower() in _OF_NAMES) and word[-1] not in ".,:;!?" for word in words
    )


def date_order(country: str) -> str | None:
    """Return `day` or `month`, whichever that country writes first in digits; None where both are in use."""
    if country in MIXED:
        return None
    return "month" if country in MONTH_FIRST else "day"


def _country(host: str) -> str | None:
    last = host.rsplit(".", 1)[-1]
    if last in _AMERICAN:
        return "US"
    if len(last) != 2 or not last.isalpha() or last in GENERIC_USE:
        return None
    return "GB" if last == "uk" else last.upper()
