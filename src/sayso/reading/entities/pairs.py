"""How two mentions of a report stand to each other, as far as their words tell: classes that training weighs.

What the encoder makes of the mentions is one half of what tells whether they corefer; this is the other: whether
names and heads are the same, what a pronoun can stand for, how far apart the two are. The features are those of
Soon, Ng & Lim 2001 and of Durrett & Klein 2013, kept as classes, so that a weight for each is all there is to learn.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.core.names import name_key
from sayso.core.reading import MentionForm

Classes = NDArray[np.int64]


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


PRONOUNS: dict[str, frozenset[str]] = {
    "i": _words("i me my mine myself"),
    "you": _words("you your yours yourself yourselves"),
    "he": _words("he him his himself"),
    "she": _words("she her hers herself"),
    "it": _words("it its itself"),
    "we": _words("we us our ours ourselves"),
    "they": _words("they them their theirs themselves themself"),
    "who": _words("who whom whose which that"),
    "these": _words("this these those some many all both several few most others"),
    "one": _words("one another each either neither any none everyone anyone someone everybody anybody somebody"),
}
"""Pronouns by what they can stand for; all others are of one more class."""
_SORTS = ("name", "name female", "name male", "one", "one female", "one male", "several")
"""What else a mention can be, for a pronoun that looks for what it stands for."""
KINDS: tuple[str, ...] = (*PRONOUNS, "other pronoun", *_SORTS)
FORMS = ("name", "pronoun", "definite", "demonstrative", "owned", "indefinite", "numbered", "bare")
"""How a mention begins: names and pronouns; nominals by their determiners."""
RELATIONS = (
    "with a pronoun",
    "same name", "end of the earlier name", "part of the earlier name", "longer than the earlier name", "acronym",
    "names that share a word", "other names",
    "head in the name", "head not in the name",
    "name with the head", "name without the head",
    "same words", "same head, fewer words", "same head, more words", "same head, other words", "shared word", "no word",
)  # fmt: skip
MENTIONS_APART = (2, 3, 4, 5, 8, 12, 20, 32, 64)
SENTENCES_APART = (1, 2, 3, 5, 9)
"""Bounds between classes of distance."""
_NESTED = ("apart", "later inside", "begin together")
SIZES: dict[str, int] = {
    "relation": len(RELATIONS) * len(FORMS),
    "kinds": len(KINDS) * len(KINDS),
    "mentions": (len(MENTIONS_APART) + 1) * len(FORMS),
    "sentences": (len(SENTENCES_APART) + 1) * len(FORMS),
    "nested": len(_NESTED) * len(FORMS),
}
"""How many classes there are of each feature of a pair."""

_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_END_OF_HEAD = re.compile(
    r"[,;:(\[–—]|\s(?:of|in|on|at|from|for|with|without|by|near|outside|inside|between|among|who|whom|whose|which|that|to|"
    r"into|under|over|against|aboard|including|around|behind)\s",
    re.IGNORECASE,
)
_DEFINITE = _words("the both")
_DEMONSTRATIVE = _words("this that these those such")
_OWNED = _words("his her its their our my your whose")
_INDEFINITE = _words("a an another other one any every each no some several many few most certain various")
_NUMBER = re.compile(r"\d[\d.,]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds|thousands")
_DETERMINERS = _DEFINITE | _DEMONSTRATIVE | _OWNED | _INDEFINITE
_ONE = _words("a an another one this that each every")
_SEVERAL = _words("these those both several many few most two three four five six seven eight nine ten")
_PLURAL = _words("people men women children police troops forces folk personnel clergy militia cattle")
_NOT_PLURAL = _words(
    "congress press access boss witness process progress bus gas virus campus business chaos news regimen specimen omen"
)
_FEMALE = _words(
    "woman girl mother sister daughter wife widow aunt niece grandmother queen princess actress lady nun spokeswoman "
    "congresswoman policewoman businesswoman chairwoman bride stepmother mum mom female"
)
_MALE = _words(
    "man boy father brother son husband widower uncle nephew grandfather king prince actor monk gentleman imam "
    "spokesman congressman policeman businessman chairman fisherman serviceman cleric groom stepfather dad male priest"
)
_REMEMBERED = 50_000
_UNRELATED = np.array(
    [
        [RELATIONS.index("no word"), RELATIONS.index("head not in the name")],
        [RELATIONS.index("name without the head"), RELATIONS.index("other names")],
    ]
)
"""Of two mentions, neither a pronoun, that share nothing: by whether the later is a name, and the earlier."""
_LEAST_ACRONYM = 2


class Traits(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the words of a mention tell of it.

    Attributes:
        form: Index in FORMS.
        kind: Index in KINDS.
        words: Its content words in small letters, in order, without determiner and possessive ending.
        head: The last of its noun phrase's first part; of a name the last word.
        initials: Of a name of several words, without small ones; else empty.
        is_name: Whether it is a name.
        is_pronoun: Whether it is a pronoun.
    """

    form: int
    kind: int
    words: tuple[str, ...]
    head: str
    initials: str
    is_name: bool
    is_pronoun: bool


