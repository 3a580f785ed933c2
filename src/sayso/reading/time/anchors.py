"""What the expressions of one report are counted from: its publication date, and the dates told so far."""

import datetime

import msgspec

from sayso.core.reading import TimexType
from sayso.core.report import Published, Status
from sayso.reading.time.meaning import Calendar, Meaning, Relative, Shift
from sayso.reading.time.values import day_in, granularity_of, interval_of

NO_PUBLICATION_DATE = "no publication date"
QUOTED_BEFORE = "said in a quotation, of a day that is not told"
NOTHING_TOLD = "no date told before it"
_NEAR_PARAGRAPHS = 1
"""A time of day without a day is of the day told last in its own paragraph, or this many paragraphs before."""
_COMPARED = frozenset({"Y", "DE", "CE"})


class Resolution(msgspec.Struct, frozen=True):
    """A value and how it was reached."""

    type: TimexType
    value: str | None
    status: Status
    reason: str | None = None


class Anchors(msgspec.Struct):
    """What the expressions of one report are counted from.

    Attributes:
        published: The publication date.
        order: `day` or `month`, whichever dates in digits have first; None where nothing tells.
        history: Whether the report tells of other years than that of its publication.
        quoted: Whether what is read stands in a quotation in a report that tells history: it is said of another day
            than that of publication.
        paragraph: Number of the paragraph that is read, from 0.
        told: The last date told, as a value.
        told_status: How that was reached.
        told_paragraph: Where it stands.
        told_day: The last day told.
        day_paragraph: Where that stands.
        past_day: The last day told that is not after publication.
        past_paragraph: Where that stands.
        scene: The date that months and days without a year are of where history is told: the last one told, but not
            one counted from another, nor a year named in passing; the first year of a paragraph is none such.
        scene_paragraph: Where it stands.
    """

    published: Published
    order: str | None = None
    history: bool = False
    quoted: bool = False
    paragraph: int = 0
    told: str | None = None
    told_status: Status = "stated"
    told_paragraph: int = 0
    told_day: str | None = None
    day_paragraph: int = 0
    past_day: str | None = None
    past_paragraph: int = 0
    scene: str | None = None
    scene_paragraph: int = 0

    def speech(self) -> datetime.date | None:
        """Return the day of publication, None where it is not known to the day."""
        interval = interval_of(self.published.value)
        return interval[0] if interval and interval[0] == interval[1] else None

    def told_near(self) -> bool:
        """Whether the last date told stands in the paragraph that is read."""
        return self.told is not None and self.told_paragraph == self.paragraph

    def day_near(self, *, to_come: bool = True) -> str | None:
        """Return the last day told, if it was told near enough for a time of day to be of it.

        Params:
            to_come: Whether it may be after publication.
        """
        day, paragraph = (self.told_day, self.day_paragraph) if to_come else (self.past_day, self.past_paragraph)
        return day if self.paragraph - paragraph <= _NEAR_PARAGRAPHS else None

    def base(self, kind: str) -> tuple[str | None, Status, str]:
        """Return the value to count from, the status of what is counted from it, and the reason to give.

        Params:
            kind: `speech` or `story`, see `meaning.Base`.
        """
        if kind == "story":
            if self.told is None:
                return None, "unresolved", NOTHING_TOLD
            status: Status = "assumed" if self.told_status == "assumed" else "inferred"
            return self.told, status, f"counted from {day_in(self.told)}, told before"
        if self.published.value is None:
            return None, "unresolved", NO_PUBLICATION_DATE
        if self.quoted:
            return None, "unresolved", QUOTED_BEFORE
        return self.published.value, "inferred", f"counted from {self.published.value}, the publication date"

    def tell(self, resolution: Resolution, meaning: Meaning, opening: bool) -> None:
        """Take note of a date that was told.

        Params:
            resolution: What it is.
            meaning: What its words say.
            opening: Whether it stands at the start of its sentence.
        """
        if resolution.type not in {"DATE", "TIME"} or not resolution.value or not interval_of(resolution.value):
            return
        if self.history and isinstance(meaning, Relative) and meaning.base == "speech":
            return
        if isinstance(meaning, Shift) and meaning.amounts[0].unit in _COMPARED:
            return  # compared with, not told of
        self.told, self.told_status, self.told_paragraph = resolution.value, resolution.status, self.paragraph
        if granularity_of(day_in(resolution.value)) == "day":
            self.told_day, self.day_paragraph = day_in(resolution.value), self.paragraph
            if self.published.value is None or self.told_day <= self.published.value:
                self.past_day, self.past_paragraph = self.told_day, self.paragraph
        if isinstance(meaning, Shift) or (isinstance(meaning, Relative) and meaning.base == "speech"):
            return
        if not (self.history or opening) and len(resolution.value) <= len("2021"):
            return  # a year in passing, in a report of which nothing says that it tells history
        is_first = self.scene is None or self.scene_paragraph < self.paragraph
        if len(resolution.value) > 4 or opening or (is_first and isinstance(meaning, Calendar)):
            self.scene, self.scene_paragraph = resolution.value, self.paragraph
