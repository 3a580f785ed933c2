"""Calibrate an exported model on documents new to it: `python -m training.calibrate MODEL --share 0.05`.

Fits, on what the model finds in them, the chance that source, cue and content of an attribution each share half of the
annotated one (held-out documents), and that an event or state is annotated with the same type (held-out reports of our
own are too few: these, our dev part, and public articles with our marks that the model has not learned from), and
writes both into `model.json`. Prints, for calibrations fitted to four
fifths of the documents and asked about the others, how far calibrated chances are from shares that are right, and
precision and recall by least confidence.
"""

import argparse
import itertools
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.core.reading import Event, Findings, State
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.evaluation import polnear
from sayso.evaluation.attributions import AttributionValue, linked_pairs
from sayso.reading.attribution.component import model_attributions, scores
from sayso.reading.attribution.decode import FoundAttribution
from sayso.reading.attribution.quoting import Quotations as Marks
from sayso.reading.encoder.component import EncodedReport, EncoderComponent, EncoderSettings, encoded_report
from sayso.reading.event.component import Events, triggered
from sayso.reading.model_files import Calibration
from sayso.reading.quotations.capitals import in_usual_case
from sayso.reading.reader import load_config
from sayso.reading.sentences.splitter import sentence_spans
from training.corpus_files import load_split
from training.data import marked
from training.data.held_out import is_held_out
from training.notation import AnnotatedReport

Floats = NDArray[np.float64]
_RIDGE = 1e-3
_FOLDS = 5


class Case(NamedTuple):
    """Something that was found.

    Attributes:
        document: Where: documents of one name are of one fold.
        features: What its calibration takes.
        is_right: Whether it is annotated.
    """

    document: str
    features: tuple[float, ...]
    is_right: bool


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="folder with the files of an exported model")
    parser.add_argument("--share", type=float, required=True, help="`held_out` of the run's configuration")
    parser.add_argument("--corpora", type=Path, default=os.environ.get("SAYSO_CORPORA"), help="default: SAYSO_CORPORA")
    parser.add_argument("--unread", type=Path, help="names of marked articles that the model has not learned from")
    arguments = parser.parse_args()
    settings = msgspec.convert({**_settings(EncoderComponent.name), "model": str(arguments.model)}, EncoderSettings)
    encoder = EncoderComponent(settings)
    attributions_found, gold = attribution_cases(encoder, arguments.corpora, arguments.share)
    attribution = fit(attributions_found)
    _report("attributions", attributions_found, gold)
    happenings_found, gold = happening_cases(encoder, arguments.corpora, arguments.share, _names(arguments.unread))
    happening = fit(happenings_found)
    _report("events and states", happenings_found, gold)
    facts = msgspec.structs.replace(encoder.model.facts, attribution=attribution, happening=happening)
    text = json.dumps(msgspec.to_builtins(facts), indent=1)
    (arguments.model / "model.json").write_text(text + "\n", encoding="utf-8")


def attribution_cases(encoder: EncoderComponent, corpora: Path | None, share: float) -> tuple[list[Case], int]:
    """Return the attributions found in held-out documents, right where each part is; and how many are annotated."""
    cases: list[Case] = []
    gold = 0
    for document, text, values in held_out(corpora, share):
        found = attributions(encoder, text)
        paired = {index for _, index in linked_pairs(values, [value for _, value in found])}
        cases += [Case(document, scores(each), index in paired) for index, (each, _) in enumerate(found)]
        gold += len(values)
    return cases, gold


def happening_cases(
    encoder: EncoderComponent, corpora: Path | None, share: float, unread: frozenset[str] = frozenset()
) -> tuple[list[Case], int]:
    """Return the events and states found in what we annotated, right where the type is; and how many are annotated."""
    least = float(_settings(Events.name)["least_trigger"])
    cases: list[Case] = []
    annotated = 0
    for report in _happenings_told(corpora, share, unread):
        text = report.reading.report.text
        told: tuple[Event | State, ...] = (*report.reading.events, *report.reading.states)
        for trigger, each in triggered(text, _encoded(encoder, text), least):
            is_right = any(one.trigger.overlaps(trigger) and one.type == each.kind for one in told)
            cases.append(Case(report.header.conflict, each.scores, is_right))
        annotated += len(told)
    return cases, annotated


def _names(path: Path | None) -> frozenset[str]:
    return frozenset(path.read_text(encoding="utf-8").split()) if path is not None else frozenset()


