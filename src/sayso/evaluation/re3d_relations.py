"""Relations of re3d, and which of them are ties that we tell too.

re3d has eleven types, told between two spans of a sentence. What a type has in common with ours depends on the labels
of its ends, so that a tie is mapped by all three (`TIES`):

- `position`, who heads what: `InChargeOf` of a person and a body or a person. Of other posts re3d has nothing.
- `membership`, who is of which body, and `part of`, which body is of which: `BelongsTo`. What belongs to somebody as
  goods do (weapons, money) is none.
- `alliance` and `fights`: `AlliesOf` and `FightingAgainst` of people and bodies. Weapons fight too in re3d, and places
  are fought against: those are none. Either may stand for both sides, and is taken to hold both ways (`SYMMETRIC`).
- `located at`: `CoLocated` of anything and a place. Of two people or weapons that are in one place it is none.
- `control`, who holds a place: `InChargeOf` of a person or body and a place.
- `same`: `IsSynonymOf` of what is an entity of ours: two mentions of one.

Not shared: `InChargeOf` of two bodies (sometimes a part, sometimes a founder) and of weapons and vehicles; `HasAttrOf`
(numbers, mostly); `CommWith` (an event of ours); `Likes` and `Dislikes` (opinions, deeds and history alike); `Apart`.
Kinship is none of its types.

The corpus has the ties that its experts marked inside sentences: one found besides is not wrong. Ties below
`re3d.LEAST_CONFIDENCE` are left out. The words that tell a tie may hold its ends ("A is one of B").

Source: Dstl, Relationship and Entity Extraction Evaluation Dataset (github.com/dstl/re3d), schema in its README.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal, TypeVar, get_args

import msgspec

from sayso.core.errors import UnreadableError, UsageError
from sayso.core.span import Span
from sayso.evaluation.mentions import Split
from sayso.evaluation.re3d import LEAST_CONFIDENCE, SOURCES, split_of

_Row = TypeVar("_Row", bound=msgspec.Struct)
Tie = Literal["position", "membership", "part of", "alliance", "fights", "located at", "control", "same"]
"""Ties that we tell too."""
RELATION_TYPES = frozenset({
    "AlliesOf", "Apart", "BelongsTo", "CoLocated", "CommWith", "Dislikes", "FightingAgainst", "HasAttrOf", "InChargeOf",
    "IsSynonymOf", "Likes",
})  # fmt: skip
SYMMETRIC: frozenset[Tie] = frozenset({"alliance", "fights", "same"})
"""Ties that hold the other way round too; the end that comes first in the text is their source here."""
_ACTORS = frozenset({"Person", "Organisation"})
_THINGS = _ACTORS | {"Location", "MilitaryPlatform", "Vehicle", "Weapon"}
TIES: tuple[tuple[str, frozenset[str], frozenset[str], Tie], ...] = (
    ("InChargeOf", frozenset({"Person"}), _ACTORS, "position"),
    ("InChargeOf", _ACTORS, frozenset({"Location"}), "control"),
    ("BelongsTo", frozenset({"Person"}), frozenset({"Organisation"}), "membership"),
    ("BelongsTo", frozenset({"Organisation"}), frozenset({"Organisation"}), "part of"),
    ("AlliesOf", _ACTORS, _ACTORS, "alliance"),
    ("FightingAgainst", _ACTORS, _ACTORS, "fights"),
    ("CoLocated", _THINGS, frozenset({"Location"}), "located at"),
    ("IsSynonymOf", _THINGS, _THINGS, "same"),
)
"""Type, labels that its source may have, labels that its target may have, and what it is with us."""


class GoldTie(msgspec.Struct, frozen=True, kw_only=True):
    """A relation that is a tie of ours.

    Attributes:
        tie: Which.
        source: Who heads, belongs, holds, is somewhere.
        target: What, to what, where.
        words: That tell it; null where there are none between the ends.
        confidence: The corpus's, that it is so.
    """

    tie: Tie
    source: Span
    target: Span
    words: Span | None
    confidence: float


class TieDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document with its ties, by source and target; each once.

    Attributes:
        name: Its source and id.
        text: The text that all offsets refer to.
        ties: As mapped.
        unshared: How many relations of each type have no counterpart here.
    """

    name: str
    text: str
    ties: tuple[GoldTie, ...]
    unshared: dict[str, int]


