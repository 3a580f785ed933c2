"""Count the entity mentions of all corpora: `python -m training.data.mention_counts` (with SAYSO_CORPORA)."""

import os
import sys
from collections import Counter
from pathlib import Path
from typing import get_args

from sayso.evaluation.mentions import FORMS, TYPES, MentionDocument, Split
from training.data.mentions import load


def row(document: MentionDocument) -> Counter[str]:
    """Return how many there are in one document: mentions by type and form, and what is unsettled."""
    counts: Counter[str] = Counter(documents=1, words=len(document.text.split()), unsettled=len(document.unsettled))
    for mention in document.mentions:
        counts[mention.type or "several"] += 1
        counts[mention.form or "no form"] += 1
    return counts


def main() -> int:
    """Print a line per split and corpus."""
    folder = os.environ.get("SAYSO_CORPORA")
    columns = ("documents", "words", *FORMS, *TYPES, "several", "unsettled")
    sys.stdout.write(f"{'':24}{''.join(f'{column[:8]:>10}' for column in columns)}\n")
    splits: tuple[Split, ...] = get_args(Split)
    for split in splits:
        table: dict[str, Counter[str]] = {}
        for document in load(Path(folder) if folder else None, split, open_only=False):
            table.setdefault(document.corpus, Counter()).update(row(document))
        for corpus, counts in table.items():
            sys.stdout.write(f"{split} {corpus:<18}{''.join(f'{counts[column]:10}' for column in columns)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
