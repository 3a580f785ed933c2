"""HeidelTime's output at its offsets in the text, its answers kept, and a worker that is not there."""

import json
import sys
from pathlib import Path

import pytest
from benchmarks.peer_heideltime import HeidelTime, anchored

from benchmarks import peer_heideltime
from sayso.core.errors import UsageError

TEXT = "He left <b>& wept\n\n  on Monday\u00a0 last\tweek — at 5 p.m."
OUTPUT = (
    '<?xml version="1.0"?>\n<!DOCTYPE TimeML SYSTEM "TimeML.dtd">\n<TimeML>\nHe left <b>& wept\non '
    '<TIMEX3 tid="t1" type="DATE" value="2021-08-16">Monday</TIMEX3> '
    '<TIMEX3 tid="t2" type="DATE" value="2021-W33" mod="MID">last\nweek</TIMEX3> — at '
    '<TIMEX3 tid="t3" type="TIME" value="">5 p.m.</TIMEX3>\n</TimeML>\n'
)
STUB = (
    "import json, sys\n"
    "for line in sys.stdin:\n"
    "    text = json.loads(line)['text']\n"
    "    tagged = text.replace('Monday', '<TIMEX3 type=\"DATE\" value=\"2021\">Monday</TIMEX3>')\n"
    "    print(json.dumps({'timeml': f'<TimeML>\\n{tagged}\\n</TimeML>', 'wall_s': 1.5, 'cpu_s': 1.0}), flush=True)\n"
)


def test_offsets_are_those_of_the_text_whatever_the_white_space() -> None:
    found = [(TEXT[time.start : time.end], time.type, time.value) for time in anchored(TEXT, OUTPUT)]
    assert found == [("Monday", "DATE", "2021-08-16"), ("last\tweek", "DATE", "2021-W33"), ("5 p.m.", "TIME", None)]


@pytest.mark.parametrize(
    "output",
    [
        OUTPUT.replace("wept", "slept"),
        OUTPUT.replace("He left", ""),
        OUTPUT.replace("</TimeML>", "and more\n</TimeML>"),
        OUTPUT.replace('type="TIME"', 'type="HOUR"'),
        "Exception in thread main",
    ],
)
def test_output_that_is_not_the_text_is_an_error(output: str) -> None:
    with pytest.raises(UsageError, match="HeidelTime"):
        anchored(TEXT, output)


def test_answers_are_kept_without_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(STUB, encoding="utf-8")
    monkeypatch.setattr(peer_heideltime, "_WORKER", worker)
    with HeidelTime(Path(sys.executable), tmp_path / "cache") as tagger:
        first = tagger.read("On Monday.", "2021-08-25", "NEWS")
    assert [(time.start, time.end, time.value) for time in first.times] == [(3, 9, "2021")]
    (kept,) = (tmp_path / "cache").iterdir()
    assert "Monday" not in kept.read_text(encoding="utf-8")
    assert json.loads(kept.read_text(encoding="utf-8"))["wall_s"] == 1.5
    worker.unlink()  # now only the kept answer is there
    with HeidelTime(Path(sys.executable), tmp_path / "cache") as tagger:
        assert tagger.read("On Monday.", "2021-08-25", "NEWS") == first
        with pytest.raises(UsageError, match="needs Java"):
            tagger.read("On Monday.", "2021-08-24", "NEWS")
