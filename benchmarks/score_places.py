"""Scores of places: toponyms found, resolved when given, and end to end, on LGL, GeoWebNews and our own dev.

    python -m benchmarks.score_places [--reader FILE] [--rules] [--held-out]

How each figure is counted is in `sayso.evaluation.place_scores`, how the kinds of gold toponyms are told in
`place_corpora`. *Found* rows: spans equal, or half shared; GeoWebNews also marks places in other names (*African
Union*), which the second row leaves out. *Resolved* rows: the share of gold toponyms with a GeoNames id that are
resolved right when their spans are given, by kind too; `@161 km` is by distance alone; `in the gazetteer` leaves out
those that no entry of the gazetteer would be right for, so that the rest of the misses is its coverage.
`as Mordecai 3 counts` is the one to hold against its figures: names alone, in the gazetteer, by distance; countries by
their code too, whose points differ between sources. *Told apart*
rows: of toponyms that a town and the division it lies in share (`Ayacucho`), those resolved to the one that is meant;
MUC dev has these alone. *End to end*: found by overlap and resolved right, of all toponyms with an id or a point;
recall is the share of these. The trivial baseline takes runs of capitalised words that are in the gazetteer, and the
biggest population of a name.

Our own towns are invented, so there only finding is scored, and whether an invented town is left unresolved.
`--rules` reads without the model. `--held-out` leaves out the documents that the weights were trained on: half of LGL,
GeoWebNews and MUC dev.
"""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.place_corpora import LAYER, Part, candidates_of, held_out, parts, place_of

from sayso.core.errors import SaysoError, UsageError
from sayso.core.reading import Place, PlaceForm
from sayso.core.report import Report
from sayso.core.span import Span
from sayso.evaluation.bootstrap import interval
from sayso.evaluation.overlaps import Interval
from sayso.evaluation.place_scores import (
    KINDS,
    PlaceDocument,
    count_as_mordecai,
    count_end_to_end,
    count_found,
    count_left_unresolved,
    count_resolved,
    count_told_apart,
)
from sayso.evaluation.score import DocumentCounts, Score, f1
from sayso.gazetteer import Gazetteer
from sayso.reading.component import build
from sayso.reading.place.component import Places
from sayso.reading.reader import Reader, ReaderConfig, load_config

CORPORA = ("lgl", "geowebnews", "muc dev", "own dev")
"""What is scored here, by name."""
Find = Callable[[Report], Sequence[Place]]
"""From a report to its places."""
Resolve = Callable[[Report, Sequence[Span]], Sequence[Place]]
"""From a report and spans of toponyms in it to what they stand for; a span without a place may be left out."""
Counter = Callable[[PlaceDocument, "Read"], DocumentCounts]
BASELINE = "capitals in the gazetteer; biggest population"
MORDECAI = "resolved share @161 km, as Mordecai 3 counts"
PUBLISHED = {
    ("lgl", "resolved share"): "Edinburgh 78.3, CamCoder 65.4, with all of GeoNames",
    ("lgl", MORDECAI): "Mordecai 3 82.7 (n = 967), with all of GeoNames",
    ("geowebnews", MORDECAI): "Mordecai 3 94.1–95.7 (n = 474–1,564), with all of GeoNames",
}
"""Mordecai 3: its README, *Acc @161km*, of toponyms that spaCy finds to be GPE or LOC and whose entry is a candidate;
LGL and the smaller n of GeoWebNews are the last 30 % of these, the rest was trained on. Its exact matches, where no
candidate is right are misses, are 79.4 and 90.1–92.0."""
_RULES = ("sentences", LAYER)
_MODEL = ("sentences", "encoder", "entities", LAYER)
_CAPITALS = re.compile(r"\b[A-Z][\w’'-]*\.?(?: (?:of |de |al-)?[A-Z][\w’'-]*)*")


class Read:
    """What was read of one document.

    Attributes:
        found: Its places.
        resolved: What its gold toponyms were resolved to, by their spans.
        known: Its gold toponyms whose answer the gazetteer has.
    """

    def __init__(self, found: Sequence[Place], resolved: Mapping[Interval, Place], known: frozenset[Interval]) -> None:
        self.found = found
        self.resolved = resolved
        self.known = known


