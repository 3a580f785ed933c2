"""PropBank's roles on the dev part of UD English-EWT: who does what to whom, of every predicate.

A document is the text that `conllu.read_conllu` rebuilds. A role whose words go on elsewhere (`C-ARG1`) has a second
span. A relative pronoun (`R-ARG0`) stands for the span that it refers to: either is right. Sentences that the release
could not be aligned with have no predicates.

Sources: Pradhan et al. 2022, PropBank comes of age; Silveira et al. 2014, A gold standard dependency corpus for English
(UD English-EWT, whose trees say what the head of a span is).
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from sayso.core.errors import UnreadableError
from sayso.core.span import Span
from sayso.evaluation.conllu import read_conllu
from sayso.evaluation.overlaps import Interval

FILES = ("ud_ewt/en_ewt-ud-dev.conllu", "propbank_ewt/dev.jsonl")
"""Relative to the folder of corpora: the sentences, and their predicates."""
_REFERRING, _GOING_ON = "R-", "C-"
_EDGES = frozenset({"PUNCT", "ADP", "SYM"})
"""Parts of speech of words that open or close a span and make no difference to it."""


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """A word of a document.

    Attributes:
        start: First code point.
        end: After the last code point; words of one token that do not spell it have the edges of the token.
        lemma: In small letters.
        tag: Universal part of speech.
        head: Index, in the document, of the word it depends on; its own for the root of a sentence.
    """

    start: int
    end: int
    lemma: str
    tag: str
    head: int


WordRange = tuple[int, int]
"""Half-open range of words of a document."""


class RoleSpan(msgspec.Struct, frozen=True, kw_only=True):
    """A span with a role; `pronouns` are relative pronouns that refer to it."""

    role: str
    words: WordRange
    pronouns: tuple[WordRange, ...] = ()


class Predicate(msgspec.Struct, frozen=True, kw_only=True):
    """A predicate: the index of its word, the half-open range of its sentence, and its roles."""

    word: int
    sentence: WordRange
    roles: tuple[RoleSpan, ...]


class RoleDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document with its words and predicates, both in text order."""

    name: str
    text: str
    words: tuple[Word, ...]
    predicates: tuple[Predicate, ...]

    def words_at(self, start: int, end: int) -> WordRange | None:
        """Return the range of the words that touch `text[start:end]`; None where none does."""
        touched = [index for index, word in enumerate(self.words) if word.start < end and start < word.end]
        return (touched[0], touched[-1] + 1) if touched else None

    def span(self, words: WordRange) -> Interval:
        """Return the code points of a range of words."""
        return self.words[words[0]].start, self.words[words[1] - 1].end

    def core(self, words: WordRange) -> WordRange:
        """Return a range without marks at its edges and prepositions before it; the range itself if that is all."""
        first, last = words
        while first < last and self.words[first].tag in _EDGES:
            first += 1
        while first < last and self.words[last - 1].tag == "PUNCT":
            last -= 1
        return (first, last) if first < last else words

    def head(self, words: WordRange) -> int:
        """Return the index of the head of a range: of its words that hang on none inside, that nearest to the root."""
        heads = {index: self.words[index].head for index in range(*words)}
        free = [index for index, head in heads.items() if head == index or head not in heads]
        spoken = [index for index in free if self.words[index].tag != "PUNCT"]
        return min(spoken or free, key=lambda index: (self._depth(index), index))

    def _depth(self, index: int) -> int:
        steps = 0
        while self.words[index].head != index:
            index, steps = self.words[index].head, steps + 1
        return steps


class ReleasedPredicate(msgspec.Struct, frozen=True):
    """Word `i` of a sentence, its roleset, and its arguments: role, first and last word, counted from 1."""

    i: int
    rs: str
    args: tuple[tuple[str, int, int], ...]


class _Row(msgspec.Struct, frozen=True):
    sent_id: str
    preds: tuple[ReleasedPredicate, ...]


class _Sentence(msgspec.Struct):
    """Rows of a sentence of a CoNLL-U file, those of tokens of several words among them."""

    name: str
    rows: list[list[str]]