class MentionWords(msgspec.Struct, frozen=True, kw_only=True):
    """A mention, as it is compared with others.

    Attributes:
        text: Its words.
        form: Name, nominal or pronoun.
        start, end: Half-open range; in any unit that is the same for all.
        sentence: Number of its sentence.
    """

    text: str
    form: MentionForm
    start: int
    end: int
    sentence: int


def pair_classes(mentions: Sequence[MentionWords], begin: int = 0) -> dict[str, Classes]:
    """Return the class of each feature of each pair of `mentions` [later, earlier], by the names in SIZES.

    Args:
        mentions: By start, the longer first. What is said of pairs the other way round is nothing.
        begin: The first of them that is asked for as the later one.
    """
    count = len(mentions)
    traits = [traits_of(each.text, each.form) for each in mentions]
    form = np.array([each.form for each in traits], np.int64)
    kind = np.array([each.kind for each in traits], np.int64)
    sentence = np.array([each.sentence for each in mentions], np.int64)
    start = np.array([each.start for each in mentions], np.int64)
    end = np.array([each.end for each in mentions], np.int64)
    rows = slice(begin, count)
    apart = np.arange(count)[rows, None] - np.arange(count)[None]
    inside = (start[None] <= start[rows, None]) & (end[rows, None] <= end[None])
    nested = np.where(inside & (start[None] == start[rows, None]), 2, inside.astype(np.int64))
    gaps = np.abs(sentence[rows, None] - sentence[None])
    widths = len(FORMS)
    later = form[rows, None]
    return {
        "relation": _relations(traits, begin) * widths + later,
        "kinds": kind[rows, None] * len(KINDS) + kind[None],
        "mentions": np.searchsorted(MENTIONS_APART, np.maximum(apart, 0), side="right") * widths + later,
        "sentences": np.searchsorted(SENTENCES_APART, gaps, side="right") * widths + later,
        "nested": nested * widths + later,
    }


def _relations(traits: Sequence[Traits], begin: int) -> Classes:
    """Return the index in RELATIONS for each [later from `begin`, earlier].

    Most pairs share no word, which is seen for all at once; only the others are looked at one by one.
    """
    numbers: dict[Traits, int] = {}
    which = np.array([numbers.setdefault(each, len(numbers)) for each in traits], np.int64)
    distinct = list(numbers)
    asked = np.unique(which[begin:])
    is_name = np.array([each.is_name for each in distinct], bool)
    is_pronoun = np.array([each.is_pronoun for each in distinct], bool)
    table = _UNRELATED[is_name[asked, None].astype(np.int64), is_name[None].astype(np.int64)]
    table[is_pronoun[asked][:, None] | is_pronoun[None]] = RELATIONS.index("with a pronoun")
    near = _may_be_related(distinct, asked) & ~(is_pronoun[asked][:, None] | is_pronoun[None])
    for row, column in np.argwhere(near).tolist():
        table[row, column] = RELATIONS.index(relation(distinct[asked[row]], distinct[column]))
    return np.asarray(table[np.searchsorted(asked, which[begin:])[:, None], which[None]], np.int64)


