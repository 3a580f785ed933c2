"""Gold entity mentions of any corpus in one form, as they are read for training and scored.

A corpus that draws a line elsewhere than our guideline (`training/corpus/GUIDELINE.md`) is mapped to it; how, is in
`training/corpus/ENTITY_MAPPING.md`. What the mapping cannot settle is not guessed: a mention may allow several types,
and a span may be `unsettled`, so that it is neither asked for nor held against who finds it.
"""

from collections.abc import Iterable
from typing import Literal

import msgspec

from sayso.core.errors import GroundingError
from sayso.core.reading import EntityType, MentionForm

Split = Literal["train", "dev"]
Interval = tuple[int, int]
"""Half-open `(start, end)` in code points."""
FORMS: tuple[MentionForm, ...] = ("name", "nominal", "pronoun")
TYPES: tuple[EntityType, ...] = ("person", "organization", "group", "place", "facility", "vehicle", "weapon", "other")


class GoldMention(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One mention as annotated, mapped to our types.

    Attributes:
        start: First code point.
        end: After the last code point.
        type: Our type; None where the corpus does not tell which of `types_allowed` it is.
        form: Name, nominal or pronoun; None where the corpus does not tell.
        types_allowed: The types it may have by our guideline; of one member where `type` is given.
        group: What it refers to: mentions of one group of a document corefer; None where the corpus does not tell.
    """

    start: int
    end: int
    type: EntityType | None
    form: MentionForm | None
    types_allowed: frozenset[EntityType]
    group: str | None = None

    @classmethod
    def of(
        cls,
        start: int,
        end: int,
        types: EntityType | frozenset[EntityType],
        form: MentionForm | None,
        group: str | None = None,
    ) -> "GoldMention":
        """Return a mention of one type, or of one among several."""
        allowed = frozenset([types]) if isinstance(types, str) else types
        single = next(iter(allowed)) if len(allowed) == 1 else None
        return cls(start=start, end=end, type=single, form=form, types_allowed=allowed, group=group)


class MentionDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its gold mentions.

    Attributes:
        name: Of the document, unique in its corpus.
        corpus: Name of the corpus, e.g. `gum`.
        text: The text that all offsets refer to.
        mentions: By start, the longer first; no span twice.
        forms: Forms of which every mention of `types` is annotated; of others, none annotated does not mean none there.
        types: Types of which every mention of `forms` is annotated.
        unsettled: Spans that may or may not be mentions by our guideline; never the span of one in `mentions`.
        licence: As the corpus states it.
        open_licence: Whether it allows any use, also commercial.
        split: Part of the corpus.
        genre: As the corpus names it; empty where it has none.
        nested: Whether names inside others are annotated; where not, those inside unsettled spans are unsettled too.

    Raises:
        GroundingError: A span does not fit the text, stands twice, or is empty.
    """

    name: str
    corpus: str
    text: str
    mentions: tuple[GoldMention, ...]
    forms: frozenset[MentionForm]
    types: frozenset[EntityType]
    licence: str
    open_licence: bool
    split: Split
    unsettled: tuple[Interval, ...] = ()
    genre: str = ""
    nested: bool = True

    def __post_init__(self) -> None:
        spans = [(mention.start, mention.end) for mention in self.mentions] + list(self.unsettled)
        if len(set(spans)) != len(spans):
            raise GroundingError(f"{self.corpus} {self.name}: a span stands twice among mentions and unsettled")
        for start, end in spans:
            words = self.text[start:end]
            if not 0 <= start < end <= len(self.text) or words != words.strip():
                raise GroundingError(f"{self.corpus} {self.name}: {start}-{end} is {words!r}, no words of the text")


def gather(found: list[GoldMention], unsettled: list[Interval]) -> tuple[tuple[GoldMention, ...], tuple[Interval, ...]]:
    """Return mentions and unsettled spans, sorted and each span once: the first mention of it, else unsettled."""
    mentions: dict[Interval, GoldMention] = {}
    for mention in found:
        mentions.setdefault((mention.start, mention.end), mention)
    ordered = sorted(mentions.values(), key=lambda mention: (mention.start, -mention.end))
    return tuple(ordered), tuple(sorted(set(unsettled) - set(mentions)))


def without_names_in_names(found: Iterable[GoldMention]) -> tuple[list[GoldMention], list[Interval]]:
    """Return the mentions without names that lie inside a name, and the spans of these."""
    mentions = list(found)
    names = [mention for mention in mentions if mention.form == "name"]
    inner = {
        (mention.start, mention.end)
        for mention in names
        for other in names
        if other.start <= mention.start and mention.end <= other.end
        and (other.start, other.end) != (mention.start, mention.end)
    }  # fmt: skip
    kept = [mention for mention in mentions if mention.form != "name" or (mention.start, mention.end) not in inner]
    return kept, sorted(inner)
