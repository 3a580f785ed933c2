"""How many of everything the corpus has: `python -m training.corpus_counts [FOLDER] [--rare N]`."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from sayso.core.plover import MODES
from sayso.core.reading import Count, CountKind, EntityType, Manner, MentionForm, TimexType
from sayso.reading.sentences.splitter import sentence_spans
from training.corpus_files import CORPUS, find_files, split_of
from training.notation import AnnotatedReport, load_file
from training.notation.annotated import LAYERS
from training.notation.happenings import STATE_TYPES
from training.notation.ontology import AUXILIARIES, EVENT_TYPES, PLACE_FORMS, ROLES, STANCES

Counts = dict[str, Counter[str]]

WANTED: dict[str, tuple[str, ...]] = {
    "layer": LAYERS,
    "entity type": get_args(EntityType),
    "mention form": get_args(MentionForm),
    "stance": STANCES,
    "manner": get_args(Manner),
    "attribution": ("no source", "no cue", "several pieces", "nested"),
    "event type": EVENT_TYPES,
    "event mode": tuple(f"{kind} {mode}" for kind, modes in MODES.items() for mode in modes),
    "auxiliary": AUXILIARIES,
    "role": ROLES,
    "casualty kind": get_args(CountKind),
    "casualties": ("exact", "at least", "at most", "about", "range", "none"),
    "state type": STATE_TYPES,
    "time type": get_args(TimexType),
    "place form": PLACE_FORMS,
}
"""What the corpus should have of each kind; what is missing shows with 0."""


def count(reports: Iterable[AnnotatedReport]) -> Counts:
    """Return how often each value of each kind occurs in `reports`; what is wanted and absent counts 0."""
    counts: Counts = {kind: Counter(dict.fromkeys(values, 0)) for kind, values in WANTED.items()}
    for kind in ("split", "conflict", "region", "style", "total"):
        counts[kind] = Counter()
    for report in reports:
        _count_whole(report, counts)
        _count_mentions(report, counts)
        _count_attributions(report, counts)
        _count_happenings(report, counts)
    return counts


def _count_whole(report: AnnotatedReport, counts: Counts) -> None:
    header, reading = report.header, report.reading
    values = (
        ("split", split_of(report)),
        ("conflict", header.conflict),
        ("region", header.region),
        ("style", header.style),
    )
    for kind, value in values:
        counts[kind][value] += 1
    counts["layer"].update(report.layers)
    sentences = sentence_spans(reading.report.text, wrap_width_chars=0, split_unspaced=False)
    told = [event.trigger for event in reading.events if not event.auxiliary]
    quiet = sum(not any(sentence.covers(trigger) for trigger in told) for sentence in sentences)
    counts["total"].update(reports=1, sentences=len(sentences), words=len(reading.report.text.split()))
    counts["total"]["mentions"] += sum(len(entity.mentions) for entity in reading.entities)
    counts["total"].update({name: len(getattr(reading, name)) for name in LAYERS})
    if "events" in report.layers:
        counts["total"]["sentences with events annotated"] += len(sentences)
        counts["total"]["of these, with no event that is told as happening"] += quiet


def _count_mentions(report: AnnotatedReport, counts: Counts) -> None:
    reading = report.reading
    counts["entity type"].update(entity.type for entity in reading.entities)
    counts["mention form"].update(mention.form for entity in reading.entities for mention in entity.mentions)
    counts["time type"].update(time.type for time in reading.times)
    counts["place form"].update(place.form for place in reading.places)


def _count_attributions(report: AnnotatedReport, counts: Counts) -> None:
    for each in report.reading.attributions:
        counts["stance"][each.stance] += 1
        counts["manner"][each.manner] += 1
        counts["attribution"].update(
            {
                "no source": each.source is None,
                "no cue": each.cue is None,
                "several pieces": len(each.content) > 1,
                "nested": each.within is not None,
            }
        )


def _count_happenings(report: AnnotatedReport, counts: Counts) -> None:
    for event in report.reading.events:
        counts["event type"][event.type] += 1
        counts["event mode"].update(f"{event.type} {mode}" for mode in event.modes)
        counts["auxiliary"].update(event.auxiliary)
        counts["role"].update(argument.role for argument in event.arguments)
        counts["casualties"].update(map(form_of, event.counts().values()))
        counts["casualty kind"].update(list(event.counts()))
    counts["state type"].update(state.type for state in report.reading.states)


def form_of(count: Count) -> str:
    """Return how a casualty count is given.

    >>> form_of(Count(low=12, best=None, high=None, evidence=()))
    'at least'
    """
    low, best, high = count.low, count.best, count.high
    if low == best == high:
        return "none" if low == 0 else "exact"
    if low is not None and high is not None:
        return "range"
    if low is not None:
        return "at least"
    return "at most" if high is not None else "about"


def show(counts: Counts, rare_below: int) -> str:
    """Return the counts as lines, those of wanted values that occur less than `rare_below` times at the end."""
    lines = []
    for kind, values in counts.items():
        lines.append(f"{kind}")
        lines += [f"  {number:6}  {value}" for value, number in sorted(values.items(), key=lambda item: -item[1])]
    lines.append(f"rare (less than {rare_below})")
    for kind in WANTED:
        rare = [f"{value} {number}" for value, number in counts[kind].items() if number < rare_below]
        if rare and kind != "layer":
            lines.append(f"  {kind}: {', '.join(rare)}")
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    """Print the counts of a folder of the corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--rare", type=int, default=20, help="what occurs less often is listed as rare")
    given = parser.parse_args(arguments)
    sys.stdout.write(show(count(load_file(path) for path in find_files([given.folder])), given.rare))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