def _happenings_told(corpora: Path | None, share: float, unread: frozenset[str]) -> Iterator[AnnotatedReport]:
    """Yield the reports and articles whose events and states are annotated, kept from training or newer."""
    kept = (each for each in load_split("train") if is_held_out(f"own/{each.header.id}", share))
    yield from (each for each in itertools.chain(kept, load_split("dev")) if {"events", "states"} <= each.layers)
    if corpora is None:
        return
    for article in marked.documents(corpora, "train"):
        is_prose = not article.reading.report.text.isupper()
        if is_prose and (article.header.id in unread or is_held_out(f"{marked.CORPUS}/{article.header.id}", share)):
            yield article


def _settings(component: str) -> dict[str, Any]:
    return next(part.settings for part in load_config().components if part.name == component)


def _encoded(encoder: EncoderComponent, text: str) -> EncodedReport:
    found = Findings(sentences=sentence_spans(text, wrap_width_chars=120, split_unspaced=True))
    return encoded_report(encoder.read(Report.of_text(text), found), "calibrate")


def held_out(corpora: Path | None, share: float) -> Iterator[tuple[str, str, Sequence[AttributionValue]]]:
    """Yield name, text and attributions of the held-out documents of PolNeAR and of our own corpus."""
    if corpora is not None:
        for document in polnear.documents(corpora, "train"):
            if is_held_out(f"polnear/{document.name}", share):
                yield (
                    document.name,
                    document.text,
                    [
                        AttributionValue(source=each.source, cue=each.cue, content=each.content)
                        for each in document.attributions
                    ],
                )
    for report in load_split("train"):
        if is_held_out(f"own/{report.header.id}", share) and "attributions" in report.layers:
            yield report.header.conflict, report.reading.report.text, _own_values(report)


def attributions(encoder: EncoderComponent, text: str) -> list[tuple[FoundAttribution, AttributionValue]]:
    """Return what the model alone finds in `text`, in word pieces and as values to compare."""
    encoded = _encoded(encoder, text)
    return [
        (
            each,
            AttributionValue(
                source=(value.source,) if value.source else (),
                cue=(value.cue,) if value.cue else (),
                content=value.content,
            ),
        )
        for each, value in model_attributions(text, Marks(in_usual_case(text)), encoded, cue_bias=0.0)
    ]


def fit(cases: Sequence[Case]) -> Calibration:
    """Return the logistic regression of being right on the features, by Newton's method."""
    right = np.array([each.is_right for each in cases], np.float64)
    design = np.column_stack([np.array([each.features for each in cases], np.float64), np.ones(len(cases))])
    weights = np.zeros(design.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (right - chance) - _RIDGE * weights
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + _RIDGE * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    return Calibration(weights=weights[:-1].round(6).tolist(), bias=round(float(weights[-1]), 6))


def _own_values(report: AnnotatedReport) -> list[AttributionValue]:
    def pieces(*spans: Span | None) -> tuple[tuple[int, int], ...]:
        return tuple((span.start, span.end) for span in spans if span is not None)

    return [
        AttributionValue(source=pieces(each.source), cue=pieces(each.cue), content=pieces(*each.content))
        for each in report.reading.attributions
    ]


def _crossed(cases: Sequence[Case]) -> Floats:
    """Return a chance for each case, from a calibration fitted to the documents of other folds."""
    names = sorted({each.document for each in cases})
    fold = {name: number % _FOLDS for number, name in enumerate(names)}
    fitted = [fit([each for each in cases if fold[each.document] != number]) for number in range(_FOLDS)]
    return np.array([fitted[fold[each.document]].probability(each.features) for each in cases])


def _report(name: str, cases: Sequence[Case], gold: int) -> None:
    chances, right = _crossed(cases), np.array([each.is_right for each in cases])
    lines = [f"{name}: {len(chances)} found, {gold} annotated, {int(right.sum())} right"]
    for low in np.arange(0, 1, 0.1):
        inside = (chances >= low) & (chances < low + 0.1)
        if inside.any():
            lines.append(
                f"confidence {low:.1f}-{low + 0.1:.1f}: n {int(inside.sum())}, mean {chances[inside].mean():.2f}, "
                f"right {right[inside].mean():.2f}"
            )
    for least in np.arange(0, 0.6, 0.1):
        kept = chances >= least
        precision, recall = right[kept].mean(), right[kept].sum() / gold
        f1 = 2 * precision * recall / (precision + recall)
        lines.append(f"at least {least:.1f}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