def scores(corpora: Path, find: Find | None = None, resolve: Resolve | None = None) -> list[Score]:
    """Return the scores of places on the corpora in the folder `corpora`.

    Args:
        corpora: Folder of the public corpora.
        find: What finds and resolves them; the bundled reader where none is given.
        resolve: What resolves given toponyms; the bundled reader's component where none is given.

    Raises:
        UsageError: The bundled reader has no component for places.
        UnreadableError: A corpus is not there, or malformed.
    """
    own_find, own_resolve = reader_of(load_config()) if find is None or resolve is None else (find, resolve)
    with Gazetteer.open() as gazetteer:
        return [
            score
            for part in parts(corpora, gazetteer)
            for score in part_scores(part, find or own_find, resolve or own_resolve, gazetteer)
        ]


def reader_of(config: ReaderConfig, *, rules: bool = False) -> tuple[Find, Resolve]:
    """Return what a configuration finds, and how its component for places resolves.

    Args:
        config: Of the reader; only what places need is run.
        rules: Whether to leave the model out.

    Raises:
        UsageError: It has no component for places.
    """
    own = config.only(*(_RULES if rules else _MODEL))
    settings = next((part.settings for part in own.components if part.name == LAYER), None)
    if settings is None:
        raise UsageError(f"reader {config.name!r}: it has no component {LAYER!r} to score")
    component = build(LAYER, settings)
    if not isinstance(component, Places):
        raise UsageError(f"reader {config.name!r}: its component {LAYER!r} resolves nothing")
    reader = Reader(own)
    return lambda report: reader.find(report).places, component.resolve


def baseline_of(gazetteer: Gazetteer) -> tuple[Find, Resolve]:
    """Return the trivial baseline."""

    def resolve(report: Report, spans: Sequence[Span]) -> list[Place]:
        return [
            place_of(candidates[0], span.text, span.start)
            for span in spans
            if (candidates := candidates_of(span.text, gazetteer))
        ]

    def find(report: Report) -> list[Place]:
        return resolve(report, [Span.of(report.text, *match.span()) for match in _CAPITALS.finditer(report.text)])

    return find, resolve


def read_all(part: Part, find: Find, resolve: Resolve) -> list[Read]:
    """Return what is read of each document of a part."""
    read: list[Read] = []
    for document, report, known in zip(part.documents, part.reports, part.known, strict=True):
        spans = [Span.of(document.text, gold.start, gold.end) for gold in document.places] if part.has_answers else []
        resolved = {(place.start, place.end): place for place in resolve(report, spans)} if spans else {}
        read.append(Read(find(report) if part.is_complete else (), resolved, known))
    return read


def part_scores(part: Part, find: Find, resolve: Resolve, gazetteer: Gazetteer) -> Iterator[Score]:
    """Yield the scores of one corpus."""
    own, trivial = read_all(part, find, resolve), read_all(part, *baseline_of(gazetteer))
    for metric, counter in _metrics(part):
        counts = _counts(part, own, counter)
        n = sum(count.gold for count in counts)
        if n:
            yield Score(
                corpus=part.name,
                files=part.files,
                folder=part.folder,
                metric=metric,
                n=n,
                counts=counts,
                baseline=f1(_counts(part, trivial, counter)),
                baseline_name=BASELINE,
                reference=PUBLISHED.get((part.name, metric)),
            )


def _counts(part: Part, read: Sequence[Read], counter: Counter) -> tuple[DocumentCounts, ...]:
    return tuple(counter(document, each) for document, each in zip(part.documents, read, strict=True))


def _metrics(part: Part) -> Iterator[tuple[str, Counter]]:
    if part.is_complete:
        yield from _of_finding(part)
    if part.has_answers:
        yield from _of_resolving(part)


def _of_finding(part: Part) -> Iterator[tuple[str, Counter]]:
    yield "toponyms found F1", lambda document, read: count_found(document, read.found, is_exact=True)
    yield "toponyms found relaxed F1", lambda document, read: count_found(document, read.found, is_exact=False)
    if any(place.is_embedded for document in part.documents for place in document.places):
        yield (
            "toponyms found F1, not in other names",
            lambda document, read: count_found(document, read.found, is_exact=True, has_embedded=False),
        )
    if not part.has_answers:
        forms: tuple[PlaceForm, ...] = ("name", "demonym", "relative")
        for form in forms:
            yield f"places of form {form} found F1", _of_form(form)
        yield "invented towns left unresolved", lambda document, read: count_left_unresolved(document, read.found)


