"""Scores of incidents on MUC-4: the templates of GTT on TST1 and TST2, and the slots of the original keys.

    python -m benchmarks.score_muc4 [--reader FILE]

How events become incidents is said in `benchmarks.muc4_incidents`, which of them a key would have in
`benchmarks.muc4_choice` (learned from DEV), what is right in `sayso.evaluation.templates` and `muc4_scores`. The
trivial baseline of templates reports an attack in every report, with each string of DEV's keys that occurs in it and
that in DEV is a fill in more than half of the reports with it. Slots of the keys have the commonest answer as baseline,
on the incidents found: on or before the report's date, El Salvador, San Salvador, one killed or injured, reported as
fact.
"""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

import msgspec
from benchmarks.muc4_choice import choice, chosen, read_all
from benchmarks.muc4_heads import Heads
from benchmarks.muc4_incidents import FACT, Incident
from benchmarks.muc4_scores import KEY_SLOTS, TEMPLATE_SLOTS, Document, template_counts

from sayso.core.reading import Count, Place
from sayso.evaluation.bootstrap import interval
from sayso.evaluation.muc4 import MucReport, Period, files, load
from sayso.evaluation.score import DocumentCounts, Score, f1
from sayso.evaluation.templates import ROLES, Counts, Role, Template, counts_of, plain, total
from sayso.reading.reader import Reader, load_config

CORPORA = ("muc4 dev",)
"""What is scored here, by name."""
REFERENCE = "50.2 GTT on TST3 and TST4 (Du et al. 2021)"
_BASELINE = "an attack in every report, with strings that are mostly fills in DEV"
Dictionary = dict[Role, frozenset[str]]
_DATES, _COUNTRY, _TOWN = "incident date F1", "incident country F1", "incident town F1"
_KILLED, _INJURED, _CONFIDENCE = "number killed F1", "number injured F1", "organization with its confidence F1"


def scores(corpora: Path, reader: Reader | None = None) -> list[Score]:
    """Return the scores on TST1 and TST2; the bundled reader reads where none is given."""
    return scores_of(found_documents(corpora, reader or Reader(load_config())), corpora)


def scores_of(documents: Sequence[Document], corpora: Path) -> list[Score]:
    """Return the scores of incidents found in TST1 and TST2."""
    trivial = trivial_templates(load(corpora, "train"), [each.gold for each in documents])
    names = files(corpora, "dev")
    found = []
    for slot in TEMPLATE_SLOTS:
        counts = tuple(template_counts(each)[slot].strictly(each.gold.name) for each in documents)
        baseline = f1(_template_slot(each.gold, slot, said) for each, said in zip(documents, trivial, strict=True))
        name = "templates, micro F1" if slot == "all" else f"templates, {slot} F1"
        found.append(
            Score(
                corpus=CORPORA[0], files=names, metric=name, n=sum(each.gold for each in counts), counts=counts,
                baseline=baseline, baseline_name=_BASELINE, reference=REFERENCE if slot == "all" else None,
            )
        )  # fmt: skip
    for name, metric in KEY_SLOTS:
        counts = tuple(map(metric, documents))
        said = _COMMONEST.get(name)
        found.append(
            Score(
                corpus=CORPORA[0], files=names, metric=name, n=sum(each.gold for each in counts), counts=counts,
                baseline=f1(metric(said(each)) for each in documents) if said else None,
                baseline_name="the commonest answer for each incident found" if said else None,
            )
        )  # fmt: skip
    return found


def found_documents(corpora: Path, reader: Reader) -> list[Document]:
    """Return the reports of TST1 and TST2 with the incidents that are chosen of those found."""
    heads = Heads(load(corpora, "train"))
    return [
        Document(gold=report, found=tuple(chosen(reading, choice(), heads)))
        for report, reading in read_all(reader, load(corpora, "dev"))
    ]


