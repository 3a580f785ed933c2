"""The reading component `attributions`: what the model and the marks on the page say, together."""

from collections.abc import Sequence
from functools import cache

import msgspec
import numpy as np

from sayso.core.reading import Attribution, Findings, SourceSpan, Stance
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.reading.attribution.decode import AskedWindow, AttributionDecoder, FoundAttribution, shifted
from sayso.reading.attribution.labels import PieceRange
from sayso.reading.attribution.merging import merged, without_shared_quotations
from sayso.reading.attribution.quoting import Quotations as Marks
from sayso.reading.attribution.values import Candidate, Interval, in_text
from sayso.reading.component import register
from sayso.reading.encoder.component import EncodedReport, encoded_report
from sayso.reading.entities import entity_of
from sayso.reading.model_files import STANCES, Floats
from sayso.reading.quotations.capitals import in_usual_case
from sayso.reading.quotations.component import Quotations, QuotationSettings


class AttributionSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the component `attributions`.

    Attributes:
        cue_bias: Added to the score of a word piece being no cue: the lower, the more attributions, of which fewer are
            right.
        min_confidence: Attributions below it are left out.
        min_rule_confidence: What the rules find with less is not looked at.
        quotations: Of the rules for quotations.
    """

    cue_bias: float
    min_confidence: float
    min_rule_confidence: float
    quotations: QuotationSettings


class Attributions:
    """Reads who says what: the model finds cues and their sources and contents, the marks correct direct quotations.

    Source: PolNeAR's notion of an attribution (Newell, Margolin & Ruths 2018); nested ones as our own guideline has it.
    """

    name = "attributions"
    version = "2"

    def __init__(self, settings: AttributionSettings) -> None:
        self._settings = settings
        self._rules = Quotations(settings.quotations)

    def read(self, report: Report, found: Findings) -> Findings:
        """Return the attributions of `report.text`, with ids `a1`, `a2`, ... in text order of their contents."""
        text = report.text
        marks = Marks(in_usual_case(text))
        model = [
            value
            for _, value in model_attributions(text, marks, encoded_report(found, self.name), self._settings.cue_bias)
            if value.confidence >= self._settings.min_confidence  # what is left out must not stand in a rule's way
        ]

        is_quoted = cache(marks.is_quoted)  # asked about every pair

        def is_direct(value: Candidate) -> bool:
            return is_quoted(value.content)

        found_by_both = without_shared_quotations(merged(model, self._of_rules(text, found), is_direct), is_direct)
        candidates = [value for value in found_by_both if value.confidence >= self._settings.min_confidence]
        within = innermost(candidates)
        return Findings(
            attributions=tuple(
                _attribution(text, value, f"a{number + 1}", holder, candidates, marks, found)
                for number, (value, holder) in enumerate(zip(candidates, within, strict=True))
            )
        )

    def _of_rules(self, text: str, found: Findings) -> list[Candidate]:
        confidence = self._settings.quotations.confidence
        return [
            Candidate(
                source=link.source,
                cue=link.cue,
                content=link.content,
                stance=link.stance,
                confidence=confidence[link.pattern],
                is_inner=link.nested,
            )
            for link in self._rules.links(text, found.sentences)
            if confidence[link.pattern] >= self._settings.min_rule_confidence
        ]


def model_attributions(
    text: str, marks: Marks, report: EncodedReport, cue_bias: float
) -> list[tuple[FoundAttribution, Candidate]]:
    """Return what the model finds in `text`, in word pieces and in offsets fitted to the quotation marks."""
    facts = report.model.facts
    decoder = AttributionDecoder(
        facts.cue_chain.transitions(), facts.role_chain.transitions(), report.model.roles, cue_bias=cue_bias
    )
    windows, states, logits = report.encoded.windows, report.encoded.states, report.encoded.logits["cue"]
    edges = list(zip(windows.starts.tolist(), windows.ends.tolist(), strict=True))
    owns = [windows.own(index) for index in range(len(edges))]
    asked = [
        AskedWindow(
            states=states[index],
            cue_logits=logits[index],
            features=report.pieces.features[first:last],
            own=(own_first - first, own_last - first),
        )
        for index, ((first, last), (own_first, own_last)) in enumerate(zip(edges, owns, strict=True))
    ]
    by_window = decoder.windows(asked)
    stances = iter(_stances(report, by_window))
    found = []
    for (first, _), here in zip(edges, by_window, strict=True):
        for each in shifted(here, first):
            value = in_text(text, report.pieces, each, next(stances), facts.attribution.probability(scores(each)))
            found.append((each, msgspec.structs.replace(value, content=marks.fitted(value.content, value.cue))))
    return found


def _stances(report: EncodedReport, by_window: Sequence[Sequence[FoundAttribution]]) -> list[Stance]:
    """Return the stances of what was found in every window, in order."""
    spans = [
        np.concatenate([_mean(states, part) for part in (each.source, each.cue, each.content)])
        for states, found in zip(report.encoded.states, by_window, strict=True)
        for each in found
    ]
    return [STANCES[index] for index in report.model.stances(np.stack(spans)).argmax(1).tolist()] if spans else []


def scores(found: FoundAttribution) -> tuple[float, float]:
    """Return what the calibration takes: the log odds of the cue, and the log probability of the path."""
    chance = min(max(found.cue_probability, 1e-6), 1 - 1e-6)
    return float(np.log(chance / (1 - chance))), float(np.log(max(found.path_probability, 1e-9)))


def innermost(candidates: Sequence[Candidate]) -> list[int | None]:
    """Return for each of `candidates` the index of the one whose content holds it most closely, or None.

    An attribution is held by a piece of content in which its cue, or its content where it has no cue, lies.
    """
    result: list[int | None] = []
    for index, value in enumerate(candidates):
        place = value.cue or value.content[0]
        holders = [
            (end - start, other)
            for other, holder in enumerate(candidates)
            if other != index and not _is_same(holder, value)
            for start, end in holder.content
            if start <= place[0] and place[1] <= end
        ]
        result.append(min(holders)[1] if holders else None)
    return _without_circles(result)


def _is_same(first: Candidate, second: Candidate) -> bool:
    return first.content == second.content


def _without_circles(holders: list[int | None]) -> list[int | None]:
    """Return `holders` with every circle cut at its first member; those that lead into a circle keep their holder."""
    result = list(holders)
    for index in range(len(result)):
        seen: set[int] = set()
        place = result[index]
        while place is not None and place not in seen:
            if place == index:
                result[index] = None
                break
            seen.add(place)
            place = result[place]
    return result


def _attribution(
    text: str,
    value: Candidate,
    own: str,
    holder: int | None,
    candidates: Sequence[Candidate],
    marks: Marks,
    found: Findings,
) -> Attribution:
    inner = [
        piece
        for other in candidates
        if other is not value and other.cue is not None and _holds(value, other.cue)
        for piece in other.content
    ]
    source = None
    if value.source is not None:
        start, end = value.source
        entity = entity_of(start, end, found.entities, text)
        source = SourceSpan(start=start, end=end, text=text[start:end], entity=entity)
    return Attribution(
        id=own,
        source=source,
        cue=None if value.cue is None else Span.of(text, *value.cue),
        content=tuple(Span.of(text, *piece) for piece in value.content),
        manner=marks.manner(value.content, inner),
        stance=value.stance,
        within=None if holder is None else f"a{holder + 1}",
        confidence=round(value.confidence, 3),
    )


def _holds(value: Candidate, cue: Interval) -> bool:
    return any(start <= cue[0] and cue[1] <= end for start, end in value.content)


def _mean(states: Floats, ranges: Sequence[PieceRange]) -> Floats:
    """Return the mean of `states` [pieces, width] over `ranges` of pieces [width]; zeros where there are none."""
    if not ranges:
        return np.zeros(states.shape[1], np.float32)
    parts = [states[first:last] for first, last in ranges]
    mean: Floats = (parts[0] if len(parts) == 1 else np.concatenate(parts)).mean(0)
    return mean


register("attributions", AttributionSettings)(Attributions)
