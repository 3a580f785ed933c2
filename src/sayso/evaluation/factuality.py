"""Factuality of predicates in single sentences: UDS-IH2, UW and MEANTIME, and how values are compared with gold.

A gold value lies between -3 (certainly did not happen) and 3 (certainly happened), the mean of several annotators. Our
events have no such value but auxiliaries: `plain_value` takes their probabilities at their word, and
`FactualityWeights` fits a line through their log odds, since what a future or a hypothetical event is worth differs by
corpus: in UDS-IH2 it has not happened, in UW it may yet. (On UDS-IH2 train, a line through log odds comes nearer than
one through probabilities: r 0.63 against 0.56.) Only the parts `train` and `dev`.

Sentences come as tokens and are put together again, so that an encoder of running text reads what it knows. A value
stands in a table as a decimal number, so that figures come from tables as kappa does.

Source:
    Stanovsky et al. 2017, Integrating deep linguistic features in factuality prediction over unified datasets (the
    scale; mean absolute error and Pearson's r). Rudinger, White & Van Durme 2018, Neural models of factuality
    (UDS-IH2). Lee et al. 2015, Event detection and factuality assessment with non-expert supervision (UW). Minard et
    al. 2016, MEANTIME. In the JSON form of Jiang & de Marneffe 2021.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from sayso.core.errors import UnreadableError, UsageError
from sayso.core.reading import Auxiliary
from sayso.core.span import Span
from sayso.evaluation.agreement import Table, pair_table
from sayso.evaluation.score import DocumentCounts

CORPORA = ("UDS_IH2", "UW", "MEANTIME")
PARTS = ("train", "dev")
FOLDER = "factuality"
"""Relative to the folder of corpora."""
LOWEST, HIGHEST = -3.0, 3.0
Probabilities = Mapping[Auxiliary, float]
_AUXILIARIES: tuple[Auxiliary, ...] = ("negation", "hypothetical", "future", "historical")
_LEAST = 1e-6
"""A probability nearer to 0 or 1 is taken for this far from it."""
_MARKS = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}
_GLUED_LEFT = re.compile(r"n't|n’t|['’](?:s|m|ve|re|ll|d)|[.,;:!?%)\]”]+|\.{2,}|'", re.IGNORECASE)
_GLUED_RIGHT = frozenset("([“$#")
_TOKENS = re.compile(r"\S+")


class Predicate(Span, frozen=True, kw_only=True):
    """A predicate with its gold value, between -3 and 3."""

    value: float


class FactualitySentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with the predicates that are judged.

    Attributes:
        name: Corpus, part and number.
        text: Put together from the tokens.
        predicates: As they stand in the corpus.
    """

    name: str
    text: str
    predicates: tuple[Predicate, ...]


class FactualityWeights(msgspec.Struct, frozen=True, kw_only=True):
    """A line from the log odds of auxiliaries to a value.

    Attributes:
        bias: The value where each auxiliary is as likely as not.
        weights: What each auxiliary adds for a log odd of 1.
    """

    bias: float
    weights: Mapping[Auxiliary, float]

    def value(self, chances: Probabilities) -> float:
        """Return the value for these probabilities, between -3 and 3."""
        return limited(self.bias + sum(self.weights[each] * _log_odds(chances[each]) for each in _AUXILIARIES))


def file_of(corpus: str, part: str) -> str:
    """Return the path of a part, relative to the folder of corpora.

    Raises:
        UsageError: There is no such corpus or part.
    """
    if corpus not in CORPORA or part not in PARTS:
        raise UsageError(f"factuality corpus {corpus!r}, part {part!r} is not read; there are {CORPORA}, {PARTS}")
    return f"{FOLDER}/{corpus}/{part}.jsonl"


def sentences(corpora: Path, corpus: str, part: str) -> Iterator[FactualitySentence]:
    """Yield the sentences of a part that have a judged predicate, in the order of the file.

    Raises:
        UsageError: There is no such corpus or part.
        UnreadableError: The file is not there, or malformed.
    """
    path = corpora / file_of(corpus, part)
    try:
        lines = path.read_bytes().splitlines()
        for number, line in enumerate(lines, 1):
            row = msgspec.json.decode(line)
            if row["targets"]:
                yield _sentence(f"{corpus} {part} {number}", row)
    except OSError as error:
        raise UnreadableError(f"factuality file {path}: {error.strerror}") from error
    except (msgspec.DecodeError, LookupError, TypeError, ValueError) as error:
        raise UnreadableError(f"factuality file {path}, line {number}: {error!r}") from error


def _sentence(name: str, row: dict[str, Any]) -> FactualitySentence:
    tokens = _TOKENS.findall(row["text"])
    text, edges = put_together(tokens)
    found = []
    for target in row["targets"]:
        first, last = target["span1"]
        if " ".join(tokens[first:last]) != target["span_text"]:
            raise ValueError(f"{target['span_text']!r} is not at its tokens {first} to {last}")
        start, end, value = edges[first][0], edges[last - 1][1], float(target["label"])
        if not LOWEST <= value <= HIGHEST:
            raise ValueError(f"value {value} is not between {LOWEST} and {HIGHEST}")
        found.append(Predicate(start=start, end=end, text=text[start:end], value=value))
    return FactualitySentence(name=name, text=text, predicates=tuple(found))


