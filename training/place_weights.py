"""Train what each feature of a candidate place is worth: `sayso/reading/place/weights.toml`.

    python -m training.place_weights CORPORA --out src/sayso/reading/place/weights.toml

Conditional logit over the candidates of each sense of a report, the null candidate among them, with every candidate
right that the scorer would count as right (`sayso.evaluation.place_scores`). Trained on the train half of LGL,
GeoWebNews and MUC dev: documents whose name has an even SHA-256 (`place_corpora.is_train`); the other half is held out,
and for scoring alone (`benchmarks.score_places --held-out`). Some weights are not trained but set (`SET`), and some may
not change sign (`NEVER_NEGATIVE`, `NEVER_POSITIVE`): by reasoning, where the corpora, most of them local papers of the
United States, have too few cases or say what cannot be meant. `cue_fits` and `cue_differs`: of the toponyms beside such
words nine in ten are of the kind that goes with them. The same corpora, gazetteer and code make the same file, to the
byte; its head says what it was made from.

Source: McFadden 1974, Conditional logit analysis of qualitative choice behavior; Adam: Kingma & Ba 2015.
"""

import argparse
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
from benchmarks.place_corpora import Part, is_train, parts, place_of
from numpy.typing import NDArray

from sayso.core.reading import Place
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.evaluation.gate import fingerprint
from sayso.evaluation.place_scores import GoldPlace, PlaceDocument, is_right, kind_of, near
from sayso.gazetteer import Gazetteer
from sayso.reading.place.component import Places, PlacesSettings
from sayso.reading.place.resolving import Sense, add_context, shares_of

SET = {
    "inside_said": 8.0, "inside_listed": 6.0, "inside_enumerated": 3.0, "content_said": 6.0, "content_listed": 3.0,
    "content_enumerated": 0.0, "told_elsewhere": 1.2, "outside_said": -0.5, "is_region": 4.0, "cue_fits": 1.2,
    "cue_differs": -1.0, "none_alone": -1.5, "feature_fits": 1.0, "division_fits": 1.0, "none_point": 0.0,
    "point_differs": 0.0,
}  # fmt: skip
NEVER_NEGATIVE = frozenset(
    {
        "population", "population_of_country", "names", "own_name", "largest", "capital", "stands_alone", "near_one",
        "near_all", "country_share", "country_spoken_of", "country_named", "division_share", "division_spoken_of",
        "of_country_share", "of_country_spoken_of", "of_division_share",
        "of_division_spoken_of", "listed_kind", "in_one_part", "namesake", "content_of_area",
    }
)  # fmt: skip
NEVER_POSITIVE = frozenset({"feature_differs"})
CORPUS_WEIGHTS = {"lgl": 1.0, "geowebnews": 2.0, "muc dev": 1.0}
"""GeoWebNews is nearer to news of conflicts, and smaller."""
_MOST_MENTIONS = 3
_PENALTY = 0.002
_STEP = 0.08
_ROUNDS = 400
Weights = dict[str, float]


class Case(msgspec.Struct):
    """A sense to learn from: which of its candidates are right, and how much it counts."""

    sense: Sense
    right: list[bool]
    amount: float


def cases_of(
    part: Part, places: Places, is_wanted: Callable[[str], bool] = is_train
) -> Iterator[tuple[list[Sense], list[Case]]]:
    """Yield all senses of each document that is wanted, and the cases to learn from among them."""
    for document, report in zip(part.documents, part.reports, strict=True):
        if is_wanted(document.name) and any(place.kind for place in document.places):
            yield _of_document(document, report, places, CORPUS_WEIGHTS[part.name])


def _of_document(
    document: PlaceDocument, report: Report, places: Places, amount: float
) -> tuple[list[Sense], list[Case]]:
    gold: list[GoldPlace] = []
    for each in sorted(document.places, key=lambda one: (one.start, -one.end)):
        if not gold or each.start >= gold[-1].end:
            gold.append(each)
    senses, numbers = places.senses(report, [Span.of(document.text, each.start, each.end) for each in gold])
    counts: dict[int, int] = {}
    right: dict[int, list[bool]] = {}
    for each, number in zip(gold, numbers, strict=True):
        if each.kind is not None:
            counts[number] = counts.get(number, 0) + 1
            right.setdefault(number, _right(document, each, senses[number]))
    cases = [
        Case(senses[number], found, amount * math.sqrt(min(_MOST_MENTIONS, counts[number])))
        for number, found in right.items()
        if any(found) and not all(found)
    ]
    return senses, cases


def _right(document: PlaceDocument, gold: GoldPlace, sense: Sense) -> list[bool]:
    """Return which candidates are right: where none is, the null candidate.

    The town that a county is called after counts as right for the county: it is placed there.
    """
    words = document.text[gold.start : gold.end]
    found = [
        candidate.place is not None
        and _is_right(gold, candidate.features, place_of(candidate.place, words, gold.start))
        for candidate in sense.candidates
    ]
    return found if any(found) else [candidate.place is None for candidate in sense.candidates]


