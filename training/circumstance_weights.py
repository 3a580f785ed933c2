"""Train what features are worth for where and when an event was: `where.toml` and `when.toml` of `sayso/reading/event`.

    python -m training.circumstance_weights where --out src/sayso/reading/event/where.toml
    python -m training.circumstance_weights when --out src/sayso/reading/event/when.toml

Conditional logit over what can be chosen for each annotated event of the train part of our corpus, in two ways: as
annotated, with a share of the events' own words for it hidden, since the model misses as many; and as read, in the
reports that the model has not learned from (`--unread` names them), where what stages before miss or make up is as it
will be. There are fewer of these, so each counts several times. Dev is for scoring alone (`benchmarks.score_events`).
The same corpus, code and model make the same file.

Source: McFadden 1974, Conditional logit analysis of qualitative choice behavior.
"""

import argparse
import hashlib
import random
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from sayso.core.reading import Event, Findings, Reading
from sayso.core.report import Report
from sayso.evaluation.event_facts import date_of, place_of
from sayso.evaluation.happenings import matched, much_the_same
from sayso.reading.component import build
from sayso.reading.event.component import Events
from sayso.reading.event.spots import Spot
from sayso.reading.event.weighing import Weighing
from sayso.reading.event.when import Calendar
from sayso.reading.event.where import Scene, name_of
from sayso.reading.reader import Reader, ReaderConfig, load_config
from training.choice_weights import Choice, fit
from training.corpus_files import CORPUS, find_files, load_split
from training.notation import AnnotatedReport

Circumstance = Literal["where", "when"]
UNREAD = Path(__file__).parent / "unread_reports.txt"
"""Ids of reports of the train part that the bundled model has not learned from, one a line."""
_HIDDEN = 0.4
_TIMES_READ = 3
_PENALTY = 2.0
_Right = Callable[[Spot], bool]


def annotated_choices(report: AnnotatedReport, sentences: Findings, what: Circumstance) -> list[Choice]:
    """Return the choices of a report as it is annotated, a share of the events' own words hidden."""
    gold = report.reading
    role = _ROLES[what]
    events = [
        msgspec.structs.replace(
            event,
            same_as=first if (first := _first_telling(report, event)) != event.id else None,
            arguments=tuple(
                each for number, each in enumerate(event.arguments)
                if each.role != role or random.Random(f"{report.header.id} {event.id} {number}").random() >= _HIDDEN
            ),
        )
        for event in sorted(gold.events, key=lambda event: (event.trigger, event.id))
    ]  # fmt: skip
    found = Findings(
        sentences=sentences.sentences, entities=gold.entities, attributions=gold.attributions, places=gold.places,
        times=gold.times,
    )  # fmt: skip
    return _choices(_weighing(report, events, found, what), {each.id: each for each in events}, gold, what)


def read_choices(report: AnnotatedReport, found: Findings, what: Circumstance) -> list[Choice]:
    """Return the choices of the annotated events that were found in a report, as it was read.

    Args:
        report: With complete events.
        found: With the events, but with the places of the stages before these only.
        what: Whether places or dates are chosen.
    """
    pairs = {other.id: one for one, other in matched(report.reading.events, found.events)}
    return _choices(_weighing(report, found.events, found, what), pairs, report.reading, what)


_ROLES = {"where": "location", "when": "date"}


def _weighing(report: AnnotatedReport, events: Sequence[Event], found: Findings, what: Circumstance) -> Weighing:
    text = report.reading.report
    if what == "where":
        return Scene(text.text, events, found, report.header.title)
    return Calendar(text.text, events, found, text.published)


def _choices(weighing: Weighing, gold: dict[str, Event], reading: Reading, what: Circumstance) -> list[Choice]:
    """Return a choice for each event that is annotated, left out where what is right cannot be chosen.

    The events before it have what is right. It is among all `rows`, though reading chooses among `open_rows`: fitted on
    these, F1 of places on dev is 41 instead of 43, that of dates the same.
    """
    found: list[Choice] = []
    given: list[Spot | None] = []
    for number, event in enumerate(weighing.events):
        rows = weighing.rows(number, given)
        given.append(None)
        if event.id not in gold:
            continue
        right = _right(gold[event.id], reading, what)
        number_right = next(
            (index for index, (spot, _) in enumerate(rows) if spot is not None and right is not None and right(spot)),
            None if right is not None else 0,
        )
        if number_right is not None:
            found.append(Choice(rows=[features for _, features in rows], right=number_right))
            given[-1] = rows[number_right][0]
    return found


def _right(event: Event, reading: Reading, what: Circumstance) -> _Right | None:
    """Return what tells whether a spot is that of an annotated event; None where it has none."""
    place, date = place_of(event, reading), date_of(event)
    if what == "when":
        return None if date is None else lambda spot: spot.name == date
    if place is None:
        return None
    return lambda spot: spot.name == name_of(place) or any(much_the_same(place, each) for each in spot.mentions)


def _first_telling(report: AnnotatedReport, event: Event) -> str:
    order = {each.id: each.trigger for each in report.reading.events}
    told = next((each for each in report.same_events if event.id in each), (event.id,))
    return min(told, key=lambda key: (order[key], key))


def _reads(config: ReaderConfig) -> Callable[[Report], Findings]:
    """Return what reads a report with its events, but leaves out the places that these add."""
    (part,) = config.only(Events.name).components
    before = Reader(config.only(*(each.name for each in config.components if each.name != Events.name)))
    events = build(part.name, part.settings)

    def find(report: Report) -> Findings:
        found = before.find(report)
        return found.plus(Findings(events=events.read(report, found).events))

    return find


def _digest(paths: Iterable[Path]) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, and write the table."""
    parser = argparse.ArgumentParser(
        prog="python -m training.circumstance_weights", description=__doc__.partition("\n")[0]
    )
    parser.add_argument("what", choices=("where", "when"))
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the table to write")
    parser.add_argument("--reader", type=Path, help="configuration of the reader; default: the bundled one")
    parser.add_argument(
        "--unread", type=Path, default=UNREAD, help="ids of reports that its model has not learned from"
    )
    options = parser.parse_args(arguments)
    find, sentences = _reads(load_config(options.reader)), Reader(load_config().only("sentences"))
    unread = frozenset(options.unread.read_text(encoding="utf-8").split())
    annotated: list[Choice] = []
    read: list[Choice] = []
    for report in load_split("train"):
        if "events" in report.layers:
            text = report.reading.report
            annotated += annotated_choices(report, sentences.find(text), options.what)
            if report.header.id in unread:
                read += read_choices(report, find(text), options.what)
    head = (
        f"What each feature of a choice says for its being {options.what} an event was, in log-odds.\n"
        "Made by `python -m training.circumstance_weights`, which says how; not to be changed by hand.\n"
        f"{len(annotated)} choices as annotated, {len(read)} as read in {len(unread)} reports; the files of the train\n"
        f"part of the corpus have SHA-256 {_digest(find_files([CORPUS / 'train']))}...\n"
    )
    weights = fit([*annotated, *read * _TIMES_READ], _PENALTY)
    table = "".join(f'"{name}" = {weight}\n' for name, weight in weights.items())
    options.out.write_text("".join(f"# {line}\n" for line in head.splitlines()) + "\n" + table, encoding="utf-8")


if __name__ == "__main__":
    main()
