"""From the shares of candidates to a place with its status and reason.

The status follows from what the choice rests on, by this rule:

- `stated`: the report's words alone settle it. Either the report says what it lies in and one candidate lies there, or
  the gazetteer has one place of that name, which is an area, a large town, or one of some size in a country that the
  report speaks of otherwise (or the report speaks of no other).
- `inferred`: other places of the report, or its outlet, lie in the country or the surroundings of the chosen one; or a
  word beside the name says what kind of place it is, and one place of some size is of that kind.
- `assumed`: nothing in the report tells the candidates apart, or points to the country of the only one; the reason says
  which was taken.
- `unresolved`: the gazetteer has no such place; or a small one alone, in a country that nothing in the report points
  to; or the choice is not clear enough (`least_share`). The reason says which.

What points to a country is settled itself, by words, or in turn by what is: two names that could both be meant
elsewhere do not speak for each other's country. They do where they lie in one division or near each other, since that
is seldom chance.
"""

from collections.abc import Sequence

import msgspec

from sayso.core.report import Status
from sayso.gazetteer.place import GazetteerPlace
from sayso.reading.place.containment import apart_km
from sayso.reading.place.resolving import Sense
from sayso.reading.place.toponym import Toponym

_LEAST_SUPPORT = 0.5
_KNOWN_POPULATION = 15_000
_LARGE_POPULATION = 1_000_000
_NEAR_KM = 100.0
_IN_ONE_PART_KM = 1000.0
_OF_NO_ACCOUNT = 0.1
_LITTLE = 0.2
_HALF = 0.5
_AS_LIKELY = 0.5
_ABOUT_AS_LIKELY = 0.8
_NEAR = "the report speaks of places near it"
_STRENGTHS = ("said", "listed", "enumerated")
_ELSEWHERE = "the report says elsewhere which one it is"
_OF_DIVISION = ("cue_fits", "feature_fits", "abbreviated")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


class Decision(msgspec.Struct, frozen=True):
    """Which place a toponym stands for, with status and reason; `place` is null where that is not resolved."""

    place: GazetteerPlace | None
    status: Status
    reason: str | None


class _Choice(msgspec.Struct, frozen=True):
    """The likeliest place of a sense: its candidate, and the candidates that are real rivals, itself among them."""

    sense: Sense
    best: int
    place: GazetteerPlace
    real: tuple[int, ...]

    @property
    def features(self) -> dict[str, float]:
        """What speaks for it."""
        return self.sense.features[self.best]

    @property
    def is_known(self) -> bool:
        """Whether it is an area, or a town of some size."""
        return self.place.kind != "city" or (self.place.population or 0) >= _KNOWN_POPULATION

    @property
    def is_large(self) -> bool:
        """Whether it is an area or a town that a report names without its country."""
        size = self.place.population or 0
        return self.place.kind != "city" or self.place.feature_code == "PPLC" or size >= _LARGE_POPULATION


def decide(senses: Sequence[Sense], toponyms: Sequence[Toponym], least_share: float) -> list[Decision]:
    """Return what each sense of a report stands for.

    Args:
        senses: Scored; those that stand for the outlet come last.
        toponyms: One of each sense that the report names.
        least_share: Share of the best candidate below which a toponym stays unresolved.
    """
    choices = [_choice(sense, least_share) for sense in senses]
    found: dict[int, Decision] = {}
    for number, choice in enumerate(choices):
        if isinstance(choice, Decision):
            found[number] = choice
        elif not choice.sense.named:
            found[number] = Decision(choice.place, "inferred", "the outlet's home")
        elif (decision := _by_words(choice, toponyms[number])) is not None:
            found[number] = decision
    _follow_same_words(choices, found)
    _follow_settled(choices, found)
    _support_each_other(choices, found)
    _follow_settled(choices, found)
    for number, choice in enumerate(choices):
        if number not in found and isinstance(choice, _Choice):
            found[number] = _without_support(choice, is_alone=not _others(number, senses, found))
    return [_of_twin(choices[number], found[number], toponyms[number]) for number in range(len(toponyms))]


def _choice(sense: Sense, least_share: float) -> "_Choice | Decision":
    """Return the likeliest place of a sense, or why there is none."""
    real = [number for number, candidate in enumerate(sense.candidates) if candidate.place is not None]
    if not real:
        return Decision(None, "unresolved", "not in the gazetteer")
    best = _likeliest(sense, real)
    place = sense.candidates[best].place
    if place is None:
        divided = len(real) > 1 and sense.shares[best] < _HALF
        return Decision(None, "unresolved", _not_told_apart(len(real)) if divided else _none_fits(sense, real))
    if _share_with_twin(sense, best) < least_share:
        return Decision(None, "unresolved", _not_told_apart(len(real)))
    return _Choice(sense, best, place, tuple(each for each in real if not _around(sense, each, place)))


