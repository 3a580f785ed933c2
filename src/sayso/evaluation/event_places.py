"""Sentences with a verb and the names of the places where what it tells of happened (Halterman 2019).

The part that is scored, `dev`, is a fifth of the sentences, told by their SHA-256 (`is_scored`), of these the ones that
an annotator accepted. The other four fifths are `train`, and of the earlier rounds of annotation what has places. The
sentences that the author annotated anew as gold standard (`RELABEL`) are not read: they are the test part. Some spans
of the files give tokens in place of characters: they are found by their words where these stand in the sentence once,
and else the sentence is left out. Of two rows for one verb the first counts.

How what is told is held against them:

- spans: names of places, exact or by any overlap, since where something happened may be told as *a village near Idlib*;
- words: of these names, counted one by one, as the paper does;
- verbs: whether a place was told rightly, all in all: the same places by overlap, or rightly none.

Source: Halterman 2019, Geolocating political events in text.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from sayso.core.errors import UnreadableError
from sayso.evaluation.mentions import Split
from sayso.evaluation.overlaps import Interval, overlap_pairs
from sayso.evaluation.score import DocumentCounts

FILES = ("event_location/labeled_text.jsonl",)
"""Relative to the folder of corpora."""
_TEST = "RELABEL"
_WORD = re.compile(r"\w+")
_SHARE = 5


class PlacedVerb(msgspec.Struct, frozen=True, kw_only=True):
    """A verb, and the names of the places where what it tells of happened; none where its sentence tells of none."""

    verb: Interval
    places: tuple[Interval, ...]


class PlacedSentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence with the verbs of it that were asked about, in order."""

    name: str
    text: str
    verbs: tuple[PlacedVerb, ...]


def sentences(corpora: Path, split: Split = "dev") -> list[PlacedSentence]:
    """Return the sentences of a part, by default of the one that is scored, in the order of the file.

    Raises:
        UnreadableError: The file is not there, or malformed.
    """
    path = corpora / FILES[0]
    found: dict[str, dict[Interval, PlacedVerb]] = {}
    try:
        for line in path.read_bytes().splitlines():
            row = msgspec.json.decode(line)
            text = row["text"]
            if row["source"] == _TEST or is_scored(text) != (split == "dev") or not _is_kept(row, split):
                continue
            verb = _placed_verb(row)
            if verb is not None:
                found.setdefault(text, {}).setdefault(verb.verb, verb)
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read: {error.strerror}") from error
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        raise UnreadableError(f"{path}: not as event_location has it: {error!r}") from error
    return [
        PlacedSentence(
            name=hashlib.sha256(text.encode()).hexdigest()[:12],
            text=text,
            verbs=tuple(sorted(verbs.values(), key=lambda each: each.verb)),
        )
        for text, verbs in found.items()
    ]


def _is_kept(row: Mapping[str, Any], split: Split) -> bool:
    """Return whether an annotator accepted a row, or, for training, an earlier one marked a place.

    The earlier rounds pass over many places: of those that they mark none for, it is not known whether there is one.
    """
    if "answer" in row:
        return bool(row["answer"] == "accept")
    return split == "train" and any(span["label"] == "LOCATION" for span in row["spans"])


def is_scored(text: str) -> bool:
    """Return whether a sentence of the corpus is of the fifth that is scored, white space at its ends aside."""
    return hashlib.sha256(text.strip().encode()).digest()[0] % _SHARE == 0


def count_spans(
    sentence: PlacedSentence, told: Sequence[Sequence[Interval]], *, is_exact: bool = False
) -> DocumentCounts:
    """Return how many names of places were told.

    Args:
        sentence: With its verbs.
        told: Of each verb, spans of what was told of where.
        is_exact: Whether spans must be the same; else any overlap will do.
    """
    pairs = [
        overlap_pairs(verb.places, spans, least_share=1.0 if is_exact else 0.0)
        for verb, spans in zip(sentence.verbs, told, strict=True)
    ]
    gold = sum(len(verb.places) for verb in sentence.verbs)
    return _counts(sentence, sum(map(len, pairs)), sum(map(len, told)), gold)


def count_words(sentence: PlacedSentence, told: Sequence[Sequence[Interval]]) -> DocumentCounts:
    """Return how many words of names of places were told; of `told` as in `count_spans`."""
    gold = [_words(sentence.text, verb.places) for verb in sentence.verbs]
    found = [_words(sentence.text, spans) for spans in told]
    right = sum(len(one & other) for one, other in zip(gold, found, strict=True))
    return _counts(sentence, right, sum(map(len, found)), sum(map(len, gold)))


def count_verbs(
    sentence: PlacedSentence, told: Sequence[Sequence[Interval]], asked: Iterable[int] | None = None
) -> DocumentCounts:
    """Return of how many verbs it was told rightly where; the F1 of these counts is that share.

    Args:
        sentence: With its verbs.
        told: Of each verb, spans of what was told of where.
        asked: Indices of the verbs that are counted; all where none are given.
    """
    verbs = range(len(sentence.verbs)) if asked is None else list(asked)
    right = sum(_is_right(sentence.verbs[index].places, told[index]) for index in verbs)
    return _counts(sentence, right, len(verbs), len(verbs))


def _is_right(gold: Sequence[Interval], found: Sequence[Interval]) -> bool:
    """Whether every name is told, and nothing that is none of them."""
    is_told = all(any(one[0] < other[1] and other[0] < one[1] for other in found) for one in gold)
    return is_told and all(any(one[0] < other[1] and other[0] < one[1] for one in gold) for other in found)


def _words(text: str, spans: Iterable[Interval]) -> set[int]:
    return {match.start() for start, end in spans for match in _WORD.finditer(text, start, end)}


def _placed_verb(row: Mapping[str, Any]) -> PlacedVerb | None:
    """Return what a row says; None where it has not one verb, or a span cannot be found."""
    spans: dict[str, list[Interval | None]] = {"VERB": [], "LOCATION": []}
    for each in row["spans"]:
        spans[each["label"]].append(_span(row["text"], each))
    places = [each for each in spans["LOCATION"] if each is not None]
    (verb,) = spans["VERB"] if len(spans["VERB"]) == 1 else (None,)
    if verb is None or len(places) < len(spans["LOCATION"]):
        return None
    return PlacedVerb(verb=verb, places=tuple(sorted(set(places))))


def _span(text: str, span: Mapping[str, Any]) -> Interval | None:
    start, end = span["start"], span["end"]
    words = span.get("text", text[start:end])
    if words and text[start:end] == words:
        return start, end
    if not words.strip() or text.count(words) != 1:
        return None
    return text.index(words), text.index(words) + len(words)


def _counts(sentence: PlacedSentence, true_positive: int, predicted: int, gold: int) -> DocumentCounts:
    return DocumentCounts(document=sentence.name, true_positive=true_positive, predicted=predicted, gold=gold)
