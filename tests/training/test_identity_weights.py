"""The table of weights follows from the pairs, which follow from the cases and reports as they are written."""

import math
from itertools import combinations
from pathlib import Path

import pytest
from training.corpus_files import load_split
from training.identities import load_case, load_cases
from training.identity_pairs import Pair, as_said, case_pairs, half_pairs, halves
from training.identity_weights import Judged, fit, held_out, table, thresholds

from sayso.identity.deciding import Weights, weights_from
from sayso.identity.likeness import conflicts
from sayso.identity.profiles import profiles
from sayso.identity.sides import side_of

CASE = """case: two-of-a-name
kind: namesakes
undecided: old young
---
outlet: Wire
published: 2020-01-01
title: One

[General Omar Sadik]{@old.name person MIL} met [Judge Ruth Abdi]{@abdi.name person JUD KE}.
---
outlet: Post
published: 2020-02-01
title: Two

[Omar Sadik]{@young.name person SOC} wrote to [Ruth Abdi]{@abdi.name}.
"""


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    folder = tmp_path / "train"
    folder.mkdir()
    path = folder / "01-two-of-a-name.txt"
    path.write_text(CASE, encoding="utf-8")
    return path


def test_a_report_knows_only_the_codes_that_it_declares(case_file: Path) -> None:
    first, second = as_said(load_case(case_file))
    assert {each.id: each.sectors for each in first.entities} == {"old": ("MIL",), "abdi": ("JUD",)}
    assert {each.id: (each.sectors, each.country) for each in second.entities} == {
        "young": (("SOC",), None), "abdi": ((), None),
    }  # fmt: skip


def test_undecided_pairs_are_left_out(case_file: Path) -> None:
    (pair,) = case_pairs([load_case(case_file)])
    assert (pair.is_same, pair.source, pair.document) == (True, "cases", "two-of-a-name")
    assert pair.features["person: same"] == 1.0


def test_halves_have_the_same_entities_in_other_reports() -> None:
    reading = next(load_split("train")).reading
    first, second = halves(reading)
    assert first.report.id != second.report.id
    assert first.report.text == second.report.text == reading.report.text
    ends = [each.end for entity in first.entities for each in entity.mentions]
    assert max(ends) <= len(reading.report.text) // 2 <= min(e.start for x in second.entities for e in x.mentions)
    pairs = list(half_pairs([("c", reading)]))
    assert all(pair.source == "halves" for pair in pairs)
    assert not any("sectors shared" in pair.features for pair in pairs)


def test_weights_are_what_logistic_regression_finds() -> None:
    rows = [
        Pair(source="cases", document=str(place), features=features, is_same=truth)
        for place, (features, truth) in enumerate(
            [({"always": 1.0, "ties shared": 1.0}, True)] * 9
            + [({"always": 1.0, "ties shared": 1.0}, False)]
            + [({"always": 1.0, "no roles shared": 1.0}, False)] * 10
        )
    ]
    found = fit(rows)
    assert found["ties shared"] > 0 > found["no roles shared"]
    contrary = [Pair(source=r.source, document=r.document, features=r.features, is_same=not r.is_same) for r in rows]
    assert set(fit(contrary)) == {"always"}


def test_thresholds_keep_doubts_from_counting_as_the_same() -> None:
    judged = [Judged(probability=0.9, is_same=True)] * 9 + [Judged(probability=0.55, is_same=False)] * 9
    doubtful = [Judged(probability=0.95, is_same=False, is_doubtful=True)] * 9
    same, different = thresholds({"cases": judged + doubtful, "ecbplus": judged})
    assert math.isclose(same, 0.56)
    assert different == 0.5


def test_a_table_reads_as_it_was_written() -> None:
    rows = list(case_pairs(load_cases(["train"])))
    known = Weights(same=0.9, different=0.1, features=fit(rows))
    assert weights_from(table(known, rows)) == known
    assert {each.probability > 0.5 for each in held_out(rows, "cases")} == {True, False}


def test_no_case_of_one_identity_has_a_hard_conflict() -> None:
    wrong = [
        (case.name, one.names, other.names)
        for case in load_cases(["train"])
        for one, other in combinations([each for reading in as_said(case) for each in profiles(reading)], 2)
        if one.entity == other.entity and conflicts(side_of(one), side_of(other))
    ]
    assert wrong == []
