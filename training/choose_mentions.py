"""Chooses the thresholds of the component `entities` on the training documents that a model was not trained on.

    python -m training.choose_mentions --model FOLDER --held-out 0.05 [--corpora FOLDER]

For every form of mention, over all corpora together, the threshold with the best F1 of exact spans with their types.
It runs the exported model, so it takes no PyTorch.
"""

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from sayso.core.reading import Findings, MentionForm
from sayso.core.report import Report
from sayso.evaluation.mention_scores import FoundMention, Scope, count_mentions
from sayso.evaluation.mentions import FORMS, TYPES, MentionDocument
from sayso.evaluation.score import f1
from sayso.reading.component import Component, build, updated
from sayso.reading.encoder.component import encoded_report
from sayso.reading.entities.decode import read_mentions
from sayso.reading.reader import load_config
from training.data.held_out import is_held_out
from training.data.mentions import load

THRESHOLDS = tuple(round(0.2 + 0.025 * step, 3) for step in range(23))
"""What is tried."""


class ScoredMention(msgspec.Struct, frozen=True, kw_only=True):
    """A mention found, and its probability."""

    mention: FoundMention
    probability: float


Read = list[tuple[MentionDocument, list[ScoredMention]]]


def held_out(documents: Iterable[MentionDocument], share: float) -> Iterator[MentionDocument]:
    """Yield those of `documents` that training with this share keeps out, by the hash of their names."""
    for document in documents:
        if is_held_out(f"{document.corpus}/{document.name}", share):
            yield document


def read_all(documents: Iterable[MentionDocument], model: Path) -> Read:
    """Return the documents with the mentions of any probability that is tried."""
    settings = {part.name: part.settings for part in load_config().only("sentences", "encoder").components}
    settings["encoder"] = {**settings["encoder"], "model": str(model)}
    steps = tuple(build(name, values) for name, values in settings.items())
    return [(document, _read(document.text, steps)) for document in documents]


def _read(text: str, steps: tuple[Component, ...]) -> list[ScoredMention]:
    report = Report.of_text(text)
    found = Findings()
    for step in steps:
        found = updated(found, step, step.read(report, found))
    encoded = encoded_report(found, "entities")
    mentions = read_mentions(
        text, [(span.start, span.end) for span in found.sentences], encoded.pieces, encoded.encoded, encoded.model,
        dict.fromkeys(FORMS, min(THRESHOLDS)),
    )  # fmt: skip
    return [
        ScoredMention(
            mention=FoundMention(
                start=each.start, end=each.end, type=TYPES[int(each.types.argmax())], form=each.form
            ),
            probability=each.probability,
        )
        for each in mentions
    ]  # fmt: skip


def figures(read: Read, form: MentionForm) -> dict[float, float]:
    """Return the F1 of the mentions of a form at every threshold."""
    scope = Scope(forms=frozenset({form}))
    found = {}
    for threshold in THRESHOLDS:
        counts = [
            count_mentions(document, (each.mention for each in mentions if each.probability >= threshold), scope)
            for document, mentions in read
        ]
        found[threshold] = f1(counts) or 0.0
    return found


def chosen(scores: dict[float, float], tolerance: float = 0.003) -> float:
    """Return the middle of the thresholds whose score is within `tolerance` of the best.

    >>> chosen({0.3: 0.5, 0.4: 0.7, 0.5: 0.7, 0.6: 0.7, 0.7: 0.2})
    0.5
    """
    best = max(scores.values())
    near = [threshold for threshold, score in scores.items() if score >= best - tolerance]
    return near[len(near) // 2]


def main() -> None:
    """Print the scores and the thresholds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--held-out", type=float, required=True)
    parser.add_argument("--corpora", type=Path, default=os.environ.get("SAYSO_CORPORA"))
    arguments = parser.parse_args()
    read = read_all(held_out(load(arguments.corpora, "train", open_only=False), arguments.held_out), arguments.model)
    sizes: defaultdict[str, int] = defaultdict(int)
    for document, _ in read:
        sizes[document.corpus] += 1
    sys.stdout.write(f"{', '.join(f'{corpus} {size}' for corpus, size in sizes.items())} documents\n")
    for form in FORMS:
        scores = figures(read, form)
        tried = " ".join(f"{threshold}:{100 * score:.1f}" for threshold, score in scores.items())
        sys.stdout.write(f"{form} {chosen(scores)} of {tried}\n")


if __name__ == "__main__":
    main()