def _likeliest(sense: Sense, real: Sequence[int]) -> int:
    """Return the number of the likeliest candidate, a town and the division around it that has its name counted as one.

    Of these two it is the town, where the division is hardly likelier and no word speaks for it.
    """
    best = max(range(len(sense.shares)), key=lambda number: sense.shares[number])
    if sense.candidates[best].place is None:
        likeliest = max(real, key=lambda number: _share_with_twin(sense, number))
        if _share_with_twin(sense, likeliest) > sense.shares[best]:
            best = max(real, key=lambda number: (_share_with_twin(sense, number), sense.shares[number]))
    twin = _twin(sense, best)
    place = sense.candidates[best].place
    if twin is None or place is None or place.kind == "city" or any(map(sense.features[best].get, _OF_DIVISION)):
        return best
    return twin if sense.shares[twin] >= _ABOUT_AS_LIKELY * sense.shares[best] else best


def _twin(sense: Sense, number: int) -> int | None:
    """Return the likeliest candidate that is the division around a town of that name, or the town in it."""
    place = sense.candidates[number].place
    others = [
        other
        for other, candidate in enumerate(sense.candidates)
        if place is not None and candidate.place is not None and _are_twins(place, candidate.place)
    ]
    return max(others, key=lambda other: sense.shares[other], default=None)


def _share_with_twin(sense: Sense, number: int) -> float:
    twin = _twin(sense, number)
    return sense.shares[number] + (sense.shares[twin] if twin is not None else 0.0)


def _are_twins(one: GazetteerPlace, other: GazetteerPlace) -> bool:
    """Whether one is a town, and the other the division of the first level around it."""
    return {one.kind, other.kind} == {"city", "admin1"} and _in_one_division(one, other)


def _by_words(choice: _Choice, toponym: Toponym) -> Decision | None:
    """Return the decision where the words alone settle it, whatever other places the report names."""
    sense, best = choice.sense, choice.best
    if _lies_inside(sense, best):
        rivals = [number for number in choice.real if number != best and _lies_inside(sense, number)]
        if all(sense.shares[number] < _LITTLE * sense.shares[best] for number in rivals):
            return Decision(choice.place, "stated", None)
        return Decision(choice.place, "inferred", "the report says what it lies in; of several there the largest")
    holding = [number for number in choice.real if _is_said_to_hold(sense, number)]
    if holding == [best]:
        return Decision(choice.place, "stated", None)
    if toponym.demonym and len(choice.real) == 1:
        return Decision(choice.place, "stated", None)
    others = [number for number in choice.real if number != best and sense.shares[number] > _OF_NO_ACCOUNT]
    if (choice.place.kind in ("country", "region") and not others) or (len(choice.real) == 1 and choice.is_large):
        return Decision(choice.place, "stated", None)
    return None


def _follow_same_words(choices: Sequence["_Choice | Decision"], found: dict[int, Decision]) -> None:
    """Decide names that stand elsewhere in the report with words which settle that they are this very place."""
    said = [
        (choices[number], decision.place)
        for number, decision in found.items()
        if decision.place is not None and decision.status == "stated"
    ]
    for number, choice in enumerate(choices):
        if number in found or not isinstance(choice, _Choice):
            continue
        for other, place in said:
            if isinstance(other, _Choice) and other.sense.words == choice.sense.words and place.id == choice.place.id:
                found[number] = Decision(choice.place, "inferred", _ELSEWHERE)


def _support_each_other(choices: Sequence["_Choice | Decision"], found: dict[int, Decision]) -> None:
    """Decide places that lie in one division with others, or near them, though neither is settled."""
    for number, choice in enumerate(choices):
        if number in found or not isinstance(choice, _Choice):
            continue
        spoken_of = max(choice.features.get(f"{which}_spoken_of", 0) for which in ("division", "of_division"))
        if spoken_of >= _LEAST_SUPPORT:
            found[number] = Decision(choice.place, "inferred", _in_its_division(choice.place))
        elif choice.features.get("near_one", 0) >= _LEAST_SUPPORT:
            found[number] = Decision(choice.place, "inferred", _NEAR)


def _follow_settled(choices: Sequence["_Choice | Decision"], found: dict[int, Decision]) -> None:
    """Decide what settled places point to, and what these point to in turn."""
    waiting = [number for number in range(len(choices)) if number not in found]
    changed = True
    while changed:
        changed = False
        for number in waiting:
            choice = choices[number]
            if number in found or not isinstance(choice, _Choice):
                continue
            settled = [
                decision.place
                for other, decision in found.items()
                if decision.place is not None and _name_of(choices[other]) != choice.sense.name
            ]
            if (reason := _support(choice.place, settled)) is not None:
                is_one = len(choice.real) == 1 and choice.is_known
                found[number] = Decision(choice.place, "stated" if is_one else "inferred", None if is_one else reason)
                changed = True


def _name_of(choice: "_Choice | Decision") -> str | None:
    return choice.sense.name if isinstance(choice, _Choice) else None


