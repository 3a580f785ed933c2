"""Train what each feature of two sides says for their being one: `sayso/identity/weights.toml`.

    python -m training.identity_weights --out src/sayso/identity/weights.toml --corpora FOLDER

Logistic regression with a ridge penalty over pairs of profiles, and of a profile with all others of an identity:

- our cases of who is who, part train: what is one in a case is the same, what is not is different; pairs that the case
  leaves undecided are left out;
- our annotated reports, part train: each cut into two halves, of which the same entities are the same and different
  ones different; and people of one name in different conflicts, all of which are invented, so they are different;
- ECB+, the topics of train, within a topic (`--corpora`).

Only pairs that share a name key count, for no others are ever compared. The two thresholds are those at which, in
cross-validation by document, of the pairs that are called the same the share PRECISION is right, and as many of those
that are called different, our cases counting a quarter and ECB+ the rest. Dev is for scoring alone
(`benchmarks.score_identity`). The same corpora and code make the same file.

Source: Hosmer & Lemeshow 2000, Applied logistic regression (fitting by Newton's method).
"""

import argparse
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from sayso.identity.deciding import Weights
from sayso.identity.likeness import doubts
from training.corpus_files import CORPUS, find_files, load_split
from training.identities import CASES, load_cases
from training.identity_pairs import Pair, case_pairs, half_pairs, topic_pairs

PRECISION = 0.89
"""Of the pairs that are called the same, or different, so many are to be right."""
JUDGED = {"cases": 0.25, "ecbplus": 0.75}
"""What the right ones of a corpus count for in that: most names in the news are not written to mislead."""
FOLDS = 5
SHARES = {"cases": 1.0, "ecbplus": 1.0, "halves": 0.5, "strangers": 0.1}
"""How much the pairs of a corpus count together. Strangers are all different: more would only say that few are one."""
_PENALTY = 2.0
_ROUNDS = 25
_SURE = 0.999


def fit(rows: Sequence[Pair]) -> dict[str, float]:
    """Return the weights of the features, in log-odds, rounded.

    What agrees cannot speak against two being one, and what differs not
    for it: a feature that comes out so, by chance of the examples, is left out.
    """
    names = sorted({name for row in rows for name in row.features})
    while True:
        found = _fitted(rows, names)
        wrong = {name for name, weight in found.items() if weight * _sign(name) < 0}
        if not wrong:
            return {name: weight for name, weight in found.items() if weight}
        names = [name for name in names if name not in wrong]


def _sign(name: str) -> int:
    """Return 1 for a feature that can only speak for two being one, -1 for one that can only speak against it."""
    if "differ" in name or name.startswith("no ") or "namesakes" in name:
        return -1
    return 1 if "shared" in name or name.endswith("agree") else 0


