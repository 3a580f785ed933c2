"""The quality gate: scores against pinned floors, on corpora whose files are known by their SHA-256.

A floor is raised freely and lowered only when told so. A score without a floor, a floor without its score and a changed
corpus are problems of their own, so that nothing passes in silence.
"""

import hashlib
import math
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from sayso.core.errors import UsageError
from sayso.evaluation.score import Score

_STEPS = 10_000
"""Floors are kept in steps of one ten-thousandth, rounded down."""


class Floor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The least that a score may be.

    Attributes:
        corpus: As in the score.
        metric: As in the score.
        floor: Least figure (F1 or kappa), between 0 and 1.
        n: Gold items when the floor was pinned.
        files_sha256: Fingerprint of the corpus files when the floor was pinned.
    """

    corpus: str
    metric: str
    floor: float
    n: int
    files_sha256: str

    def __post_init__(self) -> None:
        if not 0 <= self.floor <= 1:
            raise UsageError(f"floor of {self.corpus}, {self.metric}: {self.floor} is not between 0 and 1")


Key = tuple[str, str]
Fingerprints = Mapping[Key, str]


def key(value: Score | Floor) -> Key:
    """Return what a score and its floor are matched by: corpus and metric."""
    return value.corpus, value.metric


def read_floors(path: Path) -> tuple[Floor, ...]:
    """Return the floors pinned in the JSON file at `path`; none where there is no file.

    Raises:
        UsageError: The file is malformed, or pins one floor twice.
    """
    if not path.exists():
        return ()
    try:
        floors = msgspec.json.decode(path.read_bytes(), type=tuple[Floor, ...])
    except msgspec.DecodeError as error:
        raise UsageError(f"floors {path}: {error}") from error
    if len({key(floor) for floor in floors}) != len(floors):
        raise UsageError(f"floors {path}: one corpus and metric stand there twice")
    return floors


def write_floors(path: Path, floors: Iterable[Floor]) -> None:
    """Write `floors` to the JSON file at `path`, sorted."""
    ordered = sorted(floors, key=key)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(ordered), indent=2) + b"\n")


def fingerprint(corpora: Path, files: Iterable[str]) -> str:
    """Return the SHA-256, in hex, of the names and contents of `files`, which are relative to `corpora`.

    Raises:
        UsageError: There are no files, or one is not there.
    """
    names = sorted(set(files))
    if not names:
        raise UsageError("a fingerprint of no files says nothing")
    whole = hashlib.sha256()
    for name in names:
        try:
            content = (corpora / name).read_bytes()
        except OSError as error:
            raise UsageError(f"corpus file {name}: cannot be read: {error.strerror}") from error
        whole.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()


def problems(scores: Iterable[Score], floors: Iterable[Floor], fingerprints: Fingerprints) -> list[str]:
    """Return what is wrong, in words: each breach names the corpus, the metric and both figures."""
    pinned = {key(floor): floor for floor in floors}
    found: list[str] = []
    for score in scores:
        name = ", ".join(key(score))
        floor = pinned.pop(key(score), None)
        figure = score.figure
        if floor is None:
            found.append(f"{name}: no floor is pinned; --raise-floors pins one")
        elif fingerprints[key(score)] != floor.files_sha256:
            found.append(f"{name}: the corpus files are not those that the floor was pinned on (their SHA-256 differs)")
        elif figure is None:
            found.append(f"{name}: nothing was scored")
        elif score.n != floor.n:
            found.append(f"{name}: {score.n} gold items, {floor.n} when the floor was pinned")
        elif figure < floor.floor:
            found.append(f"{name}: {figure:.4f} is below its floor {floor.floor:.4f}")
    found.extend(f"{', '.join(left)}: a floor is pinned, but nothing scored it" for left in pinned)
    return found


def raised(
    scores: Iterable[Score], floors: Iterable[Floor], fingerprints: Fingerprints, *, allow_lower: bool
) -> list[Floor]:
    """Return the floors that these scores set.

    Args:
        scores: The scores of this run; each sets its floor.
        floors: The floors so far.
        fingerprints: Of each score's corpus files.
        allow_lower: Whether a floor may fall, move to changed files, or go where nothing scores it any more.

    Raises:
        UsageError: A floor would fall, move or go and `allow_lower` is not set, or nothing was scored.
    """
    pinned = {key(floor): floor for floor in floors}
    new: list[Floor] = []
    for score in scores:
        name = ", ".join(key(score))
        if score.figure is None:
            raise UsageError(f"{name}: nothing was scored, so no floor can be set")
        floor = Floor(
            corpus=score.corpus,
            metric=score.metric,
            floor=math.floor(score.figure * _STEPS) / _STEPS,
            n=score.n,
            files_sha256=fingerprints[key(score)],
        )
        old = pinned.pop(key(score), None)
        if old is not None and not allow_lower:
            if (old.files_sha256, old.n) != (floor.files_sha256, floor.n):
                raise UsageError(f"{name}: the corpus or its count has changed; --allow-lower pins the floor anew")
            if floor.floor < old.floor:
                raise UsageError(
                    f"{name}: {floor.floor:.4f} is below the pinned {old.floor:.4f}; --allow-lower lowers it"
                )
        new.append(floor)
    if pinned and not allow_lower:
        raise UsageError(f"{', '.join(next(iter(pinned)))}: nothing scored it; --allow-lower drops its floor")
    return new
