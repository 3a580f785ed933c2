"""Reading speed: sayso's reading beside an encoder of the size of RoBERTa-base and a spaCy pipeline, on the same text.

    python -m benchmarks.reading_speed [--peers PYTHON] [--quick] [--turns N] [--encoder MODEL] [--json OUT]
                                       [--markdown OUT]

`--peers` names the Python of an environment with `benchmarks/requirements-speed.txt` (`make speed` makes one); without
it only sayso is measured, and no goal is judged. Every measurement is a process of its own, held to its cores. The
candidates take turns on the same block of text, so that a busy machine harms all alike; ratios are taken within a turn.
Exit code 0: no goal was missed; 1: one was.
"""

import argparse
import hashlib
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec
from benchmarks.speed_candidates import (
    CANDIDATES,
    ENCODER,
    READING,
    REFERENCE,
    Spec,
    available_cores,
    make_models,
    take_turn,
)
from benchmarks.speed_figures import Goal, Results, judge, judge_load, row_of, shares_of, turn_of
from benchmarks.speed_machine import busy_share, describe
from benchmarks.speed_measuring import Measured, count_words
from benchmarks.speed_report import conditions, page, table
from benchmarks.speed_text import blocks_of, own_texts

GOALS = (
    Goal(candidate=ENCODER, peer=REFERENCE, times=12.0),
    Goal(candidate=READING, peer=REFERENCE, times=8.0),
)
LOAD_MOST_S = 0.7
CORES = (1, 2)
TURNS, QUICK_TURNS = 5, 2
WORDS, QUICK_WORDS = 100_000, 14_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, write what was asked for; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading_speed", description=__doc__.partition("\n")[0])
    parser.add_argument("--peers", type=Path, metavar="PYTHON", help="Python of the environment of the peers")
    parser.add_argument("--quick", action="store_true", help="two short turns: a rough figure in two minutes")
    parser.add_argument("--turns", type=int, help=f"how many turns (default {TURNS})")
    parser.add_argument("--encoder", type=Path, metavar="MODEL", help="measure this encoder instead of the bundled one")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write every figure to OUT")
    parser.add_argument("--markdown", type=Path, metavar="OUT", help="write the page of docs/speed.md to OUT")
    options = parser.parse_args(arguments)
    usual = QUICK_TURNS if options.quick else TURNS
    turns: int = usual if options.turns is None else options.turns
    if turns < 1:
        parser.error(f"--turns {turns}: at least one")
    for name, path in (("--peers", options.peers), ("--encoder", options.encoder)):
        if path is not None and not path.exists():
            parser.error(f"{name} {path}: not there")
    texts, left_out = own_texts()
    for name in left_out:
        print(f"left out, its markup is malformed: {name}")
    blocks = blocks_of(texts, blocks=turns, words=QUICK_WORDS if options.quick else WORDS)
    results = run(blocks, peers=options.peers, encoder=options.encoder, quick=options.quick)
    print(f"{conditions(results)}\n\n{table(results)}")
    if options.json is not None:
        options.json.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")
    if options.markdown is not None:
        options.markdown.write_text(page(results), encoding="utf-8")
    return 1 if any(verdict.outcome == "FAIL" for verdict in results.verdicts) else 0


def run(blocks: Sequence[Sequence[str]], *, peers: Path | None, encoder: Path | None, quick: bool) -> Results:
    """Let every candidate take its turn on every block, and return all figures.

    Args:
        blocks: The texts of every turn.
        peers: Python of the peers' environment; null to measure without them.
        encoder: A model file to measure instead of the bundled one; the whole reading keeps the bundled one.
        quick: Whether rough figures are enough.

    Raises:
        RuntimeError: A worker process failed.
    """
    machine = describe()
    absent = {spec.name: "no --peers given" for spec in CANDIDATES if spec.peer and peers is None}
    series: dict[tuple[str, int], list[list[Measured]]] = {}
    with tempfile.TemporaryDirectory(prefix="sayso-speed-") as name:
        folder = Path(name)
        models = make_models(folder, peers) if peers is not None else {}
        if encoder is not None:
            models[ENCODER] = encoder.absolute()
        for number, block in enumerate(blocks, start=1):
            for spec, cores in _to_measure(available_cores()):
                if spec.name in absent:
                    continue
                python = peers if spec.peer and peers is not None else Path(sys.executable)
                measured = take_turn(
                    spec, block, cores=cores, python=python, model=models.get(spec.name), folder=folder, quick=quick
                )
                reason = measured[0].absent
                if reason is not None:
                    absent[spec.name] = reason
                else:
                    series.setdefault((spec.name, len(cores)), []).append(measured)
            print(f"turn {number} of {len(blocks)} done", file=sys.stderr, flush=True)
    machine["busy_after"] = busy_share()
    return _results(blocks, series, machine, absent, quick=quick)


def _to_measure(cores: Sequence[int]) -> list[tuple[Spec, tuple[int, ...]]]:
    return [(spec, tuple(cores[:count])) for spec in CANDIDATES for count in CORES if count <= len(cores)]


def _results(
    blocks: Sequence[Sequence[str]],
    series: dict[tuple[str, int], list[list[Measured]]],
    machine: dict[str, str | int | float | None],
    absent: dict[str, str],
    *,
    quick: bool,
) -> Results:
    turns = {key: tuple(turn_of(processes, key[1]) for processes in taken) for key, taken in series.items()}
    rows = tuple(row_of(name, cores, made, turns.get((REFERENCE, cores), ())) for (name, cores), made in turns.items())
    versions = {name: taken[-1][0].versions for (name, _), taken in series.items()}
    unjudged = dict(absent)
    if "model" not in versions.get(READING, {}):  # rules alone are fast, and read less than the goal is about
        unjudged.setdefault(READING, "the bundled reader names no model")
    texts = [text for block in blocks for text in block]
    return Results(
        machine=machine,
        quick=quick,
        text={
            "words": sum(map(count_words, texts)),
            "texts": len(texts),
            "blocks": len(blocks),
            "sha256": hashlib.sha256("\0".join(texts).encode()).hexdigest(),
        },
        versions=versions,
        details={f"{name}, {cores}": taken[-1][0].details for (name, cores), taken in series.items()},
        rows=rows,
        turns={f"{name}, {cores}": made for (name, cores), made in turns.items()},
        stages=shares_of([each for processes in series.get((READING, 1), []) for each in processes]),
        absent=absent,
        verdicts=(*(judge(goal, rows, unjudged) for goal in GOALS), judge_load(READING, LOAD_MOST_S, rows, unjudged)),
    )


if __name__ == "__main__":
    sys.exit(main())
