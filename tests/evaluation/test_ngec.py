"""NGEC's cases of actors."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from sayso.core.errors import UnreadableError
from sayso.evaluation.ngec import CASES_FILE, ActorCase, cases, count


def write(folder: Path, *rows: dict[str, Any]) -> Path:
    (folder / CASES_FILE).parent.mkdir()
    (folder / CASES_FILE).write_text(json.dumps([{"kwargs": {}, **row} for row in rows]), encoding="utf-8")
    return folder


def agent(words: str, **expect: str | None) -> dict[str, Any]:
    return {"call": "agent_to_code", "args": [words], "expect": expect}


def test_what_a_case_asks_for(tmp_path: Path) -> None:
    rows = (
        {"call": "search_nat", "args": ["two Kenyan men"], "expect": {"cc": "KEN", "text": "two men"}},
        agent("a group of nobody", country="", code_1="UNK"),
        agent("some body of states", country="IGO", code_1="????"),
        {"call": "query_wiki", "args": ["Oru"], "expect": {"title": "Oru"}},
        {"call": "agent_to_code", "args": ["a minister", "Kenya"], "expect": {"code_1": "GOV", "country": None}},
    )
    found = cases(write(tmp_path, *rows))
    assert [(each.number, each.sector, each.country, sorted(each.asks), each.context) for each in found] == [
        (0, None, "KEN", ["country"], ""),
        (1, None, None, ["country", "sector"], ""),
        (2, None, None, ["country"], ""),
        (4, "GOV", None, ["country", "sector"], "Kenya"),
    ]


def test_which_cases_need_an_encyclopedia(tmp_path: Path) -> None:
    rows = (
        agent("Slovak Soldiers", code_1="MIL"),
        agent("two soldiers", code_1="MIL"),
        agent("Tigran Oru", code_1="GOV"),
        agent("the court", code_1="JUD", wiki="Court"),
        agent("Bosnia", code_1="", country="BIH"),
        {
            "call": "agent_to_code",
            "args": ["the taxi drivers"],
            "kwargs": {"query_date": "2022"},
            "expect": {"code_1": ""},
        },
    )
    needs = [each.needs for each in cases(write(tmp_path, *rows))]
    assert needs == ["words", "words", "encyclopedia", "encyclopedia", "words", "encyclopedia"]


def test_answers_are_counted() -> None:
    case = ActorCase(
        number=3, words="police", context="", sector="COP", country=None, asks=frozenset(("sector",)), needs="words"
    )
    right, wrong = count(case, "sector", "COP"), count(case, "sector", "MIL")
    assert right is not None
    assert wrong is not None
    assert (right.true_positive, right.predicted, right.gold) == (1, 1, 1)
    assert (wrong.true_positive, wrong.predicted, wrong.gold) == (0, 1, 1)
    assert count(case, "country", "KEN") is None


def test_what_is_no_case_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="case 0 calls 'guess'"):
        cases(write(tmp_path, {"call": "guess", "args": ["x"], "expect": {"code_1": "GOV"}}))
    with pytest.raises(UnreadableError, match="No such file"):
        cases(tmp_path / "nowhere")


@pytest.mark.skipif("SAYSO_CORPORA" not in os.environ, reason="SAYSO_CORPORA is not set")
def test_the_cases_are_read_whole() -> None:
    found = cases(Path(os.environ["SAYSO_CORPORA"]))
    assert {"words", "encyclopedia"} == {each.needs for each in found}
    assert all(each.asks for each in found)
    assert len({each.number for each in found}) == len(found) > 250
