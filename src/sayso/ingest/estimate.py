"""About how many documents there are at some paths, for progress."""

import os
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.ingest.sniff import CONTAINER_EXTENSIONS, TABLES, extension_of


def estimate(paths: Iterable[Path | str]) -> int | None:
    """Return about how many documents there are at `paths`, quickly, for progress; null where that is not known.

    Tables count by their lines, zip archives by their directory, other files as one each.
    """
    number = 0
    for path in paths:
        if str(path) == "-":
            return None
        for file in _files(Path(path)):
            number += _estimate_file(file)
    return number


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(folder, name) for name in names if not name.startswith("."))


def _estimate_file(path: Path) -> int:
    kind = CONTAINER_EXTENSIONS.get(extension_of(path.name))
    try:
        if not path.is_file():
            return 1
        if kind in TABLES:
            with path.open("rb") as stream:
                pieces = iter(lambda: stream.read(1 << 20), b"")
                return max(1, sum(piece.count(b"\n") for piece in pieces))
        if kind == "zip":
            with zipfile.ZipFile(path) as archive:
                return max(1, len(archive.infolist()))
    except (OSError, ValueError, zipfile.BadZipFile):
        return 1
    return 1