def _of_resolving(part: Part) -> Iterator[tuple[str, Counter]]:
    yield "town and division told apart", lambda document, read: count_told_apart(document, read.resolved)
    for kind in KINDS[1:]:
        yield f"town and division told apart: {kind}", _told_apart(kind)
    if not part.is_complete:
        return
    yield "resolved share", lambda document, read: count_resolved(document, read.resolved)
    yield "resolved share @161 km", lambda document, read: count_resolved(document, read.resolved, is_near_enough=True)
    yield "resolved share, in the gazetteer", _of_known
    yield MORDECAI, lambda document, read: count_as_mordecai(document, read.resolved, read.known)
    for kind in KINDS:
        yield f"resolved share: {kind}", _of_kind(kind)
    yield "end to end F1", lambda document, read: count_end_to_end(document, read.found)
    for kind in KINDS:
        yield f"end to end F1: {kind}", _end_to_end_of(kind)


def _of_form(form: PlaceForm) -> Counter:
    return lambda document, read: count_found(document, read.found, is_exact=True, form=form)


def _of_kind(kind: str) -> Counter:
    (which,) = (each for each in KINDS if each == kind)
    return lambda document, read: count_resolved(document, read.resolved, kind=which)


def _told_apart(kind: str) -> Counter:
    (which,) = (each for each in KINDS if each == kind)
    return lambda document, read: count_told_apart(document, read.resolved, which)


def _end_to_end_of(kind: str) -> Counter:
    (which,) = (each for each in KINDS if each == kind)
    return lambda document, read: count_end_to_end(document, read.found, which)


def _of_known(document: PlaceDocument, read: Read) -> DocumentCounts:
    kept = tuple(place for place in document.places if (place.start, place.end) in read.known)
    known = PlaceDocument(name=document.name, text=document.text, places=kept, forms=document.forms)
    return count_resolved(known, read.resolved)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.score_places", description=__doc__.partition("\n")[0])
    parser.add_argument("--reader", type=Path, metavar="FILE", help="score this reader configuration")
    parser.add_argument("--rules", action="store_true", help="leave the model out")
    parser.add_argument("--held-out", action="store_true", help="score documents that were not trained on alone")
    options = parser.parse_args(arguments)
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        for corpus in CORPORA:
            print(f"{corpus}: skipped: SAYSO_CORPORA is not set")
        return 0
    try:
        find, resolve = reader_of(load_config(options.reader), rules=options.rules)
        with Gazetteer.open() as gazetteer:
            for part in parts(Path(folder), gazetteer):
                asked = held_out(part) if options.held_out else part
                rows = list(part_scores(asked, find, resolve, gazetteer))
                for row in rows:
                    _print(row)
                _print_coverage(rows)
    except SaysoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _print(row: Score) -> None:
    bounds = interval(row.counts)
    between = "–".join(_percent(bound).strip() for bound in bounds) if bounds else ""
    figures = " ".join(_percent(figure) for figure in (row.precision, row.recall, row.f1))
    print(
        f"{row.corpus:10} {row.metric:38} n {row.n:5}  P R F1 {figures}  {between:11} baseline {_percent(row.baseline)}"
        f"{f'  ({row.reference})' if row.reference else ''}"
    )


def _print_coverage(rows: Sequence[Score]) -> None:
    by_metric = {row.metric: row for row in rows}
    if "resolved share" not in by_metric:
        return
    whole, known = by_metric["resolved share"], by_metric["resolved share, in the gazetteer"]
    wrong = whole.n - sum(count.true_positive for count in whole.counts)
    absent = whole.n - known.n
    print(
        f"{whole.corpus:10} {wrong} of {whole.n} resolved wrong; for {absent} the gazetteer has no right answer under"
        f" their name, {_percent(absent / wrong if wrong else 0).strip()} % of what is wrong"
    )


def _percent(figure: float | None) -> str:
    return f"{100 * figure:5.1f}" if figure is not None else "    –"


if __name__ == "__main__":
    sys.exit(main())
