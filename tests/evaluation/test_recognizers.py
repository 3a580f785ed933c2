"""Cases of Recognizers-Text: what is read of them, and when an expression counts as right."""

import datetime
import json
import os
from pathlib import Path
from typing import Any

import pytest

from sayso.core.errors import UnreadableError
from sayso.core.reading import TimexType
from sayso.evaluation import recognizers
from sayso.evaluation.recognizers import Case, cases, normalised, outcomes
from sayso.evaluation.times import TimeValue

DAYS = {
    "2019-W10": (datetime.date(2019, 3, 4), datetime.date(2019, 3, 10)),
    "2019-05": (datetime.date(2019, 5, 1), datetime.date(2019, 5, 31)),
    "2019-05-03": (datetime.date(2019, 5, 3), datetime.date(2019, 5, 3)),
    "2019-05-05": (datetime.date(2019, 5, 5), datetime.date(2019, 5, 5)),
}


def case(tmp_path: Path, text: str, words: str, kind: str, *values: dict[str, str], **more: Any) -> Case | None:
    start = text.index(words)
    result = {
        "Text": words.lower(), "Start": start, "End": start + len(words) - 1, "TypeName": f"datetimeV2.{kind}",
        "Resolution": {"values": list(values)},
    }  # fmt: skip
    row = {"Input": text, "Context": {"ReferenceDateTime": "2019-05-20T08:00:00"}, "Results": [result], **more}
    path = tmp_path / recognizers.FILE
    path.parent.mkdir(exist_ok=True)
    path.write_text("\ufeff" + json.dumps([row]), encoding="utf-8")
    return next(iter(cases(tmp_path)), None)


def times(text: str, *found: tuple[str, str]) -> list[TimeValue]:
    kind: TimexType = "DATE"
    return [
        TimeValue(start=text.index(words), end=text.index(words) + len(words), type=kind, value=value)
        for words, value in found
    ]


TABLE: list[tuple[str, str, str, dict[str, str], list[tuple[str, str]], tuple[bool, bool]]] = [
    ("He left on 3 May.", "3 May", "date", {"value": "2019-05-03"}, [("3 May", "2019-05-03")], (True, True)),
    ("He left on 3 May.", "3 May", "date", {"value": "2019-05-03"}, [("May", "2019-05")], (False, False)),
    ("He left on 3 May.", "3 May", "date", {"value": "2019-05-03"}, [], (False, False)),
    ("He left at 5 pm.", "at 5 pm", "time", {"value": "17:00:00"}, [("5 pm", "2019-05-20T17:00")], (True, True)),
    ("He left at 5 pm.", "5 pm", "time", {"value": "17:00:00"}, [("5 pm", "2019-05-20T05:00")], (True, False)),
    ("It took 90 minutes.", "90 minutes", "duration", {"timex": "PT1H30M", "value": "5400"},
     [("90 minutes", "PT90M")], (True, True)),
    ("He calls weekly.", "weekly", "set", {"timex": "P1W", "value": "not resolved"}, [("weekly", "P1W")], (True, True)),
    ("He calls daily.", "daily", "set", {"timex": "P1D", "value": "not resolved"}, [("daily", "PT24H")], (True, False)),
    ("He left this week.", "this week", "daterange", {"start": "2019-03-04", "end": "2019-03-11"},
     [("week", "2019-W10")], (True, True)),
    ("He left since May.", "since May", "daterange", {"start": "2019-05-01", "Mod": "since"},
     [("May", "2019-05")], (True, True)),
    ("It is from 3 to 5 May.", "from 3 to 5 May", "daterange", {"start": "2019-05-03", "end": "2019-05-05"},
     [("3", "2019-05-03"), ("5 May", "2019-05-05")], (True, True)),
    ("It is from 3 to 5 May.", "from 3 to 5 May", "daterange", {"start": "2019-05-03", "end": "2019-05-05"},
     [("5 May", "2019-05-05")], (False, False)),
    ("It was in the summer.", "the summer", "daterange", {"timex": "SU", "value": "not resolved"},
     [("the summer", "2019-SU")], (True, True)),
    ("He left that evening.", "evening", "timerange", {"timex": "TEV", "start": "16:00:00", "end": "20:00:00"},
     [("evening", "2019-05-20TEV")], (True, True)),
    ("It is 5 to 7 pm.", "5 to 7 pm", "timerange", {"timex": "(T17,T19,PT2H)", "start": "17:00:00", "end": "19:00:00"},
     [("5", "2019-05-20T17"), ("7 pm", "2019-05-20T19:00")], (True, True)),
    ("Call at 8 am on 3 May.", "8 am on 3 May", "datetime", {"value": "2019-05-03 08:00:00"},
     [("8 am on 3 May", "2019-05-03T08:00")], (True, True)),
    ("Call me now.", "now", "datetime", {"timex": "PRESENT_REF", "value": "2019-05-20 08:00:00"},
     [("now", "PRESENT_REF")], (True, True)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "kind", "value", "found", "right"), TABLE)
def test_an_expression_is_right_in_span_and_value(
    tmp_path: Path, text: str, words: str, kind: str, value: dict[str, str], found: list[tuple[str, str]],
    right: tuple[bool, bool],
) -> None:  # fmt: skip
    made = case(tmp_path, text, words, kind, value)
    assert made is not None
    assert made.published == "2019-05-20"
    (outcome,) = outcomes(made, times(text, *found), DAYS.get)
    assert (outcome.is_span_right, outcome.is_value_right) == right
    assert outcome.is_found == bool(found)


def test_either_of_two_dates_is_right(tmp_path: Path) -> None:
    text = "He left on 3 May."
    values = ({"value": "2018-05-03"}, {"value": "2019-05-03"})
    made = case(tmp_path, text, "3 May", "date", *values)
    assert made is not None
    for year, right in (("2018", True), ("2019", True), ("2020", False)):
        (outcome,) = outcomes(made, times(text, ("3 May", f"{year}-05-03")), DAYS.get)
        assert outcome.is_value_right == right


def test_other_kinds_and_unsupported_cases_are_left_out(tmp_path: Path) -> None:
    assert case(tmp_path, "It is UTC.", "UTC", "timezone", {"value": "UTC"}) is None
    assert case(tmp_path, "On 3 May.", "3 May", "date", {"value": "2019-05-03"}, NotSupported="dotnet, java") is None
    assert case(tmp_path, "On 3 May.", "3 May", "date", {"value": "2019-05-03"}, NotSupported="java") is not None


def test_a_malformed_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError):
        cases(tmp_path)
    path = tmp_path / recognizers.FILE
    path.parent.mkdir()
    path.write_text('[{"Input": "x"}]', encoding="utf-8")
    with pytest.raises(UnreadableError, match="Results"):
        cases(tmp_path)


def test_durations_are_compared_in_seconds() -> None:
    assert normalised("P1Y2M", "duration") == str(365 * 86_400 + 60 * 86_400)
    assert normalised("P1.5D", "duration") == "129600"
    assert normalised("PXD", "duration") == "PXD"


def test_the_corpus() -> None:
    folder = os.environ.get("SAYSO_CORPORA")
    if not folder:
        pytest.skip("recognizers: SAYSO_CORPORA is not set")
    found = cases(Path(folder))
    assert (len(found), sum(len(each.expected) for each in found)) == (969, 1031)
    assert all(expected.values or expected.ranges for each in found for expected in each.expected)
