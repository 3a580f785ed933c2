"""Gathers from the record what each page shows."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sayso.core.errors import UnknownReportError
from sayso.core.original import Original
from sayso.record import CopyGroup, CopyMember, CopyPair, Record, ReportRow, SearchHit
from sayso.web.data import (
    AttributionFilters,
    AttributionLine,
    AttributionsPage,
    CopiesPage,
    CopyGroupView,
    CopyLine,
    Dated,
    FailureLine,
    FailuresPage,
    Hit,
    OriginalView,
    Overview,
    ReportFilters,
    ReportLine,
    ReportPage,
    ReportsPage,
    SearchPage,
    SpeakerLine,
    SpeakersPage,
    Tally,
    Window,
)

OUTLETS_SHOWN = 12
SPEAKERS_SHOWN = 12
PRONOUNS = frozenset({"he", "i", "it", "one", "she", "they", "we", "who", "you"})
"""Sources that name nobody by themselves; they are listed, but not among those most quoted by name."""


def overview(record: Record) -> Overview:
    """Return the record at a glance."""
    summary = record.summary()
    rows = record.reports()
    days = Counter(row.published for row in rows)
    undated = days.pop(None, 0)
    most = _speakers(record, SPEAKERS_SHOWN + len(PRONOUNS))
    return Overview(
        reports=summary.reports,
        not_read=sum(summary.not_read.values()),
        attributions=summary.attributions,
        outlet_count=summary.outlets,
        copy_groups=summary.copy_groups,
        failures=summary.failures,
        published_from=summary.published_from,
        published_to=summary.published_to,
        outlets=tallies(row.outlet for row in rows)[:OUTLETS_SHOWN],
        days=tuple(Tally(name=day, count=days[day]) for day in sorted(day for day in days if day is not None)),
        undated=undated,
        top_speakers=tuple(row for row in most if row.name.lower() not in PRONOUNS)[:SPEAKERS_SHOWN],
    )


def reports(record: Record, filters: ReportFilters, limit: int, offset: int) -> ReportsPage:
    """Return a page of the list of reports."""

    def wanted(limit: int | None, offset: int) -> Sequence[ReportRow]:
        return record.reports(
            outlet=filters.outlet,
            language=filters.language,
            published_from=filters.since,
            published_to=filters.until,
            limit=limit,
            offset=offset,
        )

    everything = record.reports()
    total = len(everything) if filters == ReportFilters() else len(wanted(None, 0))
    copied = {member.id: len(group.reports) - 1 for group in record.copies() for member in group.reports}
    return ReportsPage(
        filters=filters,
        window=Window(total=total, limit=limit, offset=offset, more=offset + limit < total),
        rows=tuple(_report_line(row, copied.get(row.id, 0)) for row in wanted(limit, offset)),
        outlets=tallies(row.outlet for row in everything),
        languages=tallies(row.language for row in everything),
    )


def report(record: Record, name: str) -> ReportPage:
    """Return one report with what was read from it.

    Raises:
        UnknownReportError: There is none of that name.
    """
    reading = record.reading(name)
    found = reading.report
    original = _original(record, found.original_sha256)
    group = next((one for one in record.copies() if any(member.id == found.id for member in one.reports)), None)
    return ReportPage(
        reading=reading,
        copies=_compared(group, found.id) if group is not None else (),
        original=OriginalView(
            sha256=found.original_sha256,
            href=f"/reports/{found.id}/original",
            held=original is not None,
            size_bytes=len(original.content) if original is not None else None,
            media_type=original.media_type if original is not None else None,
        ),
    )


def original(record: Record, name: str) -> Original:
    """Return the bytes that a report came from.

    Raises:
        UnknownReportError: There is no such report, or the record does not hold its bytes.
    """
    return record.original(record.report(name).original_sha256)


def search(record: Record, words: str, limit: int, offset: int) -> SearchPage:
    """Return what a search for `words` finds; nothing where nothing is asked."""
    if not words:
        return SearchPage(words=words, window=None, rows=())
    found = record.search(words, limit=limit + 1, offset=offset)
    window = Window(total=None, limit=limit, offset=offset, more=len(found) > limit)
    return SearchPage(words=words, window=window, rows=tuple(_hit(row) for row in found[:limit]))


def speakers(record: Record, limit: int) -> SpeakersPage:
    """Return the sources that most is attributed to."""
    return SpeakersPage(limit=limit, rows=_speakers(record, limit))


def attributions(record: Record, filters: AttributionFilters, limit: int, offset: int) -> AttributionsPage:
    """Return a page of the list of attributions."""
    found = record.attributions(
        source=filters.source, manner=filters.manner, stance=filters.stance, limit=limit + 1, offset=offset
    )
    return AttributionsPage(
        filters=filters,
        window=Window(total=None, limit=limit, offset=offset, more=len(found) > limit),
        rows=tuple(
            AttributionLine(
                report=row.report,
                title=row.title,
                outlet=row.outlet,
                published=row.published,
                id=row.id,
                source=row.source,
                content=tuple(span.text for span in row.spans),
                manner=row.manner,
                stance=row.stance,
            )
            for row in found[:limit]
        ),
    )


def copies(record: Record, limit: int, offset: int) -> CopiesPage:
    """Return groups of copies, the largest first."""
    groups = record.copies()
    shown = groups[offset : offset + limit]
    return CopiesPage(
        window=Window(total=len(groups), limit=limit, offset=offset, more=offset + limit < len(groups)),
        groups=tuple(CopyGroupView(members=_members(group)) for group in shown),
    )


def failures(record: Record, limit: int, offset: int) -> FailuresPage:
    """Return the documents that could not be read."""
    rows = record.failures()
    return FailuresPage(
        window=Window(total=len(rows), limit=limit, offset=offset, more=offset + limit < len(rows)),
        stages=tallies(row.stage for row in rows),
        rows=tuple(
            FailureLine(uri=row.uri, stage=row.stage, reason=row.reason, sha256=row.sha256, failed_at=row.failed_at)
            for row in rows[offset : offset + limit]
        ),
    )


def tallies(names: Iterable[str | None]) -> tuple[Tally, ...]:
    """Return how often each of `names` occurs, most first, then by name."""
    counts = Counter(names).items()
    return tuple(
        Tally(name=name, count=count)
        for name, count in sorted(counts, key=lambda pair: (-pair[1], pair[0] is None, pair[0] or ""))
    )


def _report_line(row: ReportRow, copied: int) -> ReportLine:
    return ReportLine(
        id=row.id,
        external_id=row.external_id,
        title=row.title,
        uri=row.uri,
        outlet=row.outlet,
        published=Dated.of(row.published, row.published_status),
        language=row.language,
        not_read=row.not_read,
        attributions=row.attributions if row.not_read is None else None,
        copies=copied,
    )


def _hit(row: SearchHit) -> Hit:
    return Hit(
        report=row.report,
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        snippet=row.snippet,
        snippet_start=row.snippet_start,
        marks=row.marks,
        title_marks=row.title_marks,
    )


def _speakers(record: Record, limit: int) -> tuple[SpeakerLine, ...]:
    return tuple(
        SpeakerLine(name=row.name, attributions=row.attributions, reports=row.reports) for row in record.speakers(limit)
    )


def _original(record: Record, sha256: str) -> Original | None:
    try:
        return record.original(sha256)
    except UnknownReportError:
        return None


def _members(group: CopyGroup) -> tuple[CopyLine, ...]:
    """Return the members of a group, the first with no likeness, the others with theirs to the first."""
    first = next(member for member in group.reports if member.id == group.first)
    return (_copy_line(first, None), *_compared(group, group.first))


def _compared(group: CopyGroup, report_id: str) -> tuple[CopyLine, ...]:
    """Return the other members of a group with their likeness to the report, the most alike first."""
    pairs = {frozenset((pair.report_a, pair.report_b)): pair for pair in group.pairs}
    lines = [
        _copy_line(member, pairs.get(frozenset((report_id, member.id))))
        for member in group.reports
        if member.id != report_id
    ]
    return tuple(sorted(lines, key=lambda line: -(line.jaccard or 0.0)))


def _copy_line(member: CopyMember, pair: CopyPair | None) -> CopyLine:
    return CopyLine(
        report=member.id,
        title=member.title,
        outlet=member.outlet,
        published=member.published,
        jaccard=pair.jaccard if pair is not None else None,
        containment=pair.containment if pair is not None else None,
    )
