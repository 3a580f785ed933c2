"""Which incidents a MUC-4 key would have: learned from the reports of DEV, whose keys say it.

    python -m benchmarks.muc4_choice --reader FILE [--every N] --out benchmarks/muc4_choice.toml

The keys leave out what is no terrorism, too old, too general or of soldiers against guerrillas, and a reader of events
cannot know that: what it finds would mostly be spurious. Logistic regression (`training.link_weights.fit`) over named
features of an incident; right is what is paired with a template when all incidents are given. The least probability is
that with the best micro F1 in two-fold cross-validation. Only for scoring MUC-4.
"""

import argparse
import math
import os
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import msgspec
from benchmarks.casing import true_cased
from benchmarks.muc4_incidents import Incident, incidents
from training.link_weights import fit

from sayso.core.reading import Reading
from sayso.core.report import text_sha256
from sayso.evaluation.muc4 import MucReport, load
from sayso.evaluation.templates import Counts, counts_of, paired, total
from sayso.reading.event import component as _events  # noqa: F401 (registers its component)
from sayso.reading.event.linking import probability
from sayso.reading.reader import Reader, load_config

TABLE = Path(__file__).with_name("muc4_choice.toml")
_STATE = re.compile(
    r"\b(?:army|soldiers?|troops?|polic|militar|armed forces|battalion|brigade|guards?|patrol|air force|colonel|"
    r"general|lieutenant|sergeant|captain|officers?)\b",
    re.IGNORECASE,
)
_REBELS = re.compile(
    r"\b(?:guerr?illas?|rebels?|terrorists?|subversives?|extremists?|insurgents?|fmln|eln|farc|commandos?|gunmen|"
    r"members|death squads?|hired|assassins?|traffickers?|extraditables|shining path|front)\b",
    re.IGNORECASE,
)
_OLD_DAYS = 62
Case = tuple[MucReport, Reading]


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What incidents are chosen by: the least probability, and what each feature is worth in log-odds."""

    least: float
    weights: dict[str, float]


@cache
def choice() -> Choice:
    """Return what was learned."""
    return msgspec.convert(tomllib.loads(TABLE.read_text(encoding="utf-8")), Choice)


def chosen(reading: Reading, by: Choice) -> list[Incident]:
    """Return the incidents of a report that are likely to be in its key."""
    found = incidents(reading)
    return [each for each in found if probability(features(each, found, reading), by.weights) >= by.least]


def read_all(reader: Reader, reports: Iterable[MucReport]) -> list[Case]:
    """Return reports with what `reader` finds in them; the texts, in capitals, are read in the case of prose."""
    cases = []
    for report in reports:
        text = true_cased(report.report.text)
        cased = msgspec.structs.replace(report.report, text=text, sha256=text_sha256(text))
        cases.append((report, reader.read(cased)))
    return cases


def features(incident: Incident, others: Sequence[Incident], reading: Reading) -> dict[str, float]:
    """Return what may tell whether a key has the incident."""
    events = incident.tellings
    arguments = [each for event in events for each in event.arguments]
    actors = " ".join(each.text for each in arguments if each.role == "actor")
    sufferers = " ".join(each.text for each in arguments if each.role == "recipient")
    voices = {each.id: each for each in reading.attributions}
    stances = [voices[event.attribution].stance for event in events if event.attribution is not None]
    period = incident.period
    is_dated = period is not None and period.first is not None
    published = max((each.period.last for each in others if each.period and each.period.first is None), default=None)
    found = {f"role {role}": bool(fills) for role, fills in incident.fills.items()}
    found |= {
        f"all {name}": all(name in event.auxiliary for event in events)
        for name in ("historical", "future", "hypothetical", "negation")
    }
    found |= {f"kind {incident.kind}": True, "always": True, "plain fact": any(not event.auxiliary for event in events)}
    found |= {f"told to {stance}": stance in stances for stance in ("deny", "threaten", "demand", "opine", "predict")}
    found |= {
        "own voice": len(stances) < len(events),
        "actor of the state": bool(_STATE.search(actors)),
        "actor a rebel": bool(_REBELS.search(actors)),
        "sufferer of the state": bool(_STATE.search(sufferers)),
        "sufferer a rebel": bool(_REBELS.search(sufferers)),
        "nobody suffers": not sufferers,
        "plural": all(event.trigger.text.endswith("s") for event in events),
        "dated": is_dated,
        "placed": bool(incident.places),
        "killed": incident.killed is not None,
        "injured": incident.injured is not None,
        "old": is_dated and published is not None and (published - period.last).days > _OLD_DAYS,  # type: ignore[union-attr]
    }
    amounts = {
        "tellings": math.log(len(events)),
        "incidents": math.log(len(others)),
        "place in text": events[0].trigger.start / len(reading.report.text),
        "confidence": max(event.confidence for event in events),
    }
    return {name: 1.0 for name, is_so in found.items() if is_so} | amounts


def learn(cases: Sequence[Case]) -> Choice:
    """Return what is learned from cases."""
    rows = [_rows(case) for case in cases]
    halves = [fit([row for place, own in enumerate(rows) if place % 2 != half for row in own]) for half in (0, 1)]
    ways = [
        (_f1(cases, [Choice(least=least / 100, weights=weights) for weights in halves]), least / 100)
        for least in range(10, 75, 5)
    ]
    return Choice(least=max(ways)[1], weights=fit([row for own in rows for row in own]))


def _rows(case: Case) -> list[tuple[dict[str, float], bool]]:
    report, reading = case
    found = incidents(reading)
    right = {column for _, column in paired(report.templates, [each.template for each in found])}
    return [(features(each, found, reading), place in right) for place, each in enumerate(found)]


def _f1(cases: Sequence[Case], by: Sequence[Choice]) -> float:
    summed = Counts()
    for place, (report, reading) in enumerate(cases):
        found = [each.template for each in chosen(reading, by[place % len(by)])]
        summed = summed.plus(total(counts_of(report.templates, found)))
    return summed.f1 or 0.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.muc4_choice", description=__doc__.partition("\n")[0])
    parser.add_argument("--reader", type=Path, help="configuration of a reader with `events`; default: the bundled one")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="learn from every Nth report")
    parser.add_argument("--out", type=Path, default=TABLE, metavar="FILE", help="the table to write")
    options = parser.parse_args(arguments)
    reports = load(Path(os.environ["SAYSO_CORPORA"]), "train")[:: options.every]
    reader = Reader(load_config(options.reader))
    cases = read_all(reader, reports)
    options.out.write_text(table(learn(cases), len(cases), reader), encoding="utf-8")


def table(found: Choice, documents: int, reader: Reader) -> str:
    """Return the file that holds what was learned, with what it was learned from."""
    head = (
        "# What each feature of an incident says for its being in a key of MUC-4, in log-odds. Made by\n"
        f"# `python -m benchmarks.muc4_choice` from {documents} reports of DEV as read by {reader.identity.name}\n"
        f"# {reader.identity.version}, model {(reader.identity.model_sha256 or '-')[:16]}...\n"
        "# Not to be changed by hand.\n"
    )
    rows = "".join(f'"{name}" = {weight}\n' for name, weight in found.weights.items())
    return f"{head}\nleast = {found.least}\n\n[weights]\n{rows}"


if __name__ == "__main__":
    main()
