"""Which incidents a MUC-4 key would have: learned from the reports of DEV, whose keys say it.

    python -m benchmarks.muc4_choice --reader FILE [--every N] --out benchmarks/muc4_choice.toml

The keys leave out what is no terrorism, too old, too general or of soldiers against guerrillas, and a reader of events
cannot know that: what it finds would mostly be spurious. Logistic regression (`training.link_weights.fit`) over named
features of an incident; right is what is paired with a template when all incidents are given. The strings that fill
its roles are chosen in the same way, right being those of the template; one feature is how often in DEV the head word
of a string is a fill. The least probabilities are those with the best micro F1 in two-fold cross-validation. Only for
scoring MUC-4.
"""

import argparse
import itertools
import math
import os
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

import msgspec
from benchmarks.muc4_heads import Heads
from benchmarks.muc4_incidents import Incident, incidents
from training.link_weights import Pair, fit

from sayso.core.reading import Reading
from sayso.evaluation.muc4 import MucReport, load
from sayso.evaluation.templates import Counts, Role, counts_of, paired, plain, total
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
_SPOKEN = re.compile(r"\[(?:SPEECH|INTERVIEW|COMMENTARY|EDITORIAL|STATEMENT|COMMUNIQUE|ARTICLE|NEWS CONFERENCE)")
_OLD_DAYS = 62
_LEAST = tuple(percent / 100 for percent in range(10, 50, 5))
_LEAST_FILL = tuple(percent / 100 for percent in range(5, 35, 5))
"""What is tried."""
Case = tuple[MucReport, Reading]


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What incidents and the strings in their roles are chosen by.

    Attributes:
        least: Probability below which an incident is left out.
        least_fill: The same of a string: that the key has the incident, and the string in it.
        weights, fill_weights: What each feature is worth, in log-odds.
    """

    least: float
    least_fill: float = 0.0
    weights: dict[str, float]
    fill_weights: dict[str, float] = {}


@cache
def choice() -> Choice:
    """Return what was learned."""
    return msgspec.convert(tomllib.loads(TABLE.read_text(encoding="utf-8")), Choice)


def chosen(reading: Reading, by: Choice, heads: Heads) -> list[Incident]:
    """Return the incidents of a report that are likely to be in its key, with the strings that are."""
    found = incidents(reading)
    likely = [(probability(features(each, found, reading, heads), by.weights), each) for each in found]
    return [_with_likely(each, share, reading, by, heads) for share, each in likely if share >= by.least]


def _with_likely(incident: Incident, share: float, reading: Reading, by: Choice, heads: Heads) -> Incident:
    """Return an incident that is in the key with probability `share`, with the strings that are likely to be there."""
    fills = {
        role: tuple(
            string
            for string in strings
            if share * probability(fill_features(incident, role, string, reading, heads), by.fill_weights)
            >= by.least_fill
        )
        for role, strings in incident.fills.items()
    }
    confidence = {name: label for name, label in incident.confidence.items() if name in fills.get("PerpOrg", ())}
    return msgspec.structs.replace(incident, fills=fills, confidence=confidence)


def fill_features(incident: Incident, role: Role, string: str, reading: Reading, heads: Heads) -> dict[str, float]:
    """Return what may tell whether a string is in the key's template of the incident."""
    report, text = reading.report.id, _plain(reading.report.text)
    others = len(incident.fills.get(role, ()))
    return {
        "always": 1.0,
        role: 1.0,
        f"{role} in {incident.kind}": 1.0,
        "head": heads.log_odds(role, string, report),
        f"head, {role}": heads.log_odds(role, string, report),
        "words": math.log(1 + len(string.split())),
        f"words, {role}": math.log(1 + len(string.split())),
        "whole": heads.whole_log_odds(role, string, report),
        f"whole, {role}": heads.whole_log_odds(role, string, report),
        "told often": math.log(1 + text.count(string)),
        f"told often, {role}": math.log(1 + text.count(string)),
        "others": math.log(others),
        f"elsewhere, {role}": float(role in incident.elsewhere),
        f"head, elsewhere, {role}": heads.log_odds(role, string, report) * (role in incident.elsewhere),
        "first": float(incident.fills[role][0] == string),
    }


def read_all(reader: Reader, reports: Iterable[MucReport]) -> list[Case]:
    """Return reports with what `reader` finds in them; the texts are in capitals, as they are."""
    return [(report, reader.read(report.report)) for report in reports]


