"""Reader of PolNeAR: political news with attributions, as brat standoff.

Source: Newell, Margolin & Ruths (2018), An Attribution Relations Corpus for Political News, LREC. A split is a folder
with `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann`. Where several annotators marked one document, the file whose
name sorts first is read, so that every document counts once. The test split is not for development and is not read.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from sayso.core.errors import UsageError
from sayso.evaluation.spans import Pieces, normalise

Split = Literal["train", "dev"]
Kind = Literal["direct", "mixed", "indirect"]
_ROLES = {"Source": "source", "Cue": "cue", "Content": "content"}
_OPENERS = frozenset("\"“”‘'«„")
_CLOSERS = frozenset("\"“”’'»")
_MARKS = frozenset('"“”')


class GoldAttribution(msgspec.Struct, frozen=True, kw_only=True):
    """One attribution as annotated; `source` and `cue` are empty where there is none.

    Attributes:
        source: Pieces of the source.
        cue: Pieces of the cue.
        content: Pieces of the content, at least one.
        kind: `direct`, `mixed` or `indirect`, by `kind_of`.
        marked: Source, cue and content in the pieces that the annotator cut them into, in text order.
    """

    source: Pieces
    cue: Pieces
    content: Pieces
    kind: Kind
    marked: tuple[Pieces, Pieces, Pieces]


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One annotated document.

    Attributes:
        name: File name of the text without its suffix.
        text: The text, unchanged.
        attributions: In text order of their content.
        rejected: One reason for every annotation that could not be used.
    """

    name: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    rejected: tuple[str, ...]


def documents(corpora: Path, split: Split) -> Iterator[Document]:
    """Yield the documents of a split, by name.

    Raises:
        UsageError: `split` is not train or dev, or the corpus is not under `corpora`.
    """
    if split not in ("train", "dev"):
        raise UsageError(f"PolNeAR split {split!r} is not read; there are: train, dev")
    for versions in annotations(corpora, split):
        yield versions[0]


def annotations(corpora: Path, split: Split) -> Iterator[tuple[Document, ...]]:
    """Yield for each document of a split, by name, its versions by all its annotators, in the order of file names.

    Raises:
        UsageError: `split` is not train or dev, or the corpus is not under `corpora`.
    """
    if split not in ("train", "dev"):
        raise UsageError(f"PolNeAR split {split!r} is not read; there are: train, dev")
    folder = corpora / "polnear" / split
    if not folder.is_dir():
        raise UsageError(f"no PolNeAR at {folder}")
    standoff: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        standoff.setdefault(path.stem.rpartition("_")[0], []).append(path)
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        versions = [parse(path.stem, text, file.read_bytes().decode("utf-8")) for file in standoff.get(path.stem, ())]
        if versions:
            yield tuple(versions)


def parse(name: str, text: str, standoff: str) -> Document:
    """Return the document `name` with its brat annotations; annotations that do not fit the text are rejected."""
    spans: dict[str, Pieces] = {}
    rejected: list[str] = []
    relations: list[str] = []
    for line in standoff.split("\n"):
        fields = line.rstrip("\r").split("\t")
        if line.startswith("T") and len(fields) == 3:
            pieces = _pieces(fields[1])
            if pieces and " ".join(text[a:b] for a, b in pieces).split() == fields[2].split():
                spans[fields[0]] = tuple(sorted(pieces))
            else:
                rejected.append(f"{name} {fields[0]}: offsets {fields[1]!r} do not give {fields[2]!r}")
        elif line.startswith("E") and len(fields) >= 2:
            relations.append(fields[1])
    found = []
    for relation in relations:
        attribution = _attribution(text, relation, spans)
        if attribution is None:
            rejected.append(f"{name}: {relation!r} has no usable content, or refers to a rejected span")
        else:
            found.append(attribution)
    found.sort(key=lambda attribution: attribution.content)
    return Document(name=name, text=text, attributions=tuple(found), rejected=tuple(rejected))


def kind_of(text: str, content: Pieces) -> Kind:
    """Return whether `content` is a direct quotation, mixed or indirect.

    `direct`: every piece begins and ends with a quotation mark and no letter of it stands outside quotation marks. A
    piece may run over paragraphs of which each opens with a mark and only the last closes. `mixed`: any other content
    with a double quotation mark. All else is `indirect`.
    """
    pieces = [_plain_marks(text[start:end]).strip() for start, end in content]
    if all(_is_quoted(piece) for piece in pieces):
        return "direct"
    return "mixed" if any(_MARKS & set(piece) for piece in pieces) else "indirect"


def _plain_marks(piece: str) -> str:
    """Return `piece` with marks of two characters as one: two apostrophes are a straight double mark."""
    return piece.replace("''", '"').replace("``", "“").replace("’’", "”")


def _is_quoted(piece: str) -> bool:
    if len(piece) < 3 or piece[0] not in _OPENERS or piece[-1] not in _CLOSERS:
        return False
    if piece[0] not in _MARKS:
        return True
    for paragraph in piece.split("\n"):
        inside = False
        for character in paragraph:
            if character in _MARKS:
                inside = not inside if character == '"' else character == "“"
            elif character.isalpha() and not inside and paragraph.lstrip()[0] in '"“':
                return False
    return True


def _pieces(field: str) -> Pieces:
    _, _, offsets = field.partition(" ")
    pairs = [pair.split() for pair in offsets.split(";")]
    if not all(len(pair) == 2 and pair[0].isdigit() and pair[1].isdigit() for pair in pairs):
        return ()
    return tuple((int(start), int(end)) for start, end in pairs)


def _attribution(text: str, relation: str, spans: dict[str, Pieces]) -> GoldAttribution | None:
    roles: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": []}
    for part in relation.split():
        label, _, reference = part.partition(":")
        role = _ROLES.get(label.rstrip("0123456789"))
        if role is None:
            continue
        if reference not in spans:
            return None
        roles[role].extend(spans[reference])
    content = normalise(text, roles["content"])
    if not content:
        return None
    return GoldAttribution(
        source=normalise(text, roles["source"]),
        cue=normalise(text, roles["cue"]),
        content=content,
        kind=kind_of(text, content),
        marked=(tuple(sorted(roles["source"])), tuple(sorted(roles["cue"])), tuple(sorted(roles["content"]))),
    )
