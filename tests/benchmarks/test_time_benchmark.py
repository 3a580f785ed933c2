"""The scores of time expressions on our own dev reports and on a made corpus, and the baseline."""

import json
from pathlib import Path

import msgspec
import pytest
from benchmarks.score_times import (
    CORPORA,
    TYPES,
    finder,
    main,
    part_scores,
    recognizers_scores,
    report_of,
    years_and_weekdays,
)
from benchmarks.time_corpora import Part, in_view, own, parts

from benchmarks import speed_times_places, time_table
from sayso.core.errors import UsageError
from sayso.evaluation import recognizers
from sayso.evaluation.times import TimeValue
from sayso.reading.reader import ReaderConfig


@pytest.fixture(scope="module")
def part() -> Part:
    (found,) = own()
    return found


def test_gold_itself_is_right_in_every_row_and_the_baseline_in_none(part: Part) -> None:
    rows = list(part_scores(part, [document.times for document in part.documents]))
    measures = ("strict", "relaxed", "type", "value")
    names = [f"time {each} F1" for each in measures] + [f"{kind} value F1" for kind in TYPES]
    assert {row.metric: row.f1 for row in rows} == dict.fromkeys(names, 1.0)
    assert all(row.baseline is not None and row.baseline < 0.7 for row in rows)
    assert rows[0].reference == "HeidelTime 2.2.1 82.8 on the same documents (Strötgen & Gertz 2013; measured here)"
    assert rows[-1].reference is None
    assert rows[0].n == sum(len(document.times) for document in part.documents)


def test_finding_nothing_misses_everything_and_n_stays(part: Part) -> None:
    nothing = list(part_scores(part, [() for _ in part.documents]))
    gold = list(part_scores(part, [document.times for document in part.documents]))
    assert [(row.metric, row.n) for row in nothing] == [(row.metric, row.n) for row in gold]
    assert {row.f1 for row in nothing} == {0.0}


def test_types_are_not_scored_where_a_corpus_has_none(part: Part) -> None:
    untyped = msgspec.structs.replace(part, is_typed=False)
    rows = part_scores(untyped, [document.times for document in part.documents])
    assert [row.metric for row in rows] == ["time strict F1", "time relaxed F1", "time value F1"]


@pytest.mark.parametrize(
    ("text", "published", "values"),
    [
        ("In 1998 and on Monday.", "2021-08-25", ["1998", "2021-08-23"]),
        ("on Wednesday", "2021-08-25", ["2021-08-25"]),
        ("on thursday", "2021-08-25", ["2021-08-19"]),
        ("on Thursday, 12345", None, [None]),
        ("on Thursday", "2021-08", [None]),
    ],
)
def test_the_baseline(text: str, published: str | None, values: list[str | None]) -> None:
    assert [time.value for time in years_and_weekdays(text, published)] == values


def test_shares_of_recognizers_cases(tmp_path: Path) -> None:
    rows = [
        {
            "Input": text, "Context": {"ReferenceDateTime": "2021-08-25T00:00:00"},
            "Results": [{
                "Text": words, "Start": text.index(words), "End": text.index(words) + len(words) - 1,
                "TypeName": f"datetimeV2.{kind}", "Resolution": {"values": [value]},
            }],
        }
        for text, words, kind, value in (
            ("On Monday.", "Monday", "date", {"value": "2021-08-23"}),
            ("By Friday.", "Friday", "date", {"value": "2021-08-27"}),
            ("All 1998 long.", "All 1998", "daterange", {"start": "1998-01-01", "end": "1999-01-01"}),
        )
    ]  # fmt: skip
    path = tmp_path / recognizers.FILE
    path.parent.mkdir()
    path.write_text(json.dumps(rows), encoding="utf-8")
    scores = {score.metric: score for score in recognizers_scores(tmp_path, years_and_weekdays)}
    assert (scores["date span share"].f1, scores["date value share"].f1) == (1.0, 0.5)
    assert (scores["daterange span share"].f1, scores["daterange value share"].f1) == (0.0, 1.0)
    assert scores["date value share"].n == 2
    assert "set value share" not in scores  # no such case


def test_a_reader_without_times_cannot_be_scored() -> None:
    with pytest.raises(UsageError, match="no component 'times'"):
        finder(ReaderConfig(name="bare", components=()))


def test_reports_are_published_the_day_that_is_given() -> None:
    assert report_of("On Monday.", "2021-08-25").published.value == "2021-08-25"
    assert report_of("On Monday.", None).published.status == "unresolved"


def test_without_corpora_every_part_is_skipped_by_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.delenv("SAYSO_CORPORA", raising=False)
    assert main([]) == 0
    printed = capsys.readouterr().out
    assert all(f"{corpus}: skipped" in printed for corpus in CORPORA)
    assert speed_times_places.main([]) == 0
    assert "skipped" in capsys.readouterr().out
    with pytest.raises(UsageError, match="no timebank"):
        list(parts(tmp_path))


def test_halves_have_rows_of_their_own_for_all_types_together(part: Part) -> None:
    half = msgspec.structs.replace(part, is_whole=False)
    rows = part_scores(half, [document.times for document in part.documents])
    assert [row.metric for row in rows] == ["time strict F1", "time relaxed F1", "time value F1"]
    assert {in_view(name) for name in ("APW19980227.0468", "wsj_0006", "a", "b", "c", "d")} == {True, False}


def test_a_peer_that_is_ahead_is_shown_so(part: Part) -> None:
    halves = [document.times[::2] for document in part.documents]
    own, peer = (list(part_scores(part, found)) for found in (halves, [document.times for document in part.documents]))
    shown = time_table.line(own[0], peer[0])
    behind = f"{100 * ((own[0].f1 or 0) - 1):.1f}"
    assert f"HeidelTime 100.0, ahead by {behind.rjust(5)}" in shown
    table = time_table.markdown([(own[0], peer[0]), (own[1], None)]).splitlines()
    assert len(table) == 4
    assert len({row.count("|") for row in table}) == 1
    assert f"| 100.0 | {behind} (" in table[2]
    assert table[3].endswith("| – | – |")


def test_speed_goals_are_judged(capsys: pytest.CaptureFixture[str]) -> None:
    assert speed_times_places._judge({"times": 30_000, "places": 30_000, "HeidelTime": 250}) == 0
    assert speed_times_places._judge({"times": 30_000, "places": 30_000, "HeidelTime": 600}) == 1
    assert speed_times_places._judge({"times": 30_000, "places": 10_000}) == 1
    printed = capsys.readouterr().out
    assert "FAIL times: 50 times HeidelTime's speed" in printed
    assert "FAIL places: 20,000" in printed


def test_values_are_what_is_scored() -> None:
    value = TimeValue(start=3, end=9, type="DATE", value="2021-08-23")
    assert years_and_weekdays("On Monday.", "2021-08-25") == [value]
