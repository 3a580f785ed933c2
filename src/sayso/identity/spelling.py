"""One word of a name in many spellings: what stays of it when Arabic, Persian or Slavic is written in Latin letters.

A skeleton keeps what transcriptions agree on: consonants, with those that stand for one sound taken as one. It finds
candidates and is wrong now and then (`Amar`, `Omar`); `alike` is what two words must be to count as one name.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from rapidfuzz.distance import Levenshtein

Alike = Literal["same", "spelling", "no"]

_LETTERS = str.maketrans({
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "t", "ı": "i", "ß": "s", "æ": "e", "œ": "e", "ə": "e",
})  # fmt: skip
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^abd(?:[aeou][lrn]|[aeou](?=[lrnszt]))(?=\w{2})", "abd"),  # Abdul Rahman, Abdurrahman, Abdel Rahman
        (r"ouch(?=\w)", "osh"),
        (r"shch|tsch|tch|tsh|sch|sh|ch|cz|sz", "x"),
        (r"dzh|dj|zh", "j"),
        (r"ph", "f"),
        (r"kh", "h"),
        (r"gh|[qg]", "k"),
        (r"ck|c(?![eiy])", "k"),
        (r"c", "s"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"ts|tz", "z"),
        (r"(?<=[oeaiuy])(?:ff?|w|u)$", "v"),  # -off, -ow; not of Abdou, which ends on u after o
        (r"(?<=[aeiouy])[hj]$", ""),
    )
)
_VOWELS = re.compile(r"[aeiouyw]+")
_DOUBLED = re.compile(r"(.)\1+")
_ENDING_U = re.compile(r"[oaei]u$")
_CHILD_OF = re.compile(r"\w{2}(?:zadeh?|zada|oglu|oghlu|oglou|pour|ian|yan|shvili|dze)$")
_FEMALE = re.compile(r"\w(?:ov|ev|in)a$|\w(?:sk|ck)a(?:y|i|ja)?a?$|\w(?:ovna|evna|ivna)$")
_ENDING_OV = re.compile(r"(?<=[oe])(?:ff?|w)$")
_ARTICLE_JOINED = re.compile(r"^[ae](?=([bcdfghjklmnpqrstvxz])\1)")
_HEARD = str.maketrans("ouwy", "uuui")
_SHORT = 5
_LONG = 8
_REMEMBERED = 200_000


@lru_cache(_REMEMBERED)
def folded(word: str) -> str:
    """Return a word in small letters without accents and marks.

    >>> folded("Vadász"), folded("Wałęsa"), folded("O’Neill")
    ('vadasz', 'walesa', 'oneill')
    """
    plain = unicodedata.normalize("NFKD", word.casefold()).translate(_LETTERS)
    return "".join(letter for letter in plain if letter.isalnum())


@lru_cache(_REMEMBERED)
def skeleton(word: str) -> str:
    """Return what the transcriptions of a word have in common; never empty for a word with a letter or digit.

    >>> [skeleton(word) for word in ("Qaddafi", "Gadhafi", "Kadafy")], [skeleton(word) for word in ("Orlov", "Orloff")]
    (['kdf', 'kdf', 'kdf'], ['rlv', 'rlv'])
    >>> skeleton("Abdurrahman") == skeleton("Abdelrahman"), skeleton("Husayn") == skeleton("Houcine"), skeleton("12")
    (True, True, '12')
    """
    plain = folded(word)
    if not plain or plain.isdigit():
        return plain
    if _ENDING_U.search(plain):
        plain = plain[:-2] + "o"
    for pattern, sound in _SOUNDS:
        plain = pattern.sub(sound, plain)
    bare = _DOUBLED.sub(r"\1", _VOWELS.sub("", plain))
    if len(bare) > 1:
        return bare
    return _DOUBLED.sub(r"\1", plain.replace("ou", "u").replace("y", "i").replace("e", "i").replace("w", "u"))


@lru_cache(_REMEMBERED)
def alike(one: str, other: str) -> Alike:
    """Return whether two folded words are the same, one name in two spellings, or not.

    >>> alike("gennady", "gennadi"), alike("sabri", "essabri"), alike("karim", "karimzade"), alike("orlov", "orlova")
    ('spelling', 'spelling', 'no', 'no')
    >>> alike("hassan", "hussein"), alike("12", "13")
    ('no', 'no')
    """
    if one == other:
        return "same"
    short, long = sorted((one, other), key=len)
    if short.isdigit() or long.isdigit() or len(short) < 3:
        return "no"
    if _tells_apart(one, other):
        return "no"
    changes = Levenshtein.distance(_ENDING_OV.sub("v", one), _ENDING_OV.sub("v", other))
    if skeleton(one) == skeleton(other):
        return "spelling" if changes <= max(2, 2 * len(long) // 3) and _vowels_fit(one, other) else "no"
    if one[0] != other[0] or len(short) < _SHORT:
        return "no"
    allowed = 2 if len(short) >= _LONG else 1
    return "spelling" if changes <= allowed and Levenshtein.distance(skeleton(one), skeleton(other)) <= 1 else "no"


def _tells_apart(one: str, other: str) -> bool:
    """Whether one of two words has an ending that makes another name: of the child of Karim, the wife of Karimov."""
    if bool(_CHILD_OF.search(one)) != bool(_CHILD_OF.search(other)):
        return True
    pairs = ((one, other), (other, one))
    return any(_FEMALE.search(hers) is not None and not his.endswith(("a", "i")) for hers, his in pairs)


def _vowels_fit(one: str, other: str) -> bool:
    """Whether the vowels of two words of one skeleton can be transcriptions of the same.

    Arabic writes three: i is also y or e, u is also o or ou, a is also e. So Salim is not Salam, Hassan not Hussein.
    """
    pairs = zip(_vowel_groups(one), _vowel_groups(other), strict=False)
    return all(a & b or "e" in a | b for a, b in pairs)


@lru_cache(_REMEMBERED)
def _vowel_groups(word: str) -> tuple[frozenset[str], ...]:
    """Return what each group of vowels stands for: `a`, `e`, `i` or `u`; of `ai` what follows the a."""
    inner = _ARTICLE_JOINED.sub("", _SOUNDS[0][0].sub("abd", word))
    groups = (frozenset(group.translate(_HEARD)) for group in _VOWELS.findall(inner))
    return tuple(group - {"a"} or group for group in groups)