def _may_be_related(traits: Sequence[Traits], asked: Classes) -> NDArray[np.bool_]:
    """Return which of the traits `asked` for share a word with which of all, or are an acronym [asked, all]."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for row, each in enumerate(traits):
        for word in {*each.words, each.head, "".join(each.words), *([each.initials] if each.initials else ())}:
            holders[word].append(row)
    places = np.full(len(traits), -1)
    places[asked] = np.arange(len(asked))
    near = np.zeros((len(asked), len(traits)), bool)
    for rows in holders.values():
        mine = places[rows]
        near[np.ix_(mine[mine >= 0], np.array(rows))] = True
    return near


@lru_cache(_REMEMBERED)
def relation(later: Traits, earlier: Traits) -> str:
    """Return how the words of two mentions, neither a pronoun, stand to each other: one of RELATIONS.

    >>> adar, colonel = traits_of("Colonel Jo Adar", "name"), traits_of("the tall colonel", "nominal")
    >>> relation(traits_of("Adar", "name"), adar), relation(traits_of("the colonel", "nominal"), colonel)
    ('end of the earlier name', 'same head, fewer words')
    """
    if later.is_name and earlier.is_name:
        return _of_names(later, earlier)
    mine, other = set(later.words), set(earlier.words)
    if later.is_name:
        return "name with the head" if earlier.head in mine else "name without the head"
    if earlier.is_name:
        return "head in the name" if later.head in other else "head not in the name"
    if later.words == earlier.words:
        return "same words"
    if later.head != earlier.head:
        return "shared word" if mine & other else "no word"
    if mine <= other:
        return "same head, fewer words"
    return "same head, more words" if other <= mine else "same head, other words"


def _of_names(later: Traits, earlier: Traits) -> str:
    mine, other = later.words, earlier.words
    if mine == other:
        return "same name"
    if len(mine) < len(other):
        if other[-len(mine) :] == mine:
            return "end of the earlier name"
        if set(mine) <= set(other):
            return "part of the earlier name"
    elif set(other) <= set(mine):
        return "longer than the earlier name"
    if "".join(mine) == earlier.initials or "".join(other) == later.initials:
        return "acronym"
    return "names that share a word" if set(mine) & set(other) else "other names"


@lru_cache(_REMEMBERED)
def traits_of(text: str, form: MentionForm) -> Traits:
    """Return what the words of a mention tell of it.

    >>> traits_of("two soldiers of the 4th Brigade", "nominal").head, traits_of("Bel's", "name").words
    ('soldier', ('bel',))
    """
    if form == "pronoun":
        word = text.casefold().replace("’", "'").removesuffix("'s")
        kind = next((kind for kind, words in PRONOUNS.items() if word in words), "other pronoun")
        return Traits(
            form=FORMS.index("pronoun"), kind=KINDS.index(kind), words=(word,), head=word, initials="",
            is_name=False, is_pronoun=True,
        )  # fmt: skip
    if form == "name":
        return _of_name(text)
    return _of_nominal(text)


def _of_name(text: str) -> Traits:
    key = name_key(_POSSESSIVE.sub("", text) or text)
    words = tuple(key.words.split())
    capitals = [word[0] for word in _WORD.findall(text) if word[0].isupper()]
    return Traits(
        form=FORMS.index("name"),
        kind=KINDS.index(f"name {key.sex}" if key.sex else "name"),
        words=words,
        head=words[-1],
        initials="".join(capitals).lower() if len(capitals) >= _LEAST_ACRONYM else "",
        is_name=True,
        is_pronoun=False,
    )


def _of_nominal(text: str) -> Traits:
    cut = _END_OF_HEAD.search(text, 1)
    spelled = [word.casefold().replace("’", "'") for word in _WORD.findall(_POSSESSIVE.sub("", text))]
    first = [word.casefold().replace("’", "'") for word in _WORD.findall(text[: cut.start()] if cut else text)]
    begin = spelled[0] if spelled else ""
    last = first[-1].removesuffix("'s") if first else text.casefold()
    is_several = last in _PLURAL or begin in _SEVERAL or (_is_plural(last) and begin not in _ONE)
    sex = "female" if last in _FEMALE else "male" if last in _MALE else ""
    words = [stem(word.removesuffix("'s")) for word in spelled]
    content = words[1:] if len(words) > 1 and begin in _DETERMINERS else words
    return Traits(
        form=FORMS.index(_determined(begin)),
        kind=KINDS.index("several" if is_several else f"one {sex}".rstrip()),
        words=tuple(content),
        head=stem(last),
        initials="",
        is_name=False,
        is_pronoun=False,
    )


def _determined(first: str) -> str:
    if first in _DEFINITE:
        return "definite"
    if first in _DEMONSTRATIVE:
        return "demonstrative"
    if first in _OWNED or first.endswith(("'s", "s'")):
        return "owned"
    if first in _INDEFINITE:
        return "indefinite"
    return "numbered" if _NUMBER.fullmatch(first) else "bare"


def _is_plural(word: str) -> bool:
    if word.endswith("men"):
        return word not in _NOT_PLURAL
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _NOT_PLURAL


@lru_cache(_REMEMBERED)
def stem(word: str) -> str:
    """Return a noun in the singular, as far as its ending tells.

    >>> stem("soldiers"), stem("bodies"), stem("boss"), stem("women")
    ('soldier', 'body', 'boss', 'woman')
    """
    if word == "people":
        return "person"
    if not _is_plural(word):
        return word
    if word.endswith("men"):
        return word[:-2] + "an"
    return word[:-3] + "y" if word.endswith("ies") and len(word) > len("dies") else word[:-1]
