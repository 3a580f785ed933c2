"""ECB+: the words that tell of events, in the sentences whose annotation was checked.

Source:
    Cybulska & Vossen 2014, Using a Sledgehammer to Crack a Nut? Lexical Diversity and Event Coreference Resolution; the
    topics of train and dev as Cybulska & Vossen 2015 have them.
"""

import csv
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from pathlib import Path

from sayso.core.errors import UnreadableError, UsageError
from sayso.evaluation.iob import detokenise
from sayso.evaluation.mentions import Interval, Split
from training.data.predicates import PredicateDocument

DEV_TOPICS = frozenset({2, 5, 12, 18, 21, 23, 34, 35})
LAST_TRAIN_TOPIC = 35
"""Later topics are the test part."""
_SIGNS = {"``": '"', "''": '"'}


def documents(corpora: Path, split: Split) -> Iterator[PredicateDocument]:
    """Yield the documents of a part, each cut down to its checked sentences.

    Raises:
        UsageError: A file is not there.
        UnreadableError: One is malformed.
    """
    folder = corpora / "ecbplus" / "ECB+"
    for (number, name), chosen in sorted(checked_sentences(corpora, split).items()):
        yield _document(folder / str(number) / f"{number}_{name}.xml", chosen)


def checked_sentences(corpora: Path, split: Split) -> dict[tuple[int, str], set[str]]:
    """Return the numbers of the sentences whose annotation was checked, by topic and document.

    Raises:
        UsageError: The list of them is not there.
    """
    index = corpora / "ecbplus" / "ECBplus_coreference_sentences.csv"
    if not index.is_file():
        raise UsageError(f"no corpus file at {index}")
    checked: dict[tuple[int, str], set[str]] = {}
    with index.open(encoding="utf-8-sig", newline="") as file:
        for topic, name, sentence in list(csv.reader(file))[1:]:
            if int(topic) <= LAST_TRAIN_TOPIC and (int(topic) in DEV_TOPICS) == (split == "dev"):
                checked.setdefault((int(topic), name), set()).add(sentence)
    return checked


def _document(path: Path, chosen: set[str]) -> PredicateDocument:
    try:
        root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 (a corpus that the user chose; no network)
    except (OSError, ElementTree.ParseError) as error:
        raise UnreadableError(f"{path}: {error}") from error
    sentences: dict[str, list[tuple[int, str]]] = {}
    for token in root.iter("token"):
        if token.get("sentence") in chosen:
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
    events = {span for words in _events(root) for span in _runs(words, places)}
    return PredicateDocument(name=path.stem, corpus="ecbplus", text=text, events=tuple(sorted(events)))


def _events(root: ElementTree.Element) -> Iterator[list[int]]:
    """Yield the tokens of each action that stands in the text, said to have happened or not."""
    for markable in root.iterfind("Markables/*"):
        if markable.tag.removeprefix("NEG_").startswith("ACTION"):
            yield [int(anchor.attrib["t_id"]) for anchor in markable.iterfind("token_anchor")]


def _runs(words: Iterable[int], places: dict[int, Interval]) -> Iterator[Interval]:
    """Yield the spans of the words that stand in a row; of "took it over" there are two."""
    known = sorted(word for word in words if word in places)
    begins = [word for word in known if word - 1 not in known]
    ends = [word for word in known if word + 1 not in known]
    for first, last in zip(begins, ends, strict=True):
        yield places[first][0], places[last][1]
