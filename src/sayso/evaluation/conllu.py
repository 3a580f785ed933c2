"""CoNLL-U files as documents: running text rebuilt from the tokens, with the gold sentences as spans of it.

The rebuilt text tells no more than a page would: tokens are joined as their `SpaceAfter=No` says, words of a multiword
token and empty nodes are left out, sentences of a paragraph are joined by one space (or by nothing where the last token
says `SpaceAfter=No`), and a paragraph or document mark (`# newpar`, `# newdoc`) gives a blank line.

Source: universaldependencies.org/format.html; newpar and newdoc as in the CoNLL 2018 shared task.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from sayso.core.errors import UnreadableError
from sayso.core.span import Span

_COLUMNS = 10
_WORD_ID = re.compile(r"\d+\Z")
_RANGE_ID = re.compile(r"(\d+)-(\d+)\Z")
_EMPTY_ID = re.compile(r"\d+\.\d+\Z")
_MARK = re.compile(r"#\s*(newdoc|newpar)(?:\s+id)?(?:\s*=\s*(.*))?\s*\Z")
_TEXT = re.compile(r"#\s*text\s*=\s?(.*)\Z")


class GoldDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document with gold sentences.

    Attributes:
        name: Its id in the file, or the file's name.
        text: The rebuilt text.
        sentences: Gold sentences, in order.
        paragraph_ends: Offsets in `text` at which paragraphs end.
    """

    name: str
    text: str
    sentences: tuple[Span, ...]
    paragraph_ends: frozenset[int]


class _Sentence(msgspec.Struct, kw_only=True):
    document: str | None = None
    paragraph: bool = False
    stated_text: str | None = None
    pieces: list[str] = []
    space_after: bool = True
    last_id: int = 0
    range_end: int = 0
    line: int = 0


def read_conllu(path: Path) -> list[GoldDocument]:
    """Return the documents of the CoNLL-U file at `path`.

    Raises:
        UnreadableError: The file is malformed; the message gives file and line.
    """
    documents: list[GoldDocument] = []
    gathered: list[_Sentence] = []
    for sentence in _sentences(path):
        if sentence.document is not None and gathered:
            documents.append(_document(gathered, path))
            gathered = []
        gathered.append(sentence)
    if not gathered:
        raise UnreadableError(f"{path}: no sentence in it")
    documents.append(_document(gathered, path))
    return documents


def _sentences(path: Path) -> Iterator[_Sentence]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path}: not UTF-8 at byte {error.start}") from error
    sentence = _Sentence()
    for number, raw in enumerate(lines, start=1):
        line = raw.rstrip("\r")
        if not line.strip():
            if sentence.pieces:
                _check_text(sentence, path)
                yield sentence
                sentence = _Sentence()
            elif sentence.stated_text is not None:
                raise UnreadableError(f"{path}:{number}: a sentence without tokens")
            continue
        if line.startswith("#") and not sentence.pieces:
            _add_comment(sentence, line, number)
        else:
            _add_token(sentence, line, path, number)
    if sentence.pieces:
        raise UnreadableError(f"{path}:{len(lines)}: the last sentence is not ended by a blank line")


def _add_comment(sentence: _Sentence, line: str, number: int) -> None:
    mark = _MARK.match(line)
    if mark is not None:
        sentence.paragraph = True
        if mark[1] == "newdoc":
            sentence.document = mark[2] or ""
    stated = _TEXT.match(line)
    if stated is not None:
        sentence.stated_text = stated[1]
        sentence.line = number


def _add_token(sentence: _Sentence, line: str, path: Path, number: int) -> None:
    columns = line.split("\t")
    if len(columns) != _COLUMNS:
        raise UnreadableError(f"{path}:{number}: {len(columns)} columns, not {_COLUMNS}")
    word, form, misc = columns[0], columns[1], columns[9]
    if _EMPTY_ID.match(word):
        return
    span = _RANGE_ID.match(word)
    if span is not None:
        first, last = int(span[1]), int(span[2])
        if first != sentence.last_id + 1 or last < first:
            raise UnreadableError(f"{path}:{number}: multiword token {word} after word {sentence.last_id}")
        sentence.range_end = last
    elif _WORD_ID.match(word) and int(word) == sentence.last_id + 1:
        sentence.last_id = int(word)
        if sentence.last_id <= sentence.range_end:
            return
    else:
        raise UnreadableError(f"{path}:{number}: word id {word!r} after word {sentence.last_id}")
    if not form or form.isspace():
        raise UnreadableError(f"{path}:{number}: a token without a form")
    if sentence.pieces and sentence.space_after:
        sentence.pieces.append(" ")
    sentence.pieces.append(form)
    sentence.space_after = "SpaceAfter=No" not in misc.split("|")


def _check_text(sentence: _Sentence, path: Path) -> None:
    stated = sentence.stated_text
    if stated is not None and " ".join(stated.split()) != " ".join("".join(sentence.pieces).split()):
        raise UnreadableError(f"{path}:{sentence.line}: '# text' is not what the tokens spell: {stated!r}")


def _document(sentences: list[_Sentence], path: Path) -> GoldDocument:
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    paragraph_ends: set[int] = set()
    length = 0
    space_after = False
    for sentence in sentences:
        gap = "\n\n" if sentence.paragraph else " " if space_after else ""
        if spans and sentence.paragraph:
            paragraph_ends.add(length)
        if spans:
            parts.append(gap)
            length += len(gap)
        piece = "".join(sentence.pieces)
        parts.append(piece)
        spans.append((length, length + len(piece)))
        length += len(piece)
        space_after = sentence.space_after
    text = "".join(parts)
    return GoldDocument(
        name=sentences[0].document or path.stem,
        text=text,
        sentences=tuple(Span.of(text, start, end) for start, end in spans),
        paragraph_ends=frozenset({*paragraph_ends, length}),
    )
