"""Public articles with events and states annotated by our guideline: the marks are ours, the texts are not here.

`training/marks/<train|dev>/*.marks` say which characters of which document are what (`training.notation.standoff`).
"""

import functools
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from sayso.core.errors import UnreadableError, UsageError
from sayso.evaluation import ecbplus, gum_mentions, muc4, re3d, timeml
from sayso.reading.quotations.capitals import in_usual_case
from training.corpus_files import Split
from training.notation import AnnotatedReport, load_standoff

MARKS = Path(__file__).parent.parent / "marks"
CORPUS = "marked"
"""The name that a configuration gives to all of them."""


def documents(corpora: Path, split: Split, marks: Path = MARKS) -> Iterator[AnnotatedReport]:
    """Yield the annotated articles of a part, by file name; those of train in capitals as prose too.

    Raises:
        UsageError: A corpus that they are of is not under `corpora`.
        UnreadableError: A corpus has no such document.
        NotationError: A file of marks is malformed, or its text another than was annotated.
    """
    texts = _Texts(corpora, split)
    for path in sorted((marks / split).glob("*.marks")):
        report = load_standoff(path, texts.text_of)
        yield report
        if split == "train" and report.reading.report.text.isupper():
            yield load_standoff(path, texts.text_of, shown_as=in_usual_case)


def annotated_twice(
    corpora: Path, first: Path = MARKS / "dev", second: Path = MARKS / "second"
) -> list[tuple[AnnotatedReport, AnnotatedReport]]:
    """Return both annotations of the articles of dev that have two; raises as `documents` does."""
    texts = _Texts(corpora, "dev")
    return [
        (load_standoff(first / path.name, texts.text_of), load_standoff(path, texts.text_of))
        for path in sorted(second.glob("*.marks"))
    ]


class _Texts:
    """The texts of public corpora, each corpus read once."""

    def __init__(self, corpora: Path, split: Split) -> None:
        self._corpora = corpora
        self._texts = functools.cache(lambda corpus: _texts(corpora, corpus, split))

    def text_of(self, corpus: str, document: str) -> str:
        """Return the text of a document."""
        found = self._texts(corpus).get(document)
        if found is None:
            raise UnreadableError(f"{corpus} at {self._corpora} has no document {document!r}")
        return found


def _texts(corpora: Path, corpus: str, split: Split) -> Mapping[str, str]:
    """Return the texts of the part `split` of a public corpus by the names of its documents."""
    if corpus in ("polnear", "giveme5w1h") and not (corpora / corpus).is_dir():
        raise UsageError(f"no corpus at {corpora / corpus}")
    if corpus == "polnear":
        folder = corpora / "polnear" / split / "text"
        return {path.stem: path.read_bytes().decode("utf-8", errors="replace") for path in folder.glob("*.txt")}
    if corpus == "giveme5w1h":
        files = (corpora / "giveme5w1h" / "data").glob("*.json")
        return {path.stem: json.loads(path.read_bytes())["text"] for path in files}
    if corpus == "muc4":
        return {each.name: each.report.text for each in muc4.load(corpora, split)}
    if corpus in ("timebank", "aquaint"):
        return {each.name: each.text for each in timeml.documents(corpora, msgspec.convert(corpus, timeml.Corpus))}
    if corpus == "re3d":
        return {each.name: each.text for each in re3d.documents(corpora, split)}
    if corpus == "ecbplus":
        return {each.name: each.text for each in ecbplus.whole_documents(corpora, split)}
    if corpus == "gum":
        return {each.name: each.text for each in gum_mentions.documents(corpora, split)}
    raise UsageError(f"no public corpus of texts to be marked is named {corpus!r}")