class RelationRow(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """A line of `relations.json`."""

    document_id: str
    type: str
    source_begin: int
    source_end: int
    target_begin: int
    target_end: int
    begin: int
    end: int
    confidence: float


class _Text(msgspec.Struct, frozen=True, kw_only=True):
    identifier: str = msgspec.field(name="_id")
    text: str


class _Label(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    document_id: str
    begin: int
    end: int
    type: str
    confidence: float = 0.0


Labels = Mapping[tuple[int, int], str]
"""The likeliest label of each span of a document."""


def documents(corpora: Path, split: Split) -> Iterator[TieDocument]:
    """Yield the documents of a split (that of `re3d`), by source and name; a text that occurs twice is read once.

    Raises:
        UsageError: `split` is not train or dev, or the corpus is not under `corpora`.
        UnreadableError: A line is not as re3d has it.
    """
    if split not in get_args(Split):
        raise UsageError(f"re3d split {split!r} is not read; there are: {', '.join(get_args(Split))}")
    if not (corpora / "re3d").is_dir():
        raise UsageError(f"no re3d at {corpora / 're3d'}")
    seen: set[str] = set()
    for source in sorted(SOURCES):
        folder = corpora / "re3d" / source
        texts = {row.identifier: row.text for row in _rows(folder / "documents.json", _Text)}
        labels = _labels(_rows(folder / "entities.json", _Label))
        rows: dict[str, list[RelationRow]] = {}
        for row in _rows(folder / "relations.json", RelationRow):
            rows.setdefault(row.document_id, []).append(row)
        for identifier, text in sorted(texts.items()):
            if text not in seen and split_of(identifier) == split:
                yield map_document(f"{source}/{identifier}", text, labels.get(identifier, {}), rows.get(identifier, ()))
            seen.add(text)


def files(corpora: Path) -> tuple[str, ...]:
    """Return the files that are read, relative to `corpora`."""
    return tuple(
        f"re3d/{name}/{kind}.json" for name in sorted(SOURCES) for kind in ("documents", "entities", "relations")
    )


def map_document(name: str, text: str, labels: Labels, rows: Iterable[RelationRow]) -> TieDocument:
    """Return a document with its relations mapped.

    Raises:
        UnreadableError: A relation is of an unknown type.
    """
    ties: dict[tuple[Tie, Span, Span], GoldTie] = {}
    unshared: dict[str, int] = {}
    for row in rows:
        if row.type not in RELATION_TYPES:
            raise UnreadableError(f"re3d {name}: relation of the unknown type {row.type!r}")
        if row.confidence < LEAST_CONFIDENCE:
            continue
        ends = (row.source_begin, row.source_end), (row.target_begin, row.target_end)
        tie = tie_of(row.type, *(labels.get(end) for end in ends))
        if tie is None:
            unshared[row.type] = unshared.get(row.type, 0) + 1
            continue
        first, second = (Span.of(text, *end) for end in ends)
        if tie in SYMMETRIC:
            first, second = sorted((first, second))
        new = GoldTie(tie=tie, source=first, target=second, words=_words(text, row), confidence=row.confidence)
        known = ties.get((tie, first, second))
        if known is None or known.confidence < new.confidence:
            ties[tie, first, second] = new
    ordered = sorted(ties.values(), key=lambda each: (each.source, each.target, each.tie))
    return TieDocument(name=name, text=text, ties=tuple(ordered), unshared=unshared)


def tie_of(relation: str, source: str | None, target: str | None) -> Tie | None:
    """Return what a relation of that type, between ends of these labels, is with us; None where nothing.

    >>> tie_of("BelongsTo", "Person", "Organisation"), tie_of("BelongsTo", "Weapon", "Organisation")
    ('membership', None)
    """
    for kind, sources, targets, tie in TIES:
        if kind == relation and source in sources and target in targets:
            return tie
    return None


def _words(text: str, row: RelationRow) -> Span | None:
    words = text[row.begin : row.end]
    start = row.begin + len(words) - len(words.lstrip())
    return Span.of(text, start, start + len(words.strip())) if words.strip() else None


def _labels(rows: Iterable[_Label]) -> dict[str, dict[tuple[int, int], str]]:
    best: dict[str, dict[tuple[int, int], _Label]] = {}
    for row in rows:
        known = best.setdefault(row.document_id, {})
        span = row.begin, row.end
        if span not in known or known[span].confidence < row.confidence:
            known[span] = row
    return {name: {span: row.type for span, row in spans.items()} for name, spans in best.items()}


def _rows(path: Path, kind: type[_Row]) -> Iterator[_Row]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read: {error.strerror}") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield msgspec.json.decode(line, type=kind)
            except msgspec.DecodeError as error:
                raise UnreadableError(f"{path}:{number}: {error}") from error
