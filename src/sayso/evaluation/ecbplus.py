"""ECB+: documents of 43 topics, each on two events much alike: whole, or the sentences whose marks were checked.

The topics of the parts are those of Cybulska & Vossen 2015; topics after the last of train are the test part.

Source:
    Cybulska & Vossen 2014, Using a Sledgehammer to Crack a Nut? Lexical Diversity and Event Coreference Resolution.
"""

import csv
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from sayso.core.errors import UnreadableError, UsageError
from sayso.evaluation.iob import detokenise
from sayso.evaluation.mentions import Interval, Split

DEV_TOPICS = frozenset({2, 5, 12, 18, 21, 23, 34, 35})
LAST_TRAIN_TOPIC = 35
"""Later topics are the test part."""
INDEX = "ecbplus/ECBplus_coreference_sentences.csv"
"""The file that names the checked sentences, relative to the folder of corpora."""
_SIGNS = {"``": '"', "''": '"'}


class EcbDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document, or its checked sentences alone.

    Attributes:
        name: Topic, number and half of the topic, e.g. `2_1ecb`.
        topic: Number of its topic.
        text: The sentences, a space between them.
        places: Of each token in these, by its number, where it stands.
        root: The whole document, for what is marked in it.
    """

    name: str
    topic: int
    text: str
    places: dict[int, Interval]
    root: ElementTree.Element


def documents(corpora: Path, split: Split) -> Iterator[EcbDocument]:
    """Yield the documents of a part that have checked sentences, by topic and name.

    Raises:
        UsageError: A file is not there, or `split` is not train or dev.
        UnreadableError: One is malformed.
    """
    for path, topic, chosen in _checked(corpora, split):
        yield _document(corpora / path, topic, chosen)


def whole_documents(corpora: Path, split: Split) -> Iterator[EcbDocument]:
    """Yield the same documents with all their sentences; raises as `documents` does."""
    for path, topic, _ in _checked(corpora, split):
        yield _document(corpora / path, topic, None)


def files(corpora: Path, split: Split) -> tuple[str, ...]:
    """Return the files that are read for a part, relative to `corpora`.

    Raises:
        UsageError: The index is not there, or `split` is not train or dev.
    """
    return (INDEX, *(path for path, _, _ in _checked(corpora, split)))


def anchors(markable: ElementTree.Element) -> list[int]:
    """Return the numbers of the tokens that a markable is on; none for one that stands for others."""
    return [int(anchor.attrib["t_id"]) for anchor in markable.iterfind("token_anchor")]


def runs(words: Iterable[int], places: dict[int, Interval]) -> Iterator[Interval]:
    """Yield the spans of the words that stand in a row; of "took it over" there are two."""
    known = sorted(word for word in words if word in places)
    begins = [word for word in known if word - 1 not in known]
    ends = [word for word in known if word + 1 not in known]
    for first, last in zip(begins, ends, strict=True):
        yield places[first][0], places[last][1]


def checked_sentences(corpora: Path, split: Split) -> dict[tuple[int, str], set[str]]:
    """Return the numbers of the sentences whose marks were checked, by topic and document.

    Raises:
        UsageError: The index is not there, or `split` is not train or dev.
    """
    if split not in ("train", "dev"):
        raise UsageError(f"ECB+ split {split!r} is not read; there are: train, dev")
    index = corpora / INDEX
    if not index.is_file():
        raise UsageError(f"no corpus file at {index}")
    checked: dict[tuple[int, str], set[str]] = {}
    with index.open(encoding="utf-8-sig", newline="") as file:
        for topic, name, sentence in list(csv.reader(file))[1:]:
            if int(topic) <= LAST_TRAIN_TOPIC and (int(topic) in DEV_TOPICS) == (split == "dev"):
                checked.setdefault((int(topic), name), set()).add(sentence)
    return checked


def _checked(corpora: Path, split: Split) -> list[tuple[str, int, set[str]]]:
    """Return the file of each document, relative to `corpora`, its topic and the numbers of its checked sentences."""
    return [
        (f"ecbplus/ECB+/{number}/{number}_{name}.xml", number, chosen)
        for (number, name), chosen in sorted(checked_sentences(corpora, split).items())
    ]


def _document(path: Path, topic: int, chosen: set[str] | None) -> EcbDocument:
    """Return a document cut down to the sentences `chosen`; all where that is None."""
    try:
        root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 (a corpus that the user chose; no network)
    except (OSError, ElementTree.ParseError) as error:
        raise UnreadableError(f"{path}: {error}") from error
    sentences: dict[str, list[tuple[int, str]]] = {}
    for token in root.iter("token"):
        if chosen is None or token.get("sentence") in chosen:
            word = token.text or ""
            sentences.setdefault(token.attrib["sentence"], []).append((int(token.attrib["t_id"]), word))
    text = ""
    places: dict[int, Interval] = {}
    for tokens in sentences.values():
        text += " " if text else ""
        body, edges = detokenise([_SIGNS.get(word, word) for _, word in tokens])
        places |= {
            number: (start + len(text), end + len(text))
            for (number, _), (start, end) in zip(tokens, edges, strict=True)
        }
        text += body
    return EcbDocument(name=path.stem, topic=topic, text=text, places=places, root=root)
