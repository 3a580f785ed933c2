"""Corpora of names marked word by word (IOB): wikigold, CrossNER politics and Universal NER on English EWT.

They mark names alone, without articles and titles, and none inside another. Names are stretched to our guideline: a
title right before a person's name is in, and an article right before a name that ends its noun phrase.

Sources: Balasuriya et al. 2009, Named Entity Recognition in Wikipedia (wikigold); Liu et al. 2021, CrossNER; Mayhew et
al. 2024, Universal NER.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from sayso.core.errors import UnreadableError, UsageError
from sayso.core.reading import EntityType
from sayso.evaluation import mention_rules as rules
from sayso.evaluation.mentions import GoldMention, Interval, MentionDocument, Split, gather

_CLOSING = frozenset(
    [",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "'s", "’s", "n't", "'", "’", "'re", "'ve", "'ll", "'d", "'m"]
)
_OPENING = frozenset(["(", "[", "{", "$", "£", "€", "``", "“", "#"])
_AFTER_NAME = re.compile(
    r"\s*(?:[^\w\s]|$|(?:and|or|in|at|on|of|for|to|from|by|with|as|is|was|were|are|has|had|have|will|would|who|which|"
    r"that|where|when|after|before|during|while|but|did|does|can|could|may|also|since|until|under|against|into)\b)"
)
"""What may follow where a noun phrase ends."""
_NO_NAMES = frozenset({"and", "or", "of", "the", "The", "in", ","})
"""Words that the files label by themselves, by mistake."""
_ARTICLE = re.compile(r"\b[Tt]he\s\Z")
_TEXT = re.compile(r"#\s*text\s*=\s?(.*)\Z")
_NEW_DOCUMENT = re.compile(r"#\s*newdoc(?:\s+id)?\s*=\s*(.*)\Z")
_TYPES: dict[str, EntityType | None] = {
    "PER": "person", "ORG": "organization", "LOC": "place", "MISC": None,
    "person": "person", "politician": "person", "organisation": "organization", "politicalparty": "organization",
    "country": "place", "location": "place", "event": "other", "election": None, "misc": None,
}  # fmt: skip
"""Our type for each label; None where our guideline would mark some of them, and some not."""
_COMPLETE: frozenset[EntityType] = frozenset({"person", "organization", "place", "facility"})


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence as its file has it: words, a label for each, its own text where given, and its document."""

    words: tuple[str, ...]
    labels: tuple[str, ...]
    text: str | None
    document: str


def wikigold(corpora: Path, split: Split) -> Iterator[MentionDocument]:
    """Yield the articles of wikigold, which has one part; all of it is `train`."""
    path = _there(corpora / "ner_misc" / "wikigold.conll.txt")
    if split == "train":
        sentences = read_sentences(path, word=0, label=1)
        yield from _documents(sentences, corpus="wikigold", licence="CC BY 4.0", split=split)


def crossner_politics(corpora: Path, split: Split) -> Iterator[MentionDocument]:
    """Yield the sentences of CrossNER politics, each a document, since the files do not tell which belong together.

    Raises:
        UsageError: `split` is not train or dev, or the corpus is not under `corpora`.
    """
    if split not in ("train", "dev"):
        raise UsageError(f"CrossNER split {split!r} is not read; there are: train, dev")
    path = _there(corpora / "crossner_politics" / f"{split}.txt")
    for number, sentence in enumerate(read_sentences(path, word=0, label=1), start=1):
        single = msgspec.structs.replace(sentence, document=f"{split}-{number}")
        yield from _documents([single], corpus="crossner_politics", licence="MIT", split=split)


def uner_ewt(corpora: Path, split: Split) -> Iterator[MentionDocument]:
    """Yield the documents of UNER's dev part of EWT. Here it is `train`: its own train part is not to be had."""
    path = _there(corpora / "uner_ewt_devtest" / "en_ewt-ud-dev.iob2")
    if split == "train":
        sentences = read_sentences(path, word=1, label=2)
        yield from _documents(sentences, corpus="uner_ewt", licence="CC BY-SA 4.0", split=split)


def read_sentences(path: Path, *, word: int, label: int) -> list[Sentence]:
    """Return the sentences of an IOB file with its words and labels in the columns given.

    Raises:
        UnreadableError: A line has too few columns, or an unknown label.
    """
    sentences: list[Sentence] = []
    rows: list[tuple[str, str]] = []
    text: str | None = None
    document = "1"
    for number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), ""], start=1):
        columns = line.split()
        if not columns or columns[0] == "-DOCSTART-":
            if rows:
                words, labels = zip(*rows, strict=True)
                sentences.append(Sentence(words=words, labels=labels, text=text, document=document))
                rows, text = [], None
            if columns:
                document = str(int(document) + 1)
        elif line.startswith("#") and (found := _TEXT.match(line) or _NEW_DOCUMENT.match(line)):
            if _TEXT.match(line):
                text = found[1]
            else:
                document = found[1]
        elif not line.startswith("# "):
            rows.append(_row(line, word, label, f"{path}:{number}"))
    return sentences


