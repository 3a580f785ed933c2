"""What may have been left unannotated in layers that are called complete: hints, not errors."""

import re
from collections.abc import Iterator, Sequence

from sayso.core.span import Span
from training.notation import AnnotatedReport

_CUES = re.compile(
    r"\b(said|says|told|according to|denied|denies|claimed|claims|warned|announced|confirmed|accused|vowed|demanded|"
    r"insisted|alleged|predicted|threatened|promised|asked|admitted|believes?|declared|blamed)\b",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(r"\b(he|him|his|she|her|they|them|their|we|our|us|I|my|me)\b")
_CAPITAL = re.compile(r"(?<=[a-z,;] )[A-Z][\w'’-]*\w(?: [A-Z][\w-]*)*")
_TIMES = re.compile(
    r"\b(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|"
    r"September|October|November|December|yesterday|today|tomorrow|tonight|(?:19|20)\d\d)\b"
)


def omissions(report: AnnotatedReport) -> Iterator[str]:
    """Yield words that look like something of a complete layer and are not marked."""
    reading = report.reading
    if "attributions" in report.layers:
        cues = [each.cue for each in reading.attributions if each.cue]
        contents = [piece for each in reading.attributions for piece in each.content]
        yield from _unmarked(reading.report.text, _CUES, [*cues, *contents], "a cue")
    if "entities" in report.layers:
        mentions = [mention for entity in reading.entities for mention in entity.mentions]
        descriptions = [span for entity in reading.entities for span in entity.descriptions]
        known: list[Span] = [*mentions, *descriptions, *reading.times]
        yield from _unmarked(reading.report.text, _PRONOUNS, mentions, "a pronoun mention")
        yield from _unmarked(reading.report.text, _CAPITAL, known, "a name")
    if "times" in report.layers:
        yield from _unmarked(reading.report.text, _TIMES, reading.times, "a time expression")


def _unmarked(text: str, pattern: re.Pattern[str], known: Sequence[Span], what: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        if not any(span.start < match.end() and match.start() < span.end for span in known):
            around = text[max(0, match.start() - 25) : match.end() + 25].replace("\n", " ")
            yield f"{match[0]!r} not marked as {what}: ...{around}..."
