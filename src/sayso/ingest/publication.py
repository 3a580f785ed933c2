"""When a report was published: who states it, in order of trust, and what follows from it.

A value that rests on anything but plain words is `inferred` and says how; what stays open is `unresolved` and says why.
Nothing is guessed.
"""

import re
from collections.abc import Iterator

import msgspec

from sayso.core.original import Given
from sayso.core.report import Published, PublishedOrigin, Status
from sayso.core.span import BODY, ZoneSpan
from sayso.ingest.datelines import DateLine, has_lead, read_date_line, read_imprint, read_wire_opening
from sayso.ingest.dates import AGO, WrittenDate, count_back, digit_orders, find_dates, iso_date, read_stated
from sayso.ingest.extracted import DateClue
from sayso.ingest.outlets import country_of, date_order, read_address

DATELINE = "dateline"
HEAD_LINES = 12
"""Lines at the start of a text in which a date line is looked for."""
TAIL_LINES = 4
"""Lines at its end in which one with a lead ("Published ...") or an imprint
("Press Office, Harvan, 8 April 2023") is."""
ORDER_CHARS = 200_000
"""Code points of the text searched for other dates in digits."""
_PLACEHOLDERS = frozenset({"1970-01-01", "1900-01-01"})
"""What content systems print where they have no date."""

