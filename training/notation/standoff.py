"""Marks on a text that is published elsewhere and is no part of the project: offsets and labels, no word of it.

A file has lines `key: value`, one blank line, then one line for each span: start, end (code points of the text), a tab,
and labels as in the inline notation, parted by `; `. Its text is the first `end` characters of a document of a public
corpus, known by its SHA-256.
"""

import re
from collections.abc import Callable
from pathlib import Path

import msgspec

from sayso.core.report import text_sha256
from training.notation.annotated import LAYERS, AnnotatedReport, Header, Layer
from training.notation.loader import Marked, build
from training.notation.markup import Label
from training.notation.problems import Problems

TextOf = Callable[[str, str], str]
"""The text of a document, given the name of its corpus and its own."""
_SPAN = re.compile(r"(\d+) (\d+)\t(.+)")


class StandoffHeader(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the marks are on.

    Attributes:
        corpus, document: Names of the corpus and of the document in it.
        end: How many of its characters are annotated, from the first.
        sha256: Of these, in UTF-8.
        layers: Layers of which everything in them is annotated.
    """

    corpus: str
    document: str
    end: int
    sha256: str
    layers: tuple[Layer, ...]


def load_standoff(path: Path, text_of: TextOf, shown_as: Callable[[str], str] | None = None) -> AnnotatedReport:
    """Return the annotated report that the marks in `path` make of a public text.

    `shown_as` gives the text another form of the same length, in other letter case for one.

    Raises:
        NotationError: The file is malformed, or the text is another than was annotated.
    """
    problems = Problems()
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    header = _header(head, problems)
    problems.stop_if_any(str(path))
    if header is None:
        raise AssertionError(path)
    text = text_of(header.corpus, header.document)[: header.end]
    if text_sha256(text) != header.sha256:
        problems.add((1, 1), f"{header.corpus} {header.document} has another text", "take the corpus that is named")
    original = text
    if shown_as is not None:
        text = shown_as(text)
        if len(text) != len(original):
            problems.add((1, 1), "shown in another length", "show it with as many characters")
    labels = tuple(_labels(body, head.count("\n") + 3, len(text), problems))
    problems.stop_if_any(str(path))
    described = Header(
        id=path.stem, conflict=path.stem, outlet=header.corpus, style="news", published="", title=header.document,
        region="", layers=header.layers,
    )  # fmt: skip
    marked = Marked(header=described, declared={}, text=text, labels=labels, source=original)
    return build(marked, problems, name=str(path), path=path, conventions=False)


def write_standoff(header: StandoffHeader, labels: tuple[Label, ...]) -> str:
    """Return the file of `labels`, which are on a text as `header` describes it."""
    lines = [
        f"corpus: {header.corpus}", f"document: {header.document}", f"end: {header.end}", f"sha256: {header.sha256}",
        f"layers: {' '.join(header.layers)}", "",
    ]  # fmt: skip
    spans: dict[tuple[int, int], list[str]] = {}
    for label in labels:
        spans.setdefault((label.start, label.end), []).append(" ".join((label.key, *label.words)))
    ordered = sorted(spans.items(), key=lambda item: (item[0][0], -item[0][1]))
    lines += [f"{start} {end}\t{'; '.join(words)}" for (start, end), words in ordered]
    return "\n".join(lines) + "\n"


def _header(head: str, problems: Problems) -> StandoffHeader | None:
    values = dict(line.partition(": ")[::2] for line in head.split("\n"))
    fields = {**values, "layers": tuple(values.get("layers", "").split())}
    try:
        return msgspec.convert(fields, StandoffHeader, strict=False)
    except msgspec.ValidationError as error:
        problems.add((1, 1), f"header: {error}", f"write corpus, document, end, sha256, layers ({', '.join(LAYERS)})")
        return None


def _labels(body: str, first_line: int, length: int, problems: Problems) -> list[Label]:
    found = []
    for number, line in enumerate(body.splitlines(), start=first_line):
        match = _SPAN.fullmatch(line)
        if match is None or not int(match[1]) < int(match[2]) <= length:
            problems.add((number, 1), f"{line[:40]!r} marks nothing", "write start, end, a tab and labels")
            continue
        if not all(part.split() for part in match[3].split(";")):
            problems.add((number, 1), "empty label", "write a label, or take the semicolon away")
            continue
        start, end = int(match[1]), int(match[2])
        found += [
            Label(key=key, words=tuple(words), start=start, end=end, at=(number, 1))
            for key, *words in (part.split() for part in match[3].split(";"))
        ]
    return found
