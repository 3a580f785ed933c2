"""From the turns of all candidates to figures: medians, ratios within a turn, goals."""

import dataclasses
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.speed_measuring import Measured

LEAST_SHARE = 0.85
"""Least share of its cores that a peer must have got for a goal to be judged."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn of one candidate on one block of text, all its processes together."""

    words_per_s: float
    load_s: float
    peak_mib: float
    cpu_share: float


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """How many times as fast as a named peer a candidate has to be, on the same number of cores."""

    candidate: str
    peer: str
    times: float


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
        quick: Whether the figures are only rough.
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
    quick: bool
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


def judge(goal: Goal, rows: Sequence[Row], unjudged: Mapping[str, str]) -> Verdict:
    """Return whether `goal` is reached on every number of cores that was measured.

    It is not judged where the peer had to share its cores with other work: it would look slower than it is. A candidate
    that had to can only look slower, so it is judged all the same.

    Args:
        goal: The goal; the rows' ratios are to its peer.
        rows: All rows.
        unjudged: Why a candidate was not measured, or says nothing of a goal, by its name.
    """
    wanted = f"{goal.candidate} at least {goal.times:g} times {goal.peer}"
    for name in (goal.candidate, goal.peer):
        if name in unjudged:
            return Verdict(outcome="not judged", words=f"{wanted}: {name}: {unjudged[name]}")
    ratios = {row.cores: row.ratio for row in rows if row.candidate == goal.candidate and row.ratio is not None}
    if not ratios:
        return Verdict(outcome="not judged", words=f"{wanted}: not measured side by side")
    found = ", ".join(f"{ratio:.1f} on {_cores(cores)}" for cores, ratio in sorted(ratios.items()))
    hindered = [row for row in rows if row.candidate == goal.peer and row.cpu_share < LEAST_SHARE]
    if hindered:
        shared = ", ".join(f"{100 * row.cpu_share:.0f} % of its time on {_cores(row.cores)}" for row in hindered)
        return Verdict(outcome="not judged", words=f"{wanted}: {found}; but other work left {goal.peer} {shared}")
    reached = all(ratio >= goal.times for ratio in ratios.values())
    return Verdict(outcome="pass" if reached else "FAIL", words=f"{wanted}: {found}")


def judge_load(candidate: str, most_s: float, rows: Sequence[Row], unjudged: Mapping[str, str]) -> Verdict:
    """Return whether `candidate` loads in `most_s` seconds on one core; arguments else as of `judge`."""
    wanted = f"{candidate} loaded in {most_s:g} s"
    if candidate in unjudged:
        return Verdict(outcome="not judged", words=f"{wanted}: {unjudged[candidate]}")
    found = [row.load_s for row in rows if row.candidate == candidate and row.cores == 1]
    if not found:
        return Verdict(outcome="not judged", words=f"{wanted}: not measured")
    return Verdict(outcome="pass" if found[0] <= most_s else "FAIL", words=f"{wanted}: {found[0]:.2f} s")


def _cores(count: int) -> str:
    return "1 core" if count == 1 else f"{count} cores"


def shares_of(processes: Sequence[Measured]) -> dict[str, float]:
    """Return the share of time of each stage, largest first; empty where none was timed."""
    seconds: dict[str, float] = defaultdict(float)
    for each in processes:
        for stage, taken in each.details.get("stage_s", {}).items():
            seconds[stage] += taken
    total = sum(seconds.values())
    return {stage: seconds[stage] / total for stage in sorted(seconds, key=seconds.__getitem__, reverse=True)}
