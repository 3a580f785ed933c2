"""The reading component `times`."""

import functools
import re
from collections.abc import Iterator

import msgspec

from sayso.core.reading import Findings, Timex
from sayso.core.report import Published, Report
from sayso.reading.component import register
from sayso.reading.time.anchoring import resolve
from sayso.reading.time.anchors import Anchors, Resolution
from sayso.reading.time.finder import Finder
from sayso.reading.time.grammar import Item, TokenView
from sayso.reading.time.meaning import Ambiguous, Calendar, Clock, Meaning, Moment, Relative, Shift
from sayso.reading.time.rules_amounts import period
from sayso.reading.time.rules_joined import is_day
from sayso.reading.time.tense import sentence_around, tense_near
from sayso.reading.time.written import digit_date

_Read = tuple[Item, Meaning, TokenView]
"""What the grammar found: the item, what it says, and the tokens of the text."""


class TimesSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Settings of the time expressions.

    Attributes:
        history_years: How far a year must be from that of publication to speak for a report that tells history.
        min_history_share: Least share of such years among all years named, for a report that tells history.
        min_history_dates: Least number of them.
    """

    history_years: int
    min_history_share: float
    min_history_dates: int


class Times:
    """Finds time expressions and gives them their values, by rule."""

    name = "times"
    version = "2"

    def __init__(self, settings: TimesSettings) -> None:
        self._settings = settings

    def read(self, report: Report, found: Findings) -> Findings:
        """Return the time expressions of `report.text`, in order, none overlapping another."""
        return Findings(times=tuple(self.times(report.text, report.published)))

    def times(self, text: str, published: Published) -> Iterator[Timex]:
        """Yield the time expressions of `text`, with values counted from `published`."""
        items = [(item, _meaning(item, kind), view) for item, kind, view in finder().find(text)]
        meanings = [meaning for _, meaning, _ in items]
        anchors = Anchors(
            published=published, order=_order(meanings, published), history=self._tells_history(meanings, published)
        )
        heads = _heads(items)
        read = 0
        for number, (item, said, view) in enumerate(items, 1):
            start, end = view.starts[item.first], view.ends[item.last]
            anchors.paragraph += len(_PARAGRAPH.findall(text, read, start))
            spoken = number - 1 in heads or _is_now(said, item, view)
            meaning = _spoken(said) if spoken else _with_day_behind(items, number - 1) or said
            anchors.quoted = anchors.history and _is_quoted(text, start)
            resolution = resolve(meaning, anchors, tense_near(view.words, item.first, item.last))
            anchors.tell(resolution, meaning, opening=_opens(view.words, item.first))
            read = end
            yield _timex(f"t{number}", text, start, end, resolution)

    def _tells_history(self, meanings: list[Meaning], published: Published) -> bool:
        """Whether most years the text names are far from that of its publication, and few dates count from it.

        Where that is not known, whether it names enough of them.
        """
        years = [meaning.year for meaning in meanings if isinstance(meaning, Calendar) and meaning.year]
        if published.value is None:
            return len(years) >= self._settings.min_history_dates
        now = int(published.value[:4])
        far = sum(abs(year - now) >= self._settings.history_years for year in years)
        if far < self._settings.min_history_dates:
            return False
        spoken = sum(_from_publication(meaning) for meaning in meanings)
        return far >= self._settings.min_history_share * len(years) and far >= 2 * spoken


def _from_publication(meaning: Meaning) -> bool:
    if isinstance(meaning, Relative):
        return meaning.base == "speech"
    if isinstance(meaning, Shift):
        return meaning.base == "speech"
    return isinstance(meaning, Calendar) and meaning.weekday is not None and meaning.month is None


def _is_quoted(text: str, offset: int) -> bool:
    """Whether quotation marks are open at `offset`, by the marks before it in its paragraph."""
    start = text.rfind("\n", max(0, offset - _PARAGRAPH_CHARS), offset) + 1
    paragraph = text[start:offset] if start or offset <= _PARAGRAPH_CHARS else ""
    return paragraph.count("“") > paragraph.count("”") or paragraph.count('"') % 2 == 1


def _heads(items: list[_Read]) -> frozenset[int]:
    """Return which clock times head a paragraph each, as the entries of a running report have them."""
    heads = [
        index
        for index, (item, meaning, view) in enumerate(items)
        if _is_bare_clock(meaning) and (item.first == 0 or view.words[item.first - 1] == "\n")
    ]
    return frozenset(heads if len(heads) >= _LEAST_HEADS else ())


def _is_now(meaning: Meaning, item: Item, view: TokenView) -> bool:
    """Whether a clock time is the hour of speaking: `it is seven o'clock`."""
    before = tuple(view.words[max(0, item.first - 3) : item.first])
    return _is_bare_clock(meaning) and any(before[-len(words) :] == words for words in _IT_IS)


def _is_bare_clock(meaning: Meaning) -> bool:
    return isinstance(meaning, Moment) and meaning.date is None and meaning.clock.hour is not None


def _spoken(meaning: Meaning) -> Meaning:
    """Return the moment on the day of speaking."""
    return msgspec.structs.replace(meaning, date=Relative(unit="D", step=0, base="speech"))


def _with_day_behind(items: list[_Read], index: int) -> Moment | None:
    """Return the moment at `index` on the day told behind it in its sentence, where none is told before it there."""
    item, meaning, view = items[index]
    if not isinstance(meaning, Moment) or meaning.date is not None:
        return None
    sentence = sentence_around(view.words, item.first, _SENTENCE_TOKENS)
    for others in (range(index - 1, -1, -1), range(index + 1, len(items))):
        for other in others:
            if items[other][0].first not in sentence:
                break
            said = items[other][1]
            if isinstance(said, Calendar | Relative) and is_day(said):
                return msgspec.structs.replace(meaning, date=said) if other > index else None
    return None


_DIGITS = re.compile(r"\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d\d)(?!\d)")
_OPENING_TOKENS = 3
_LEAST_HEADS = 2
_SENTENCE_TOKENS = 80
"""A sentence is looked through no further than this."""
_PARAGRAPH_CHARS = 4000
"""In a longer paragraph no marks are counted."""
_IT_IS = (("it", "is"), ("it", "'s"), ("time", "is"), ("it", "is", "now"), ("time", "is", "now"))
_PARAGRAPH = re.compile(r"\n[ \t]*\n|(?<=[.!?:'\"’”])[ \t]*\n")
"""Between paragraphs: a blank line, or the end of a line where a sentence ends too."""


def _opens(words: list[str], first: int) -> bool:
    """Whether the token `first` is among the first of its sentence."""
    return first < _OPENING_TOKENS or any(words[first - back] in {".", "\n"} for back in range(1, _OPENING_TOKENS + 1))


@functools.cache
def finder() -> Finder:
    """Return the grammar, compiled when first needed."""
    return Finder()


def _meaning(item: Item, kind: str) -> Meaning:
    if kind == "TIME" and isinstance(item.value, Clock):
        return Moment(date=None, clock=item.value)
    if kind == "UNITS":
        return period(None, str(item.value))
    if not isinstance(item.value, Meaning):
        raise TypeError(f"an item of kind {kind} means {item.value!r}")
    return item.value


def _order(meanings: list[Meaning], published: Published) -> str | None:
    """Return what stands first in dates in digits: as the publication date was read, else as the others of the text."""
    evidence = published.evidence.text if published.evidence else ""
    written = next((digit_date(match[0]) for match in _DIGITS.finditer(evidence)), None)
    readings = (written.day_first, written.month_first) if isinstance(written, Ambiguous) else ()
    if readings and readings[0] != readings[1] and published.value in readings:
        return "day" if published.value == readings[0] else "month"
    orders = set()
    for meaning in meanings:
        if isinstance(meaning, Ambiguous) and (meaning.day_first is None) != (meaning.month_first is None):
            orders.add("day" if meaning.day_first else "month")
    return orders.pop() if len(orders) == 1 else None


def _timex(id_: str, text: str, start: int, end: int, resolution: Resolution) -> Timex:
    return Timex(
        id=id_, start=start, end=end, text=text[start:end], type=resolution.type, value=resolution.value,
        status=resolution.status, reason=resolution.reason,
    )  # fmt: skip


register("times", TimesSettings)(Times)
