"""Entity mentions to train on and to choose by: all corpora in one form, no text of dev parts in train."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sayso.core.errors import UsageError
from sayso.evaluation import gum_mentions, iob, re3d
from sayso.evaluation.mentions import FORMS, TYPES, GoldMention, MentionDocument, Split, gather
from training.corpus_files import load_split
from training.data.excluded import EXCLUDED
from training.notation import AnnotatedReport

Reader = Callable[[Path, Split], Iterator[MentionDocument]]
READERS: dict[str, Reader] = {
    "gum": gum_mentions.documents,
    "uner_ewt": iob.uner_ewt,
    "crossner_politics": iob.crossner_politics,
    "wikigold": iob.wikigold,
    "re3d": re3d.documents,
}
"""Readers of the public corpora, by name."""
OWN = "own"
"""Name of our own corpus."""


def load(corpora: Path | None, split: Split, open_only: bool) -> Iterator[MentionDocument]:
    """Yield the documents of a split, our own first.

    Args:
        corpora: Folder of the public corpora; without it, our own alone.
        split: `train` or `dev`. Documents of train that share text with a dev part are left out.
        open_only: Leave out documents whose licence does not allow any use.

    Raises:
        UsageError: A corpus is not under `corpora`.
        UnreadableError: One of its files is malformed.
    """
    yield from own(split)
    if corpora is None:
        return
    for name in READERS:
        yield from public(name, corpora, split, open_only=open_only)


def public(name: str, corpora: Path, split: Split, *, open_only: bool) -> Iterator[MentionDocument]:
    """Yield the documents of a split of the public corpus `name`, as `load` does.

    Raises:
        UsageError: There is no such corpus, or it is not under `corpora`.
        UnreadableError: One of its files is malformed.
    """
    if name not in READERS:
        raise UsageError(f"no corpus of mentions is named {name!r}; there are: {', '.join(READERS)}")
    left_out = EXCLUDED.get(name, frozenset()) if split == "train" else frozenset()
    for document in READERS[name](corpora, split):
        if document.name not in left_out and (document.open_licence or not open_only):
            yield document


def own(split: Split) -> Iterator[MentionDocument]:
    """Yield the reports of our own corpus in which all entities are annotated."""
    for report in load_split(split):
        if "entities" in report.layers:
            yield map_report(report, split)


def map_report(report: AnnotatedReport, split: Split) -> MentionDocument:
    """Return the mentions of an annotated report; descriptions are not among them."""
    found = [
        GoldMention.of(mention.start, mention.end, entity.type, mention.form, entity.id)
        for entity in report.reading.entities
        for mention in entity.mentions
    ]
    mentions, _ = gather(found, [])
    return MentionDocument(
        name=report.header.id,
        corpus=OWN,
        text=report.reading.report.text,
        mentions=mentions,
        forms=frozenset(FORMS),
        types=frozenset(TYPES),
        licence="CC0 1.0",
        open_licence=True,
        split=split,
        genre=report.header.style,
    )
