"""The rules that find attributions, by name: the keys of the confidence table."""

from typing import Literal, get_args

Pattern = Literal[
    "according to",
    "according to, mixed",
    "after, inverted",
    "after, inverted, mixed",
    "after, new sentence",
    "after, new sentence, mixed",
    "after, subject",
    "after, subject, mixed",
    "before, aside",
    "before, bare",
    "before, bridge",
    "before, colon",
    "before, comma",
    "before, same speaker",
    "dash",
    "dash, mixed",
    "floating",
    "introduced",
    "label",
    "mixed",
    "naming, mixed",
    "nested",
    "previous sentence",
    "previous sentence, indirect",
    "transcript",
]
"""`after` and `before` say on which side of the quotation source and cue stand; `mixed`, that words outside the marks
are content too."""
PATTERNS: tuple[Pattern, ...] = get_args(Pattern)
WITH_LEAD: dict[Pattern, Pattern] = {
    "according to": "according to, mixed",
    "after, inverted": "after, inverted, mixed",
    "after, new sentence": "after, new sentence, mixed",
    "after, subject": "after, subject, mixed",
    "dash": "dash, mixed",
}
"""The rule's name where words before the quotation in its sentence are content too."""
