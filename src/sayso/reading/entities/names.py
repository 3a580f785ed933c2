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
    folded = _MARKS.sub("", name if name.isascii() else unicodedata.normalize("NFKD", name)).casefold()
    if not folded.isascii():
        folded = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = [word for word in _WORD.findall(folded) if word not in _JOINING]
    sex: Sex | None = None
    while len(words) > 1 and (words[0] in _ARTICLES or words[0] in _TITLES):
        if words[0] in _FEMALE:
            sex = "female"
        elif words[0] in _MALE:
            sex = "male"
        words.pop(0)
    return NameKey(words=" ".join(words) or name.casefold(), sex=sex)
