"""Lines and line beginnings that state when a report was published."""

import re
from typing import Literal

import msgspec

from sayso.ingest.dates import AGO, MONTH_NAMES, WrittenDate, find_dates
from sayso.ingest.outlets import is_organisation

MAX_LINE_CHARS = 160
"""A line that states a date is no longer than this; what is longer is prose."""
MAX_LOOSE_WORDS = 3
"""Most words beside the date in a date line without a lead such as "Published": a place, a section, an agency."""
MAX_LED_WORDS = 8
"""The same for a line with a lead."""

Kind = Literal["published", "updated", "plain", "wire"]

_NO_PLACE = frozenset({"the", "a", "an", "on", "by", "in", "at", "since", "from", "until", "after", "before"})


class DateLine(msgspec.Struct, frozen=True, kw_only=True):
    """Where a text states its publication date.

    Attributes:
        kind: `published` with a lead that says so, `updated` with one that speaks of a change, `plain` for a date
            standing alone, `wire` for the opening "KABUL, Aug 25 (Agency) -".
        start: Offset of the date's words in the text that was searched.
        end: Offset after them.
        written: The date; null where it is counted back from now ("3 hours ago").
        ago: Match of `AGO` in that case.
    """

    kind: Kind
    start: int
    end: int
    written: WrittenDate | None = None
    ago: re.Match[str] | None = None


_LEAD = re.compile(
    r"(?P<story>\bthis (?:story|article|report|post|piece|page) (?:is|was)(?: (?:first |originally |last )?"
    r"(?P<verb>published|posted|updated|modified|written))?(?: from| on| at)?)"
    r"|\b(?:(?:first|originally|last) )?(?P<word>published|posted|issued|released|filed|created|dated?|added|reported"
    r"|publication date|pub date|updated?|modified|edited|revised|changed)"
    r"(?: (?:on|at|date|since|online))?\b(?=[\s:\-–—|,.]|$)",
    re.IGNORECASE,
)
_CHANGE = frozenset({"updated", "update", "modified", "edited", "revised", "changed"})
_TIME = re.compile(
    r"(?:\bat\s+)?\b\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d+)?(?:\s*[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?|[+-]\d{2}:?\d{2}\b"
    r"|(?<=\d)[TZ]\b"
    r"|\b(?:(?-i:GMT|UTC|[A-Z]{1,3}[SD]T|[A-Z]{1,3}T|CEST)|hrs?|hours|local time|noon|midnight)\b(?:\s*[+-]\d{1,2})?"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?|\bat\b|\bon\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\s*(?:(?:no|nr|number|vol(?:ume)?|issue|edition)\b\.?\s*\d[\d,./]*[\s,|·–—-]*){1,2}$", re.IGNORECASE
)
_DOCUMENT = re.compile(
    r"\s*(?:(?-i:[A-Z])\w+ ){0,3}(?:bulletin|communiqu[eé]|newsletter|report|statement|press release|release|notice"
    r"|circular|announcement|briefing|update|issue|edition|letter|digest|review|declaration)\b"
    r"(?:\s*(?:no|nr|number|issue)?\b\.?\s*\d[\d/]*)?(?:\s*[,|:–—-]|\s+(?:of|dated|for|from))\s*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_PLACE = re.compile(
    r"[\s(\"“]*(?:(?:[A-Z][\w.'’-]*|d[aeio]s?|del|la|el|of|al|and|the|near|upon)(?:[\s,/;]+|$)){1,9}"
    r"(?:\([^()]{1,40}\)[\s,]*)?"
)
_SHOUTED = re.compile(r"[^a-z]*")
_AFTER_WIRE = re.compile(r"[.,]?\s*(?:\([^()]{1,60}\)|\[[^\][]{1,60}\]|/[^/\n]{1,40}/)?[.,]?\s*(?:--+|[-–—―])\s*\S")
_AGENCY = re.compile(
    r"[A-Z][A-Z.'’ -]+(?:,? [^()\n]{1,60})? "
    r"\((?P<agency>(?:[A-Z][\w.&'’-]*)(?: (?:of|and|the|[A-Z\d][\w.&'’-]*)){0,5})\)"
    r" ?(?:--|[-–—―]) ?\S"
)
_MONTH_ONLY = frozenset(name.rstrip(".") for names in MONTH_NAMES for name in names.split())


def read_date_line(line: str) -> DateLine | None:
    """Return the date that `line` states, if stating it is all that the line does.

    "Posted on 12 Sept 2019 at 14:05", "Tuesday, 3 May 2016", "Nairobi | 3 May 2016", "Published 3 hours ago" are such
    lines; "On 3 May 2016 they left." is not. Where publication and change are both given, the publication counts.

    Params:
        line: One line, any length.
    """
    if not line.strip() or len(line) > MAX_LINE_CHARS:
        return None
    dates = find_dates(line)
    agos = [] if dates else list(AGO.finditer(line))
    leads = list(_LEAD.finditer(line))
    if not (dates or agos) or not _is_only_date(line, dates, agos, leads):
        return None
    stated = [
        DateLine(kind=_kind(leads, item.start), start=item.start, end=item.end, written=item) for item in dates
    ] or [DateLine(kind=_kind(leads, item.start()), start=item.start(), end=item.end(), ago=item) for item in agos]
    return next((item for item in stated if item.kind != "updated"), stated[0])