def _is_right(gold: GoldPlace, features: Weights, place: Place) -> bool:
    if gold.is_shared and kind_of(place) != gold.kind:
        return False
    return is_right(gold, place) or (gold.kind == "division" and "feature_differs" in features and near(gold, place))


def fit(cases: Sequence[Case], start: Weights) -> Weights:
    """Return the weights that make the right candidates likeliest, by gradient descent (Adam) from `start`."""
    names = sorted({name for case in cases for row in case.sense.features for name in row} | SET.keys())
    column = {name: number for number, name in enumerate(names)}
    rows = [(row, right) for case in cases for row, right in zip(case.sense.features, case.right, strict=True)]
    values = np.zeros((len(rows), len(names)))
    for number, (row, _) in enumerate(rows):
        for name, value in row.items():
            values[number, column[name]] = value
    right = np.array([float(is_right_one) for _, is_right_one in rows])
    sizes = np.array([len(case.right) for case in cases])
    first = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    amounts = np.repeat([case.amount for case in cases], sizes)
    total = sum(case.amount for case in cases)
    weights = np.array([start.get(name, 0.0) for name in names])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _ROUNDS + 1):
        weights = _kept(weights, names)
        scores = values @ weights
        powers = np.exp(scores - np.repeat(np.maximum.reduceat(scores, first), sizes))
        given = powers / _summed(powers, first, sizes)
        wanted = powers * right / np.maximum(_summed(powers * right, first, sizes), 1e-12)
        slope = values.T @ (amounts * (given - wanted)) / total + _PENALTY * weights
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        weights = weights - _STEP * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-6)
    return {name: round(float(value), 2) for name, value in zip(names, _kept(weights, names), strict=True)}


def _kept(weights: NDArray[np.float64], names: Sequence[str]) -> NDArray[np.float64]:
    """Return weights with those that are set, and with the signs that are."""
    kept = weights.copy()
    for number, name in enumerate(names):
        if name in SET:
            kept[number] = SET[name]
        elif name in NEVER_NEGATIVE:
            kept[number] = max(0.0, kept[number])
        elif name in NEVER_POSITIVE:
            kept[number] = min(0.0, kept[number])
    return kept


def _summed(values: NDArray[np.float64], first: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.float64]:
    return np.asarray(np.repeat(np.add.reduceat(values, first), sizes))


def train(documents: Sequence[tuple[list[Sense], list[Case]]]) -> dict[str, Weights]:
    """Return the weights of both stages: alone, then together, twice, with the shares that the last ones give."""
    cases = [case for _, found in documents for case in found]
    for senses, _ in documents:
        for sense in senses:
            sense.features = [candidate.features for candidate in sense.candidates]
    found = {"alone": fit(cases, {})}
    stage = "alone"
    for _ in range(2):
        for senses, _cases in documents:
            for sense in senses:
                sense.shares = shares_of(sense.features, found[stage])
            add_context(senses)
        found["together"] = fit(cases, found.get("together", {}))
        stage = "together"
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.place_weights", description=__doc__.partition("\n")[0])
    parser.add_argument("corpora", type=Path, metavar="CORPORA", help="folder of the public corpora")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the table to write")
    options = parser.parse_args(arguments)
    places = Places(PlacesSettings(gazetteer="", in_names_of_bodies=False, least_share=0.0))
    with Gazetteer.open() as gazetteer:
        chosen = [part for part in parts(options.corpora, gazetteer) if part.name in CORPUS_WEIGHTS]
        made_from = gazetteer.facts()["made_from"]
    documents = {part.name: list(cases_of(part, places)) for part in chosen}
    found = train([document for each in documents.values() for document in each])
    head = _head(chosen, documents, options.corpora, made_from)
    rows = [f"\n[{stage}]\n" + "".join(f"{name} = {value}\n" for name, value in weights.items())
            for stage, weights in found.items()]  # fmt: skip
    options.out.write_text(head + "".join(rows), encoding="utf-8")


def _head(
    chosen: Sequence[Part],
    documents: Mapping[str, Sequence[tuple[list[Sense], list[Case]]]],
    corpora: Path,
    made_from: str,
) -> str:
    """Return the comment that says what the weights were made from."""
    lines = [
        "What each feature of a candidate is worth: log-odds against the other candidates of the toponym (conditional",
        "logit). Made by `python -m training.place_weights`, which says how; not to be changed by hand.",
        "`alone`: before the report's other toponyms are asked; `together`: with them.",
        "Features: candidates.py (of a candidate by itself), senses.py (words beside it), resolving.py (the rest).",
        "",
        f"Gazetteer: {made_from}",
    ]
    for part in chosen:
        held_out = sum(not is_train(document.name) for document in part.documents)
        cases = sum(len(cases) for _, cases in documents[part.name])
        digest = fingerprint(corpora, part.files)[:16]
        lines.append(
            f"{part.name}: {cases} cases of {len(part.documents) - held_out} documents, each counted"
            f" {CORPUS_WEIGHTS[part.name]:g} times; {held_out} documents held out; SHA-256 of its files {digest}..."
        )
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


if __name__ == "__main__":
    main()
