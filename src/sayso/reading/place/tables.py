"""The tables of this folder, read once: kinds of feature, words beside names, names that look like places, weights."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from sayso.core.reading import PlaceGranularity
from sayso.gazetteer.place import GazetteerPlace


class Feature(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of place that a word beside a name tells: `features.toml` says what each field means."""

    words: tuple[str, ...]
    kinds: tuple[str, ...]
    codes: tuple[str, ...] = ()
    uncertainty_km: float
    granularity: PlaceGranularity
    before: bool

    def fits(self, place: GazetteerPlace) -> bool:
        """Whether a place of the gazetteer is of this kind."""
        if place.kind not in self.kinds:
            return False
        return not self.codes or place.kind not in ("region", "other") or place.feature_code.startswith(self.codes)


class CueWords(msgspec.Struct, frozen=True, kw_only=True):
    """Words that go with a kind of place: `cues.toml` says what each field means."""

    of: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """Words that look like place names, lower case: `names.toml` says what each field means."""

    never: frozenset[str]
    doubtful: frozenset[str]
    titles: frozenset[str]
    given: frozenset[str]
    bodies: frozenset[str]
    press_and_sport: frozenset[str]
    locating: frozenset[str]
    alone: frozenset[str]
    adjectives: dict[str, str]


@cache
def features() -> dict[str, Feature]:
    """Return the kinds of feature by their words, lower case."""
    rows = msgspec.convert(toml("features.toml")["feature"], list[Feature])
    return {word: feature for feature in reversed(rows) for word in feature.words}


@cache
def plural_features() -> dict[str, str]:
    """Return the words for kinds of feature, lower case, by their plurals: `provinces`, `valleys`, `cities`."""
    return {plural(word): word for word in features() if not word.endswith("s")}


def plural(word: str) -> str:
    """Return the regular plural of a word for a kind of feature."""
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeo" else f"{word}s"


@cache
def cue_words() -> dict[str, CueWords]:
    """Return the words that go with `division` and `town`."""
    return msgspec.convert(toml("cues.toml"), dict[str, CueWords])


@cache
def names() -> Names:
    """Return the words that look like place names."""
    raw = toml("names.toml")
    words = {key: frozenset(value.split()) for key, value in raw.items() if isinstance(value, str)}
    words["bodies"] |= words["press_and_sport"]
    words["alone"] = frozenset(" ".join(name.split()) for name in raw["alone"].split(","))
    return Names(adjectives=raw["adjectives"], **words)


@cache
def weights() -> dict[str, dict[str, float]]:
    """Return the weights of the features of candidates, by stage and feature."""
    return msgspec.convert(toml("weights.toml"), dict[str, dict[str, float]])


def toml(name: str) -> dict[str, Any]:
    """Return a table of this folder as it is written."""
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
