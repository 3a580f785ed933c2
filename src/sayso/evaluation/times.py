"""Time expressions of any corpus in one form, as they are scored."""

import msgspec

from sayso.core.errors import GroundingError
from sayso.core.reading import TimexType


class TimeValue(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """A time expression, as annotated or as found: half-open offsets in code points, TIMEX3 type and value.

    `value` is null where there is none: it was not resolved, or none is annotated.
    """

    start: int
    end: int
    type: TimexType
    value: str | None


class TimeDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A text with its time expressions.

    Attributes:
        name: Of the document, unique in its corpus.
        corpus: Name of the corpus.
        text: The text that all offsets refer to.
        published: Its publication date, ISO 8601; null where the corpus has none.
        times: By start; no span twice.

    Raises:
        GroundingError: A span does not fit the text, stands twice, or is empty.
    """

    name: str
    corpus: str
    text: str
    published: str | None
    times: tuple[TimeValue, ...]

    def __post_init__(self) -> None:
        spans = [(time.start, time.end) for time in self.times]
        if len(set(spans)) != len(spans):
            raise GroundingError(f"{self.corpus} {self.name}: a time expression stands twice")
        for start, end in spans:
            if not 0 <= start < end <= len(self.text) or not self.text[start:end].strip():
                raise GroundingError(f"{self.corpus} {self.name}: {start}-{end} are no words of the text")
