"""Cases of who is who across reports, `corpus/identities`: `python -m training.identities [CASE...]` checks and counts.

A case is a file of two to four short reports in the inline notation, with marks of entities alone. Its entity ids hold
for the whole case: the same id in two reports is the same person or group, and different ids are different, unless the
case says that these reports do not tell (`undecided`). The format is described in `training/README.md`.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Literal, get_args

import msgspec

from sayso.core.reading import EntityType
from training.corpus_files import CORPUS, IDENTITIES
from training.notation import AnnotatedReport, Header, NotationError
from training.notation.header import Declared
from training.notation.loader import Marked, build
from training.notation.marks import FORMS, Marks
from training.notation.markup import strip_markup
from training.notation.problems import Problems

CASES = CORPUS / IDENTITIES
Kind = Literal["namesakes", "names"]
"""`namesakes`: several who share or nearly share a name. `names`: one under many names."""
CaseSplit = Literal["train", "dev"]
REPORTS_PER_CASE = range(2, 5)
_FILE = re.compile(r"[0-9]{2,3}-(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)\.txt")
_REPORT_KEYS = ("outlet", "published", "title")


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """Reports that speak of people or groups who are easily mistaken for one another, or for several.

    Attributes:
        name: As in the file's name; unique.
        kind: What makes it hard.
        split: The folder's.
        reports: In the order of the file; entity ids are those of the case, layer `entities` is partial.
        undecided: Pairs of ids of which these reports do not tell whether they are the same.
    """

    name: str
    kind: Kind
    split: CaseSplit
    reports: tuple[AnnotatedReport, ...]
    undecided: frozenset[frozenset[str]] = frozenset()


class _Block(msgspec.Struct, frozen=True, kw_only=True):
    """Lines of a file between two `---`, and the number of the first."""

    line: int
    lines: tuple[str, ...]


def load_cases(splits: Iterable[CaseSplit] = get_args(CaseSplit), folder: Path = CASES) -> tuple[Case, ...]:
    """Return the cases of `splits` in the order of their paths.

    Raises:
        NotationError: A file is malformed, or two have one name or number.
    """
    paths = [path for split in splits for path in sorted((folder / split).glob("*"))]
    cases = tuple(load_case(path) for path in paths)
    numbers: dict[str, Path] = {}
    names: dict[str, Path] = {}
    for case, path in zip(cases, paths, strict=True):
        problems = Problems()
        for known, key in ((numbers, path.name.partition("-")[0]), (names, case.name)):
            if known.setdefault(key, path) != path:
                problems.add((1, 1), f"{key} is taken by {known[key]}", "give it a number and a name of its own")
        problems.stop_if_any(str(path))
    return cases


def load_case(path: Path) -> Case:
    """Return the case in `path`, which is UTF-8.

    Raises:
        NotationError: The file is malformed; the error lists the problems with line, column and what to do.
    """
    problems, name = Problems(), str(path)
    try:
        content = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        problems.add((1, 1), f"not UTF-8 at byte {error.start}", "save as UTF-8")
        problems.stop_if_any(name)
        raise
    head, *blocks = _blocks(content)
    values, undecided = _case_header(head, path, problems)
    if len(blocks) not in REPORTS_PER_CASE:
        problems.add((1, 1), f"{len(blocks)} reports", "write two to four, each begun by a line ---")
    problems.stop_if_any(name)
    marked = [_mark(block, values["case"], number, problems) for number, block in enumerate(blocks, start=1)]
    problems.stop_if_any(name)
    reports = tuple(build(each, problems, name=name, path=path, conventions=True) for each in _share(marked, problems))
    _check_ids(reports, undecided, problems)
    problems.stop_if_any(name)
    fields = {"name": values["case"], "kind": values["kind"], "split": path.parent.name}
    return Case(
        **msgspec.convert(fields, dict[str, str]),  # type: ignore[arg-type]
        reports=reports,
        undecided=frozenset(undecided),
    )


def _blocks(content: str) -> list[_Block]:
    blocks: list[_Block] = []
    lines: list[str] = []
    first = 1
    for number, line in enumerate(content.removesuffix("\n").split("\n"), start=1):
        if line == "---":
            blocks.append(_Block(line=first, lines=tuple(lines)))
            lines, first = [], number + 1
        else:
            lines.append(line)
    return [*blocks, _Block(line=first, lines=tuple(lines))]


def _case_header(head: _Block, path: Path, problems: Problems) -> tuple[dict[str, str], dict[frozenset[str], int]]:
    """Return the values before the first report, and the undecided pairs with their lines."""
    values = _values(head.lines[:2], 1, ("case", "kind"), problems)
    undecided: dict[frozenset[str], int] = {}
    for number, line in enumerate(head.lines[2:], start=3):
        key, _, value = line.partition(": ")
        pair = frozenset(value.split())
        if key != "undecided" or len(value.split()) != 2 or len(pair) != 2 or pair in undecided:
            problems.add((number, 1), f"{line[:40]!r}", "write undecided: and two different ids, each pair once")
        undecided[pair] = number
    match = _FILE.fullmatch(path.name)
    if match is None or match["slug"] != values.get("case", match["slug"]):
        problems.add((1, 1), f"case {values.get('case')!r} in {path.name}", "name the file <number>-<case>.txt")
    if "kind" in values and values["kind"] not in get_args(Kind):
        problems.add((2, 1), f"kind {values['kind']!r}", f"write one of {', '.join(get_args(Kind))}")
    if path.parent.name not in get_args(CaseSplit):
        problems.add((1, 1), f"folder {path.parent.name}", "put the file into train or dev")
    return values, undecided


def _values(lines: Iterable[str], first: int, wanted: tuple[str, ...], problems: Problems) -> dict[str, str]:
    values: dict[str, str] = {}
    for number, line in enumerate(lines, start=first):
        key, _, value = line.partition(": ")
        if key not in wanted or key in values or not value.strip():
            problems.add((number, 1), f"header line {line[:40]!r}", f"write {', '.join(wanted)}, each once")
        values[key] = value.strip()
    if missing := [key for key in wanted if key not in values]:
        problems.add((first, 1), f"header lacks {', '.join(missing)}", "add the lines")
    return values


def _mark(block: _Block, case: str, number: int, problems: Problems) -> Marked:
    """Return the report of `block` with its labels; ids without a type are not yet declared."""
    blank = block.lines.index("") if "" in block.lines else len(block.lines)
    values = _values(block.lines[:blank], block.line, _REPORT_KEYS, problems)
    if not _is_date(published := values.get("published", "")):
        problems.add((block.line, 1), f"published {published!r} is not a date", "write it as 2024-03-09")
    body = "\n".join(block.lines[blank + 1 :]).strip("\n")
    if not body:
        problems.add((block.line, 1), "a report without text", "write header lines, a blank line, the text")
    text, labels = strip_markup(body, block.line + blank + 1, problems)
    for label in labels:
        if not label.key.startswith("@"):
            problems.add(label.at, f"{label.key} is no mark of an entity", "mark entities alone")
    header = Header(
        id=f"{case}-{number:02d}", conflict=case, outlet=values.get("outlet", ""), style="identity",
        published=published, title=values.get("title", ""), region="", layers=(), partial=("entities",),
    )  # fmt: skip
    return Marked(header=header, declared={}, text=text, labels=labels, source=body)


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _share(marked: list[Marked], problems: Problems) -> list[Marked]:
    """Return the reports, each with the types of its entities that only another report of the case gives."""
    own = [Marks(each.text, each.labels, {}, problems).declared for each in marked]
    known: dict[str, Declared] = {}
    for declared in own:
        for entity, each in declared.items():
            if known.setdefault(entity, each).type != each.type:
                before = f"{known[entity].type} in line {known[entity].line}"
                problems.add((each.line, 1), f"@{entity} is {each.type}, but {before}", "give it one type")
    shared = []
    for report, declared in zip(marked, own, strict=True):
        used = {label.key[1:].rpartition(".")[0] for label in report.labels if label.key.rpartition(".")[2] in FORMS}
        lacking = {entity: known[entity] for entity in used & set(known) - set(declared)}
        shared.append(msgspec.structs.replace(report, declared=lacking))
    return shared


def _check_ids(reports: tuple[AnnotatedReport, ...], undecided: dict[frozenset[str], int], problems: Problems) -> None:
    known = {entity.id for report in reports for entity in report.reading.entities}
    for pair, line in undecided.items():
        for entity in sorted(pair - known):
            problems.add((line, 1), f"undecided @{entity} is in no report", "name ids that are mentioned")


def main(arguments: list[str]) -> int:
    """Print every problem, else what the cases hold; return 1 if any file is malformed."""
    try:
        cases = tuple(load_case(Path(each)) for each in arguments) if arguments else load_cases()
    except NotationError as error:
        sys.stdout.write(f"{error}\n")
        return 1
    for key, number in sorted(Counter((case.kind, case.split) for case in cases).items()):
        sys.stdout.write(f"{' '.join(key)}: {number} cases\n")
    reports = tuple(chain.from_iterable(case.reports for case in cases))
    entities = tuple(chain.from_iterable(report.reading.entities for report in reports))
    types = Counter(
        kind
        for case in cases
        for kind in {each.id: each.type for r in case.reports for each in r.reading.entities}.values()
    )
    sys.stdout.write(
        f"{len(reports)} reports, {sum(len(each.mentions) for each in entities)} mentions, "
        f"{sum(len(case.undecided) for case in cases)} undecided pairs in "
        f"{sum(bool(case.undecided) for case in cases)} cases\n"
    )
    sys.stdout.write(", ".join(f"{types[kind]} {kind}" for kind in get_args(EntityType) if types[kind]) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
