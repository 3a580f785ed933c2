"""The marks of a Reading on its text, and the card that names the speaker beside each."""

from collections.abc import Iterator

import msgspec

from sayso.core.reading import Attribution, Reading
from sayso.web.segments import Block, Mark, Piece, blocks


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """Who says it, as the margin shows it.

    Attributes:
        owner: Id of the attribution.
        speaker: Name of the source entity, else the words of the source; null where the report names nobody.
        words: The words of the source where they are not the name.
        cue: The words of the cue.
        manner: The manner of the attribution.
        stance: Its stance.
        within: Who says the attribution that this one stands in; null where it stands in none.
        within_owner: Id of that attribution.
    """

    owner: str
    speaker: str | None
    words: str | None
    cue: str | None
    manner: str
    stance: str
    within: str | None
    within_owner: str | None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One piece to write and, where a quotation opens, the card that stands beside it.

    Attributes:
        piece: What to write.
        card: The card to show before it; null for none. A card is shown once a paragraph.
        goes_on: Whether the card was shown before, in an earlier paragraph.
    """

    piece: Piece
    card: Card | None = None
    goes_on: bool = False


class MarkedBlock(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph; `pages` are the pages of the original that begin before it, or in the one before it."""

    pages: tuple[int, ...]
    steps: tuple[Step, ...]


def marked_text(reading: Reading) -> tuple[MarkedBlock, ...]:
    """Return the paragraphs of a report with its attributions marked and every speaker named where a quote opens."""
    found = blocks(reading.report.text, tuple(marks(reading)))
    pages = _page_starts(reading, found)
    by_owner = cards(reading)
    shown: set[str] = set()
    return tuple(
        MarkedBlock(pages=pages.get(number, ()), steps=tuple(_steps(block, by_owner, shown)))
        for number, block in enumerate(found)
    )


def _steps(block: Block, by_owner: dict[str, Card], shown: set[str]) -> Iterator[Step]:
    here: set[str] = set()
    for piece in block.pieces:
        mark = piece.mark
        if mark is None or mark.kind != "content" or mark.owner in here:
            yield Step(piece=piece)
            continue
        yield Step(piece=piece, card=by_owner[mark.owner], goes_on=mark.owner in shown)
        here.add(mark.owner)
        shown.add(mark.owner)


def marks(reading: Reading) -> Iterator[Mark]:
    """Yield a mark for every source, cue and content span; ids are `a1-1`, `a1-source`, `a1-cue`."""
    for attribution in reading.attributions:
        owner = attribution.id
        for number, span in enumerate(attribution.content, start=1):
            yield Mark(
                id=f"{owner}-{number}",
                owner=owner,
                kind="content",
                start=span.start,
                end=span.end,
                manner=attribution.manner,
            )
        if attribution.source is not None:
            yield Mark(
                id=f"{owner}-source",
                owner=owner,
                kind="source",
                start=attribution.source.start,
                end=attribution.source.end,
            )
        if attribution.cue is not None:
            yield Mark(id=f"{owner}-cue", owner=owner, kind="cue", start=attribution.cue.start, end=attribution.cue.end)


def cards(reading: Reading) -> dict[str, Card]:
    """Return the card of every attribution, by its id."""
    names = {entity.id: entity.name for entity in reading.entities}
    by_id = {attribution.id: attribution for attribution in reading.attributions}
    return {owner: _card(attribution, by_id, names) for owner, attribution in by_id.items()}


def _card(attribution: Attribution, by_id: dict[str, Attribution], names: dict[str, str]) -> Card:
    speaker = _speaker(attribution, names)
    source = attribution.source.text if attribution.source is not None else None
    outer = by_id[attribution.within] if attribution.within is not None else None
    return Card(
        owner=attribution.id,
        speaker=speaker,
        words=source if source != speaker else None,
        cue=attribution.cue.text if attribution.cue is not None else None,
        manner=attribution.manner,
        stance=attribution.stance,
        within=(_speaker(outer, names) or "somebody not named") if outer is not None else None,
        within_owner=attribution.within,
    )


def _speaker(attribution: Attribution, names: dict[str, str]) -> str | None:
    source = attribution.source
    if source is None:
        return None
    return names[source.entity] if source.entity is not None else source.text


def _page_starts(reading: Reading, found: tuple[Block, ...]) -> dict[int, tuple[int, ...]]:
    """Return page numbers by the paragraph they begin before; a page that begins inside one is shown after it."""
    starts: dict[int, list[int]] = {}
    for page in reading.report.pages:
        index = next((number for number, block in enumerate(found) if block.start >= page.start), None)
        if index is not None:
            starts.setdefault(index, []).append(page.number)
    return {index: tuple(numbers) for index, numbers in starts.items()}