def features(incident: Incident, others: Sequence[Incident], reading: Reading, heads: Heads) -> dict[str, float]:
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
    found = {f"role {role}": role not in incident.elsewhere for role in incident.fills}
    found |= {
        f"all {name}": all(name in event.auxiliary for event in events)
        for name in ("historical", "future", "hypothetical", "negation")
    }
    found |= {f"kind {incident.kind}": True, "always": True, "plain fact": any(not event.auxiliary for event in events)}
    found |= {f"told to {stance}": stance in stances for stance in ("deny", "threaten", "demand", "opine", "predict")}
    found |= {
        "spoken": any(_SPOKEN.search(zone.text) for zone in reading.report.zones),
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
    words = [heads.log_odds(incident.kind, event.trigger.text.lower(), reading.report.id) for event in events]
    fills = [
        heads.log_odds(role, string, reading.report.id)
        for role, strings in incident.fills.items()
        if role not in incident.elsewhere
        for string in strings
    ]
    amounts = {
        "word": max(words),
        "fill": max(fills, default=0.0),
        "tellings": math.log(len(events)),
        "incidents": math.log(len(others)),
        "place in text": events[0].trigger.start / len(reading.report.text),
        "confidence": max(event.confidence for event in events),
    }
    return {name: 1.0 for name, is_so in found.items() if is_so} | amounts


_plain = lru_cache(maxsize=4)(plain)


def learn(cases: Sequence[Case], heads: Heads) -> Choice:
    """Return what is learned from cases."""
    rows = [_rows(case, heads) for case in cases]
    fills = [_fill_rows(case, heads) for case in cases]
    halves = [(fit(_but(rows, half)), fit(_but(fills, half))) for half in (0, 1)]

    def f1_with(bounds: tuple[float, float]) -> float:
        least, least_fill = bounds
        by = [
            Choice(least=least, least_fill=least_fill, weights=weights, fill_weights=fill_weights)
            for weights, fill_weights in halves
        ]
        return _f1(cases, by, heads)

    least, least_fill = max(itertools.product(_LEAST, _LEAST_FILL), key=f1_with)
    return Choice(
        least=least, least_fill=least_fill, weights=fit(_but(rows, None)), fill_weights=fit(_but(fills, None))
    )


def _but(rows: Sequence[list[Pair]], half: int | None) -> list[Pair]:
    """Return the rows of all cases but every second one, from `half` on."""
    return [row for place, own in enumerate(rows) if half is None or place % 2 != half for row in own]


def _rows(case: Case, heads: Heads) -> list[Pair]:
    report, reading = case
    found = incidents(reading)
    right = {column for _, column in paired(report.templates, [each.template for each in found])}
    return [(features(each, found, reading, heads), place in right) for place, each in enumerate(found)]


def _fill_rows(case: Case, heads: Heads) -> list[Pair]:
    report, reading = case
    found = incidents(reading)
    return [
        (
            fill_features(found[column], role, string, reading, heads),
            any(string in entity for entity in report.templates[row].entities.get(role, ())),
        )
        for row, column in paired(report.templates, [each.template for each in found])
        for role, strings in found[column].fills.items()
        for string in strings
    ]


def _f1(cases: Sequence[Case], by: Sequence[Choice], heads: Heads) -> float:
    summed = Counts()
    for place, (report, reading) in enumerate(cases):
        found = [each.template for each in chosen(reading, by[place % len(by)], heads)]
        summed = summed.plus(total(counts_of(report.templates, found)))
    return summed.f1 or 0.0


def main(arguments: Sequence[str] | None = None) -> None:
    """Learn, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.muc4_choice", description=__doc__.partition("\n")[0])
    parser.add_argument("--reader", type=Path, help="configuration of a reader with `events`; default: the bundled one")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="learn from every Nth report")
    parser.add_argument("--out", type=Path, default=TABLE, metavar="FILE", help="the table to write")
    options = parser.parse_args(arguments)
    reports = load(Path(os.environ["SAYSO_CORPORA"]), "train")
    reader = Reader(load_config(options.reader))
    cases = read_all(reader, reports[:: options.every])
    options.out.write_text(table(learn(cases, Heads(reports)), len(cases), reader), encoding="utf-8")


def table(found: Choice, documents: int, reader: Reader) -> str:
    """Return the file that holds what was learned, with what it was learned from."""
    head = (
        "# What each feature of an incident says for its being in a key of MUC-4, in log-odds. Made by\n"
        f"# `python -m benchmarks.muc4_choice` from {documents} reports of DEV as read by {reader.identity.name}\n"
        f"# {reader.identity.version}, model {(reader.identity.model_sha256 or '-')[:16]}...\n"
        "# Not to be changed by hand.\n"
    )
    rows, fills = (
        "".join(f'"{name}" = {weight}\n' for name, weight in weights.items())
        for weights in (found.weights, found.fill_weights)
    )
    least = f"least = {found.least}\nleast_fill = {found.least_fill}\n"
    return f"{head}\n{least}\n[weights]\n{rows}\n[fill_weights]\n{fills}"


if __name__ == "__main__":
    main()
