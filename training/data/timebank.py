"""TimeBank and AQUAINT, as TempEval-3 cleaned them: the words that tell of events, and the factuality of UW.

UW's sentences are those of these documents. So a document is of the part of UW that its sentences are of; one that has
none of either part is left out, for it could be of the test part.

Source:
    Pustejovsky et al. 2003, The TimeBank Corpus; UzZaman et al. 2013, SemEval-2013 Task 1: TempEval-3; Lee et al. 2015,
    Event Detection and Factuality Assessment with Non-Expert Supervision (UW).
"""

import xml.etree.ElementTree as ElementTree
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import get_args

import msgspec

from sayso.core.errors import UnreadableError
from sayso.evaluation.mentions import Interval, Split
from sayso.evaluation.timeml import Corpus, files
from training.data.factuality import Sentence, sentences
from training.data.letters import Letters, letters_of
from training.data.predicates import PredicateDocument

FOLDERS: tuple[Corpus, ...] = ("timebank", "aquaint")
_SHORTEST = 20
"""Letters of the shortest sentence that is looked for: a shorter one may stand in several documents."""


class _Article(msgspec.Struct):
    name: str
    text: str
    events: list[Interval]
    splits: set[Split]
    values: list[tuple[Interval, float]]


def documents(corpora: Path, split: Split) -> Iterator[PredicateDocument]:
    """Yield the documents whose sentences are in a part of UW.

    Raises:
        UsageError: A file is not there.
        UnreadableError: One is malformed, or a document has sentences of two parts.
    """
    articles = [_article(corpora / name) for folder in FOLDERS for name in files(corpora, folder)]
    letters = [Letters(article.text) for article in articles]
    joined = "\n".join(each.letters for each in letters)
    begins = list(accumulate((len(each.letters) + 1 for each in letters), initial=0))
    for part in get_args(Split):
        for sentence in sentences(corpora, "UW", part):
            spelled = letters_of(sentence.text)
            at = joined.find(spelled)
            if len(spelled) >= _SHORTEST and at >= 0 and joined.find(spelled, at + 1) < 0:
                holder = bisect_right(begins, at) - 1
                _put(articles[holder], letters[holder], sentence, part)
    for article in articles:
        if len(article.splits) > 1:
            raise UnreadableError(f"{article.name} has sentences of several parts of UW; take it out of FOLDERS' files")
        if article.splits == {split}:
            yield PredicateDocument(
                name=article.name,
                corpus="timebank",
                text=article.text,
                factuality=tuple(sorted(article.values)),
                events=tuple(article.events),
            )


def _put(article: _Article, letters: Letters, sentence: Sentence, part: Split) -> None:
    """Note that `sentence` of `part` stands in `article`, and the values of its predicates."""
    article.splits.add(part)
    words = letters.places(sentence.words) or []
    for (first, last), value in sentence.values():
        edges = [place for place in words[first:last] if place is not None]
        if edges:
            article.values.append(((edges[0][0], edges[-1][1]), value))


def _article(path: Path) -> _Article:
    try:
        text = ElementTree.fromstring(path.read_bytes()).find("TEXT")  # noqa: S314 (a corpus that the user chose)
    except ElementTree.ParseError as error:
        raise UnreadableError(f"{path}: {error}") from error
    if text is None:
        raise UnreadableError(f"{path}: no TEXT element")
    events: list[Interval] = []
    words = "".join(_pieces(text, 0, events))
    return _Article(path.stem, words, events, set(), [])


def _pieces(element: ElementTree.Element, start: int, events: list[Interval]) -> Iterator[str]:
    """Yield the text in `element`, which begins at `start`; add the words of events inside to `events`."""
    yield element.text or ""
    at = start + len(element.text or "")
    for child in element:
        inside = "".join(_pieces(child, at, events))
        if child.tag == "EVENT" and inside.strip():
            events.append((at, at + len(inside)))
        yield inside
        yield child.tail or ""
        at += len(inside) + len(child.tail or "")
