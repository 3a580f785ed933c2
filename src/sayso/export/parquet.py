"""Parquet: one typed file a table, each column with its description."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sayso.export.format import Shape, register


@register
class Parquet:
    """One Parquet file a table, compressed with Zstandard; what a column holds and its unit are field metadata."""

    name = "parquet"
    summary = "a folder, one typed Parquet file a table"
    shape: Shape = "folder"
    suffix = ".parquet"
    options: frozenset[str] = frozenset()

    def conventions(self, options: dict[str, Any]) -> dict[str, str]:
        """Return how values are written."""
        return {
            "compression": "zstd",
            "unknown": "null; never 0 and never an empty string",
            "descriptions": "field metadata, keys `meaning` and `unit`",
            "offsets": "half-open [start, end) in Unicode code points of the report's text",
        }

    def write_table(self, table: pa.Table, path: Path, options: dict[str, Any]) -> None:
        """Write `table` to `path`."""
        pq.write_table(table, path, compression="zstd")
