"""From the turns of all candidates to figures: medians, ratios within a turn, goals."""

import dataclasses
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.speed_measuring import Measured


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn of one candidate on one block of text, all its processes together."""

    words_per_s: float
    load_s: float
    peak_mib: float
    cpu_share: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """How many times as fast as a named peer a candidate has to be, on the same number of cores.

    `needs` names a candidate without which the goal says nothing: a reading without a model is fast, and reads little.
    """

    candidate: str
    peer: str
    times: float
    needs: str | None = None


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a goal was reached: `pass`, `FAIL`, or `not judged`, and in which words."""

    outcome: str
    words: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The figures of one candidate on one number of cores, over all turns.

    Attributes:
        words_per_s: Median of the turns.
        range_words_per_s: Slowest and fastest turn.
        ratio: Median of the ratios to the reference candidate in the same turn, null without one.
        range_ratio: Smallest and largest of them.
        load_s: Median.
        peak_mib: Largest.
        cpu_share: Median share of its cores that it got while reading.
        turns: How many.
    """

    candidate: str
    cores: int
    words_per_s: float
    range_words_per_s: tuple[float, float]
    ratio: float | None
    range_ratio: tuple[float, float] | None
    load_s: float
    peak_mib: float
    cpu_share: float
    turns: int


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All that one run measured, as it is kept in JSON.

    Attributes:
        machine: What it ran on, and how busy others kept it.
        text: Words, texts, blocks and SHA-256 of the text.
        versions: By candidate.
        details: By candidate and number of cores, of the last turn.
        rows: The figures.
        turns: Every turn, by candidate and number of cores.
        stages: Share of the time of each stage of the whole reading, on one core.
        absent: Why a candidate was not measured, by its name.
        verdicts: The goals.
    """

    machine: dict[str, str | int | float | None]
    text: dict[str, int | str]
    versions: dict[str, dict[str, str]]
    details: dict[str, dict[str, Any]]
    rows: tuple[Row, ...]
    turns: dict[str, tuple[Turn, ...]]
    stages: dict[str, float]
    absent: dict[str, str]
    verdicts: tuple[Verdict, ...]


def turn_of(processes: Sequence[Measured], cores: int) -> Turn:
    """Return the turn that `processes` made together on `cores` cores: words of all, from first begin to last end.

    Raises:
        ValueError: No time passed, or there are no processes.
    """
    if not processes:
        raise ValueError("a turn needs a process")
    seconds = max(each.end_s for each in processes) - min(each.begin_s for each in processes)
    if seconds <= 0:
        raise ValueError(f"the turn took {seconds} s; it cannot have read anything")
    return Turn(
        words_per_s=sum(each.words for each in processes) / seconds,
        load_s=max(each.load_s for each in processes),
        peak_mib=sum(each.peak_mib for each in processes),
        cpu_share=sum(each.cpu_s for each in processes) / (seconds * cores),
    )


def row_of(candidate: str, cores: int, turns: Sequence[Turn], reference: Sequence[Turn]) -> Row:
    """Return the figures of `turns`; `reference` holds the same turns of the reference candidate, or nothing."""
    speeds = [turn.words_per_s for turn in turns]
    ratios = [turn.words_per_s / other.words_per_s for turn, other in zip(turns, reference, strict=False)]
    return Row(
        candidate=candidate,
        cores=cores,
        words_per_s=statistics.median(speeds),
        range_words_per_s=(min(speeds), max(speeds)),
        ratio=statistics.median(ratios) if ratios else None,
        range_ratio=(min(ratios), max(ratios)) if ratios else None,
        load_s=statistics.median(turn.load_s for turn in turns),
        peak_mib=max(turn.peak_mib for turn in turns),
        cpu_share=statistics.median(turn.cpu_share for turn in turns),
        turns=len(turns),
    )


def judge(goal: Goal, rows: Sequence[Row], absent: Mapping[str, str]) -> Verdict:
    """Return whether `goal` is reached on every number of cores that was measured.

    Args:
        goal: The goal; the rows' ratios are to its peer.
        rows: All rows.
        absent: Why a candidate was not measured, or says nothing of its goal, by its name.
    """
    wanted = f"{goal.candidate} at least {goal.times:g} times {goal.peer}"
    for name in (goal.candidate, goal.peer, goal.needs):
        if name is not None and name in absent:
            return Verdict(outcome="not judged", words=f"{wanted}: {name}: {absent[name]}")
    ratios = {row.cores: row.ratio for row in rows if row.candidate == goal.candidate and row.ratio is not None}
    if not ratios:
        return Verdict(outcome="not judged", words=f"{wanted}: not measured side by side")
    found = ", ".join(f"{ratio:.1f} on {cores} core{'s' * (cores > 1)}" for cores, ratio in sorted(ratios.items()))
    reached = all(ratio >= goal.times for ratio in ratios.values())
    return Verdict(outcome="pass" if reached else "FAIL", words=f"{wanted}: {found}")


def shares_of(processes: Sequence[Measured]) -> dict[str, float]:
    """Return the share of time of each stage, largest first; empty where none was timed."""
    seconds: dict[str, float] = defaultdict(float)
    for each in processes:
        for stage, taken in each.details.get("stage_s", {}).items():
            seconds[stage] += taken
    total = sum(seconds.values())
    return {stage: seconds[stage] / total for stage in sorted(seconds, key=seconds.__getitem__, reverse=True)}
