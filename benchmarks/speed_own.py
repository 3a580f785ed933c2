"""Worker: the whole reading by the bundled configuration, text to Reading, one report after the other."""

import platform
import sys
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from benchmarks.speed_measuring import Job, count_words, work

if TYPE_CHECKING:
    from sayso.core.report import Report
    from sayso.reading.component import Component

ASSEMBLING = "assembling (spans checked)"
LEAST_S = 0.5
"""A shorter time is measured too coarsely, as that of a reader of rules alone."""
FIRST = "“The bridge is closed,” the mayor said."


class WholeReading:
    """The bundled reader."""

    def __init__(self, job: Job) -> None:
        from sayso.reading.reader import Reader, load_config

        self._reader = Reader(load_config())
        self._reports: list[Report] = []
        self._words = 0
        self._reader.read(report_of(FIRST))  # a model that loads when first used is loaded with this

    def prepare(self, texts: tuple[str, ...]) -> None:
        """Make the reports, and read the first."""
        self._reports = [report_of(text) for text in texts]
        self._words = sum(map(count_words, texts))
        self._reader.read(self._reports[0])

    def run(self) -> float:
        """Read all reports, again from the first as long as `LEAST_S` have not passed."""
        passes = 0
        start = time.perf_counter()
        while passes == 0 or time.perf_counter() - start < LEAST_S:
            for report in self._reports:
                self._reader.read(report)
            passes += 1
        return float(passes * self._words)

    def versions(self) -> dict[str, str]:
        """Return those of sayso, the reader's configuration and Python, and the model's hash where there is one."""
        import sayso

        identity = self._reader.identity
        found = {
            "Python": platform.python_version(),
            "sayso": sayso.__version__,
            "reader": f"{identity.name} {identity.version}",
        }
        return found if identity.model_sha256 is None else {**found, "model": identity.model_sha256[:12]}

    def details(self) -> dict[str, Any]:
        """Return the seconds that each component took over all reports, called one after the other.

        Raises:
            RuntimeError: The components one after the other find something else than the reader.
        """
        from sayso.reading.component import build
        from sayso.reading.reader import load_config

        steps = [build(part.name, part.settings) for part in load_config().components]
        seconds: dict[str, float] = defaultdict(float)
        self._stepwise(self._reports[0], steps, defaultdict(float))
        for report in self._reports:
            self._stepwise(report, steps, seconds)
        return {"stage_s": dict(seconds)}

    def _stepwise(self, report: "Report", steps: "list[Component]", seconds: dict[str, float]) -> None:
        from sayso.core.reading import Findings, Reading
        from sayso.reading.component import updated

        found = Findings()
        for step in steps:
            start = time.perf_counter()
            new = step.read(report, found)
            seconds[step.name] += time.perf_counter() - start
            found = updated(found, step, new)
        start = time.perf_counter()
        values = {name: getattr(found, name) for name in found.values() if name != "sentences"}
        reading = Reading(report=report, reader=self._reader.identity, **values)
        seconds[ASSEMBLING] += time.perf_counter() - start
        if report is self._reports[0] and reading != self._reader.read(report):
            raise RuntimeError("the components one after the other do not find what the reader finds")


def report_of(text: str) -> "Report":
    """Return a report in English with that body."""
    from sayso.core.report import Report, report_id, text_sha256

    digest = text_sha256(text)
    return Report(
        id=report_id(digest), uri="speed", language="en", text=text, sha256=digest, original_sha256=digest,
        extractor="speed 1",
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(work(WholeReading))
