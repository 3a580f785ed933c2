"""A name as written, taken apart: its words, and what tells it from the same name of another (junior, bin, III)."""

import re
from functools import lru_cache
from typing import Literal

import msgspec

from sayso.core.names import Sex, name_key, title_words
from sayso.identity.spelling import folded

Generation = Literal["senior", "junior", "grandson", "2", "3", "4"]
"""`junior` is also filho, fils, hijo, the younger; `senior` also père, padre, the elder. Numbers are II, III, IV."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SENIOR = _words("senior sr snr elder pere padre")
_JUNIOR = _words("junior jr jnr younger filho fils hijo jun")
_GRANDSON = _words("neto nieto")
_ROMAN: dict[str, Generation] = {"ii": "2", "iii": "3", "iv": "4"}
_ORDINALS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8",
    "ninth": "9", "tenth": "10", "eleventh": "11", "twelfth": "12", "thirteenth": "13", "fourteenth": "14",
    "fifteenth": "15", "sixteenth": "16", "seventeenth": "17", "eighteenth": "18", "nineteenth": "19",
    "twentieth": "20",
}  # fmt: skip
_NUMBERED = re.compile(r"(\d+)(?:st|nd|rd|th)\Z")
_CHILD_OF = _words("bin ibn ben bint binti oglu ould wuld")
_SMALL = _words("""
    al el ul ur ud
    de da do dos das del della di du la le los las van von der den ter zu af av y e i
    of and for the to in on or a und et s
    """)
_JOINED_ARTICLE = re.compile(r"\b(?:a[lshdnrtz]|e[lshdnrtz]|ash|esh|ul|ol)[-‐‑’'ʼ](?=\w)", re.IGNORECASE)
_CHILD_JOINED = re.compile(r"[-‐‑ ](?=zad(?:eh?|a|ə)\b)", re.IGNORECASE)
_ABD = _words("abd abdul abdel abdal abdol abdur abder abdus abdu")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_WORD = re.compile(r"[^\W_]+")
_QUOTED = re.compile(r"[“\"‘«][^”\"’»]*[”\"’»]")
_ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z0-9][A-Za-z0-9]{0,2}(?:[.-]?[A-Z0-9]s?)+\.?\Z")
_LONGEST_ACRONYM = 8
_PATRONYMIC = re.compile(r"\w{2}(?:ovich|evich|ovych|evych|ovic|yevich|ovna|evna|ivna|yovych)\Z")
_REMEMBERED = 200_000


class NameForm(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A name as it is compared.

    Attributes:
        written: As in the report.
        words: Folded, in order, without titles, articles, particles and words of generation. Never empty.
        full: Those of them that are more than an initial.
        generation: What tells it from the same name of parent or child; null where it does not say.
        father: What follows "bin", "ibn" and the like; else a patronymic; null where there is none.
        sex: That its title tells.
        titles: Before it, in lower case.
        is_acronym: Whether it is written as one.
        capitals: First letters of its words, small ones left out; and with them. As an acronym may have them.
    """

    written: str
    words: tuple[str, ...]
    full: tuple[str, ...]
    generation: Generation | None = None
    father: str | None = None
    sex: Sex | None = None
    titles: tuple[str, ...] = ()
    is_acronym: bool = False
    capitals: tuple[str, ...] = ()


@lru_cache(_REMEMBERED)
def name_form(written: str) -> NameForm:
    """Return a name taken apart.

    >>> name_form("Congressman Ramon Villafuente Jr.").words, name_form("Ramon Villafuente Sr.").generation
    (('ramon', 'villafuente'), 'senior')
    >>> name_form("the elder Karimov").generation, name_form("Col. Mohammad H. el-Sabry").words
    ('senior', ('mohammad', 'h', 'sabry'))
    >>> name_form("Khalid bin Salman").father, name_form("the 12th Brigade").words == name_form("Twelfth Brigade").words
    ('salman', True)
    >>> name_form("National Army Council").capitals, name_form("NAC").is_acronym
    (('nac',), True)
    """
    plain = _POSSESSIVE.sub("", _PARENTHESIS.sub("", written).strip()) or written
    without = _CHILD_JOINED.sub("", _JOINED_ARTICLE.sub("al ", plain))
    key = name_key(without)
    said = [folded(word) for word in _WORD.findall(key.words)]
    generation, rest = _generation([_ordinal(word) for word in said if word])
    words, father = _content(rest)
    kept = tuple(words) or tuple(said) or (written.casefold(),)
    letters = [folded(word) for word in _WORD.findall(_QUOTED.sub("", without))]
    return NameForm(
        written=written,
        words=kept,
        full=tuple(word for word in kept if len(word) > 1 or word.isdigit()),
        generation=generation,
        father=father,
        sex=key.sex,
        titles=title_words(without),
        is_acronym=len(plain) <= _LONGEST_ACRONYM and _ACRONYM.match(plain) is not None,
        capitals=_capitals([letter for letter in letters if letter]),
    )


def _generation(words: list[str]) -> tuple[Generation | None, list[str]]:
    """Return what tells the generation, and the words without it."""
    for place, word in enumerate(words):
        if len(words) == 1:
            break
        named = _of_generation(word, is_last=place == len(words) - 1)
        if named is not None:
            rest = words[:place] + words[place + 1 :]
            return named, [each for each in rest if each != "the"] or rest
    return None, words


def _of_generation(word: str, *, is_last: bool) -> Generation | None:
    if word in _SENIOR:
        return "senior"
    if word in _JUNIOR:
        return "junior"
    if word in _GRANDSON and is_last:
        return "grandson"
    return _ROMAN.get(word) if is_last else None


def _ordinal(word: str) -> str:
    match = _NUMBERED.match(word)
    return match[1] if match else _ORDINALS.get(word, word)


def _content(words: list[str]) -> tuple[list[str], str | None]:
    """Return the words that count, "Abdul Rahman" as one, and the father that they name."""
    found: list[str] = []
    father: str | None = None
    servant = False
    for place, word in enumerate(words):
        is_last = place == len(words) - 1
        if word in _CHILD_OF and not is_last:
            father = next((each for each in words[place + 1 :] if each not in _SMALL), None)
        elif word in _ABD and not is_last:
            servant = True
        elif word not in _SMALL or (is_last and not found):
            found.append(f"abd{word}" if servant else word)
            servant = False
            if father is None and len(found) > 1 and _PATRONYMIC.search(word) and not is_last:
                father = word
    return found, father


def _capitals(words: list[str]) -> tuple[str, ...]:
    large = [word for word in words if word not in _SMALL]
    if len(large) < 2:
        return ()
    short, whole = "".join(word[0] for word in large), "".join(word[0] for word in words if word != "the")
    return (short,) if short == whole else (short, whole)
