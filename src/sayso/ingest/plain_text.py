r"""Plain text to a report: head and furniture out, the rest as it stands.

The body keeps its lines and blank lines as in the file. Only these things change: line ends are `\n`; control
characters other than tab and newline go (invisible characters of Unicode, such as soft hyphens and direction marks,
stay); blank lines at both ends go, and several in a row become one where something between them was taken out; and a
text whose lines were all broken at one width, as old wire texts are, gets its paragraphs back as single lines.
"""

import re

from sayso.ingest.datelines import read_agency
from sayso.ingest.extracted import Extracted
from sayso.ingest.furniture import drop_furniture
from sayso.ingest.report_head import read_head

EXTRACTOR = "text 1"

MIN_WRAPPED_LINES = 8
"""Fewest lines for a text to count as broken at one width."""
WRAP_WIDTHS = range(50, 101)
"""Widths, in code points, at which texts are broken."""
MIN_WRAPPED_SHARE = 0.9
"""Share of a text's line breaks inside paragraphs that must be forced by the width."""
WRAP_SLACK = 12
"""How many code points short of the width a line may be though the next word had fitted: right margins vary."""

_LINE_END = re.compile(r"\r\n?|\x85|\u2028|\u2029")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")


def extract_text(text: str, *, title: str | None = None, slug: str = "") -> Extracted:
    """Return the report that a plain text holds.

    Params:
        text: The whole text, decoded.
        title: Its headline where that is known; then none is looked for.
        slug: The file's name without its ending, which may repeat the headline.
    """
    lines = join_wrapped(clean_characters(text)).split("\n")
    kept = drop_furniture(lines)
    head = read_head(kept, title=title, slug=slug)
    body = "\n".join(line.rstrip() for line in head.body).strip("\n")
    if len(kept) != len(lines):
        body = _BLANK_LINES.sub("\n\n", body)
    return Extracted(
        text=body,
        extractor=EXTRACTOR,
        title=head.title,
        section=head.section,
        byline=head.byline,
        dateline=head.dateline,
        outlet=head.outlet or read_agency(body),
    )


def clean_characters(text: str) -> str:
    r"""Return `text` with `\n` for every line end and without control characters other than tab and newline."""
    return _CONTROL.sub("", _LINE_END.sub("\n", text).removeprefix("\ufeff"))


def join_wrapped(text: str) -> str:
    """Return `text` with the lines of each paragraph joined, if its lines are all broken at one width.

    A line is joined to the next only where the next word would not have fitted, so a headline or a list above a
    paragraph stays by itself. A paragraph begins after a blank line or with an indented line.
    """
    lines = text.split("\n")
    width = max((len(line.rstrip()) for line in lines), default=0)
    if width not in WRAP_WIDTHS:
        return text
    inner = [number for number in range(len(lines) - 1) if _is_inner(lines[number], lines[number + 1])]
    forced = {number for number in inner if _is_forced(lines[number], lines[number + 1], width)}
    if len(inner) < MIN_WRAPPED_LINES or len(forced) < MIN_WRAPPED_SHARE * len(inner):
        return text
    joined: list[str] = []
    for number, line in enumerate(lines):
        if number - 1 in forced:
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line.strip())
    return "\n".join(joined)


def _is_inner(line: str, following: str) -> bool:
    """Whether the break between two lines is inside a paragraph."""
    return bool(line.strip()) and bool(following.strip()) and not following.startswith((" ", "\t"))


def _is_forced(line: str, following: str, width: int) -> bool:
    return len(line.rstrip()) + 1 + len(following.split(maxsplit=1)[0]) > width - WRAP_SLACK
