"""The files of our own annotated corpus, and what must hold between them."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from sayso.core.errors import UsageError
from training.notation import AnnotatedReport, load_file

CORPUS = Path(__file__).parent / "corpus"
Split = Literal["train", "dev"]
SECOND = "second"
"""Folder of second annotations of reports of the corpus: never searched with the corpus, only when named itself."""
IDENTITIES = "identities"
"""Folder of cases of who is who, several reports a file (`training.identities`): never searched with the corpus."""


def load_split(split: Split, corpus: Path = CORPUS) -> Iterator[AnnotatedReport]:
    """Yield the reports of a split in the order of their paths.

    Raises:
        NotationError: A file is malformed.
        UsageError: The split is not there.
    """
    folder = corpus / split
    if not folder.is_dir():
        raise UsageError(f"no corpus split at {folder}; there are train and dev")
    for path in find_files([folder]):
        yield load_file(path)


def find_files(paths: Iterable[Path]) -> list[Path]:
    """Return the annotated files among `paths`, folders searched, in order.

    Second annotations and identity cases are left out of a folder that holds theirs.

    Raises:
        UsageError: A path is not there.
    """
    found: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} is not there; name files or folders of the corpus")
        inside = path.rglob("*.txt") if path.is_dir() else [path]
        found.update(each for each in inside if not {SECOND, IDENTITIES} & set(each.relative_to(path).parts))
    return sorted(found)


def split_of(report: AnnotatedReport) -> str:
    """Return the split a report belongs to by its path, `none` where it is in no split."""
    parts = report.path.resolve().parts if report.path else ()
    return next((part for part in reversed(parts[:-1]) if part in ("train", "dev")), "none")


def overlaps(reports: Iterable[AnnotatedReport]) -> list[str]:
    """Return what clashes between files: shared ids or texts, a conflict in two splits or in another's folder."""
    problems: list[str] = []
    ids: dict[str, AnnotatedReport] = {}
    texts: dict[str, AnnotatedReport] = {}
    splits: dict[str, str] = {}
    for report in reports:
        header = report.header
        for known, key, what in ((ids, header.id, "id"), (texts, report.reading.report.sha256, "text")):
            other = known.setdefault(key, report)
            if other is not report:
                problems.append(f"{report.path}: same {what} as {other.path}; give it its own")
        split = split_of(report)
        if splits.setdefault(header.conflict, split) != split:
            problems.append(
                f"{report.path}: conflict {header.conflict} is in {splits[header.conflict]}; keep it in one split"
            )
        if split != "none" and report.path is not None and report.path.parent.name != header.conflict:
            problems.append(f"{report.path}: conflict {header.conflict}; put it into the folder of that name")
    return problems