def trivial_templates(train: Sequence[MucReport], reports: Iterable[MucReport]) -> list[Template]:
    """Return for each report an attack with the strings in it that in `train` are mostly fills."""
    words = _dictionary(train)
    found = []
    for report in reports:
        text = f" {plain(report.report.text)} "
        entities = {
            role: tuple(frozenset({each}) for each in sorted(words[role]) if f" {each} " in text) for role in ROLES
        }
        found.append(
            Template(types=frozenset({"attack"}), entities={role: each for role, each in entities.items() if each})
        )
    return found


def _dictionary(train: Sequence[MucReport]) -> Dictionary:
    """Return the strings of each role that are fills in more than half of the reports they occur in."""
    fills: dict[Role, Counter[str]] = {role: Counter() for role in ROLES}
    for report in train:
        for role in ROLES:
            fills[role].update({m for each in report.templates for one in each.entities.get(role, ()) for m in one})
    texts = [f" {plain(report.report.text)} " for report in train]
    known = {string for counter in fills.values() for string in counter}
    reports_with = {string: sum(f" {string} " in text for text in texts) for string in known}
    return {
        role: frozenset(string for string, number in counter.items() if 2 * number > reports_with[string])
        for role, counter in fills.items()
    }


def _template_slot(gold: MucReport, slot: str, said: Template) -> DocumentCounts:
    counts = counts_of(gold.templates, [said])
    return (total(counts) if slot == "all" else counts[slot]).strictly(gold.name)


def _each(document: Document, change: Callable[[Incident], Incident]) -> Document:
    return Document(gold=document.gold, found=tuple(map(change, document.found)))


def _on_or_before(document: Document) -> Document:
    value = document.gold.report.published.value
    period = None if value is None else msgspec.convert({"first": None, "last": value}, Period)
    return _each(document, lambda incident: msgspec.structs.replace(incident, period=period))


def _with(document: Document, **values: object) -> Document:
    return _each(document, lambda incident: msgspec.structs.replace(incident, **values))


def _all_fact(document: Document) -> Document:
    return _each(
        document,
        lambda incident: msgspec.structs.replace(incident, confidence=dict.fromkeys(incident.confidence, FACT)),
    )


_ONE = Count(low=1, best=1, high=1, evidence=())
_SAN_SALVADOR = Place(
    start=0, end=12, text="San Salvador", id="p1", name="San Salvador", latitude_deg=None, longitude_deg=None,
    geonames_id=None, country="SV", granularity="city", form="name", uncertainty_km=None, status="assumed",
)  # fmt: skip
_COMMONEST: dict[str, Callable[[Document], Document]] = {
    _DATES: _on_or_before,
    _COUNTRY: partial(_with, country="el salvador"),
    _TOWN: partial(_with, places=(_SAN_SALVADOR,)),
    _KILLED: partial(_with, killed=_ONE),
    _INJURED: partial(_with, injured=_ONE),
    _CONFIDENCE: _all_fact,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, and micro F1 as published, where several right answers may be by one of the key."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score_muc4", description=__doc__.partition("\n")[0])
    parser.add_argument("--reader", type=Path, help="configuration of a reader with `events`; default: the bundled one")
    options = parser.parse_args(arguments)
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        print(f"{CORPORA[0]}: skipped: SAYSO_CORPORA is not set")
        return 0
    corpora = Path(folder)
    documents = found_documents(corpora, Reader(load_config(options.reader)))
    for row in scores_of(documents, corpora):
        bounds = interval(row.counts) or (None, None)
        figures = [_percent(value) for value in (row.precision, row.recall, row.f1, *bounds, row.baseline)]
        print(f"{row.metric:36} n {row.n:4}", *figures)
    summed = Counts()
    for document in documents:
        summed = summed.plus(template_counts(document)["all"])
    print(f"micro F1 as published: {_percent(summed.f1)}", summed)
    return 0


def _percent(figure: float | None) -> str:
    return "–" if figure is None else f"{100 * figure:.1f}"


if __name__ == "__main__":
    sys.exit(main())
