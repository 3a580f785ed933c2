"""Factuality: sentences put together from tokens, values from auxiliaries, and how values are compared."""

import itertools
import json
import math
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.core.errors import UnreadableError, UsageError
from sayso.evaluation.agreement import Table
from sayso.evaluation.factuality import (
    CORPORA,
    PARTS,
    FactualitySentence,
    Predicate,
    fitted,
    mean_absolute_error,
    not_happened,
    pearson,
    plain_value,
    put_together,
    same_side,
    sentences,
    value_table,
)


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("The guards did n't fire .", "The guards didn’t fire."),
        ("`` Leave , '' Adar 's men said ( twice ) !", "“Leave,” Adar’s men said (twice)!"),
        ('He said : " Leave " .', "He said: “Leave”."),
        ('They left . "', "They left.”"),
        ("They paid $ 30 , or 4 % , at -LRB- Orma -RRB- ...", "They paid $30, or 4%, at (Orma)..."),
        ("'s", "’s"),
    ],
)
def test_tokens_become_running_text(tokens: str, text: str) -> None:
    assert put_together(tokens.split())[0] == text


@given(st.lists(st.text(st.characters(blacklist_categories=("Z", "C")), min_size=1), max_size=12))
def test_every_token_keeps_its_place(tokens: list[str]) -> None:
    text, edges = put_together(tokens)
    assert len(edges) == len(tokens)
    assert all(text[before[1] : after[0]] in ("", " ") for before, after in itertools.pairwise(edges))
    for token, (start, end) in zip(tokens, edges, strict=True):
        if not set(token) & set("\"'`") and not token.startswith("-"):
            assert text[start:end] == token


def write(folder: Path, *rows: object) -> None:
    path = folder / "factuality" / "UW" / "dev.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")


def test_sentences_have_their_predicates_at_their_words(tmp_path: Path) -> None:
    target = {"span1": [3, 4], "label": -2.5, "span_text": "fire"}
    write(tmp_path, {"text": "They did n't fire .", "targets": [target]}, {"text": "Nothing .", "targets": []})
    (sentence,) = sentences(tmp_path, "UW", "dev")
    assert sentence.text == "They didn’t fire."
    assert sentence.predicates == (Predicate(start=12, end=16, text="fire", value=-2.5),)


@pytest.mark.parametrize(
    "row",
    [
        {"text": "They left .", "targets": [{"span1": [0, 1], "label": 3, "span_text": "left"}]},
        {"text": "They left .", "targets": [{"span1": [1, 2], "label": 3.5, "span_text": "left"}]},
        {"text": "They left .", "targets": [{"span1": [7, 8], "label": 3, "span_text": ""}]},
        {"text": "They left ."},
    ],
)
def test_what_is_malformed_is_named(tmp_path: Path, row: object) -> None:
    write(tmp_path, {"text": "Fine .", "targets": []}, row)
    with pytest.raises(UnreadableError, match="line 2"):
        list(sentences(tmp_path, "UW", "dev"))


def test_test_parts_are_not_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="test"):
        list(sentences(tmp_path, "UW", "test"))
    with pytest.raises(UnreadableError, match="UW"):
        list(sentences(tmp_path, "UW", "dev"))


def chances(negation: float = 0, hypothetical: float = 0, future: float = 0, historical: float = 0) -> dict[str, float]:
    return {"negation": negation, "hypothetical": hypothetical, "future": future, "historical": historical}


@pytest.mark.parametrize(
    ("given_chances", "value"),
    [
        (chances(), 3),
        (chances(historical=1), 3),
        (chances(negation=1), -3),
        (chances(negation=0.5), 0),
        (chances(future=1), 0),
        (chances(negation=1, hypothetical=1), 0),
        (chances(negation=0.1, future=0.5), 1.2),
    ],
)
def test_what_auxiliaries_stand_for(given_chances: dict[str, float], value: float) -> None:
    assert plain_value(given_chances) == pytest.approx(value)  # type: ignore[arg-type]


def test_a_line_is_found_again_and_stays_on_the_scale() -> None:
    cases = [(chances(*(place >> bit & 1 for bit in range(4))), 0.0) for place in range(16)]
    weights = {"negation": -0.1, "hypothetical": 0.0, "future": -0.02, "historical": 0.01}
    odds = [{name: math.log(1e6) * (1 if chance else -1) for name, chance in each.items()} for each, _ in cases]
    truth = [0.5 + sum(weights[name] * each[name] for name in weights) for each in odds]
    line = fitted([(each, value) for (each, _), value in zip(cases, truth, strict=True)])  # type: ignore[misc]
    assert [line.value(each) for each, _ in cases] == pytest.approx(truth)  # type: ignore[arg-type]
    far = fitted([(each, 4 * value) for (each, _), value in zip(cases, truth, strict=True)])  # type: ignore[misc]
    assert far.value(chances()) == 3  # type: ignore[arg-type]
    assert far.value(chances(negation=1, future=1)) == -3  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="too few"):
        fitted([(each, value) for each, value in cases[:4]])  # type: ignore[misc]


def sentence(*values: float) -> FactualitySentence:
    words = [Predicate(start=place, end=place + 1, text="x", value=value) for place, value in enumerate(values)]
    return FactualitySentence(name="s", text="x" * len(values), predicates=tuple(words))


def test_figures_of_values_compared_by_hand() -> None:
    tables = [value_table(sentence(3, -3, 0), [3, 3, -1]), value_table(sentence(1.5), [0.5])]
    assert mean_absolute_error(tables) == pytest.approx((0 + 6 + 1 + 1) / 4)
    gold, found = [3, -3, 0, 1.5], [3, 3, -1, 0.5]
    means = sum(gold) / 4, sum(found) / 4
    products = sum((one - means[0]) * (other - means[1]) for one, other in zip(gold, found, strict=True))
    squares = sum((one - means[0]) ** 2 for one in gold) * sum((other - means[1]) ** 2 for other in found)
    assert pearson(tables) == pytest.approx(products / squares**0.5)
    sides = same_side(tables[0])
    assert (sides.true_positive, sides.predicted, sides.gold) == (1, 2, 2)  # 0 is on neither side


def test_below_nought_is_counted_as_not_happened() -> None:
    counts = not_happened(value_table(sentence(-1, -2, 2, 0, 1), [-0.1, 1, 0, -3, 3]))
    assert (counts.true_positive, counts.predicted, counts.gold) == (1, 2, 2)


def test_where_values_are_all_the_same_there_is_no_correlation() -> None:
    assert pearson([value_table(sentence(3, -3), [3, 3])]) is None
    assert pearson([]) is None
    assert mean_absolute_error([]) is None
    assert pearson([Table(document="a", cells={("1.0", "2.0"): 1, ("2.0", "1.0"): 1})]) == pytest.approx(-1)


@pytest.mark.skipif("SAYSO_CORPORA" not in os.environ, reason="SAYSO_CORPORA is not set")
@pytest.mark.parametrize("name", CORPORA)
def test_the_corpora_are_read_whole(name: str) -> None:
    for part in PARTS:
        found = list(sentences(Path(os.environ["SAYSO_CORPORA"]), name, part))
        assert found
        for each in found:
            for predicate in each.predicates:
                predicate.check(each.text)
                assert predicate.text == predicate.text.strip() != ""
