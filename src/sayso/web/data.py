"""What each page shows, as values: the HTML page and its JSON twin are two forms of one of these."""

import msgspec

from sayso.core.reading import Reading
from sayso.core.report import Status


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a page shows."""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """How many there are of something; `name` is null for what has no value (no outlet stated, date not known)."""

    name: str | None
    count: int


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows: `offset` from 0, at most `limit`, of `total`. `more`: others follow."""

    total: int
    limit: int
    offset: int
    more: bool


class Dated(msgspec.Struct, frozen=True, kw_only=True):
    """A publication date and how it is known; `value` is null where it is not."""

    value: str | None
    status: Status

    @classmethod
    def of(cls, value: str | None, status: str) -> "Dated":
        """Return the date; raises msgspec.ValidationError for a status that does not exist."""
        return cls(value=value, status=msgspec.convert(status, Status))


class ReportLine(msgspec.Struct, frozen=True, kw_only=True):
    """One report in a list.

    Attributes:
        id: Report id.
        external_id: The user's own id.
        title: Headline.
        uri: Its address.
        outlet: Name or domain of the outlet.
        published: Publication date.
        language: ISO 639-1 code.
        not_read: Why it was kept but not read.
        attributions: How many were read from it; null where it was not read.
        copies: Other reports with the same or nearly the same text.
    """

    id: str
    external_id: str | None
    title: str | None
    uri: str
    outlet: str | None
    published: Dated
    language: str | None
    not_read: str | None
    attributions: int | None
    copies: int


class SpeakerLine(msgspec.Struct, frozen=True, kw_only=True):
    """One source, by the words that name it, and how much is attributed to it in how many reports."""

    name: str
    attributions: int
    reports: int


class Overview(Page, frozen=True, kw_only=True):
    """The record at a glance.

    Attributes:
        reports: Reports in all.
        not_read: Of these, kept but not read.
        attributions: Attributions.
        outlet_count: Different outlets.
        copy_groups: Groups of copies.
        failures: Documents that could not be read.
        published_from: Earliest publication date, ISO 8601.
        published_to: Latest publication date, ISO 8601.
        outlets: Reports by outlet, most first.
        days: Reports by date of publication, as exactly as known, earliest first.
        undated: Reports without a known date.
        top_speakers: Sources that most is attributed to.
    """

    reports: int
    not_read: int
    attributions: int
    outlet_count: int
    copy_groups: int
    failures: int
    published_from: str | None
    published_to: str | None
    outlets: tuple[Tally, ...]
    days: tuple[Tally, ...]
    undated: int
    top_speakers: tuple[SpeakerLine, ...]


class ReportFilters(msgspec.Struct, frozen=True, kw_only=True):
    """Which reports are wanted; null wants all. Dates are ISO 8601, both ends included."""

    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    language: str | None = None


class ReportsPage(Page, frozen=True, kw_only=True):
    """A page of the list of reports; outlets and languages to choose, counted under the other filters."""

    filters: ReportFilters
    window: Window
    rows: tuple[ReportLine, ...]
    outlets: tuple[Tally, ...]
    languages: tuple[Tally, ...]


class CopyLine(msgspec.Struct, frozen=True, kw_only=True):
    """A report that is a copy.

    Attributes:
        report: Its id.
        title: Headline.
        outlet: Outlet.
        published: Publication date, ISO 8601.
        jaccard: Jaccard similarity of its text to the one it is compared with, 0 to 1; null where it is in the
            group by way of another copy, or is the one compared with.
        containment: Share of the shorter text that is in the longer one, 0 to 1; null likewise.
    """

    report: str
    title: str | None
    outlet: str | None
    published: str | None
    jaccard: float | None
    containment: float | None


class CopyGroupView(msgspec.Struct, frozen=True, kw_only=True):
    """Reports with the same or nearly the same text, the first published first, the others compared with it.

    There are `size` of them; a large group's `members` are the first and those most like it.
    """

    size: int
    members: tuple[CopyLine, ...]


class CopiesPage(Page, frozen=True, kw_only=True):
    """Groups of copies."""

    window: Window
    groups: tuple[CopyGroupView, ...]


class OriginalView(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes that a report came from: where to fetch them, and whether the record holds them."""

    sha256: str
    href: str
    held: bool
    size_bytes: int | None
    media_type: str | None


class ReportPage(Page, frozen=True, kw_only=True):
    """One report, what was read from it, its copies, and where its bytes are."""

    reading: Reading
    copies: tuple[CopyLine, ...]
    original: OriginalView


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A report that has the words searched for, and a piece of its text.

    Attributes:
        report: Report id.
        title: Headline.
        outlet: Outlet.
        published: Publication date, ISO 8601.
        snippet: A piece of the text, exactly as it stands there.
        snippet_start: Offset of the piece in the report's text, in code points.
        marks: Hits in `snippet`, half-open `[start, end)` in its code points.
        title_marks: Hits in `title`, likewise.
    """

    report: str
    title: str | None
    outlet: str | None
    published: str | None
    snippet: str
    snippet_start: int
    marks: tuple[tuple[int, int], ...]
    title_marks: tuple[tuple[int, int], ...]


class SearchPage(Page, frozen=True, kw_only=True):
    """What a search found; `window` is null where nothing was asked."""

    words: str
    window: Window | None
    rows: tuple[Hit, ...]


class SpeakersPage(Page, frozen=True, kw_only=True):
    """A page of the sources, those that most is attributed to first."""

    window: Window
    rows: tuple[SpeakerLine, ...]


class AttributionLine(msgspec.Struct, frozen=True, kw_only=True):
    """One attribution in a list.

    Attributes:
        report: Report id.
        title: Headline of the report.
        outlet: Its outlet.
        published: Its publication date, ISO 8601.
        id: Id of the attribution within the report.
        source: Words that name the source; null where the report names nobody.
        content: What is said, in pieces where it is interrupted.
        manner: `direct`, `indirect` or `mixed`.
        stance: What the source does by saying it.
    """

    report: str
    title: str | None
    outlet: str | None
    published: str | None
    id: str
    source: str | None
    content: tuple[str, ...]
    manner: str
    stance: str


class AttributionFilters(msgspec.Struct, frozen=True, kw_only=True):
    """Which attributions are wanted; null wants all. `source` is found as whole words, letter case aside."""

    source: str | None = None
    manner: str | None = None
    stance: str | None = None


class AttributionsPage(Page, frozen=True, kw_only=True):
    """A page of the list of attributions."""

    filters: AttributionFilters
    window: Window
    rows: tuple[AttributionLine, ...]


class FailureLine(msgspec.Struct, frozen=True, kw_only=True):
    """A document that could not be read: at which stage, why and when (ISO 8601, UTC)."""

    uri: str
    stage: str
    reason: str
    sha256: str | None
    failed_at: str


class FailuresPage(Page, frozen=True, kw_only=True):
    """Documents that could not be read, by stage and one by one."""

    window: Window
    stages: tuple[Tally, ...]
    rows: tuple[FailureLine, ...]


class ErrorBody(msgspec.Struct, frozen=True, kw_only=True):
    """What went wrong: a code for programs, a message for people."""

    code: str
    message: str


class ErrorPage(Page, frozen=True, kw_only=True):
    """The one shape of every error."""

    error: ErrorBody
