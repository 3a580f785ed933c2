"""Time expressions of TimeBank, AQUAINT and WikiWars, from their TimeML files.

Sources: UzZaman et al. 2013, SemEval-2013 Task 1: TempEval-3 (the cleaned TimeBank and AQUAINT); Mazur & Dale 2010,
WikiWars, in the TimeML form of Zhong, Sun & Cambria 2017, SynTime. WikiWars is 22 narratives of wars, of which 16 are
for training; that form gives every expression the type DATE, so types cannot be scored on it.
"""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, get_args

from sayso.core.errors import UnreadableError, UsageError
from sayso.core.reading import TimexType
from sayso.evaluation.times import TimeDocument, TimeValue

Corpus = Literal["timebank", "aquaint", "wikiwars"]
FOLDERS: dict[Corpus, str] = {
    "timebank": "tempeval3/TBAQ-cleaned/TimeBank",
    "aquaint": "tempeval3/TBAQ-cleaned/AQUAINT",
    "wikiwars": "wikiwars/trainingset/tml",
}
"""Where the training parts are, relative to the folder of corpora."""
UNTYPED: frozenset[Corpus] = frozenset({"wikiwars"})
"""Corpora whose files do not tell the types apart."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def files(corpora: Path, corpus: Corpus) -> tuple[str, ...]:
    """Return the files of the training part of a corpus, relative to `corpora`, by name.

    Raises:
        UsageError: The corpus is not there.
    """
    found = sorted((corpora / FOLDERS[corpus]).glob("*.tml"))
    if not found:
        raise UsageError(f"no {corpus} at {corpora / FOLDERS[corpus]}")
    return tuple(path.relative_to(corpora).as_posix() for path in found)


def documents(corpora: Path, corpus: Corpus) -> Iterator[TimeDocument]:
    """Yield the documents of the training part of a corpus, by name.

    Raises:
        UsageError: The corpus is not there.
        UnreadableError: A file is not TimeML as these corpora have it.
    """
    for name in files(corpora, corpus):
        yield read_timeml(corpora / name, corpus)


def read_timeml(path: Path, corpus: str) -> TimeDocument:
    """Return the text in the TEXT element of a file, its time expressions and the day it was created.

    Raises:
        UnreadableError: It is not XML, has no TEXT, or a TIMEX3 has no known type.
    """
    try:
        root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 (a corpus that the user chose; no network)
    except ElementTree.ParseError as error:
        raise UnreadableError(f"{path}: {error}") from error
    text = root.find("TEXT")
    if text is None:
        raise UnreadableError(f"{path}: no TEXT element")
    times: list[TimeValue] = []
    words = "".join(_pieces(text, 0, times, path))
    created = root.find("DCT/TIMEX3")
    day = _DAY.match(created.get("value", "")) if created is not None else None
    return TimeDocument(
        name=path.stem, corpus=corpus, text=words, published=day.group() if day else None, times=tuple(sorted(times))
    )


def _pieces(element: ElementTree.Element, start: int, times: list[TimeValue], path: Path) -> Iterator[str]:
    """Yield the text in `element`, which begins at `start`; add the time expressions inside to `times`."""
    yield element.text or ""
    at = start + len(element.text or "")
    for child in element:
        inside = "".join(_pieces(child, at, times, path))
        if child.tag == "TIMEX3" and inside.strip():
            times.append(TimeValue(start=at, end=at + len(inside), type=_type(child, path), value=_value(child)))
        yield inside
        yield child.tail or ""
        at += len(inside) + len(child.tail or "")


def _value(element: ElementTree.Element) -> str | None:
    """Return the value, null where the annotator gave none, which the TimeML form of WikiWars writes as `null`."""
    value = element.get("value")
    return None if value in {"", "null"} else value


def _type(element: ElementTree.Element, path: Path) -> TimexType:
    for kind in get_args(TimexType):
        if element.get("type") == kind:
            return kind  # type: ignore[no-any-return]
    raise UnreadableError(f"{path}: TIMEX3 {element.get('tid')} has the type {element.get('type')!r}")
