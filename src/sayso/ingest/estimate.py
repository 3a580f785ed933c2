"""How many documents there may be, told quickly, for progress and the time left."""

import os
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.ingest.folder_rules import NO_REPORTS, is_hidden
from sayso.ingest.sniff import CONTAINER_EXTENSIONS, TABLES, extension_of

_COUNTED_BYTES = 256_000_000
_LEAST_MEMBER_BYTES = 46


def estimate(paths: Iterable[Path | str]) -> int | None:
    """Return about how many documents there are at `paths`; null where that cannot be told quickly.

    Tables count by their lines, zip archives by their directory, other files as one each. Null for standard input and
    wherever there is a compressed file, a WARC file or a very large table.
    """
    number = 0
    for path in paths:
        if str(path) == "-":
            return None
        for file in _files(Path(path)):
            count = _estimated(file)
            if count is None:
                return None
            number += count
    return number


def _files(path: Path) -> Iterator[Path]:
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError):
        is_folder = False
    if not is_folder:
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not is_hidden(name)]
        yield from (
            Path(folder, name) for name in names if not is_hidden(name) and extension_of(name) not in NO_REPORTS
        )


def _estimated(path: Path) -> int | None:
    kind = CONTAINER_EXTENSIONS.get(extension_of(path.name))
    try:
        if kind is None or not path.is_file():
            return 1
        size = path.stat().st_size
        if kind in TABLES:
            return _lines(path) if size <= _COUNTED_BYTES else None
        if kind != "zip":
            return None
        return _zip_entries(path, size)
    except (OSError, ValueError, zipfile.BadZipFile):
        return 1


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        pieces = iter(lambda: stream.read(1 << 20), b"")
        return max(1, sum(piece.count(b"\n") for piece in pieces))


def _zip_entries(path: Path, size: int) -> int:
    """Return the number of members that the end of a zip archive states, if the file could hold so many."""
    with path.open("rb") as stream:
        stream.seek(max(0, size - 65_557))
        tail = stream.read()
    at = tail.rfind(b"PK\x05\x06")
    stated = int.from_bytes(tail[at + 10 : at + 12], "little") if at >= 0 else 1
    return max(1, min(stated, size // _LEAST_MEMBER_BYTES))
