"""Stories: invented incidents told by several reports, with what a careful coder would make of them.

A story tests how reports of one incident are merged: which words of which reports tell of which incident, who told what
first, and what the sources disagree about. The files are in `training/corpus/incidents/<train|dev>/`; their form is in
`training/README.md`.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import get_args

import msgspec

from sayso.core.errors import UsageError
from training.corpus_files import CORPUS, INCIDENTS, Split
from training.notation.markup import Label, strip_markup
from training.notation.problems import Problems
from training.story_heads import Head, Line
from training.story_values import Kind, Story, StoryIncident, StoryReport, Telling

STORIES = CORPUS / INCIDENTS
_HEADER = ("id", "outlet", "published", "title")
_FILE = re.compile(r"\d\d-([a-z0-9]+(?:-[a-z0-9]+)*)")
_REPORT = re.compile(r"r\d+")
_MARKED: tuple[str, ...] = tuple(kind for kind in get_args(Kind) if kind != "news")


def load_stories(split: Split, folder: Path = STORIES) -> Iterator[Story]:
    """Yield the stories of a split in the order of their files.

    Raises:
        NotationError: A file is malformed.
        UsageError: The split is not there.
    """
    if not (folder / split).is_dir():
        raise UsageError(f"no stories at {folder / split}; there are train and dev")
    for path in sorted((folder / split).glob("*.txt")):
        yield load_story(path)


def load_story(path: Path) -> Story:
    """Return the story in `path`, `<train|dev>/<nn>-<its name>.txt`, UTF-8.

    Raises:
        NotationError: It is malformed; the error lists every problem with line, column and what to do.
    """
    problems = Problems()
    match = _FILE.fullmatch(path.stem)
    if match is None or path.parent.name not in get_args(Split):
        problems.add((1, 1), f"file {path.parent.name}/{path.name}", "name it <train|dev>/<nn>-<name of the story>.txt")
    try:
        content = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        problems.add((1, 1), f"not UTF-8 at byte {error.start}", "save as UTF-8")
    problems.stop_if_any(str(path))
    story = read_story(content, split=msgspec.convert(path.parent.name, Split), name=str(path))
    if match is not None and match[1] != story.name:
        problems.add((1, 1), f"story {story.name!r} in file {path.name}", "call both alike")
    problems.stop_if_any(str(path))
    return story


def read_story(content: str, *, split: Split, name: str = "story") -> Story:
    """Return the story that `content`, a whole file, is.

    Args:
        content: Head, then reports, each begun by a line `---`.
        split: Train or dev.
        name: What errors call it.

    Raises:
        NotationError: It is malformed.
    """
    problems = Problems()
    lines = content.removesuffix("\n").split("\n")
    begins = [number for number, line in enumerate(lines) if line.startswith("---")]
    for number in begins:
        if lines[number] != "---":
            problems.add((number + 1, 1), f"line {lines[number][:20]!r}", "a report begins with --- alone on its line")
    if "\r" in content:
        problems.add((content[: content.index("\r")].count("\n") + 1, 1), "carriage return", "save with \\n line ends")
    ends = [*begins[1:], len(lines)]
    head = Head(_pairs(lines, 0, begins[0] if begins else len(lines), problems), problems)
    reports = [_report(lines, begin, end, problems) for begin, end in zip(begins, ends, strict=True)]
    if not head.name or not head.incidents or not reports:
        problems.add((1, 1), "no name, incident or report", "begin with story: and incident i1:, then reports")
    problems.stop_if_any(name)
    found = tuple(each for each in reports if each is not None)
    story = Story(name=head.name, split=split, incidents=tuple(head.incidents), reports=found, copies=head.copies)
    _check(story, head, [number + 1 for number in begins], problems)
    problems.stop_if_any(name)
    return story


def _pairs(lines: list[str], begin: int, end: int, problems: Problems) -> list[Line]:
    """Return lines `begin` to before `end`, counted from 0, all of which must be `key: value`."""
    found = []
    for number in range(begin, end):
        key, colon, value = lines[number].partition(":")
        if not colon or not key.strip() or not value.strip():
            problems.add((number + 1, 1), f"line {lines[number][:40]!r}", "write key: value")
            continue
        indented = key.startswith(" ")
        found.append(Line(number=number + 1, indented=indented, key=key.strip(), value=value.strip()))
    return found


def _report(lines: list[str], begin: int, end: int, problems: Problems) -> StoryReport | None:
    """Return the report whose `---` is line `begin`, counted from 0, None where its header is unusable."""
    blank = next((number for number in range(begin, end) if not lines[number].strip()), end)
    values = {line.key: line.value for line in _pairs(lines, begin + 1, blank, problems)}
    if sorted(values) != sorted(_HEADER) or blank - begin - 1 != len(_HEADER):
        problems.add((begin + 1, 1), f"header has {', '.join(values)}", f"give {', '.join(_HEADER)}, each once")
        return None
    if not _REPORT.fullmatch(values["id"]):
        problems.add((begin + 1, 1), f"report id {values['id']!r}", "write r and a number")
    try:
        datetime.fromisoformat(values["published"])
    except ValueError:
        problems.add((begin + 1, 1), f"published {values['published']!r}", "write 2024-03-14 or 2024-03-14T18:30")
    body = "\n".join(lines[blank + 1 : end]).rstrip("\n")
    if not body.strip() or body != body.strip():
        problems.add((blank + 1, 1), "no text, or white space at its ends", "one blank line, then the text")
    text, labels = strip_markup(body, blank + 2, problems)
    tellings = [_telling(text, label, problems) for label in labels]
    ordered = sorted((each for each in tellings if each is not None), key=lambda each: (each.start, each.end))
    return StoryReport(**values, text=text, tellings=tuple(ordered))


def _telling(text: str, label: Label, problems: Problems) -> Telling | None:
    if len(label.words) > 1 or not {*label.words} <= {*_MARKED}:
        problems.add(label.at, f"label {' '.join((label.key, *label.words))!r}", f"i1, perhaps {', '.join(_MARKED)}")
        return None
    kind = msgspec.convert(label.words[0] if label.words else "news", Kind)
    words = text[label.start : label.end]
    return Telling(start=label.start, end=label.end, text=words, incident=label.key, kind=kind)


def _check(story: Story, head: Head, begins: list[int], problems: Problems) -> None:
    """Note what does not hold between the head and the reports; `begins` are the lines of the reports."""
    incidents = {incident.id for incident in story.incidents}
    told = {report.id: {telling.incident for telling in report.tellings} for report in story.reports}
    ids = [*(incident.id for incident in story.incidents), *(report.id for report in story.reports)]
    for twice in sorted({key for key in ids if ids.count(key) > 1}):
        problems.add((1, 1), f"two are called {twice}", "give each an id of its own")
    for number, report in zip(begins, story.reports, strict=True):
        if strangers := told[report.id] - incidents:
            problems.add((number, 1), f"{report.id} tells of {', '.join(sorted(strangers))}", "name it in the head")
        for one, other in zip(report.tellings, report.tellings[1:], strict=False):
            if one.incident == other.incident and other.start < one.end:
                problems.add((number, 1), f"{other.text!r} is marked twice as {one.incident}", "mark each word once")
    for incident in story.incidents:
        _check_origins(incident, story.reports, (head.begins[incident.id], 1), problems)
    for number, named, key in head.named:
        if key not in told or (named is not None and named not in told[key]):
            problems.add((number, 1), f"{key} does not tell of {named or 'anything'}", "mark it there, or correct")
    copied = [key for group in story.copies for key in group]
    if len({*copied}) < len(copied) or any(len(group) < 2 for group in story.copies):
        problems.add((1, 1), "copies: a report in two groups, or alone", "each group has two reports or more")


def _check_origins(
    incident: StoryIncident, reports: tuple[StoryReport, ...], at: tuple[int, int], problems: Problems
) -> None:
    """Note if nobody tells of `incident`, or who tells of it does not rest on an origin, unless as background alone."""
    kinds = {report.id: {each.kind for each in report.tellings if each.incident == incident.id} for report in reports}
    if not any(kinds.values()):
        problems.add(at, f"no report tells of {incident.id}", "mark its tellings, or take it out of the head")
    resting = {report for origin in incident.origins for report in origin.reports}
    for report, told in kinds.items():
        if told and (told == {"background"}) == (report in resting):
            problems.add(
                at,
                f"{incident.id}: the origin of {report}",
                "a report has one, unless it tells of it as background alone",
            )
