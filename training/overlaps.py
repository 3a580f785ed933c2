"""Text that train and dev parts share, within and across corpora: `python -m training.overlaps` (with SAYSO_CORPORA).

Two documents overlap where they share eight runs of eight words, about a sentence, or half of what the shorter has.
Letter case and punctuation do not count, nor do runs found in five documents or more: notices that an outlet prints
under every article. Prints every overlap, and fails where a train document is neither left out of training nor
explained (`training/data/excluded.py`).
"""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from sayso.evaluation import plover_sentences, polnear, wikievents
from sayso.evaluation.mentions import Split
from training.corpus_files import load_split
from training.data import marked
from training.data.excluded import EXCLUDED, EXPLAINED
from training.data.mentions import READERS
from training.data.predicate_corpora import READERS as PREDICATE_READERS

RUN = 8
"""Words in a run."""
SHARED_RUNS = 8
SHARED_SHARE = 0.5
NOTICE_DOCUMENTS = 5
"""A run in so many documents is a notice."""
_WORD = re.compile(r"\w+")
Key = tuple[str, str]
"""Corpus and name of a document."""


class Overlap(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A train and a dev document that share `runs` runs of words."""

    train: Key
    dev: Key
    runs: int

    @property
    def explanation(self) -> str | None:
        """Why it does no harm; None where nothing says so."""
        if self.train[1] in EXCLUDED.get(self.train[0], ()):
            return "left out of training"
        return EXPLAINED.get((self.train[0], self.dev[0]))


def runs_of(text: str) -> frozenset[int]:
    """Return the hashes of all runs of words in `text`."""
    words = _WORD.findall(text.lower())
    return frozenset(hash(tuple(words[start : start + RUN])) for start in range(len(words) - RUN + 1))


def find(train: Iterable[tuple[Key, str]], dev: Iterable[tuple[Key, str]]) -> list[Overlap]:
    """Return the overlaps between documents of train and of dev, each given as key and text."""
    dev_runs = {key: runs_of(text) for key, text in dev}
    train_runs = {key: runs_of(text) for key, text in train}
    spread = Counter(run for runs in (*dev_runs.values(), *train_runs.values()) for run in runs)
    notices = {run for run, documents in spread.items() if documents >= NOTICE_DOCUMENTS}
    holders: dict[int, list[Key]] = {}
    for key, runs in dev_runs.items():
        for run in runs - notices:
            holders.setdefault(run, []).append(key)
    found: list[Overlap] = []
    for key, runs in train_runs.items():
        shared = Counter(holder for run in runs for holder in holders.get(run, ()))
        for holder, count in shared.items():
            if count >= min(SHARED_RUNS, max(1.0, SHARED_SHARE * min(len(runs), len(dev_runs[holder])))):
                found.append(Overlap(train=key, dev=holder, runs=count))
    return sorted(found)


def needless(overlaps: Iterable[Overlap]) -> list[Key]:
    """Return the documents that `EXCLUDED` names and no overlap asks for."""
    asked = {overlap.train for overlap in overlaps}
    return sorted((corpus, name) for corpus, names in EXCLUDED.items() for name in names if (corpus, name) not in asked)


def texts(corpora: Path | None, split: Split) -> Iterator[tuple[Key, str]]:
    """Yield key and text of every document of a split, of all corpora that are trained or scored on."""
    for report in load_split(split):
        yield ("own", report.header.id), report.reading.report.text
    if corpora is None:
        return
    for name, read in READERS.items():
        for document in read(corpora, split):
            yield (name, document.name), document.text
    for article in polnear.documents(corpora, split):
        yield ("polnear", article.name), article.text
    for name, read_predicates in PREDICATE_READERS.items():
        for told in read_predicates(corpora, split):
            yield (name, told.name), told.text
    for report in marked.documents(corpora, split):
        yield (marked.CORPUS, report.header.id), report.reading.report.text
    if split == "dev":
        yield from scored_alone(corpora)


def scored_alone(corpora: Path) -> Iterator[tuple[Key, str]]:
    """Yield key and text of every document of the corpora that are scored and of which no part is trained on."""
    for document in wikievents.documents(corpora):
        yield ("wikievents", document.name), document.text
    for sentence in plover_sentences.plv(corpora):
        yield ("plv", sentence.name), sentence.text


def show(overlaps: Iterable[Overlap]) -> Iterator[str]:
    """Yield a line per overlap without explanation or left out, and one per explained pair of corpora."""
    explained: Counter[tuple[str, str, str]] = Counter()
    for overlap in overlaps:
        why = overlap.explanation
        if why is None or why == EXPLAINED.get((overlap.train[0], overlap.dev[0])):
            if why is not None:
                explained[overlap.train[0], overlap.dev[0], why] += 1
                continue
            why = "NOT EXPLAINED: name the train document in training/data/excluded.py"
        yield f"{'/'.join(overlap.train)} shares {overlap.runs} runs with {'/'.join(overlap.dev)}: {why}"
    for (train, dev, why), number in sorted(explained.items()):
        yield f"{train} and {dev}: {number} pairs of documents: {why}"


def main() -> int:
    """Print the overlaps; return 1 where one is neither left out nor explained, or one is left out without need."""
    folder = os.environ.get("SAYSO_CORPORA")
    corpora = Path(folder) if folder else None
    overlaps = find(texts(corpora, "train"), texts(corpora, "dev"))
    for line in show(overlaps):
        sys.stdout.write(f"{line}\n")
    unneeded = needless(overlaps) if corpora is not None else []
    for key in unneeded:
        sys.stdout.write(f"{'/'.join(key)} is left out, but shares no text with dev\n")
    unexplained = sum(overlap.explanation is None for overlap in overlaps)
    sys.stdout.write(f"{len(overlaps)} overlaps, {unexplained} not explained, {len(unneeded)} left out without need\n")
    return 1 if unexplained or unneeded else 0


if __name__ == "__main__":
    sys.exit(main())
