"""Keys under which names of places are filed, so that spellings of one name meet."""

import re
import unicodedata
from collections.abc import Iterator

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n",
        "ə": "a", "ǝ": "a", "ƙ": "k", "ɗ": "d", "ɓ": "b", "&": " and ",
        **dict.fromkeys("'’‘ʼʻ`´′ʿʾʹˈ‛“”\"", ""),
        **dict.fromkeys("-‐‑‒–—―−_/.,()[]·،", " "),
    }
)  # fmt: skip
"""Letters that Unicode leaves whole; apostrophes and signs for hamza and ayn, which go; marks that part words."""
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u064b-\u065f\u0670]")
_ARTICLE = re.compile(r"\b(?:al|el|ul|as|ash|ar|an|at|ath|ad|adh|ez|az|es|er|et|en|ed)\s*[-‐‑–]\s*(?=\w)")
"""The Arabic article as it is written with a hyphen, before sun letters too."""
_WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ARTICLES = frozenset(
    (
        "al",
        "el",
        "ul",
        "as",
        "ash",
        "ar",
        "an",
        "at",
        "ath",
        "ad",
        "adh",
        "ez",
        "az",
        "es",
        "esh",
        "er",
        "et",
        "ed",
        "en",
    )
)
_SHORTEST_BARE = 4
_TYPES = frozenset(
    (
        "province", "provinces", "governorate", "district", "districts", "county", "state", "states", "oblast",
        "region", "raion", "rayon", "voivodeship", "prefecture", "department", "municipality", "division",
        "subdistrict", "wilaya", "muhafazah", "vilayat", "canton", "republic", "krai", "emirate", "city", "town",
        "village", "township", "territory", "parish", "commune",
    )
)  # fmt: skip
"""Words for what a place is, which names are written with and without."""
_LONGEST_ABBREVIATION = 6


def normalised(name: str) -> str:
    """Return the key of a name: spellings of one name that differ only in how they are written have the same.

    Upper and lower case, diacritics, apostrophes, hyphens and periods make no difference; `al-`, `el-`, `ash-` and the
    like with a hyphen are one article; `St.` is `Saint`, `Mt.` `Mount`, `Ft.` `Fort`; `the` at the start goes. Words
    are parted by one space. Other scripts stay as they are, but for their marks of vowels and accents.

    >>> normalised("St. Petersburg"), normalised("Ash-Shaddādī"), normalised("The Hague"), normalised("N’Djamena")
    ('saint petersburg', 'al shaddadi', 'hague', 'ndjamena')
    """
    text = name.lower() if name.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", name).casefold())
    if "-" in text or not text.isascii():
        text = _ARTICLE.sub("al ", text)
    words = text.translate(_LETTERS).split()
    if not words:
        return ""
    if words[0] == "the" and len(words) > 1:
        del words[0]
    if len(words) > 1:
        words = [_WORDS.get(word, word) for word in words[:-1]] + words[-1:]
    return " ".join(words)


def prefixes(key: str) -> Iterator[str]:
    """Yield the beginnings of a key, word by word; the key itself comes last."""
    end = key.find(" ")
    while end >= 0:
        yield key[:end]
        end = key.find(" ", end + 1)
    yield key


def abbreviation_key(name: str) -> str:
    """Return the key of an abbreviation, which is filed as it is written: `UK`, `Tex.`, `U.S.`; empty if it is none."""
    stripped = name.strip()
    is_one = len(stripped) <= _LONGEST_ABBREVIATION and (stripped.isupper() or stripped.endswith("."))
    return f"={stripped.replace('.', '')}" if is_one else ""


def key_variants(key: str) -> Iterator[str]:
    """Yield a key, and the keys of the name with the Arabic article, with that written otherwise, and without it."""
    yield key
    first, _, rest = key.partition(" ")
    if rest and first in _ARTICLES:
        yield rest
        if first != "al":
            yield f"al {rest}"
    else:
        yield f"al {key}"


def without_type(key: str) -> str:
    """Return a key without a word at its end or beginning for what the place is, if it has one.

    >>> without_type("baghlan province"), without_type("province of baghlan"), without_type("new york city")
    ('baghlan', 'baghlan', 'new york')
    """
    first, _, rest = key.partition(" ")
    before, _, last = key.rpartition(" ")
    if before and last in _TYPES:
        return before
    if rest and first in _TYPES:
        return rest.removeprefix("of ")
    return key


def article_keys(key: str) -> tuple[str, ...]:
    """Return further keys of a name that begins with the Arabic article: with `al`, and without it.

    >>> article_keys("ar raqqah"), article_keys("homs")
    (('al raqqah', 'raqqah'), ())
    """
    first, _, rest = key.partition(" ")
    if first in _ARTICLES and len(rest) >= _SHORTEST_BARE:
        return (f"al {rest}", rest)
    return ()