def documents(corpora: Path) -> list[RoleDocument]:
    """Return the documents of the part `dev`, in the order of the file.

    Raises:
        UnreadableError: A file is not there or malformed, or PropBank has a word that its sentence has not.
    """
    conllu, release = (corpora / name for name in FILES)
    predicates = released_predicates(release)
    if not conllu.is_file():
        raise UnreadableError(f"{conllu}: no such file")
    sentences = _sentences(conllu)
    found = []
    for document in read_conllu(conllu):
        words: list[Word] = []
        own: list[Predicate] = []
        for span in document.sentences:
            sentence = next(sentences)
            first = len(words)
            words += _words(sentence, span, first)
            own += (_predicate(each, sentence.name, (first, len(words))) for each in predicates.get(sentence.name, ()))
        found.append(
            RoleDocument(
                name=document.name, text=document.text, words=tuple(words),
                predicates=tuple(sorted(own, key=lambda each: each.word)),
            )
        )  # fmt: skip
    return found


def released_predicates(path: Path) -> dict[str, tuple[ReleasedPredicate, ...]]:
    """Return the predicates of a file of the release, by the ids of their sentences.

    Raises:
        UnreadableError: It cannot be read, or is malformed.
    """
    try:
        rows = [msgspec.json.decode(line, type=_Row) for line in path.read_bytes().splitlines()]
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise UnreadableError(f"{path}: {error}") from error
    return {row.sent_id: row.preds for row in rows}


def _predicate(predicate: ReleasedPredicate, sentence: str, words: WordRange) -> Predicate:
    """Return a predicate of the release, with words counted as in the document."""
    first, last = words
    told = [(name, (first + start - 1, first + end)) for name, start, end in predicate.args]
    if any(not first <= start < end <= last for _, (start, end) in told) or not 0 < predicate.i <= last - first:
        raise UnreadableError(f"PropBank has a word of {sentence} that is not among its {last - first}: {predicate}")
    referring: dict[str, tuple[WordRange, ...]] = {}
    for name, span in told:
        if name.startswith(_REFERRING):
            referring[name[2:]] = (*referring.get(name[2:], ()), span)
    roles = (
        RoleSpan(role=name.removeprefix(_GOING_ON), words=span, pronouns=referring.get(name, ()))
        for name, span in told
        if not name.startswith(_REFERRING)
    )
    return Predicate(word=first + predicate.i - 1, sentence=words, roles=tuple(roles))


def _sentences(path: Path) -> Iterator[_Sentence]:
    sentence = _Sentence("", [])
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# sent_id ="):
            sentence.name = line.partition("=")[2].strip()
        elif line and not line.startswith("#"):
            sentence.rows.append(line.split("\t"))
        elif not line and sentence.rows:
            yield sentence
            sentence = _Sentence("", [])


def _words(sentence: _Sentence, span: Span, first: int) -> Iterator[Word]:
    """Yield the words of a sentence, which stands at `span`; `first` is the index of its first word."""
    rows = [row for row in sentence.rows if row[0].isdigit()]
    places = list(_places(sentence, span))
    for index, (row, (start, end)) in enumerate(zip(rows, places, strict=True)):
        head = int(row[6])
        yield Word(
            start=start, end=end, lemma=row[2].lower(), tag=row[3], head=first + (head - 1 if head else index)
        )  # fmt: skip


def _places(sentence: _Sentence, span: Span) -> Iterator[Interval]:
    """Yield where each word is: those of a token one after another if they spell it, else all of it."""
    at, covered = 0, 0
    forms = {int(row[0]): row[1] for row in sentence.rows if row[0].isdigit()}
    for number, form, *_ in sentence.rows:
        if number.isdigit() and int(number) > covered:
            at = span.text.index(form, at)
            yield span.start + at, span.start + at + len(form)
            at += len(form)
        elif "-" in number:
            begins, covered = map(int, number.split("-"))
            at = span.text.index(form, at)
            inner = [forms[each] for each in range(begins, covered + 1)]
            for each in inner:
                size = len(each) if "".join(inner) == form else len(form)
                yield span.start + at, span.start + at + size
                at += size if size < len(form) else 0
            at = at if "".join(inner) == form else at + len(form)
