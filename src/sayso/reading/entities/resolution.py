"""The reading component `coreference`: which names, nominals and pronouns are of one entity."""

from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.core.reading import Attribution, Entity, Findings, Mention
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.reading.component import register
from sayso.reading.encoder.component import EncodedReport, encoded_report
from sayso.reading.entities.coreference import References, clusters
from sayso.reading.entities.decode import span_states
from sayso.reading.entities.pairs import PRONOUNS, MentionWords
from sayso.reading.model_files import TYPES, Floats

_PERSON = TYPES.index("person")
_FORMS_BY_WORTH = ("name", "nominal", "pronoun")


class CoreferenceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the component `coreference`: it has none."""


class Coreference:
    """Puts the mentions of one entity together.

    To be listed behind `entities`, whose entities it takes the place of, and `attributions`, whose sources tell whom
    "I" and "we" stand for.
    """

    name = "coreference"
    version = "1"
    replaces = ("entities", "attributions")

    def __init__(self, settings: CoreferenceSettings) -> None:
        del settings

    def read(self, report: Report, found: Findings) -> Findings:
        """Return the entities of `report.text`, and the attributions with the ids of these as their sources.

        Entities have ids `e1`, `e2`, ... in the order of their first mentions.

        Raises:
            ReadingError: No `encoder` ran before.
        """
        if not found.entities:
            return Findings(attributions=found.attributions)
        known = [_Known(mention=mention, owner=owner) for owner in found.entities for mention in owner.mentions]
        known.sort(key=lambda each: (each.mention.start, -each.mention.end))
        encoded = encoded_report(found, self.name)
        spans = _states(encoded, [each.mention for each in known])
        later, earlier, none = encoded.model.references(spans)
        evidence = _log_chances(encoded.model.types(spans))
        people = (evidence.argmax(1) == _PERSON).tolist()
        groups = clusters(
            _words(known, found.sentences),
            [each.owner.id if each.mention.form == "name" else None for each in known],
            people,
            References(later=later, earlier=earlier, none=none, weights=encoded.model.pair_weights),
            _speakers(known, people, found.attributions),
        )
        entities = tuple(
            _entity(f"e{number}", [known[member] for member in group], evidence[group])
            for number, group in enumerate(groups, start=1)
        )
        ids = {
            known[member].owner.id: entity.id
            for entity, group in zip(entities, groups, strict=True)
            for member in group
        }
        return Findings(entities=entities, attributions=tuple(_renamed(each, ids) for each in found.attributions))


class _Known(msgspec.Struct, frozen=True, kw_only=True):
    """A mention, and the entity that it was of before."""

    mention: Mention
    owner: Entity


def _words(known: Sequence[_Known], sentences: Sequence[Span]) -> list[MentionWords]:
    ends = np.array([sentence.end for sentence in sentences], np.int64)
    numbers = np.searchsorted(ends, [each.mention.start for each in known], side="right")
    return [
        MentionWords(
            text=each.mention.text, form=each.mention.form, start=each.mention.start, end=each.mention.end,
            sentence=number,
        )
        for each, number in zip(known, numbers.tolist(), strict=True)
    ]  # fmt: skip


def _states(report: EncodedReport, mentions: Sequence[Mention]) -> Floats:
    """Return first, last and mean state of `mentions` [mentions, 3 * width], each from the window that is best for it.

    What stands outside of that window is left out of a mention.
    """
    pieces, windows = report.pieces, report.encoded.windows
    firsts = np.searchsorted(pieces.ends, [each.start for each in mentions], side="right")
    lasts = np.searchsorted(pieces.starts, [each.end for each in mentions], side="left")
    lasts = np.maximum(lasts, firsts + 1)
    best: NDArray[np.int64] = windows.best[np.minimum(lasts, len(pieces)) - 1].astype(np.int64)
    found: Floats = np.zeros((len(mentions), 3 * report.encoded.states[0].shape[1]), np.float32)
    for window in np.unique(best).tolist():
        members = np.flatnonzero(best == window)
        begin, end = int(windows.starts[window]), int(windows.ends[window])
        ranges = np.stack([np.clip(firsts[members], begin, end - 1), np.clip(lasts[members], begin + 1, end)], 1)
        found[members] = span_states(report.encoded.states[window], ranges - begin)
    return found


def _log_chances(logits: Floats) -> Floats:
    shifted = logits - logits.max(1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(1, keepdims=True)), np.float32)


def _speakers(known: Sequence[_Known], people: Sequence[bool], attributions: Sequence[Attribution]) -> dict[int, int]:
    """Return the mention of the speaker for each "I" in direct speech, and for each "we" of a body that speaks."""
    found: dict[int, int] = {}
    for attribution in attributions:  # inner ones come later, and count
        source = attribution.source
        if source is None or source.entity is None or attribution.manner == "indirect":
            continue
        speakers = [
            number
            for number, each in enumerate(known)
            if each.owner.id == source.entity and source.start <= each.mention.start and each.mention.end <= source.end
        ]
        if not speakers:
            continue
        spoken = PRONOUNS["i"] if people[speakers[0]] else PRONOUNS["we"]
        for number, each in enumerate(known):
            if each.mention.form != "pronoun" or each.mention.text.casefold() not in spoken:
                continue
            if any(piece.start <= each.mention.start < piece.end for piece in attribution.content):
                found[number] = speakers[0]
    return {number: speaker for number, speaker in found.items() if number != speaker}


def _entity(own: str, group: Sequence[_Known], evidence: Floats) -> Entity:
    """Return the entity of these mentions; its type is that with the most evidence from the mentions of best form."""
    forms = {each.mention.form for each in group}
    best = next(form for form in _FORMS_BY_WORTH if form in forms)
    rows = [index for index, each in enumerate(group) if each.mention.form == best]
    named = [group[index].mention for index in rows]
    shown = max(named, key=lambda mention: len(mention.text)) if best == "name" else named[0]
    return Entity(
        id=own,
        name=" ".join(shown.text.split()),
        type=TYPES[int(evidence[rows].sum(0).argmax())],
        mentions=tuple(each.mention for each in group),
    )


def _renamed(attribution: Attribution, ids: dict[str, str]) -> Attribution:
    source = attribution.source
    if source is None or source.entity is None:
        return attribution
    return msgspec.structs.replace(attribution, source=msgspec.structs.replace(source, entity=ids[source.entity]))


register("coreference", CoreferenceSettings)(Coreference)
