"""Sentences with a marked source and target and what the one does to the other: PLV and AW, the parts `train`.

PLV has the type of an earlier PLOVER, whose YIELD is now CONCEDE and RETREAT; AW, made from ACE and WikiEvents, only
whether the two cooperate or are in conflict. Of AW the sentences from the training documents of ACE and WikiEvents are
trained on (`training.data.aw`), and the others alone are read here. Where nobody is marked as source or target, gold is
a type all the same.

Source:
    Hu et al. 2024, Leveraging codebook knowledge with NLI and ChatGPT for zero-shot political relation classification
    (PLV, AW). Open Event Data Alliance, PLOVER codebook (types, and their classes of cooperation and conflict).
"""

import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from sayso.core.errors import UnreadableError
from sayso.core.reading import EventType
from sayso.core.span import Span
from sayso.evaluation.agreement import Table
from sayso.evaluation.score import DocumentCounts

PLV_FILE = "zsp_plover/PLV_train.tsv"
AW_FILE = "zsp_plover/AW_train.tsv"
"""Relative to the folder of corpora."""
FOLDS = 5
Side = Literal["cooperation", "conflict"]
NOTHING = "nothing"
"""Stands in tables where no label was found."""
_OLDER: Mapping[EventType, str] = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_CLASSES: Mapping[str, str] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), "verbal cooperation"),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), "material cooperation"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict"),
}
ROOTS: tuple[str, ...] = tuple(sorted(_CLASSES))
"""The types of PLV."""
CLASSES: tuple[str, ...] = tuple(dict.fromkeys(_CLASSES.values()))
SIDES: tuple[Side, ...] = ("cooperation", "conflict")
_TAG = re.compile(r"<(/?)([st])>")


class MarkedSentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with the spans of its source and target, and their label.

    Attributes:
        name: Of the corpus, with the number of the row.
        text: Without the marks.
        sources, targets: In text order; several where one is interrupted or more than one is marked, none where the
            sentence names nobody.
        label: Type or side.
    """

    name: str
    text: str
    sources: tuple[Span, ...]
    targets: tuple[Span, ...]
    label: str


def plv(corpora: Path) -> tuple[MarkedSentence, ...]:
    """Return the sentences of PLV train, labelled with types.

    Raises:
        UnreadableError: The file is not there, or malformed.
    """
    return _read(corpora / PLV_FILE, "PLV", "gold_root", {root: root for root in ROOTS})


def aw(corpora: Path) -> tuple[MarkedSentence, ...]:
    """Return the sentences of AW train that are scored, labelled with sides.

    Raises:
        UnreadableError: The file is not there, or malformed.
    """
    return _read(corpora / AW_FILE, "AW", "gold_binary", {"0": "cooperation", "1": "conflict"}, is_scored)


def is_scored(row: Mapping[str, str]) -> bool:
    """Return whether a row of AW is of those that are scored: not from a training document of ACE or WikiEvents."""
    return row["original_split"] != "train"


def _read(
    path: Path, corpus: str, column: str, labels: Mapping[str, str], is_read: Callable[[Mapping[str, str]], bool] = bool
) -> tuple[MarkedSentence, ...]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return tuple(
                marked(f"{corpus} {number}", row["marked_sentence"], labels[row[column]])
                for number, row in enumerate(csv.DictReader(file, delimiter="\t"), 1)
                if is_read(row)
            )
    except OSError as error:
        raise UnreadableError(f"PLOVER sentences {path}: {error.strerror}") from error
    except (LookupError, ValueError, TypeError) as error:
        raise UnreadableError(f"PLOVER sentences {path}: {error!r}") from error


def marked(name: str, sentence: str, label: str) -> MarkedSentence:
    """Return a sentence without its marks, and the spans that they enclosed.

    Raises:
        ValueError: A mark is opened within its like, or not closed.

    >>> found = marked("x", "<s>Orma</s> accused <t>Tavin</t>.", "ACCUSE")
    >>> found.text, found.sources[0].text, found.targets[0].start
    ('Orma accused Tavin.', 'Orma', 13)
    """
    text, at = "", 0
    opened: dict[str, int] = {}
    edges: dict[str, list[tuple[int, int]]] = {"s": [], "t": []}
    for tag in _TAG.finditer(sentence):
        text, at = text + sentence[at : tag.start()], tag.end()
        closes, kind = tag.groups()
        if bool(closes) != (kind in opened):
            raise ValueError(f"{name}: the mark {tag[0]!r} at {tag.start()} does not fit those before it")
        if closes:
            edges[kind].append((opened.pop(kind), len(text)))
        else:
            opened[kind] = len(text)
    if opened:
        raise ValueError(f"{name}: a mark is not closed")
    text += sentence[at:]
    sources, targets = (tuple(Span.of(text, *each) for each in edges[kind] if each[0] < each[1]) for kind in "st")
    return MarkedSentence(name=name, text=text, sources=sources, targets=targets, label=label)


def root_of(kind: EventType) -> str:
    """Return the type of PLV for one of PLOVER's types."""
    return _OLDER.get(kind, kind)


def class_of(root: str) -> str:
    """Return the class of cooperation or conflict of a type of PLV."""
    return _CLASSES[root]


def side_of(root: str) -> Side:
    """Return whether a type of PLV is of cooperation or of conflict."""
    return "conflict" if _CLASSES[root].endswith("conflict") else "cooperation"


def fold_of(sentence: MarkedSentence) -> int:
    """Return which of the folds a sentence is in; one that occurs again is in the same."""
    return hashlib.sha256(sentence.text.encode()).digest()[0] % FOLDS


def label_counts(tables: Iterable[Table], label: str) -> tuple[DocumentCounts, ...]:
    """Count one label in each table of gold and found ones."""
    return tuple(
        DocumentCounts(
            document=table.document,
            true_positive=int(table.cells.get((label, label), 0)),
            predicted=int(sum(n for (_, found), n in table.cells.items() if found == label)),
            gold=int(sum(n for (gold, _), n in table.cells.items() if gold == label)),
        )
        for table in tables
    )


def macro_f1(tables: Iterable[Table]) -> float | None:
    """Return the mean F1 of the labels that gold has; None without any.

    >>> from sayso.evaluation.agreement import pair_table
    >>> macro_f1([pair_table("a", ["x", "y"], ["x", "nothing"])])
    0.5
    """
    right: defaultdict[str, float] = defaultdict(float)
    gold: defaultdict[str, float] = defaultdict(float)
    predicted: defaultdict[str, float] = defaultdict(float)
    for table in tables:
        for (one, other), n in table.cells.items():
            gold[one] += n
            predicted[other] += n
            right[one] += n if one == other else 0
    return sum(2 * right[each] / (gold[each] + predicted[each]) for each in gold) / len(gold) if gold else None
