"""Check annotated files: `python -m training.check PATH...` (files or folders; the whole corpus by default)."""

import sys
from pathlib import Path

from training.corpus_files import CORPUS, find_files, overlaps
from training.notation import AnnotatedReport, NotationError, load_file
from training.omissions import omissions


def main(arguments: list[str]) -> int:
    """Print every problem and every likely omission; return 1 if any file is malformed, else 0."""
    reports: list[AnnotatedReport] = []
    failed = 0
    for path in find_files([Path(argument) for argument in arguments] or [CORPUS]):
        try:
            report = load_file(path)
        except NotationError as error:
            failed += 1
            sys.stdout.write(f"{error}\n")
            continue
        reports.append(report)
        for omission in omissions(report):
            sys.stdout.write(f"{path}: perhaps: {omission}\n")
    clashes = overlaps(reports)
    for clash in clashes:
        sys.stdout.write(f"{clash}\n")
    sys.stdout.write(f"{len(reports)} files well formed, {failed} malformed, {len(clashes)} clashes between files\n")
    return 1 if failed or clashes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
