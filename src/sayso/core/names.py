"""Names compared without what changes from one mention to the next: case, accents, hyphens, articles, titles."""

import re
import unicodedata
from typing import Literal

import msgspec

Sex = Literal["female", "male"]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_ARTICLES = frozenset({"the", "a", "an"})
_FEMALE = _words(
    "mrs ms miss lady dame queen princess baroness countess duchess empress congresswoman chairwoman sister"
)
_MALE = _words("mr sir lord king prince baron duke emperor congressman chairman father brother sheikh imam mullah")
_TITLES = (
    _FEMALE
    | _MALE
    | _words(
        """
    admiral ambassador archbishop attorney ayatollah bishop brig brigadier capt captain cardinal chancellor chief cmdr
    col colonel commander commissioner commodore constable corporal councillor cpl defence defense deputy detective
    director doctor dr envoy finance first foreign fr gen general gov governor grand head hon inspector interior judge
    justice leader lieutenant lt maj major marshal mayor mayors minister officer ombudsman pastor patriarch pm pope
    premier president prime private prof professor prosecutor pvt rabbi registrar rep representative rev reverend
    secretary security sen senator sergeant sgt sheriff special spokesman spokesperson spokeswoman staff sultan
    superintendent vice warden
    """
    )
)
_MARKS = re.compile(r"[.'’‘`´ʼ\u00ad\u200b-\u200f\u2060]")
_WORD = re.compile(r"[^\W_]+|[^\w\s]")
_JOINING = frozenset("-‐‑‒–—_/,")


class NameKey(msgspec.Struct, frozen=True, kw_only=True):
    """What two names that are the same have in common.

    Attributes:
        words: The name's words in lower case, without accents, articles and titles, one space between them.
        sex: That its title tells, if any.
    """

    words: str
    sex: Sex | None


def name_key(name: str) -> NameKey:
    """Return the key of the words of a name.

    >>> name_key("the Al-Qaïda"), name_key("Mrs. Oru").words, name_key("The President").words, name_key("U.S.").words
    (NameKey(words='al qaida', sex=None), 'oru', 'president', 'us')
    """
    _, words, sex = _parted(name)
    return NameKey(words=" ".join(words) or name.casefold(), sex=sex)


def title_words(name: str) -> tuple[str, ...]:
    """Return the titles before a name, in lower case.

    >>> title_words("Deputy Prime Minister Oru"), title_words("the Taliban"), title_words("Minister")
    (('deputy', 'prime', 'minister'), (), ())
    """
    return tuple(word for word in _parted(name)[0] if word not in _ARTICLES)


def _parted(name: str) -> tuple[list[str], list[str], Sex | None]:
    """Return the words before a name, those of the name itself, and the sex that the former tell."""
    folded = _MARKS.sub("", name if name.isascii() else unicodedata.normalize("NFKD", name)).casefold()
    if not folded.isascii():
        folded = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = [word for word in _WORD.findall(folded) if word not in _JOINING]
    first = _first_of_name(words)
    sex: Sex | None = None
    for word in words[:first]:
        if word in _FEMALE:
            sex = "female"
        elif word in _MALE:
            sex = "male"
    return words[:first], words[first:], sex


def _first_of_name(words: list[str]) -> int:
    first = 0
    while first < len(words) - 1 and (words[first] in _ARTICLES or words[first] in _TITLES):
        first += 1
    return first
