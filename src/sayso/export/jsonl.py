"""JSON Lines: one full Reading a line, the same JSON that `sayso read --json` prints."""

from typing import IO, Any

from sayso.export.format import Exportable, Shape, register


@register
class JsonLines:
    """One Reading a line, in UTF-8, each line ended by a line feed."""

    name = "jsonl"
    summary = "one file, one full Reading a line"
    shape: Shape = "file"
    table = "readings"
    options: frozenset[str] = frozenset()

    def conventions(self, options: dict[str, Any]) -> dict[str, str]:
        """Return how values are written."""
        return {
            "encoding": "UTF-8 without a byte order mark",
            "line": "one Reading, version 1 (docs/reading.schema.json); lines end in LF",
            "unknown": "null; never 0 and never an empty string",
            "offsets": "half-open [start, end) in Unicode code points of report.text",
        }

    def write_file(self, record: Exportable, stream: IO[bytes], options: dict[str, Any]) -> int:
        """Write every Reading to `stream` and return how many there were."""
        rows = 0
        for reading in record.readings():
            stream.write(reading.to_json() + b"\n")
            rows += 1
        return rows
