"""ECB+: the words that tell of events, in checked sentences (see `sayso.evaluation.ecbplus`)."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

from sayso.evaluation import ecbplus
from sayso.evaluation.mentions import Split
from training.data.predicates import PredicateDocument


def documents(corpora: Path, split: Split) -> Iterator[PredicateDocument]:
    """Yield the documents of a part, each cut down to its checked sentences.

    Raises:
        UsageError: A file is not there.
        UnreadableError: One is malformed.
    """
    for document in ecbplus.documents(corpora, split):
        events = {span for words in _events(document.root) for span in ecbplus.runs(words, document.places)}
        yield PredicateDocument(
            name=document.name, corpus="ecbplus", text=document.text, events=tuple(sorted(events))
        )  # fmt: skip


def _events(root: ElementTree.Element) -> Iterator[list[int]]:
    """Yield the tokens of each action that stands in the text, said to have happened or not."""
    for markable in root.iterfind("Markables/*"):
        if markable.tag.removeprefix("NEG_").startswith("ACTION"):
            yield ecbplus.anchors(markable)
