"""How many people a phrase speaks of, as a range: "at least 12", "dozens", "five or six", "nobody", "the baker".

A number that is not told is not made up: of "at least 12" only the least is known, of "about 60" only the likeliest.
Vague words stand for the least that they can mean: dozens for two dozen, several for three. A family or household is at
least one of its people. What is said to be part of a number ("12 people, four of them children") adds nothing to it.
Nobody counts more people than there are, nor between 40 and 30: such numbers are not read.

Source:
    UCDP Georeferenced Event Dataset codebook (low, best and high estimates; vague words read at their least).
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Quantity(NamedTuple):
    """A number of people; null where it is not told."""

    low: int | None
    best: int | None
    high: int | None

    @classmethod
    def exactly(cls, number: int) -> "Quantity":
        """Return the quantity that is one number."""
        return cls(number, number, number)


def _words(listed: str) -> list[str]:
    return listed.split()


def _table(*rows: tuple[str, int]) -> dict[str, int]:
    return {word: number for words, number in rows for word in _words(words)}


_UNITS = {
    word: number
    for number, word in enumerate(
        _words(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
            "seventeen eighteen nineteen"
        )
    )
}
_TENS = _table(
    ("twenty", 20), ("thirty", 30), ("forty fourty", 40), ("fifty", 50), ("sixty", 60), ("seventy", 70),
    ("eighty", 80), ("ninety", 90),
)  # fmt: skip
_SCALES = _table(("dozen", 12), ("score", 20), ("hundred", 100), ("thousand", 1000), ("million m", 1_000_000))
_VAGUE = _table(
    ("several few handful many numerous", 3), ("couple pair multiple", 2), ("dozens", 24), ("scores", 40),
    ("tens", 20), ("hundreds", 200), ("thousands", 2000), ("millions", 2_000_000), ("heavy severe serious grave", 1),
)  # fmt: skip
"""The least that a word can mean; "heavy losses" are at least one."""
_PAIRS = frozenset({"couple", "pair"})
_NONE = frozenset(_words("no none nobody nil without neither nought"))
_BOUNDS: tuple[tuple[str, str], ...] = (
    ("at least", "low"), ("at the least", "low"), ("at the very least", "low"), ("at the most", "high"),
    ("at the outside", "high"), ("no fewer than", "low"), ("not fewer than", "low"), ("no less than", "low"),
    ("not less than", "low"), ("a minimum of", "low"), ("more than", "above"), ("over", "above"), ("above", "above"),
    ("in excess of", "above"), ("upwards of", "low"), ("upward of", "low"), ("exceeding", "above"),
    ("at most", "high"), ("no more than", "high"), ("not more than", "high"), ("up to", "high"),
    ("as many as", "high"), ("a maximum of", "high"), ("fewer than", "below"), ("less than", "below"),
    ("under", "below"), ("below", "below"), ("about", "near"), ("around", "near"), ("some", "near"),
    ("nearly", "near"), ("almost", "near"), ("close to", "near"), ("approximately", "near"), ("roughly", "near"),
    ("estimated", "near"), ("circa", "near"), ("near", "near"), ("perhaps", "near"), ("maybe", "near"),
)  # fmt: skip
"""Words before a number, and which side of the range it is then."""
_BOUNDS_AFTER: tuple[tuple[str, str], ...] = (
    ("or more", "low"), ("and more", "low"), ("at least", "low"), ("plus", "low"),
    ("- plus", "low"),
    ("or fewer", "high"), ("or less", "high"),
    ("at most", "high"), ("or so", "near"), ("odd", "near"), ("or thereabouts", "near"),
)  # fmt: skip
_TOKEN = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:\.\d+)?|[^\W\d_]+|[-\u2013\u2014+,&]")
_THOUSANDS = re.compile(r"[,.\u00a0\u202f ]")
_DASHES = frozenset("-\u2013\u2014")
_HOUSEHOLDS = frozenset(_words("families households"))
_PART_OPENS = frozenset(_words("including among mostly mainly chiefly most"))
_OF_THEM = frozenset(_words("them whom which those these"))
_MEASURES = frozenset(
    _words("year years month months week weeks day days hour hours km kilometres miles percent per thirds")
)
_DETERMINERS = frozenset(_words("a an the his her its their my our your this that another one"))
_IRREGULAR = frozenset(_words("people men women children policemen servicemen police troops cattle mice feet"))
_COLLECTIVE = frozenset(
    _words(
        "crew family group team staff band patrol crowd household delegation congregation class population public "
        "community convoy party unit squad platoon company battalion brigade garrison army militia gang mob audience"
    )
)
"""Words in the singular for more than one person; how many is not told."""
_NOBODY_IN_PARTICULAR = frozenset(
    _words(
        "any anyone anybody every everyone everybody each all both some the this that more most half such whoever "
        "they them we us you others those these dead wounded injured killed missing detained arrested displaced "
        "kidnapped abducted elderly poor young old rest remainder total number toll quarter third majority minority "
        "part lot lots than least about over"
    )
)
"""What a phrase without a number may end in that is no single person."""
_ANY = frozenset(_words("any every each all both some most"))
"""With these a phrase in the singular is of no single person either: "any villager"."""
_OF_AN_AGE = frozenset(
    _words(
        "boy girl child kid son daughter baby infant toddler youth youngster teenager adolescent minor adult lad "
        "person pupil student mother father grandmother grandfather brother sister husband wife widow widower orphan "
        "cousin nephew niece uncle aunt pensioner farmer peasant herder shepherd teacher doctor nurse worker labourer "
        "miner driver baker cook clerk guard trader merchant shopkeeper priest monk nun imam soldier conscript "
        "recruit officer journalist reporter refugee migrant villager resident bystander passenger civilian"
    )
)
"""Single persons whose age "of N" is, as of those in -man or -woman; of other words it is a number: "a force of 90"."""
_SAME_ENDS = ("man", "woman", "boy", "girl")
_AGES = range(1, 120)
_MOST_DIGITS = 10
_MOST = 10**_MOST_DIGITS - 1
"""More people than live; a number above it is none of people."""


class _Read(NamedTuple):
    """What was read of a number: its value, whether only its least is known, and the token behind it."""

    value: int
    is_vague: bool
    stop: int


def quantity_of(phrase: str) -> Quantity | None:
    """Return how many people `phrase` speaks of, or None where it does not tell.

    A phrase without a number is as many as the single persons it names or describes; a plural tells no number.

    >>> quantity_of("at least 12 people"), quantity_of("five or six"), quantity_of("nobody")
    (Quantity(low=12, best=None, high=None), Quantity(low=5, best=None, high=6), Quantity(low=0, best=0, high=0))
    >>> quantity_of("Two watchmen and a stoker"), quantity_of("villagers")
    (Quantity(low=3, best=3, high=3), None)
    """
    words = [token.lower() for token in _TOKEN.findall(phrase)]
    if not words or any(sum(map(str.isdecimal, word)) > _MOST_DIGITS for word in words):
        return None
    found = _told(words)
    is_too_many = found is not None and any(number is not None and number > _MOST for number in found)
    return None if is_too_many else found


def _told(words: list[str]) -> Quantity | None:
    """Return how many people the words of a phrase tell."""
    if _is_nobody(words):
        return Quantity.exactly(0)
    if _is_aged(words):
        return Quantity.exactly(1)
    if words[:2] == ["all", "but"]:
        return _all_but(words[2:])
    if _is_out_of_order(words):
        return None
    found, rest = _stated(words)
    if found is not None and _HOUSEHOLDS.intersection(rest[:2]):
        least = found.best if found.low is None else found.low
        return None if least is None else Quantity(least, None, None)
    if found is not None:
        more = _others(rest) if found.low == found.best == found.high != 0 else 0
        return together([found, Quantity.exactly(more)]) if more else found
    persons = [_person(part) for part in _conjuncts(words) if not "".join(part).isdecimal()]
    return Quantity.exactly(len(persons)) if persons and all(persons) else None


def _is_nobody(words: list[str]) -> bool:
    """Return whether the phrase says that there is none, which "no fewer than" does not."""
    return (words[0] in _NONE or words[:2] in (["not", "one"], ["not", "a"])) and _bound(words, 0, _BOUNDS)[0] is None


def _is_aged(words: list[str]) -> bool:
    """Return whether a phrase is of one person of that age: "a girl of nine", not "a force of ninety"."""
    of = words.index("of") if "of" in words else 0
    if (
        of < 2
        or words[0] not in _DETERMINERS
        or not (words[of - 1] in _OF_AN_AGE or words[of - 1].endswith(_SAME_ENDS))
    ):
        return False
    read = _number(words, _bound(words, of + 1, _BOUNDS)[1])
    return read is not None and read.stop == len(words) and not read.is_vague and read.value in _AGES


def _is_out_of_order(words: list[str]) -> bool:
    """Return whether a range runs downwards, so that which of its ends is wrong is unknown: "between 40 and 30"."""
    low = _number(words, words.index("between") + 1) if "between" in words else None
    if low is None or low.is_vague or words[low.stop : low.stop + 1] != ["and"]:
        return False
    high = _number(words, low.stop + 1)
    return high is not None and not high.is_vague and high.value <= low.value


def _all_but(words: list[str]) -> Quantity | None:
    """Return how many "all but five of the 31" are; without the number of all it is not told."""
    (out, rest) = _stated(words)
    everybody = _stated(rest[1:])[0] if rest[:1] == ["of"] else None
    exact = [each.best for each in (out, everybody) if each is not None and each.low == each.best == each.high]
    left = exact[1] - exact[0] if len(exact) == 2 and exact[0] is not None and exact[1] is not None else 0
    return Quantity.exactly(left) if left > 0 else None


def together(parts: Iterable[Quantity]) -> Quantity:
    """Return the sum of what is told of disjoint groups of people; a side that one of them lacks is not told."""

    def total(side: Sequence[int | None]) -> int | None:
        known = [number for number in side if number is not None]
        return sum(known) if len(known) == len(side) else None

    low, best, high = zip(*parts, strict=True)
    return Quantity(total(low), total(best), total(high))


def _stated(words: list[str]) -> tuple[Quantity | None, list[str]]:
    """Return the quantity whose number comes first in `words`, and the words behind it."""
    for start in range(len(words)):
        bound, after = _bound(words, start, _BOUNDS)
        read = _number(words, _without_article(words, after))
        if read is None or _is_measure(words, after, read.stop):
            continue
        ends = _range(words, start, read)
        if ends is not None:
            scale = _SCALES.get(words[ends.stop - 1], 1) if words[read.stop - 1] not in _SCALES else 1
            least = read.value * scale if read.value * scale < ends.value else read.value  # "two or three dozen"
            return Quantity(least, None, ends.value), words[ends.stop :]
        behind, stop = _bound(words, read.stop, _BOUNDS_AFTER)
        return _bounded(read, bound or behind), words[stop if behind else read.stop :]
    return None, words


def _bound(words: list[str], start: int, bounds: tuple[tuple[str, str], ...]) -> tuple[str | None, int]:
    """Return the side that words at `start` tell, and the word behind them."""
    for phrase, side in bounds:
        parts = phrase.split()
        if words[start : start + len(parts)] == parts:
            return side, start + len(parts)
    return None, start


def _is_measure(words: list[str], start: int, stop: int) -> bool:
    """Return whether a number counts no people: an age ("Adar, 12," and "a 12-year-old"), a span of time, a share."""
    unit = next((word for word in words[stop : stop + 2] if word not in _DASHES), "")
    is_age = words[start - 1 : start] == [","] and words[stop : stop + 1] in ([], [","])
    return unit in _MEASURES or is_age


def _without_article(words: list[str], start: int) -> int:
    """Return where the number begins: behind "a", "an" and "the" that stand before one ("a dozen", "the 31")."""
    is_article = words[start : start + 1] and words[start] in ("a", "an", "the", "half", "another", "further")
    return _without_article(words, start + 1) if is_article and _number(words, start) is None else start


def _number(words: list[str], start: int) -> _Read | None:
    """Return the number that begins at `start`, in figures or words, exact or vague."""
    if start >= len(words):
        return None
    if words[start : start + 3] in (["half", "a", "dozen"], ["half", "a", "hundred"], ["half", "a", "million"]):
        return _Read(_SCALES[words[start + 2]] // 2, False, start + 3)
    if words[start] in _VAGUE:
        return _vague(words, start)
    total, current, place = 0.0, None, start
    while place < len(words):
        word = words[place]
        step = _value(word)
        if step is not None and (current is None or _adds(words, place)):
            current = (current or 0) + step
        elif word in _SCALES and (current is not None or place == start):
            current = min((current or 1) * _SCALES[word], _MOST + 1)
            if _SCALES[word] >= 1000:
                total, current = total + current, 0
        elif not (word in ("and", "-") and place > start and _goes_on(words, place)):
            break
        place += 1
    return None if current is None else _Read(round(total + current), False, place)


def _vague(words: list[str], start: int) -> _Read | None:
    """Return what words such as "dozens", "tens of thousands" and "several hundred" mean at the least."""
    value, place = _VAGUE[words[start]], start + 1
    if words[start] in ("heavy", "severe", "serious", "grave"):
        is_loss = words[place : place + 1] and words[place] in ("losses", "casualties", "toll")
        return _Read(1, True, place) if is_loss else None
    if words[place : place + 2] == ["tens", "of"] and words[place + 2 : place + 3] in (["thousands"], ["millions"]):
        return _Read(value * 10 * _SCALES[words[place + 2][:-1]], True, place + 3)  # "several tens of thousands"
    if words[place : place + 1] == ["of"] and words[place + 1 : place + 2] in (["thousands"], ["millions"]):
        scale = _SCALES[words[place + 1][:-1]]
        return _Read((20 if words[start] == "tens" else value) * scale, True, place + 2)
    if words[start] == "tens":
        return None
    if words[place : place + 1] and words[place] in _SCALES:
        return _Read(value * _SCALES[words[place]], True, place + 1)
    return _Read(value, words[start] not in _PAIRS, place)


def _value(word: str) -> float | None:
    """Return the number that one word is, but for scales."""
    if word[0].isdecimal():
        grouped = len(_THOUSANDS.split(word)) > 1 and all(len(part) == 3 for part in _THOUSANDS.split(word)[1:])
        return float(_THOUSANDS.sub("", word)) if grouped else float(word)
    return _UNITS.get(word, _TENS.get(word))


def _adds(words: list[str], place: int) -> bool:
    """Return whether the number at `place` is part of the one before it: "twenty-three", "hundred and ten"."""
    before = next((word for word in reversed(words[:place]) if word not in ("and", "-")), "")
    below = _value(words[place]) or 0
    return (before in _TENS and below < 10) or (before in ("hundred", "thousand", "million") and below < 1000)


def _goes_on(words: list[str], place: int) -> bool:
    """Return whether a number goes on behind the "and" or the hyphen at `place`."""
    if place + 1 >= len(words) or words[place + 1] not in _UNITS | _TENS:
        return False
    return words[place - 1] in _TENS if words[place] == "-" else words[place - 1] in ("hundred", "thousand", "million")


def _range(words: list[str], start: int, low: _Read) -> _Read | None:
    """Return the upper end of a range that begins with `low`: "12 to 15", "three or four", "between 30 and 40"."""
    if low.is_vague or low.stop >= len(words):
        return None
    joins = {"to", "or"} | _DASHES | ({"and"} if "between" in words[:start] + words[start : start + 1] else set())
    if words[low.stop] not in joins:
        return None
    high = _number(words, low.stop + 1)
    return high if high is not None and not high.is_vague and high.value > low.value else None


def _bounded(read: _Read, side: str | None) -> Quantity:
    value = read.value
    if side == "above":
        return Quantity(value if read.is_vague else value + 1, None, None)
    if side == "low" or read.is_vague:
        return Quantity(value, None, None)
    if side == "near":
        return Quantity(None, value, None)
    if side in ("high", "below"):
        return Quantity(None, None, value - (side == "below"))
    return Quantity.exactly(value)


def _others(words: list[str]) -> int:
    """Return how many people are named behind a number and "and": "two guards and a cook" has one.

    What follows a part of the number ("two of them officers") is taken for more of its parts.
    """
    parts = _conjuncts(words)[1:]
    count = 0
    for part in parts:
        if _is_part(part):
            break
        read = _number(part, 0)
        if read is not None and not read.is_vague:
            count += read.value
        elif part[0] in _DETERMINERS and _person(part):
            count += 1
    return count


def _is_part(words: list[str]) -> bool:
    """Return whether a phrase is of some of those counted before it."""
    of_them = (words[place + 1] in _OF_THEM for place, word in enumerate(words[:-1]) if word == "of")
    return words[0] in _PART_OPENS or any(of_them)


def _conjuncts(words: list[str]) -> list[list[str]]:
    """Return the phrases that commas and "and" join."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word in ("and", ",", "&"):
            parts.append([])
        else:
            parts[-1].append(word)
    first, *others = parts
    return [first, *(part for part in others if part)]


def _person(words: list[str]) -> bool:
    """Return whether a phrase without a number is of one person: its head is no plural."""
    head = next((words[place - 1] for place, word in enumerate(words) if word in ("of", "in", "from")), "")
    head = head or (words[-1] if words else "")
    plural = head in _IRREGULAR or (head.endswith("s") and not head.endswith(("ss", "us", "is", "as", "os")))
    is_some = head in _MEASURES | _COLLECTIVE | _NOBODY_IN_PARTICULAR or not _ANY.isdisjoint(words[:1])
    return bool(head) and not plural and not is_some
