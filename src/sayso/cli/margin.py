"""A report in the terminal: its text on the left, who says what on the right."""

import re
from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from sayso.cli.terminal import visible
from sayso.core.reading import Attribution, Reading
from sayso.core.span import Span

_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
TEXT_WIDTH = 76
MARGIN_WIDTH = 34


def report_with_margin(reading: Reading) -> Table:
    """Return the report's text, its attributions numbered and marked, beside a margin that names each source."""
    page = Table(box=None, show_header=False, show_edge=False, pad_edge=False, padding=(0, 2, 1, 0))
    page.add_column(max_width=TEXT_WIDTH, ratio=7, overflow="fold")
    page.add_column(max_width=MARGIN_WIDTH, ratio=3, overflow="fold", style="italic")
    numbered = list(enumerate(reading.attributions, start=1))
    for match in _PARAGRAPH.finditer(reading.report.text):
        here = [pair for pair in numbered if any(match.start() <= s.start < match.end() for s in pair[1].content)]
        margin = Text("\n").join(Text(visible(_margin_note(number, said, reading))) for number, said in here)
        page.add_row(_paragraph(reading.report.text, match.start(), match.end(), numbered), margin)
    return page


def _margin_note(number: int, said: Attribution, reading: Reading) -> str:
    source = "source not named" if said.source is None else _shortened(said.source.text)
    cue = "" if said.cue is None else f", {said.cue.text}"
    inside = "" if said.within is None else f" (within {_number_of(said.within, reading)})"
    stance = "" if said.stance == "assert" else f" [{said.stance}]"
    return f"{number} {source}{cue}{stance}{inside}"


def _number_of(attribution_id: str, reading: Reading) -> int:
    return 1 + [each.id for each in reading.attributions].index(attribution_id)


def _shortened(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= 60 else folded[:59] + "…"


def _paragraph(text: str, start: int, end: int, numbered: list[tuple[int, Attribution]]) -> Text:
    """Return one paragraph, each piece of content preceded by its attribution's number."""
    made = Text()
    last = start
    for number, span in _pieces(numbered, start, end):
        if span.start >= last:
            made.append(visible(text[last : span.start]))
            last = span.start
        made.append(f"[{number}] ", style="dim")
        stop = min(span.end, end)
        made.append(visible(text[last:stop]), style="bold")
        last = max(last, stop)
    return made.append(visible(text[last:end]))


def _pieces(numbered: list[tuple[int, Attribution]], start: int, end: int) -> Iterator[tuple[int, Span]]:
    pieces = [(number, span) for number, said in numbered for span in said.content if start <= span.start < end]
    yield from sorted(pieces, key=lambda piece: (piece[1].start, -piece[1].end))