def read_wire_opening(paragraph: str) -> DateLine | None:
    """Return the date of a wire dateline that opens `paragraph`, as in "KABUL, Aug 25 (Agency) -"."""
    opening = paragraph[:MAX_LINE_CHARS]
    for written in find_dates(opening):
        if written.start > MAX_LINE_CHARS // 2:
            return None
        before = opening[: written.start]
        after = _AFTER_WIRE.match(opening, written.end)
        if after is None or not _is_place(before, opening[written.end : after.end()]):
            continue
        return DateLine(kind="wire", start=written.start, end=written.end, written=written)
    return None


def read_agency(text: str) -> str | None:
    """Return the agency that a wire dateline at the head of `text` names.

    >>> read_agency("TAMRU, Aug 25 (Northern Wire) - Shells fell on the harbour.")
    'Northern Wire'
    """
    match = _AGENCY.match(text.lstrip()[:MAX_LINE_CHARS])
    return match["agency"] if match else None


def read_imprint(line: str) -> DateLine | None:
    """Return the date of an imprint: a line that names a paper's number, a document or an office, and its date.

    "No. 1,204  Thursday, 6 May 2021  20 pence", "Bulletin No. 17, 24 April 2023", "Press Office, Harvan, 8 April 2023".

    >>> read_imprint("The camp at Harvan, 8 April 2023, before the fire") is None
    True
    """
    if not line.strip() or len(line) > MAX_LINE_CHARS or line.rstrip().endswith((".", "!", "?", ",", ":", ";")):
        return None
    dates = [written for written in find_dates(line) if _is_whole(written)]
    if len(dates) != 1:
        return None
    (written,) = dates
    before, after = _TIME.sub(" ", line[: written.start]), line[written.end :]
    if _NUMBERED.match(before):
        named = len(_WORD.findall(after)) <= MAX_LOOSE_WORDS
    elif after.strip(" .)|-–—"):
        named = False
    elif _DOCUMENT.match(before):
        named = True
    else:
        # "Market Square, Harvan, 8 April 2019" is a caption.
        named = before.rstrip().endswith(",") and any(is_organisation(part) for part in before.split(","))
    return DateLine(kind="plain", start=written.start, end=written.end, written=written) if named else None


def has_lead(line: str) -> bool:
    """Whether `line` opens with words such as "Published" or "This story is from"."""
    match = _LEAD.match(line.lstrip())
    return match is not None


def _is_only_date(line: str, dates: list[WrittenDate], agos: list[re.Match[str]], leads: list[re.Match[str]]) -> bool:
    spans = [(item.start, item.end) for item in dates] + [item.span() for item in (*agos, *leads)]
    rest = list(line)
    for start, end in spans:
        rest[start:end] = " " * (end - start)
    words = _WORD.findall(_TIME.sub(" ", "".join(rest)))
    lead_first = bool(leads) and not _WORD.search(_TIME.sub(" ", line[: leads[0].start()]))
    if lead_first and len(words) <= MAX_LED_WORDS:
        # "Reported on 3 May 2016 by the ministry, the loss ..." is prose: it ends like a sentence.
        return len(words) <= MAX_LOOSE_WORDS or not line.rstrip().endswith((".", "!", "?", ","))
    if agos and not leads:
        return not words and not (agos[0]["word"] or "").strip()
    if dates and not any(_is_whole(item) for item in dates) and not leads:
        return not words
    if words and line.rstrip().endswith((".", "!", "?", '"', "”")):
        return False
    return len(words) <= MAX_LOOSE_WORDS and all(word[0].isupper() for word in words)


def _is_whole(written: WrittenDate) -> bool:
    """Whether year, month and day are all written: "the May 2016 offensive" is no date line."""
    return len(written.readings[0]) == len("2016-05-03") and written.has_year


def _kind(leads: list[re.Match[str]], start: int) -> Kind:
    before = [lead for lead in leads if lead.start() < start]
    if not before:
        return "plain"
    word = (before[-1]["verb"] or before[-1]["word"] or "").lower()
    return "updated" if word in _CHANGE else "published"


def _is_place(before: str, after: str) -> bool:
    """Whether `before` a date and `after` it have the shape of a wire dateline's place and agency."""
    if not before.strip(' (["“'):
        return "(" in after or "[" in after
    if not _PLACE.fullmatch(before):
        return False
    first = _WORD.search(before)
    if first is None or first[0].lower() in _MONTH_ONLY | _NO_PLACE:
        return False
    return bool(_SHOUTED.fullmatch(before.split(",")[0])) or before.rstrip().endswith((",", ")", "/", "-"))