def _fitted(rows: Sequence[Pair], names: Sequence[str]) -> dict[str, float]:
    values = matrix(rows, names)
    right = np.array([float(row.is_same) for row in rows])
    sizes = Counter(row.source for row in rows)
    own = sizes.get("cases", max(sizes.values()))
    share = np.array([SHARES[row.source] * own / sizes[row.source] for row in rows])
    weights = np.zeros(len(names))
    for _ in range(_ROUNDS):
        chances = 1 / (1 + np.exp(-np.clip(values @ weights, -30, 30)))
        slope = values.T @ ((chances - right) * share) + _PENALTY * weights
        bend = (values * (chances * (1 - chances) * share)[:, None]).T @ values + _PENALTY * np.eye(len(names))
        weights = weights - np.linalg.solve(bend, slope)
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def matrix(rows: Sequence[Pair], names: Sequence[str]) -> NDArray[np.float64]:
    """Return the features of `rows` [row, name]."""
    column = {name: number for number, name in enumerate(names)}
    values = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for name, value in row.features.items():
            if name in column:
                values[number, column[name]] = value
    return values


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A pair with its probability.

    Attributes:
        probability: Of its being one.
        is_same: Whether it is.
        is_doubtful: Whether it has a feature for which only a person may call it the same.
    """

    probability: float
    is_same: bool
    is_doubtful: bool = False


def held_out(rows: Sequence[Pair], *sources: str) -> list[Judged]:
    """Return probability and truth of each pair of `sources`, by weights that were fitted without its document."""
    fold = {name: int(hashlib.sha256(name.encode()).hexdigest(), 16) % FOLDS for name in {row.document for row in rows}}
    found: list[Judged] = []
    for number in range(FOLDS):
        weights = fit([row for row in rows if fold[row.document] != number])
        tested = [row for row in rows if fold[row.document] == number and row.source in sources]
        sums = matrix(tested, list(weights)) @ np.array(list(weights.values()))
        found.extend(
            Judged(
                probability=float(1 / (1 + np.exp(-each))),
                is_same=row.is_same,
                is_doubtful=bool(doubts(row.features)),
            )
            for each, row in zip(sums, tested, strict=True)
        )
    return found


def thresholds(judged: Mapping[str, Sequence[Judged]]) -> tuple[float, float]:
    """Return the least probability of `same` and the most of `different` at which the share PRECISION is right.

    Args:
        judged: Probabilities and truths of the pairs of each corpus in JUDGED, and whether there is a doubt: then no
            probability makes them the same.
    """
    same = _least(
        judged, lambda each, least: each.is_same if each.probability >= least and not each.is_doubtful else None
    )
    different = _least(judged, lambda each, least: not each.is_same if 1 - each.probability >= least else None)
    return same, round(1 - different, 2)


def _least(judged: Mapping[str, Sequence[Judged]], right: Callable[[Judged, float], bool | None]) -> float:
    for least in np.arange(0.5, _SURE, 0.01):
        shares = 0.0
        for source, known in judged.items():
            called = [each for one in known if (each := right(one, float(least))) is not None]
            shares += JUDGED[source] * (sum(called) / len(called) if called else 1.0)
        if shares >= PRECISION:
            return round(float(least), 2)
    return _SURE


def main(arguments: Sequence[str] | None = None) -> None:
    """Train, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.identity_weights", description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the table to write")
    parser.add_argument("--corpora", type=Path, metavar="FOLDER", required=True, help="of public corpora")
    options = parser.parse_args(arguments)
    rows = [*case_pairs(load_cases(["train"]))]
    rows += half_pairs((each.header.conflict, each.reading) for each in load_split("train"))
    rows += topic_pairs(options.corpora)
    same, different = thresholds({source: held_out(rows, source) for source in JUDGED})
    known = Weights(same=same, different=min(different, same), features=fit(rows))
    options.out.write_text(table(known, rows), encoding="utf-8")


def table(known: Weights, rows: Sequence[Pair]) -> str:
    """Return the file's content."""
    paths = [*find_files([CORPUS / "train"]), *sorted((CASES / "train").glob("*"))]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()
    sources = sorted({row.source for row in rows})
    counts = ", ".join(
        f"{sum(row.source == name and row.is_same for row in rows)} of {sum(row.source == name for row in rows)} {name}"
        for name in sources
    )
    head = (
        "What each feature of two sides says for their being one, in log-odds (logistic regression), and from which\n"
        "probability on two are the same, or up to which they are different. Made by `python -m\n"
        "training.identity_weights`, which says how; not to be changed by hand. Features: likeness.py.\n"
        f"Pairs of one identity: {counts}; SHA-256 of our own files {digest[:16]}...\n"
    )
    lines = "".join(f'"{name}" = {weight}\n' for name, weight in known.features.items())
    comments = "".join(f"# {line}\n" for line in head.splitlines())
    return f"{comments}\nsame = {known.same}\ndifferent = {known.different}\n\n[features]\n{lines}"


if __name__ == "__main__":
    main()
