"""Who says it, for the margin: one note for each attribution of a report."""

import re
from collections.abc import Iterator

import msgspec
from rich.cells import cell_len

from sayso.cli.margin_lines import Piece
from sayso.cli.terminal import visible
from sayso.core.pronouns import is_pronoun
from sayso.core.reading import Attribution, Manner, Reading, SourceSpan, Stance
from sayso.core.span import Span

VERBS: dict[Stance, str] = {
    "assert": "said",
    "deny": "denied",
    "predict": "predicted",
    "demand": "demanded",
    "promise": "promised",
    "threaten": "threatened",
    "ask": "asked",
    "doubt": "doubted",
    "opine": "thought",
}
"""The stance as a verb, in the past, which is the same for one speaker and for many."""
SIGNS: dict[Manner, str] = {"direct": '"', "indirect": "~", "mixed": '"~'}
"""The manner as a sign."""
NOBODY = "nobody named"
SPEAKER_CELLS = 60
"""Most terminal cells that a speaker takes in a note."""
OUTER_CELLS = 24
"""Most terminal cells of each speaker in whose words the attribution stands."""
_WORD = re.compile(r"\w+")


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What the margin says of one attribution.

    Attributes:
        number: Its number in the text, from 1.
        content: The content it stands beside, in text order.
        source: The words of the source; null where the report names nobody.
        cue: The words that attribute; null where there are none.
        speaker: Who says it, as a person reads it.
        outer: In whose words it stands, outermost first.
        verb: The stance.
        sign: The manner.
        confidence: As in the Reading.
    """

    number: int
    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    speaker: str
    outer: tuple[str, ...]
    verb: str
    sign: str
    confidence: float

    @property
    def key(self) -> str:
        """What it is called in the text."""
        return str(self.number)

    def pieces(self) -> Iterator[Piece]:
        """Yield the note as it is written, without its number."""
        for name in self.outer:
            yield Piece(text=f"{name} > ")
        yield Piece(text=self.speaker, styles=("speaker",))
        yield Piece(text=f" {self.verb} ")
        yield Piece(text=f"{self.sign} {self.confidence:.2f}", styles=("detail",), is_mark=True)

    def repeated(self) -> Iterator[Piece]:
        """Yield the note of a later paragraph, where the content goes on."""
        yield Piece(text=f"... {shortened(self.speaker, OUTER_CELLS)}", styles=("detail",))


def notes(reading: Reading) -> tuple[Note, ...]:
    """Return a note for every attribution, numbered by where the contents begin, the outer one before the inner."""
    by_id = {said.id: said for said in reading.attributions}
    names = {entity.id: entity.name for entity in reading.entities}
    chains = {said.id: _chain(said, by_id) for said in reading.attributions}

    def place(said: Attribution) -> tuple[int, int, int]:
        first = min(said.content, key=lambda span: span.start)
        return first.start, len(chains[said.id]), -first.end

    ordered = sorted(reading.attributions, key=place)
    return tuple(_note(number, said, chains[said.id], names) for number, said in enumerate(ordered, start=1))


def voices(reading: Reading) -> dict[str, str]:
    """Return who says it and with which stance, the outermost first, by the id of the attribution.

    `Beratz said > he doubted` is what Beratz says that somebody doubts.
    """
    by_id = {said.id: said for said in reading.attributions}
    names = {entity.id: entity.name for entity in reading.entities}
    told = {}
    for said in reading.attributions:
        chain = _chain(said, by_id)
        speakers = [_name(each.source, names) for each in chain]
        speakers.append(_speaker(said.source, names, chain[-1].source if chain else None))
        pairs = zip(speakers, (*chain, said), strict=True)
        told[said.id] = " > ".join(f"{shortened(name, OUTER_CELLS)} {VERBS[each.stance]}" for name, each in pairs)
    return told


def shortened(text: str, cells: int) -> str:
    """Return `text` on one line, printable, at most `cells` terminal cells wide."""
    folded = " ".join(visible(text).split())
    if cell_len(folded) <= cells:
        return folded
    kept = folded[:cells]
    while cell_len(kept) > cells - 3:
        kept = kept[:-1]
    return f"{kept.rstrip()}..."


def _note(number: int, said: Attribution, chain: tuple[Attribution, ...], names: dict[str, str]) -> Note:
    return Note(
        number=number,
        content=tuple(sorted(said.content, key=lambda span: span.start)),
        source=said.source,
        cue=said.cue,
        speaker=_speaker(said.source, names, chain[-1].source if chain else None),
        outer=tuple(shortened(_name(each.source, names), OUTER_CELLS) for each in chain),
        verb=VERBS[said.stance],
        sign=SIGNS[said.manner],
        confidence=said.confidence,
    )


def _chain(said: Attribution, by_id: dict[str, Attribution]) -> tuple[Attribution, ...]:
    """Return the attributions that this one stands in, outermost first; a circle is followed once."""
    chain: list[Attribution] = []
    seen = {said.id}
    while said.within is not None and said.within not in seen:
        said = by_id[said.within]
        seen.add(said.id)
        chain.append(said)
    return tuple(reversed(chain))


def _speaker(source: SourceSpan | None, names: dict[str, str], outer: SourceSpan | None) -> str:
    """Return who says it: the name that the words resolve to, with the words where they do not say the same.

    Who speaks of their own words (`outer`) is not named twice.
    """
    if source is None:
        return NOBODY
    if source.entity is not None and outer is not None and source.entity == outer.entity:
        return _words(source)
    return named(_words(source), _name(source, names))


def named(words: str, name: str) -> str:
    """Return the name that words resolve to, with the words where they do not say the same.

    >>> named("the envoy", "Amon Reiss"), named("Envoy Reiss", "Reiss"), named("he", "he")
    ('Amon Reiss (the envoy)', 'Envoy Reiss', 'he (unresolved)')
    """
    if is_pronoun(words):
        return f"{words} (unresolved)" if is_pronoun(name) else f"{name} ({words})"
    in_words, in_name = set(_WORD.findall(words.casefold())), set(_WORD.findall(name.casefold()))
    if in_name <= in_words:
        return words
    return name if in_words <= in_name else f"{name} ({shortened(words, OUTER_CELLS)})"


def _name(source: SourceSpan | None, names: dict[str, str]) -> str:
    if source is None:
        return NOBODY
    return _words(source) if source.entity is None else shortened(names[source.entity], SPEAKER_CELLS)


def _words(source: SourceSpan) -> str:
    """Return the words of a source without the punctuation at their ends."""
    return shortened(without_marks(source.text), SPEAKER_CELLS)


def without_marks(text: str) -> str:
    """Return words on one line, printable, without the punctuation at their ends."""
    words = " ".join(visible(text).split())
    return words.strip(",;: ") or words
