"""Chooses `none_bias` of the component `coreference` on the training documents that a model was not trained on.

    python -m training.choose_coreference --model FOLDER --held-out 0.05 [--corpora FOLDER]

Prints CoNLL F1 of our own reports and of GUM, and their mean, for every bias tried. It runs the exported model.
"""

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from sayso.core.reading import Entity, Findings
from sayso.core.report import Report
from sayso.evaluation.coreference import CoreferenceCase, CoreferenceScope, cluster_table, conll_of
from sayso.evaluation.mentions import MentionDocument
from sayso.reading.component import Component, build, updated
from sayso.reading.reader import load_config
from training.choose_mentions import held_out
from training.data.mentions import OWN, load

BIASES = (0.0, -0.25, -0.5, -0.75, -1.0, -1.5, -2.0)
"""What is tried."""
_CORPORA = (OWN, "gum")
_BEFORE = ("sentences", "encoder", "entities", "attributions")


def main() -> None:
    """Print the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--held-out", type=float, required=True)
    parser.add_argument("--corpora", type=Path, default=os.environ.get("SAYSO_CORPORA"))
    arguments = parser.parse_args()
    kept = held_out(load(arguments.corpora, "train", open_only=False), arguments.held_out)
    documents = [document for document in kept if document.corpus in _CORPORA]
    settings = {part.name: part.settings for part in load_config().only(*_BEFORE).components}
    settings["encoder"] = {**settings["encoder"], "model": str(arguments.model)}
    steps = [build(name, values) for name, values in settings.items()]
    found = [(document, _read(document.text, steps)) for document in documents]
    for bias in BIASES:
        figures = _figures(found, build("coreference", {"none_bias": bias}))
        shown = " ".join(f"{corpus} {100 * figure:.1f}" for corpus, figure in figures.items())
        sys.stdout.write(f"{bias}: {shown} mean {100 * sum(figures.values()) / len(figures):.1f}\n")


def _read(text: str, steps: Sequence[Component]) -> Findings:
    report, found = Report.of_text(text), Findings()
    for step in steps:
        found = updated(found, step, step.read(report, found))
    return found


def _figures(read: Sequence[tuple[MentionDocument, Findings]], component: Component) -> dict[str, float]:
    tables = defaultdict(list)
    for document, found in read:
        entities: tuple[Entity, ...] = component.read(Report.of_text(document.text), found).entities
        case = CoreferenceCase(document=document, found=entities)
        tables[document.corpus].append(cluster_table(case, CoreferenceScope()))
    return {corpus: conll_of(each) or 0.0 for corpus, each in tables.items()}


if __name__ == "__main__":
    main()