def _row(line: str, word: int, label: int, place: str) -> tuple[str, str]:
    columns = line.split("\t") if "\t" in line else line.split(" ")
    if len(columns) <= label:
        raise UnreadableError(f"{place}: {len(columns)} columns; the label stands in column {label + 1}")
    kind = columns[label].partition("-")[2]
    if columns[label] not in ("O", "B-OTH", "I-OTH") and kind not in _TYPES:
        raise UnreadableError(f"{place}: unknown label {columns[label]!r}")
    return columns[word], columns[label]


def detokenise(words: Sequence[str]) -> tuple[str, list[Interval]]:
    """Return running text for `words`, and where each of them stands in it.

    >>> detokenise(["He", "(", "Bel", ")", "said", ",", '"', "No", ".", '"'])[0]
    'He (Bel) said, "No."'
    """
    text = ""
    places: list[Interval] = []
    glued, quoted = True, False
    for word in words:
        closes = word in _CLOSING or (word in ('"', "''", "”") and (quoted or word != '"'))
        text += "" if glued or closes else " "
        places.append((len(text), len(text) + len(word)))
        text += word
        glued = word in _OPENING or (word == '"' and not quoted)
        if word == '"':
            quoted = not quoted
    return text, places


def _place(sentence: Sentence) -> tuple[str, list[Interval]]:
    """Return the sentence's text with the place of each word; its own text where the words spell it."""
    if sentence.text is None:
        return detokenise(sentence.words)
    places: list[Interval] = []
    end = 0
    for word in sentence.words:
        start = sentence.text.find(word, end)
        if start < 0 or sentence.text[end:start].strip():
            return detokenise(sentence.words)
        end = start + len(word)
        places.append((start, end))
    return sentence.text, places


def _documents(sentences: Sequence[Sentence], *, corpus: str, licence: str, split: Split) -> Iterator[MentionDocument]:
    grouped: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        grouped.setdefault(sentence.document, []).append(sentence)
    for name, members in grouped.items():
        text = ""
        spans: list[tuple[str, int, int]] = []
        for sentence in members:
            text += " " if text else ""
            body, places = _place(sentence)
            spans += [(kind, start + len(text), end + len(text)) for kind, start, end in _spans(sentence, places)]
            text += body
        mentions, unsettled = gather(*_map(text, spans))
        yield MentionDocument(
            name=name, corpus=corpus, text=text, mentions=mentions, unsettled=unsettled, forms=frozenset({"name"}),
            types=_COMPLETE, licence=licence, open_licence=True, split=split, nested=False,
        )  # fmt: skip


def _spans(sentence: Sentence, places: Sequence[Interval]) -> list[tuple[str, int, int]]:
    """Return (label, start, end) of the names; B- begins one, and so does a label other than the one before."""
    spans: list[tuple[str, int, int]] = []
    before = "O"
    for label, (start, end) in zip(sentence.labels, places, strict=True):
        kind = label.partition("-")[2]
        if kind and (label.startswith("B-") or before != kind):
            spans.append((kind, start, end))
        elif kind:
            spans[-1] = (kind, spans[-1][1], end)
        before = kind
    return spans


def _map(text: str, spans: Sequence[tuple[str, int, int]]) -> tuple[list[GoldMention], list[Interval]]:
    found: list[GoldMention] = []
    unsettled: list[Interval] = []
    for label, first, last in spans:
        kind = _TYPES.get(label)
        if kind is None or text[first:last] in _NO_NAMES:
            unsettled.append((first, last))
            continue
        start, end = stretch(text, first, last, kind)
        found.append(GoldMention.of(start, end, _type_of(kind, text[start:end], label), "name"))
    inside = [False] * len(text)
    for _, first, last in spans:
        inside[first:last] = [True] * (last - first)
    for word, first, last in rules.words_of(text):
        if rules.is_country_adjective(word) and not any(inside[first:last]):
            unsettled.append((first, last))
    return found, unsettled


def _type_of(kind: EntityType, words: str, label: str) -> frozenset[EntityType]:
    if kind == "place" and label != "country":
        return rules.place_types(words.split()[-1], "name")
    return frozenset({kind})


def stretch(text: str, start: int, end: int, kind: EntityType) -> Interval:
    """Return the span of a name with the titles before it, or with the article that begins its noun phrase.

    >>> stretch("met Prime Minister Oru of the Front.", 19, 22, "person")
    (4, 22)
    """
    if kind == "person":
        return rules.with_titles(text, start), end
    article = _ARTICLE.search(text[:start])
    if article is not None and _AFTER_NAME.match(text, end):
        return article.start(), end
    return start, end


def _there(path: Path) -> Path:
    if not path.is_file():
        raise UsageError(f"no corpus file at {path}")
    return path
