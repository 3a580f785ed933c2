"""The quality gate: every registered score, in one table, against the floors pinned in `floors.json`.

    python -m benchmarks.quality [--raise-floors [--allow-lower]] [--markdown OUT] [--floors FILE]
                                [--only NAME]

Reads the folder of corpora that the environment variable SAYSO_CORPORA names. Exit code 0: all scores hold, or the
variable is not set; 1: a floor does not hold; 2: a corpus, a floor or an argument is wrong.
"""

import argparse
import datetime
import os
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from benchmarks import (
    score_actors,
    score_attributions,
    score_coreference,
    score_event_places,
    score_events,
    score_factuality,
    score_identity,
    score_links,
    score_mentions,
    score_muc4,
    score_places,
    score_plover,
    score_police,
    score_propbank,
    score_quotations,
    score_sentences,
    score_times,
    score_wikievents,
)
from sayso import __version__
from sayso.core.errors import SaysoError, UsageError
from sayso.evaluation.bootstrap import interval, interval_of
from sayso.evaluation.gate import Floor, fingerprint, key, problems, raised, read_floors, write_floors
from sayso.evaluation.score import Score
from sayso.reading.reader import Reader, load_config

SCORERS = {
    "sentences": score_sentences,
    "quotations": score_quotations,
    "attributions": score_attributions,
    "mentions": score_mentions,
    "coreference": score_coreference,
    "actors": score_actors,
    "identity": score_identity,
    "times": score_times,
    "places": score_places,
    "events": score_events,
    "links": score_links,
    "event-places": score_event_places,
    "muc4": score_muc4,
    "police": score_police,
    "wikievents": score_wikievents,
    "plover": score_plover,
    "factuality": score_factuality,
    "propbank": score_propbank,
}
"""Modules that score, by name: each has `CORPORA`, the names of what it scores, and `scores(corpora)`."""
FLOORS = Path(__file__).with_name("floors.json")
HEADINGS = (
    "corpus",
    "metric",
    "n",
    "documents",
    "ours",
    "95 % interval",
    "P",
    "R",
    "floor",
    "trivial baseline",
    "reference",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the gate and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__.partition("\n")[0])
    parser.add_argument("--raise-floors", action="store_true", help="pin the floors at this run's scores")
    parser.add_argument("--allow-lower", action="store_true", help="let a floor fall or move to a changed corpus")
    parser.add_argument("--markdown", type=Path, metavar="OUT", help="write the table to OUT, with date and versions")
    parser.add_argument("--only", choices=SCORERS, help="score this alone; other floors are neither held nor changed")
    parser.add_argument("--floors", type=Path, default=FLOORS, help="the file of pinned floors")
    options = parser.parse_args(arguments)
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        for scorer in _scorers(options.only):
            for corpus in scorer.CORPORA:
                print(f"{corpus}: skipped: SAYSO_CORPORA is not set")
        return 0
    try:
        return _run(Path(folder), options)
    except SaysoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def _run(corpora: Path, options: argparse.Namespace) -> int:
    if not corpora.is_dir():
        raise UsageError(f"SAYSO_CORPORA: {corpora} is not a folder")
    try:
        scores = [score for scorer in _scorers(options.only) for score in scorer.scores(corpora)]
    except FileNotFoundError as error:
        raise UsageError(f"SAYSO_CORPORA: {error.filename} is not there") from error
    fingerprints = {key(score): fingerprint(score.folder or corpora, score.files) for score in scores}
    pinned = read_floors(options.floors)
    untouched = [floor for floor in pinned if options.only and key(floor) not in fingerprints]
    floors: Sequence[Floor] = [floor for floor in pinned if floor not in untouched]
    if options.raise_floors:
        floors = raised(scores, floors, fingerprints, allow_lower=options.allow_lower)
        write_floors(options.floors, [*floors, *untouched])
    rows = [_row(score, floors) for score in scores]
    print(_markdown_table(rows))
    if options.markdown is not None:
        options.markdown.write_text(_page(rows), encoding="utf-8")
    found = problems(scores, floors, fingerprints)
    for problem in found:
        print(f"FAIL {problem}")
    return 1 if found else 0


def _scorers(only: str | None) -> list[ModuleType]:
    return [SCORERS[only]] if only else list(SCORERS.values())


def _row(score: Score, floors: Sequence[Floor]) -> tuple[str, ...]:
    bounds = interval_of(score.tables, score.agreement) if score.tables else interval(score.counts)
    floor = next((floor.floor for floor in floors if key(floor) == key(score)), None)
    baselines = {score.baseline_name or "": score.baseline, **score.more_baselines}
    return (
        score.corpus,
        score.metric,
        str(score.n),
        str(score.documents),
        _percent(score.figure),
        f"{_percent(bounds[0])}–{_percent(bounds[1])}" if bounds else "–",
        _percent(score.precision),
        _percent(score.recall),
        _percent(floor, digits=2),
        "; ".join(f"{_percent(figure)} {name}".strip() for name, figure in baselines.items() if figure is not None)
        or "–",
        score.reference or "–",
    )


def _percent(figure: float | None, digits: int = 1) -> str:
    return "–" if figure is None else f"{100 * figure:.{digits}f}"


def _markdown_table(rows: Sequence[tuple[str, ...]]) -> str:
    table = [HEADINGS, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADINGS) - 1)]
    lines = [
        "| " + " | ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]]) + " |"
        for row in table
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|---|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _page(rows: Sequence[tuple[str, ...]]) -> str:
    reader = Reader(load_config())
    parts = ", ".join(f"{part.name} {part.version}" for part in reader.components)
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    return f"""# Scores

Measured {today} with sayso {__version__}, reader `{reader.identity.name}` {reader.identity.version} ({parts}; the
digest is also of their settings), Python {platform.python_version()}.
Written by `python -m benchmarks.quality --markdown docs/scores.md`, which also holds each
figure against its floor (`make quality`). The corpora are public; `SAYSO_CORPORA` names the folder that holds them.

{_markdown_table(rows)}

- **n** counts gold items; what was missed stays in the denominator. **P** and **R** are precision and recall.
- The **interval** is a percentile bootstrap over 1,000 resamples of whole documents, with a fixed seed. With few
  documents (see that column) it is too narrow to lean on.
- **Sentence F1** counts sentences of which both ends are right, over the characters that are not white space, as the
  CoNLL 2018 shared task does. **Inner boundary F1** counts sentence ends inside paragraphs only, since a paragraph's
  end is given by the text.
- The text of a CoNLL-U document is rebuilt from its tokens: as `SpaceAfter=No` says inside a paragraph, one space
  between sentences, and a blank line where the file marks a new paragraph or document. No sentence end inside a
  paragraph can be seen in it. The files do not keep the line breaks of the pages they came from, and a caption that the
  corpus puts into its neighbour's paragraph cannot be told from running text.
- Rules were tuned on the training parts alone. The rows of training parts are there because the development part of GUM
  has two documents of news and two interviews; what the rules miss in them is mostly captions and headings.
- **Quotations** are scored on PolNeAR dev. Exact content is right to the character, white space aside; a source or cue
  counts only with its content. Direct are those quoted from end to end, mixed those quoted in part. Two annotators of
  the same documents, scored against each other in the same way, are the reference.
- Published figures are on the test parts, which are not used here, and on text put together in another way: they place
  a figure, and compare nothing exactly.
- Much of UD English-EWT is e-mail and web forum text without capitals or periods, where no rule on marks finds the end.
"""


if __name__ == "__main__":
    sys.exit(main())
