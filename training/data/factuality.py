"""Predicates annotated with whether what they tell happened, in the files that unify the corpora of it.

Each line is a sentence in tokens with its predicates, from -3 (certainly did not happen) over 0 (not known) to 3
(certainly did). Sentences of UDS-IH2 and of UW are parts of documents that other corpora hold whole: see `ewt` and
`timebank`. Those read here stand alone; several make a document, each a paragraph of it, so that a window is filled.

Source:
    Stanovsky et al. 2017, Integrating Deep Linguistic Features in Factuality Prediction over Unified Datasets (the
    scale; UW is Lee et al. 2015, MEANTIME Minard et al. 2016); Rudinger et al. 2018 (UDS-IH2); White & Rawlins 2018
    (MegaVeridicality); Ross & Pavlick 2019 (verb veridicality); de Marneffe et al. 2019 (CommitmentBank); files of
    Jiang & de Marneffe 2021, He Thinks He Knows Better than the Doctors.
"""

import html
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec

from sayso.core.errors import UnreadableError, UsageError
from sayso.evaluation.iob import detokenise
from sayso.evaluation.mentions import Interval, Split
from training.data.predicates import PredicateDocument

FILES: dict[str, str] = {
    "meantime": "MEANTIME",
    "megaveridicality": "MV2/mv2",
    "verb_veridicality": "RP/rp",
    "commitment_bank": "CB/CB",
}
"""Folder of each corpus whose sentences stand alone, under `factuality`."""
_WORDS_TOGETHER = 200
"""A document is full with so many words."""
_LONGEST = 3
"""Words of a predicate."""
_SIGNS = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}


class Target(msgspec.Struct, frozen=True):
    """A predicate: words `span1[0]:span1[1]` of its sentence, the words themselves, and its factuality."""

    span1: tuple[int, int]
    span_text: str
    label: float


class Sentence(msgspec.Struct, frozen=True):
    """A sentence, words parted by spaces, with its predicates."""

    text: str
    targets: tuple[Target, ...]

    @property
    def words(self) -> list[str]:
        """Its words."""
        return self.text.split(" ")

    def values(self) -> Iterator[tuple[Interval, float]]:
        """Yield the range of words and the factuality of each predicate.

        What is not at its place is left out, and what is no predicate but the whole of its clause.
        """
        for target in self.targets:
            first, last = target.span1
            if last - first <= _LONGEST and " ".join(self.words[first:last]) == target.span_text:
                yield target.span1, target.label


def sentences(corpora: Path, folder: str, split: Split) -> list[Sentence]:
    """Return the sentences of a part of the corpus in `factuality/folder`.

    Raises:
        UsageError: It is not there.
        UnreadableError: A line is not as these files have it.
    """
    path = corpora / "factuality" / folder / f"{split}.jsonl"
    if not path.is_file():
        raise UsageError(f"no corpus file at {path}")
    found = []
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        try:
            found.append(msgspec.json.decode(line, type=Sentence))
        except msgspec.DecodeError as error:
            raise UnreadableError(f"{path}:{number}: {error}") from error
    return found


def documents(corpora: Path, split: Split, *, corpus: str) -> Iterator[PredicateDocument]:
    """Yield the sentences of one of FILES, gathered into documents `train-1` and so on."""
    number, text = 1, ""
    factuality: list[tuple[Interval, float]] = []
    for sentence in sentences(corpora, FILES[corpus], split):
        if len(text.split()) >= _WORDS_TOGETHER:
            yield PredicateDocument(name=f"{split}-{number}", corpus=corpus, text=text, factuality=tuple(factuality))
            number, text, factuality = number + 1, "", []
        text += "\n\n" if text else ""
        body, places = detokenise([_SIGNS.get(word, html.unescape(word)) for word in sentence.words])
        for (first, last), value in sentence.values():
            factuality.append(((places[first][0] + len(text), places[last - 1][1] + len(text)), value))
        text += body
    if text:
        yield PredicateDocument(name=f"{split}-{number}", corpus=corpus, text=text, factuality=tuple(factuality))


READERS = {name: partial(documents, corpus=name) for name in FILES}
"""Reader of each of FILES."""