def put_together(tokens: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Return the running text of `tokens` in the manner of the Penn Treebank, and the edges of each in it.

    >>> put_together(["They", "did", "n't", "``", "go", "''", "."])[0]
    'They didn’t “go”.'
    """
    text = ""
    edges: list[tuple[int, int]] = []
    opened = False
    for place, given in enumerate(tokens):
        form = _MARKS.get(given, given if given == "'" else given.replace("'", "’"))
        if given == '"':
            opened = not opened and place + 1 < len(tokens)  # one that ends a sentence closes what another opened
            form = "“" if opened else "”"
        glued = not text or _GLUED_LEFT.fullmatch(form) or text[-1] in _GLUED_RIGHT
        text += form if glued else f" {form}"
        edges.append((len(text) - len(form), len(text)))
    return text, edges


def limited(value: float) -> float:
    """Return `value`, or the end of the scale that it lies beyond."""
    return min(max(value, LOWEST), HIGHEST)


def plain_value(chances: Probabilities) -> float:
    """Return the value that probabilities of auxiliaries stand for by what the auxiliaries mean.

    Negated is -3; hypothetical or yet to come is 0, since nobody says whether it happens; all else is 3, long ago or
    not. The value is the mean over these cases, taken as independent of each other.

    >>> plain_value({"negation": 1.0, "hypothetical": 0.5, "future": 0.0, "historical": 1.0})
    -1.5
    """
    told = (1 - chances["hypothetical"]) * (1 - chances["future"])
    return HIGHEST * told * (1 - 2 * chances["negation"])


def fitted(cases: Sequence[tuple[Probabilities, float]]) -> FactualityWeights:
    """Return the line that is nearest to gold values, by least squares.

    Args:
        cases: Of each predicate, the probabilities of its auxiliaries and its gold value.

    Raises:
        UsageError: There are fewer cases than the line has weights.
    """
    if len(cases) <= len(_AUXILIARIES):
        raise UsageError(f"{len(cases)} predicates are too few to fit {len(_AUXILIARIES) + 1} weights")
    rows = np.array([[1.0, *(_log_odds(chances[each]) for each in _AUXILIARIES)] for chances, _ in cases])
    bias, *weights = np.linalg.lstsq(rows, np.array([value for _, value in cases]), rcond=None)[0].tolist()
    return FactualityWeights(bias=bias, weights=dict(zip(_AUXILIARIES, weights, strict=True)))


def _log_odds(chance: float) -> float:
    return math.log(max(chance, _LEAST) / max(1 - chance, _LEAST))


def value_table(sentence: FactualitySentence, found: Sequence[float]) -> Table:
    """Return which gold value met which found one in a sentence, as decimal numbers.

    Raises:
        UsageError: There are not as many values as predicates.
    """
    return pair_table(
        sentence.name, [f"{each.value:.4f}" for each in sentence.predicates], [f"{value:.4f}" for value in found]
    )


def pearson(tables: Iterable[Table]) -> float | None:
    """Return Pearson's r of gold and found values; None with fewer than two of either.

    >>> pearson([pair_table("a", ["1", "2"], ["3", "5"]), pair_table("b", ["3"], ["7"])])
    1.0
    """
    n = x = y = xx = yy = xy = 0.0
    for table in tables:
        for (gold, found), number in table.cells.items():
            one, other = float(gold), float(found)
            n, x, y = n + number, x + number * one, y + number * other
            xx, yy, xy = xx + number * one * one, yy + number * other * other, xy + number * one * other
    spread = (n * xx - x * x) * (n * yy - y * y)
    return (n * xy - x * y) / math.sqrt(spread) if spread > 1e-9 else None


def mean_absolute_error(tables: Iterable[Table]) -> float | None:
    """Return the mean distance of found values from gold ones; None without any."""
    pairs = [(abs(float(gold) - float(found)), n) for table in tables for (gold, found), n in table.cells.items()]
    total = sum(n for _, n in pairs)
    return sum(error * n for error, n in pairs) / total if total else None


def same_side(table: Table) -> DocumentCounts:
    """Count the values of a sentence on the side of 0 that the gold value is on; gold values of 0 are left out.

    Each is predicted and gold, so that F1 is the share that is right.
    """
    sides = [(float(gold) > 0, float(found) > 0, n) for (gold, found), n in table.cells.items() if float(gold)]
    total = int(sum(n for *_, n in sides))
    right = int(sum(n for gold, found, n in sides if gold == found))
    return DocumentCounts(document=table.document, true_positive=right, predicted=total, gold=total)


def not_happened(table: Table) -> DocumentCounts:
    """Count the predicates of a sentence below 0, in gold and as found; gold values of 0 are left out."""
    sides = [(float(gold) < 0, float(found) <= 0, int(n)) for (gold, found), n in table.cells.items() if float(gold)]
    return DocumentCounts(
        document=table.document,
        true_positive=sum(n for gold, found, n in sides if gold and found),
        predicted=sum(n for _, found, n in sides if found),
        gold=sum(n for gold, _, n in sides if gold),
    )
