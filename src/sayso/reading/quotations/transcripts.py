"""Transcript lines: "NAME: what is said", with no quotation marks."""

import re
from collections import Counter
from collections.abc import Sequence

from sayso.reading.quotations.linking import Link
from sayso.reading.quotations.tables import word_set

_LABEL = re.compile(
    r"((?:[A-Z][A-Z.'’-]+(?:[ ,]+[A-Z][A-Z.'’-]*){0,4}(?: \([A-Z-]{1,8}\))?)|(?:(?:Mr|Mrs|Ms|Dr|Sen|Gen|Col|Capt)\. )?"
    r"[A-Z][a-z’'-]+(?: [A-Z][a-z’'-]+){0,2}|[QA])(:)\s+(?=[\w¿¡(…$])"
)
_MIN_MEDIAN_WORDS = 5
"""Shorter lines are a table ("Karim: 1,547"), not speech."""
_NO_SPEAKERS = word_set(
    "note update updated correction photo photos video source sources date time place where when who what why "
    "how location address phone email e-mail tel fax web website read related more tags topics share contact "
    "contacts published by story caption image editor's warning breaking watch listen summary background "
    "abstract headline subject from to re results result score total killed wounded dead injured price age "
    "answer question example"
)


def transcript_blocks(text: str, blocks: Sequence[tuple[int, int]], min_lines: int) -> dict[int, Link]:
    """Return the attributions of the paragraphs that are transcript lines, by paragraph index.

    A text is read as a transcript where at least `min_lines` paragraphs begin with a speaker's label and at least two
    speakers take turns, one of them more than once.
    """
    found: dict[int, re.Match[str]] = {}
    for index, (start, end) in enumerate(blocks):
        match = _LABEL.match(text, start, min(end, start + 80))
        if match is not None and match.group(1).lower() not in _NO_SPEAKERS and match.end() < end:
            found[index] = match
    turns = Counter(match.group(1) for match in found.values())
    repeated = {label for label, count in turns.items() if count > 1}
    if len(found) < min_lines or len(turns) < 2 or not repeated:
        return {}
    lengths = sorted(len(text[match.end() : blocks[index][1]].split()) for index, match in found.items())
    if lengths[len(lengths) // 2] < _MIN_MEDIAN_WORDS:
        return {}
    speakers = {label for label in turns if label in repeated or label.isupper()}
    return {
        index: _link(match, index, blocks[index][1]) for index, match in found.items() if match.group(1) in speakers
    }


def _link(match: re.Match[str], block: int, end: int) -> Link:
    return Link(
        content=((match.end(), end),),
        source=match.span(1),
        cue=match.span(2),
        stance="assert",
        manner="direct",
        pattern="transcript",
        last_block=block,
        end=end,
    )
