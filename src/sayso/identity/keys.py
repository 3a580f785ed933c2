"""Name keys: which profiles are compared at all.

Two profiles are candidates if one asks for a key that the other offers. A profile of a single word ("Karimov") asks for
all who bear the word; one of two words or more asks for its own words, in any order and spelling, for its surname
with an initial, and for its acronym. So two of one surname and different given names are never compared, and the
comparisons stay few where a surname is frequent.
"""

from collections.abc import Iterable
from itertools import chain

import msgspec

from sayso.core.reading import EntityType
from sayso.identity.name_forms import NameForm
from sayso.identity.spelling import alike, skeleton

_GENERIC = frozenset((
    "army", "forces", "force", "brigade", "battalion", "regiment", "division", "corps", "front", "movement", "party",
    "union", "congress", "council", "committee", "ministry", "department", "agency", "office", "group", "league",
    "alliance", "coalition", "organization", "organisation", "association", "national", "people", "peoples", "united",
    "general", "state", "states", "federal", "republic", "government", "police", "court", "company", "bank",
    "university", "hospital", "school", "district", "province", "city", "county", "international",
))  # fmt: skip
"""Words that very many names of bodies share: alone they are no key."""
_LEAST_LETTERS = 2


class NameKeys(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What a profile is found by.

    Attributes:
        asked: Keys of those it may be; offered too.
        offered: Keys that only a shorter name asks for.
    """

    asked: frozenset[str]
    offered: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Under which it is found."""
        return self.asked | self.offered


def name_keys(forms: Iterable[NameForm], kind: EntityType) -> NameKeys:
    """Return the keys of the forms of one name.

    >>> from sayso.identity.name_forms import name_form
    >>> asked = [name_keys([name_form(name)], "person").asked for name in ("Réka Vadász", "Vadasz Reka", "R. Vadász")]
    >>> bool(asked[0] & asked[1]), bool(asked[1] & asked[2])
    (True, True)
    """
    known = telling(forms)
    asked = frozenset(chain.from_iterable(_asked(form, kind) for form in known))
    return NameKeys(asked=asked, offered=frozenset(chain.from_iterable(_offered(form) for form in known)) - asked)


def telling(forms: Iterable[NameForm]) -> list[NameForm]:
    """Return the forms of two words or more, and single words that are no part of these: "Lucero" of Julian Cordovez.

    Where there is no form of two words or more, all of them.
    """
    known = list(forms)
    longer = [form for form in known if len(form.full) > 1]
    words = {word for form in longer for word in form.words}
    return [
        form
        for form in known
        if not longer or len(form.full) > 1 or all(alike(each, word) == "no" for each in form.words for word in words)
    ]


def whole_key(form: NameForm) -> str:
    """Return the key of a whole name: its words in any order and spelling."""
    return "whole " + " ".join(sorted(skeleton(word) for word in form.words))


def word_key(word: str) -> str:
    """Return the key of one word of a name."""
    return f"word {skeleton(word)}"


def _asked(form: NameForm, kind: EntityType) -> Iterable[str]:
    yield whole_key(form)
    yield f"joined {skeleton(''.join(form.words))}"
    if form.is_acronym:
        yield f"acronym {''.join(form.words)}"
    for letters in form.capitals:
        if kind != "person" and len(letters) >= _LEAST_LETTERS:
            yield f"acronym {letters}"
    if len(form.words) == 1:
        yield word_key(form.words[0])
    elif kind == "person":
        for place, word in enumerate(form.words):
            if len(word) > 1:
                firsts = {other[0] for at, other in enumerate(form.words) if at != place}
                yield from (f"initial {skeleton(word)} {first}" for first in firsts)
    else:
        yield from _core(form)


def _core(form: NameForm) -> Iterable[str]:
    """Yield keys of the words of a body's name that other bodies do not have."""
    core = [word for word in form.words if word not in _GENERIC]
    if core:
        yield f"core {' '.join(sorted({skeleton(word) for word in core}))}"
    if len(core) == 1:
        yield word_key(core[0])


def _offered(form: NameForm) -> Iterable[str]:
    if len(form.words) > 1:
        yield from map(word_key, form.full)
