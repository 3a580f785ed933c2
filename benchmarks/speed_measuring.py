"""One turn of one candidate, in a process of its own: pin, load, prepare, wait for the others, run, report as JSON.

Standard library only: the peers' environment does not hold sayso.
"""

import argparse
import dataclasses
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

READY = "ready"
"""What a worker writes once it has loaded and prepared; it then waits for a line before it runs."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What one worker process has to do.

    Attributes:
        texts: The reports to read.
        cores: Numbers of the cores it may run on; as many threads.
        model: Folder of the weights made before, where the candidate needs some made.
        quick: Whether a rough figure is enough.
    """

    texts: tuple[str, ...]
    cores: tuple[int, ...]
    model: Path | None = None
    quick: bool = False


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one worker process measured.

    Attributes:
        words: White-space separated words read.
        begin_s: When it began to read, on the clock all processes of the machine share.
        end_s: When it had read all.
        cpu_s: Processor time it used meanwhile, all threads together.
        load_s: From before the first import to the first sentence read; the interpreter's own start is not in it.
        peak_mib: Largest resident memory up to the end of reading, imports and loading included.
        pinned: Whether it was held to its cores.
        versions: Of what it ran with.
        details: What only this candidate tells, e.g. seconds by stage.
        absent: Why there was nothing to measure; null where there was.
    """

    words: float = 0.0
    begin_s: float = 0.0
    end_s: float = 0.0
    cpu_s: float = 0.0
    load_s: float = 0.0
    peak_mib: float = 0.0
    pinned: bool = False
    versions: dict[str, str] = dataclasses.field(default_factory=dict)
    details: dict[str, Any] = dataclasses.field(default_factory=dict)
    absent: str | None = None


class AbsentError(Exception):
    """There is nothing to measure; the message says why."""


class Candidate(Protocol):
    """What is measured. Made loaded: its making is the load time."""

    def prepare(self, texts: tuple[str, ...]) -> None:
        """Do what is not timed: cut into pieces where only the encoder is measured, and run once to warm up."""
        ...

    def run(self) -> float:
        """Read what was prepared; return how many words that was."""
        ...

    def versions(self) -> dict[str, str]:
        """Return the versions of what it runs with."""
        ...

    def details(self) -> dict[str, Any]:
        """Return what else it tells; called after time and memory were taken."""
        ...


def count_words(text: str) -> int:
    """Return the number of white-space separated words."""
    return len(text.split())


def work(load: Callable[[Job], Candidate], make: Callable[[Path], None] | None = None) -> int:
    """Do the job that the command line gives and print what was measured; return the exit code.

    Args:
        load: Returns the candidate, ready to read.
        make: Writes random weights into a folder, once before all turns; null where the package brings its own.
    """
    parser = argparse.ArgumentParser(description="one turn of one candidate; started by benchmarks.reading_speed")
    parser.add_argument("--texts", type=Path, help="JSON file: a list of texts")
    parser.add_argument("--cores", default="0", help="numbers of the cores to run on: 0 or 0,1")
    parser.add_argument("--model", type=Path, help="folder of weights made before")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--make", type=Path, metavar="MODEL", help="write random weights into MODEL, and nothing else")
    options = parser.parse_args()
    if options.make is not None:
        if make is not None:
            make(options.make)
        return 0
    texts = tuple(json.loads(options.texts.read_text(encoding="utf-8")))
    cores = tuple(int(core) for core in options.cores.split(","))
    measured = measure(load, Job(texts=texts, cores=cores, model=options.model, quick=options.quick))
    print(json.dumps(dataclasses.asdict(measured)))
    return 0


def measure(load: Callable[[Job], Candidate], job: Job) -> Measured:
    """Load and prepare, say so, wait for a line on standard input, run, and return what was measured."""
    pinned = pin(job.cores)
    start = time.perf_counter()
    try:
        candidate = load(job)
    except AbsentError as absent:
        print(READY, flush=True)
        sys.stdin.readline()
        return Measured(absent=str(absent))
    load_s = time.perf_counter() - start
    candidate.prepare(job.texts)
    print(READY, flush=True)
    sys.stdin.readline()
    begin, cpu = time.monotonic(), time.process_time()
    words = candidate.run()
    end, cpu_s = time.monotonic(), time.process_time() - cpu
    return Measured(
        words=words,
        begin_s=begin,
        end_s=end,
        cpu_s=cpu_s,
        load_s=load_s,
        peak_mib=peak_mib(),
        pinned=pinned,
        versions=candidate.versions(),
        details=candidate.details(),
    )


def pin(cores: tuple[int, ...]) -> bool:
    """Hold this process to `cores`; return whether the system can."""
    if not hasattr(os, "sched_setaffinity"):
        return False
    os.sched_setaffinity(0, cores)
    return True


def peak_mib() -> float:
    """Return the largest resident memory of this process so far, in MiB.

    On Linux from `/proc/self/status`: `getrusage` also counts what the parent held when it started this process.
    """
    status = Path("/proc/self/status")
    if status.exists():
        (line,) = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(line.split()[1]) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 1024**2 if sys.platform == "darwin" else used / 1024
