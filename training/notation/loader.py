"""From an annotated file to its Reading; anything malformed or out of rule is an error with its place."""

import hashlib
from pathlib import Path

import msgspec

from sayso.core.reading import ReaderIdentity, Reading
from sayso.core.report import Published, Report, text_sha256
from training.notation.annotated import LAYERS, AnnotatedReport, Header
from training.notation.attributions import build_attributions
from training.notation.conventions import check_conventions
from training.notation.happenings import Happenings
from training.notation.header import Declared, parse_header, split_file
from training.notation.marks import Marks, build_entities, build_places, build_times
from training.notation.markup import Label, strip_markup
from training.notation.problems import Problems

READER = ReaderIdentity(name="corpus annotation", version="1")


class Marked(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its labels, before they are understood.

    Attributes:
        header: Of the report.
        declared: Entities that the header declares.
        text: Without marks.
        labels: On it.
        source: What it was read from; its SHA-256 is that of the original.
    """

    header: Header
    declared: dict[str, Declared]
    text: str
    labels: tuple[Label, ...]
    source: str


def load_file(path: Path) -> AnnotatedReport:
    """Return the annotated report in `path`, which is UTF-8.

    Raises:
        NotationError: The file is malformed; the error lists every problem with line, column and what to do.
    """
    try:
        content = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        problems = Problems()
        problems.add((1, 1), f"not UTF-8 at byte {error.start}", "save as UTF-8")
        problems.stop_if_any(str(path))
        raise
    return load_text(content, name=str(path), path=path)


def load_text(
    content: str, *, name: str = "text", path: Path | None = None, conventions: bool = True
) -> AnnotatedReport:
    """Return the annotated report that `content` is.

    Args:
        content: A whole file: header, blank line, marked-up body.
        name: What errors call it.
        path: Where it was read from.
        conventions: Whether also the guideline's rules on span boundaries are enforced.

    Raises:
        NotationError: It is malformed.
    """
    problems = Problems()
    lines, body, first_line = split_file(content, problems)
    header, declared = parse_header(lines, problems)
    text, labels = strip_markup(body, first_line, problems)
    problems.stop_if_any(name)
    marked = Marked(
        header=header or _no_header(name, problems), declared=declared, text=text, labels=labels, source=content
    )
    return build(marked, problems, name=name, path=path, conventions=conventions)


def build(marked: Marked, problems: Problems, *, name: str, path: Path | None, conventions: bool) -> AnnotatedReport:
    """Return the annotated report that `marked` makes; see `load_text`.

    Raises:
        NotationError: It is malformed.
    """
    text, labels = marked.text, marked.labels
    marks = Marks(text, labels, marked.declared, problems)
    entities, times, places = build_entities(marks), build_times(marks), build_places(marks)
    attributions = build_attributions(marks)
    problems.stop_if_any(name)
    happenings = Happenings(marks, attributions, times, places)
    events, states = happenings.events(), happenings.states()
    same_events = happenings.same_events(events)
    found = dict(zip(LAYERS, (entities, attributions, events, states, times, places), strict=True))
    _check_layers(marked.header, {layer for layer, values in found.items() if values}, problems)
    problems.stop_if_any(name)
    reading = Reading(
        report=_report(marked),
        entities=entities, attributions=attributions, events=events, states=states, times=times, places=places,
        reader=READER,
    )  # fmt: skip
    if conventions:
        check_conventions(reading, labels, problems)
    problems.stop_if_any(name)
    return AnnotatedReport(header=marked.header, reading=reading, same_events=same_events, path=path)


def _no_header(name: str, problems: Problems) -> Header:
    problems.add((1, 1), "no usable header", "see training/README.md")
    problems.stop_if_any(name)
    raise AssertionError(name)


def _check_layers(header: Header, annotated: set[str], problems: Problems) -> None:
    for layer in sorted(annotated - set(header.layers) - set(header.partial)):
        problems.add((1, 1), f"{layer} are annotated but not in the header", f"add {layer} to layers: or to partial:")


def _report(marked: Marked) -> Report:
    header, text = marked.header, marked.text
    return Report(
        id=header.id,
        uri=f"corpus:{header.id}",
        outlet=header.outlet,
        title=header.title,
        published=Published(value=header.published, status="stated", origin="user")
        if header.published
        else Published(),
        language="en",
        text=text,
        sha256=text_sha256(text),
        original_sha256=hashlib.sha256(marked.source.encode()).hexdigest(),
        extractor="corpus notation 1",
    )