_DAY_IN_PATH = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<sep>[-/_]?)(?P<month>\d{1,2}|[a-z]{3,9})(?P=sep)(?P<day>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_MONTH_IN_PATH = re.compile(r"/(?P<year>(?:19|20)\d\d)[-/](?P<month>0[1-9]|1[0-2])(?=/)")


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """All that can speak of a report's publication date.

    Attributes:
        given: What the surroundings say; its `published` comes before anything else.
        clues: What the document's metadata states, most trusted first.
        dateline: The date line that was taken out of the body.
        text: The body.
        urls: Addresses of the report.
        outlet: Outlet, for its country, where it is a domain.
    """

    given: Given
    clues: tuple[DateClue, ...] = ()
    dateline: str | None = None
    text: str
    urls: tuple[str, ...] = ()
    outlet: str | None = None


class _Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One statement of the date: `written`, or `ago`, or words that hold no date (`unread`)."""

    says: str
    origin: PublishedOrigin
    written: WrittenDate | None = None
    ago: re.Match[str] | None = None
    unread: str | None = None
    evidence: ZoneSpan | None = None
    inferred: str | None = None
    binding: bool = False
    weak: bool = False

    @property
    def readings(self) -> tuple[str, ...]:
        return self.written.readings if self.written else ()

    @property
    def value(self) -> str | None:
        """The one whole value it states, if it states one."""
        return self.readings[0] if len(self.readings) == 1 and not self.readings[0].startswith("--") else None


def find_published(sources: Sources) -> Published:
    """Return the publication date with its status, origin, reason and evidence.

    In order of trust: the user, the table row or feed, the metadata, the text, the address. The first that can be
    resolved decides; what a person or a row gives is never overruled by anything after it. A file's own date can
    decide between readings of the others; alone it is an alternative of an unresolved date, never its value.

    Params:
        sources: All that can speak of the date.
    """
    stream = _candidates(sources)
    first = next(stream, None)
    if first is not None and first.value is not None and not first.weak:
        return _resolve(first, [], sources)
    candidates = [*([] if first is None else [first]), *stream]
    unresolved: list[Published] = []
    for candidate in candidates:
        if candidate.weak:
            continue
        published = _resolve(candidate, candidates, sources)
        if published.value is not None or (candidate.binding and candidate.unread is None):
            return published
        unresolved.append(published)
    # The most telling reason: two readings, then words that can be shown, then the first.
    unresolved.sort(key=lambda published: (not published.alternatives, published.evidence is None))
    unresolved += [_of_the_file(candidate) for candidate in candidates if candidate.weak and candidate.value]
    return unresolved[0] if unresolved else Published(reason="neither metadata nor text states a publication date")


def _candidates(sources: Sources) -> Iterator[_Candidate]:
    given = sources.given
    if given.published and given.published.strip():
        origin: PublishedOrigin = "user" if given.published_by_user else "metadata"
        says = "the person reading" if given.published_by_user else "the column or field `published`"
        yield _of_value(given.published, origin, says, binding=True)
    strong = [clue for clue in sources.clues if not clue.weak]
    yield from (_of_value(clue.value, "metadata", clue.source) for clue in strong)
    lines = list(_in_text(sources))
    yield from (candidate for candidate in lines if candidate.inferred is None)
    yield from _in_addresses(sources.urls)
    yield from (candidate for candidate in lines if candidate.inferred is not None)
    for clue in sources.clues:
        if clue.weak:
            yield msgspec.structs.replace(_of_value(clue.value, "metadata", clue.source), weak=True)


def _of_value(value: str, origin: PublishedOrigin, says: str, *, binding: bool = False) -> _Candidate:
    written = read_stated(value.strip())
    if written is not None and written.readings[0] in _PLACEHOLDERS:
        written = None
    if written is not None:
        return _Candidate(says=says, origin=origin, written=written, binding=binding)
    ago = AGO.search(value[:200])
    unread = None if ago else f"{says} gives {value.strip()[:80]!r}, which is no date"
    return _Candidate(says=says, origin=origin, ago=ago, unread=unread, binding=binding)


def _of_the_file(candidate: _Candidate) -> Published:
    """Return the open date of a report of which only its file's, or its last change's, date is known."""
    value = str(candidate.value)
    return Published(reason=f"only the {candidate.says.removeprefix('the ')}, {value}, is known", alternatives=(value,))


def _in_text(sources: Sources) -> Iterator[_Candidate]:
    if sources.dateline:
        found = read_date_line(sources.dateline) or read_imprint(sources.dateline) or _loose(sources.dateline)
        if found is not None:
            yield _of_line(found, DATELINE, 0)
    lines = list(_lines(sources.text))
    for number, (offset, line) in enumerate(lines):
        if number >= HEAD_LINES:
            if number < len(lines) - TAIL_LINES:
                continue
            found = (read_date_line(line) if has_lead(line) else None) or read_imprint(line)
            if found is not None:
                yield _of_line(found, BODY, offset)
            continue
        found = read_wire_opening(line) or read_date_line(line) or read_imprint(line)
        if found is None and number == 0:
            found = _between_bars(line)
        if found is not None:
            yield _of_line(found, BODY, offset)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of `text` that are not blank, with their offsets."""
    offset = 0
    for line in text.split("\n"):
        if line.strip():
            yield offset, line.rstrip("\r")
        offset += len(line) + 1


def _loose(line: str) -> DateLine | None:
    written = next(iter(find_dates(line[:400])), None)
    return DateLine(kind="plain", start=written.start, end=written.end, written=written) if written else None


_BAR = re.compile(r"\s+[-–—|·•]\s+")


def _between_bars(line: str) -> DateLine | None:
    """Return the date of a first line such as "Headline - 25/08/2021 - World"."""
    if len(line) > 300:
        return None
    start = 0
    for end, following in [(match.start(), match.end()) for match in _BAR.finditer(line)] + [(len(line), len(line))]:
        part = read_date_line(line[start:end])
        if part is not None and part.written is not None:
            return msgspec.structs.replace(part, start=part.start + start, end=part.end + start)
        start = following
    return None


def _of_line(found: DateLine, zone: str, offset: int) -> _Candidate:
    words = found.written.text if found.written else found.ago[0] if found.ago else ""
    evidence = ZoneSpan(zone=zone, start=offset + found.start, end=offset + found.end, text=words)
    inferred = "the text states only when it was last changed" if found.kind == "updated" else None
    return _Candidate(
        says="the text", origin="text", written=found.written, ago=found.ago, evidence=evidence, inferred=inferred
    )


def _in_addresses(urls: tuple[str, ...]) -> Iterator[_Candidate]:
    for url in urls:
        address = read_address(url)
        if address is None:
            continue
        match = _DAY_IN_PATH.search(address.path)
        value = _path_day(match) if match else None
        if value is None and (match := _MONTH_IN_PATH.search(address.path)):
            value = f"{match['year']}-{match['month']}"
        if value is not None and match is not None:
            written = WrittenDate(start=match.start(), end=match.end(), text=match[0], readings=(value,))
            why = f"read from the address, {match[0].strip('/')!r}"
            yield _Candidate(says="the address", origin="metadata", written=written, inferred=why)


def _path_day(match: re.Match[str]) -> str | None:
    if match["month"].isdigit():
        return iso_date(int(match["year"]), int(match["month"]), int(match["day"]))
    named = find_dates(f"{match['day']} {match['month']} {match['year']}")
    return named[0].readings[0] if named and named[0].has_year else None


def _resolve(candidate: _Candidate, candidates: list[_Candidate], sources: Sources) -> Published:
    if candidate.unread is not None:
        return Published(reason=candidate.unread)
    if candidate.ago is not None:
        return _resolve_ago(candidate, candidate.ago, sources.given.fetched_at)
    if candidate.value is not None:
        reason = candidate.inferred
        if reason is None and candidate.written is not None and candidate.written.short_year:
            reason = f"the year is written with two digits in {candidate.written.text!r}"
        return _published(candidate, candidate.value, reason)
    if len(candidate.readings) > 1:
        return _resolve_order(candidate, candidates, sources)
    return _resolve_year(candidate, candidates, sources)


def _published(candidate: _Candidate, value: str, reason: str | None) -> Published:
    status: Status = "stated" if reason is None else "inferred"
    return Published(value=value, status=status, origin=candidate.origin, reason=reason, evidence=candidate.evidence)


def _resolve_ago(candidate: _Candidate, ago: re.Match[str], fetched_at: str | None) -> Published:
    value = count_back(ago, fetched_at) if fetched_at else None
    if value is None:
        return Published(
            reason=f"{candidate.says} says {ago[0]!r}, and when it was fetched is not known",
            evidence=candidate.evidence,
        )
    return _published(candidate, value, f"{ago[0]!r}, counted back from {fetched_at}, when it was fetched")


def _resolve_order(candidate: _Candidate, candidates: list[_Candidate], sources: Sources) -> Published:
    """Decide between day first and month first by what else is known of this report, or leave it open."""
    readings, words = candidate.readings, candidate.written.text if candidate.written else ""
    for other in candidates:
        if other is not candidate and other.value in readings:
            return _published(candidate, str(other.value), f"{words!r} has two readings; {other.says} has this one")
    orders: dict[str, str] = {}
    country = next(filter(None, (country_of(name) for name in (*sources.urls, sources.outlet))), None)
    if country and (order := date_order(country)):
        orders[order] = f"the outlet's country, {country}, writes the {order} first"
    in_text = digit_orders(sources.text[:ORDER_CHARS])
    if len(in_text) == 1:
        (order,) = in_text
        orders.setdefault(order, f"other dates in the text have the {order} first")
    if len(orders) == 1:
        ((order, why),) = orders.items()
        return _published(candidate, readings[order == "month"], f"{words!r} has two readings; {why}")
    why = "the outlet's country and other dates in the text disagree" if orders else "nothing else tells which"
    return Published(
        reason=f"day and month of {words!r} may be either way round, and {why}",
        alternatives=readings,
        evidence=candidate.evidence,
    )


def _resolve_year(candidate: _Candidate, candidates: list[_Candidate], sources: Sources) -> Published:
    """Find the year of a date written without one."""
    monthday, words = candidate.readings[0][2:], candidate.written.text if candidate.written else ""
    for other in candidates:
        for reading in other.readings if other is not candidate else ():
            if reading[5:] == monthday or (len(reading) == len("2021-08") and reading[5:] == monthday[:2]):
                return _published(
                    candidate, f"{reading[:4]}-{monthday}", f"{words!r} has no year; {other.says} gives it"
                )
    fetched = read_stated(sources.given.fetched_at) if sources.given.fetched_at else None
    if fetched is not None and len(fetched.readings[0]) == len("2021-08-25"):
        day = fetched.readings[0]
        year = int(day[:4]) - (monthday > day[5:])
        if value := iso_date(year, int(monthday[:2]), int(monthday[3:])):
            return _published(
                candidate, value, f"{words!r} has no year; it is the last such day before {day}, when it was fetched"
            )
    return Published(reason=f"{words!r} has no year, and nothing else gives it", evidence=candidate.evidence)