def _support(place: GazetteerPlace, settled: Sequence[GazetteerPlace]) -> str | None:
    """Return what settled places say for a place: its division, what is near, its country or part of the world."""
    inside = [each for each in settled if each.country is not None and each.country == place.country]
    if place.admin1_code and any(each.admin1_code == place.admin1_code and each.id != place.id for each in inside):
        return _in_its_division(place)
    if any(apart_km(place, each) <= _NEAR_KM for each in settled if "country" not in (each.kind, place.kind)):
        return _NEAR
    if inside:
        return f"the report speaks of {place.country}"
    if place.kind == "country" and any(apart_km(place, each) <= _IN_ONE_PART_KM for each in settled):
        return "the report speaks of that part of the world"
    return None


def _in_its_division(place: GazetteerPlace) -> str:
    return f"the report speaks of other places in {place.admin1_name or place.name}"


def _others(number: int, senses: Sequence[Sense], found: dict[int, Decision]) -> bool:
    """Whether places of other names are settled."""
    return any(
        decision.place is not None and senses[other].name != senses[number].name for other, decision in found.items()
    )


def _without_support(choice: _Choice, *, is_alone: bool) -> Decision:
    """Return the decision where nothing else points to the country or the surroundings of a place.

    Args:
        choice: The likeliest place.
        is_alone: Whether no other place of the report is settled, so that none could.
    """
    place, count = choice.place, len(choice.real)
    if choice.features.get("feature_fits") and choice.is_known:
        return Decision(place, "inferred", "the word beside it says what kind of place it is")
    fitting = [number for number in choice.real if choice.sense.features[number].get("cue_fits")]
    if choice.features.get("cue_fits", 0) >= _LEAST_SUPPORT and len(fitting) == 1 and choice.is_known:
        return Decision(place, "inferred", f"the words beside it go with a {_kind(place)}")
    if count == 1 and is_alone and choice.is_known:
        return Decision(place, "stated", None)
    where = f"in {place.country}" if place.country else "there"
    if not choice.is_known and not is_alone:
        real = [number for number, candidate in enumerate(choice.sense.candidates) if candidate.place is not None]
        return Decision(None, "unresolved", _none_fits(choice.sense, real))
    if count == 1:
        reason = f"the one place of that name in the gazetteer; nothing in the report speaks of places {where}"
        return Decision(place, "assumed", reason)
    what = "largest" if place.kind == "city" else "best known"
    return Decision(
        place, "assumed", f"the {what} of {_count(count)} places of that name; nothing in the report tells them apart"
    )


def _kind(place: GazetteerPlace) -> str:
    return "town" if place.kind == "city" else "division"


def _of_twin(choice: "_Choice | Decision", decision: Decision, toponym: Toponym) -> Decision:
    """Return a decision that says so where the town was taken, or the division, and the other is about as likely."""
    if not isinstance(choice, _Choice) or decision.place is None or toponym.feature is not None:
        return decision
    sense, place = choice.sense, choice.place
    for number, candidate in enumerate(sense.candidates):
        other = candidate.place
        if other is None or sense.shares[number] < _AS_LIKELY * sense.shares[choice.best]:
            continue
        if _are_twins(other, place):
            what, not_what = ("town", "division around it") if place.kind == "city" else ("division", "town in it")
            return Decision(place, "assumed", f"the {what}, not the {not_what} of that name; nothing tells them apart")
    return decision


def _none_fits(sense: Sense, real: Sequence[int]) -> str:
    first = sense.candidates[max(real, key=lambda number: sense.shares[number])].place
    if len(real) == 1 and first is not None:
        where = f", in {first.country}," if first.country else ""
        return f"the one place of that name in the gazetteer{where} does not fit the report"
    return f"none of the {_count(len(real))} places of that name in the gazetteer fits the report"


def _not_told_apart(count: int) -> str:
    if count == 1:
        return "one place of that name in the gazetteer, nothing supports it"
    return f"{_count(count)} places of that name, nothing tells them apart"


def _around(sense: Sense, number: int, place: GazetteerPlace) -> bool:
    """Whether a candidate is the division around the chosen city, which has its name: no other place."""
    other = sense.candidates[number].place
    if other is None:
        return False
    return place.kind == "city" and other.kind in ("admin1", "admin2") and _in_one_division(other, place)


def _in_one_division(one: GazetteerPlace, other: GazetteerPlace) -> bool:
    is_same = (one.country, one.admin1_code) == (other.country, other.admin1_code)
    return is_same and one.admin1_code is not None


def _lies_inside(sense: Sense, number: int) -> bool:
    features = sense.features[number]
    return max(features.get(f"inside_{strength}", 0) for strength in _STRENGTHS) >= _LEAST_SUPPORT


def _is_said_to_hold(sense: Sense, number: int) -> bool:
    """Whether the text says of a place in this area that it lies in what is asked for."""
    features = sense.features[number]
    return max(features.get(f"content_{strength}", 0) for strength in _STRENGTHS[:2]) >= _LEAST_SUPPORT


def _count(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
