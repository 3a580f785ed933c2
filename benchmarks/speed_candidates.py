"""The candidates, and one turn of one of them: worker processes started, let go together, read."""

import dataclasses
import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed_measuring import READY, Measured

ROOT = Path(__file__).resolve().parents[1]
READING = "sayso, whole reading"
ENCODER = "sayso, encoder with heads"
REFERENCE = "RoBERTa-base, PyTorch fp32"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """A candidate.

    Attributes:
        name: As the table has it.
        module: The worker's module.
        arguments: What the worker is given besides the job.
        peer: Whether it runs in the peers' environment.
        processes: Whether more cores mean more processes, each on one core with its share of the texts (as
            `sayso read --jobs` and `nlp.pipe(n_process=)` work), instead of more threads.
    """

    name: str
    module: str
    arguments: tuple[str, ...] = ()
    peer: bool = False
    processes: bool = False


CANDIDATES = (
    Spec(name=ENCODER, module="benchmarks.speed_encoder"),
    Spec(name=REFERENCE, module="benchmarks.speed_roberta", peer=True),
    Spec(name=READING, module="benchmarks.speed_own", processes=True),
    Spec(name="RoBERTa-base, PyTorch bf16", module="benchmarks.speed_roberta", arguments=("--half",), peer=True),
    Spec(name="spaCy, size of en_core_web_sm", module="benchmarks.speed_spacy", peer=True, processes=True),
)


def available_cores() -> tuple[int, ...]:
    """Return the numbers of the cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return tuple(sorted(os.sched_getaffinity(0)))
    return tuple(range(os.cpu_count() or 1))


def make_models(folder: Path, peers: Path) -> dict[str, Path]:
    """Let each peer write its random weights into `folder`; return the folder of each, by candidate.

    Raises:
        RuntimeError: A peer failed.
    """
    made: dict[str, Path] = {}
    for spec in CANDIDATES:
        if not spec.peer:
            continue
        made[spec.name] = folder / spec.module.rpartition(".")[2]
        if not made[spec.name].exists():
            command = [str(peers), "-m", spec.module, "--make", str(made[spec.name])]
            done = subprocess.run(command, cwd=ROOT, env=environment(1), capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise RuntimeError(f"{spec.name}: making its weights failed:\n{done.stderr}")
    return made


def take_turn(
    spec: Spec, texts: Sequence[str], *, cores: Sequence[int], python: Path, model: Path | None, folder: Path,
    quick: bool,
) -> list[Measured]:  # fmt: skip
    """Return what each process of `spec` measured on `texts`, on `cores`.

    Args:
        spec: The candidate.
        texts: A block of text; divided among the processes where `spec` takes one for each core.
        cores: Numbers of the cores.
        python: The interpreter of the candidate's environment.
        model: Folder of its weights, where they had to be made.
        folder: For temporary files.
        quick: Whether a rough figure is enough.

    Raises:
        RuntimeError: A process failed; the message holds what it wrote.
    """
    groups = [(core,) for core in cores] if spec.processes else [tuple(cores)]
    workers = []
    try:
        for number, group in enumerate(groups):
            job = folder / f"texts-{number}.json"
            job.write_text(json.dumps(list(texts[number :: len(groups)])), encoding="utf-8")
            command = [str(python), "-m", spec.module, *spec.arguments, "--texts", str(job)]
            command += ["--cores", ",".join(map(str, group))]
            command += ["--model", str(model)] if model is not None else []
            command += ["--quick"] if quick else []
            workers.append(Worker(spec.name, command, threads=len(group), errors=folder / f"errors-{number}.txt"))
        for worker in workers:
            worker.wait_until_ready()
        for worker in workers:
            worker.go()
        return [worker.answer() for worker in workers]
    finally:
        for worker in workers:
            worker.stop()


class Worker:
    """A worker process: started, waited for, let go, asked."""

    def __init__(self, name: str, command: Sequence[str], *, threads: int, errors: Path) -> None:
        self._name = name
        self._errors = errors
        with errors.open("w", encoding="utf-8") as sink:
            self._process = subprocess.Popen(
                command, cwd=ROOT, env=environment(threads), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=sink,
            )  # fmt: skip

    def wait_until_ready(self) -> None:
        """Return once the process has loaded and prepared.

        Raises:
            RuntimeError: It failed.
        """
        assert self._process.stdout is not None  # noqa: S101 (for the type checker: it is a pipe)
        line = self._process.stdout.readline().strip()
        if line != READY:
            raise self._failure(f"it wrote {line!r}, not {READY!r}")

    def go(self) -> None:
        """Let the process read."""
        assert self._process.stdin is not None  # noqa: S101 (as above)
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def answer(self) -> Measured:
        """Return what the process measured, once it has ended.

        Raises:
            RuntimeError: It failed.
        """
        assert self._process.stdout is not None  # noqa: S101 (as above)
        written = self._process.stdout.read()
        self._process.wait()
        if self._process.returncode != 0:
            raise self._failure(f"exit code {self._process.returncode}")
        return Measured(**json.loads(written))

    def stop(self) -> None:
        """End the process if it still runs, and close what leads to it."""
        if self._process.poll() is None:
            self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()

    def _failure(self, what: str) -> RuntimeError:
        self.stop()
        return RuntimeError(f"{self._name}: {what}:\n{self._errors.read_text(encoding='utf-8')}")


def environment(threads: int) -> dict[str, str]:
    """Return the environment of a process with at most `threads` threads, which looks nothing up on the network."""
    bounds = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), str(threads))
    return {**os.environ, **bounds, "TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1"}
