"""Attributions from their marks: source, cue, content, stance, manner and nesting."""

from itertools import pairwise
from typing import get_args

import msgspec

from sayso.core.reading import Attribution, Manner, SourceSpan
from sayso.core.span import Span
from sayso.evaluation.polnear import kind_of
from training.notation.marks import Marks
from training.notation.markup import Label
from training.notation.ontology import STANCES

PARTS = ("source", "cue", "content")
_MANNERS: tuple[str, ...] = get_args(Manner)


class _Draft(msgspec.Struct, kw_only=True):
    id: str
    first: Label
    source: SourceSpan | None
    cue: Span | None
    content: tuple[Span, ...]
    stance: str
    manner: str | None
    forced: bool
    within: str | None


def build_attributions(marks: Marks) -> tuple[Attribution, ...]:
    """Return the attributions in the order of their first words."""
    drafts = [
        draft for key, parts in marks.groups["attributions"].items() if (draft := _draft(marks, key, parts)) is not None
    ]
    known = {draft.id for draft in drafts}
    found = []
    for draft in drafts:
        if draft.within not in (None, "-", *known):
            marks.error(draft.first, f"within={draft.within} is not there", "name an attribution of this file, or -")
        found.append(
            msgspec.convert(
                {
                    "id": draft.id,
                    "source": msgspec.structs.asdict(draft.source) if draft.source else None,
                    "cue": msgspec.structs.asdict(draft.cue) if draft.cue else None,
                    "content": [msgspec.structs.asdict(piece) for piece in draft.content],
                    "manner": _manner(marks, draft, drafts),
                    "stance": draft.stance,
                    "within": None
                    if draft.within == "-"
                    else draft.within or innermost(_anchor(draft), draft.id, drafts),
                    "confidence": 1.0,
                },
                Attribution,
            )
        )
    return tuple(sorted(found, key=lambda each: (min(span.start for span in _spans(each)), each.id)))


def innermost(span: Span, own: str | None, attributions: list[_Draft] | tuple[Attribution, ...]) -> str | None:
    """Return the id of the attribution other than `own` with the smallest content piece that covers `span`."""
    holders = [
        (piece.end - piece.start, each.id)
        for each in attributions
        for piece in each.content
        if each.id != own and piece.covers(span)
    ]
    return min(holders)[1] if holders else None


def _draft(marks: Marks, key: str, parts: list[tuple[str, Label]]) -> _Draft | None:
    for part, label in parts:
        if part not in PARTS:
            marks.error(label, f"no part {part!r}", f"write {key}.source, {key}.cue or {key}.content")
    source_label, cue_label = marks.single(key, parts, "source"), marks.single(key, parts, "cue")
    content_labels = sorted((label for part, label in parts if part == "content"), key=lambda label: label.start)
    first = parts[0][1]
    if not content_labels:
        marks.error(first, f"{key} has no content", f"mark the words that are said as {key}.content")
        return None
    source_words = [word for word in (source_label.words if source_label else ()) if word.startswith("@")]
    words = [
        (label, word)
        for _, label in parts
        for word in label.words
        if not (label is source_label and word in source_words[:1])
    ]
    settings = _settings(marks, key, words)
    content = tuple(marks.span(label) for label in content_labels)
    cue = marks.span(cue_label) if cue_label else None
    source = None
    if source_label is not None:
        span = marks.span(source_label)
        entity = marks.entity_at(span, source_label, source_words[0] if source_words else None)
        source = SourceSpan(start=span.start, end=span.end, text=span.text, entity=entity)
    _check_overlaps(marks, first, source, cue, content)
    if "stance" not in settings:
        marks.error(
            cue_label or content_labels[0], f"{key} has no stance", f"add one of {', '.join(STANCES)} to the cue"
        )
        return None
    manner = settings.get("manner")
    return _Draft(
        id=key, first=first, source=source, cue=cue, content=content, stance=settings["stance"],
        manner=manner.rstrip("!") if manner else None, forced=bool(manner and manner.endswith("!")),
        within=settings.get("within"),
    )  # fmt: skip


def _settings(marks: Marks, key: str, words: list[tuple[Label, str]]) -> dict[str, str]:
    settings: dict[str, str] = {}
    for label, word in words:
        if word in STANCES:
            name, value = "stance", word
        elif word.removesuffix("!") in _MANNERS:
            name, value = "manner", word
        elif word.startswith("within="):
            name, value = "within", word.removeprefix("within=")
        else:
            stances = ", ".join(STANCES)
            marks.error(
                label, f"unknown word {word!r}", f"stances: {stances}; manners: {', '.join(_MANNERS)}; within=a1"
            )
            continue
        if name in settings:
            marks.error(label, f"{key} has a second {name} {value!r}", "give it once, on the cue")
        settings[name] = value
    return settings


def _check_overlaps(
    marks: Marks, label: Label, source: Span | None, cue: Span | None, content: tuple[Span, ...]
) -> None:
    for name, span in (("source", source), ("cue", cue)):
        for piece in content:
            if span is not None and piece.overlaps(span):
                marks.error(
                    label, f"{name} {span.text!r} overlaps its own content", f"end the content before the {name}"
                )
    if source is not None and cue is not None and source.overlaps(cue):
        marks.error(label, f"source {source.text!r} and cue {cue.text!r} overlap", "divide the words between them")
    for before, after in pairwise(content):
        if before.overlaps(after):
            marks.error(label, "two content pieces overlap", "mark each word once")


def _manner(marks: Marks, draft: _Draft, drafts: list[_Draft]) -> str:
    """Return the manner: from the quotation marks, unless the file insists on another with `!`."""
    if draft.forced and draft.manner is not None:
        return draft.manner
    shown = manner_of(marks.text, draft.content, [each.content for each in drafts if each is not draft])
    if draft.manner is not None and draft.manner != shown:
        marks.error(
            draft.first,
            f"manner {draft.manner}, but by its quotation marks the content is {shown}",
            f"put the marks inside the content, or insist with {draft.manner}!",
        )
    return shown


def manner_of(text: str, content: tuple[Span, ...], others: list[tuple[Span, ...]]) -> Manner:
    """Return the manner that the quotation marks in `content` show, those of contents nested in it left aside."""
    masked = text
    for pieces in others:
        for piece in pieces:
            if any(outer.covers(piece) and outer != piece for outer in content):
                masked = masked[: piece.start] + " " * (piece.end - piece.start) + masked[piece.end :]
    if not any(masked[piece.start : piece.end].strip() for piece in content):
        masked = text
    return kind_of(masked, tuple((piece.start, piece.end) for piece in content))


def _anchor(draft: _Draft) -> Span:
    """Return the span whose place says within whose content an attribution stands: its cue, else its content."""
    return draft.cue or draft.content[0]


def _spans(attribution: Attribution) -> list[Span]:
    return [span for span in (attribution.source, attribution.cue, *attribution.content) if span is not None]
