"""Calibrate an exported model on held-out training documents: `python -m training.calibrate MODEL --share 0.05`.

Fits, on what the model finds in documents that training did not see, the chance that source, cue and content each share
half of the annotated one, and writes it into `model.json`. Prints how far calibrated chances are from shares that are
right, and precision and recall by least confidence.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.core.reading import Findings
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.evaluation import polnear
from sayso.evaluation.attributions import AttributionValue, linked_pairs
from sayso.reading.attribution.component import model_attributions, scores
from sayso.reading.attribution.decode import FoundAttribution
from sayso.reading.attribution.quoting import Quotations as Marks
from sayso.reading.encoder.component import EncoderComponent, EncoderSettings, encoded_report
from sayso.reading.model_files import Calibration
from sayso.reading.quotations.capitals import in_usual_case
from sayso.reading.reader import load_config
from sayso.reading.sentences.splitter import sentence_spans
from training.corpus_files import load_split
from training.data.held_out import is_held_out
from training.notation import AnnotatedReport

Floats = NDArray[np.float64]
_RIDGE = 1e-3


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, help="folder with the files of an exported model")
    parser.add_argument("--share", type=float, required=True, help="`held_out` of the run's configuration")
    parser.add_argument("--corpora", type=Path, default=os.environ.get("SAYSO_CORPORA"), help="default: SAYSO_CORPORA")
    arguments = parser.parse_args()
    part = next(part for part in load_config().components if part.name == EncoderComponent.name)
    settings = msgspec.convert({**part.settings, "model": str(arguments.model)}, EncoderSettings)
    encoder = EncoderComponent(settings)
    features: list[tuple[float, ...]] = []
    right: list[bool] = []
    gold = 0
    for text, values in held_out(arguments.corpora, arguments.share):
        found = attributions(encoder, text)
        paired = {index for _, index in linked_pairs(values, [value for _, value in found])}
        features += [scores(each) for each, _ in found]
        right += [index in paired for index in range(len(found))]
        gold += len(values)
    fitted = fit(np.array(features, np.float64), np.array(right, np.float64))
    facts = msgspec.structs.replace(encoder.model.facts, attribution=fitted)
    text = json.dumps(msgspec.to_builtins(facts), indent=1)
    (arguments.model / "model.json").write_text(text + "\n", encoding="utf-8")
    _report(np.array([fitted.probability(each) for each in features]), np.array(right), gold)


def held_out(corpora: Path | None, share: float) -> Iterator[tuple[str, Sequence[AttributionValue]]]:
    """Yield text and attributions of the held-out documents of PolNeAR and of our own corpus."""
    if corpora is not None:
        for document in polnear.documents(corpora, "train"):
            if is_held_out(f"polnear/{document.name}", share):
                yield (
                    document.text,
                    [
                        AttributionValue(source=each.source, cue=each.cue, content=each.content)
                        for each in document.attributions
                    ],
                )
    for report in load_split("train"):
        if is_held_out(f"own/{report.header.id}", share) and "attributions" in report.layers:
            yield report.reading.report.text, _own_values(report)


def attributions(encoder: EncoderComponent, text: str) -> list[tuple[FoundAttribution, AttributionValue]]:
    """Return what the model alone finds in `text`, in word pieces and as values to compare."""
    report = Report.of_text(text)
    found = Findings(sentences=sentence_spans(text, wrap_width_chars=120, split_unspaced=True))
    encoded = encoded_report(encoder.read(report, found), "calibrate")
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


def fit(features: Floats, right: Floats) -> Calibration:
    """Return the logistic regression of `right` [n] (0 or 1) on `features` [n, k], by Newton's method."""
    design = np.column_stack([features, np.ones(len(features))])
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


def _report(chances: Floats, right: NDArray[np.bool_], gold: int) -> None:
    lines = [f"{len(chances)} attributions found, {gold} annotated, {int(right.sum())} right"]
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
