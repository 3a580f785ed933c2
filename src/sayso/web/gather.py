"""Gathers from the record what each page shows."""

from collections.abc import Iterable
from typing import Any

from sayso.core.errors import UnknownReportError
from sayso.core.original import Original
from sayso.core.pronouns import PRONOUNS, is_pronoun
from sayso.record import CopyGroup, CopyMember, CopyPair, Record, ReportRow, SearchHit, TallyRow
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
MEMBERS_SHOWN = 10
"""How many reports of a group of copies are listed; the page of the first one lists all."""


def overview(record: Record) -> Overview:
    """Return the record at a glance."""
    summary = record.summary()
    days = {row.name: row.count for row in record.tally("published")}
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
        outlets=_tallies(record.tally("outlet"))[:OUTLETS_SHOWN],
        days=tuple(Tally(name=day, count=days[day]) for day in sorted(day for day in days if day is not None)),
        undated=undated,
        top_speakers=tuple(row for row in most if not is_pronoun(row.name))[:SPEAKERS_SHOWN],
    )


def reports(record: Record, filters: ReportFilters, limit: int, offset: int) -> ReportsPage:
    """Return a page of the list of reports."""
    where: dict[str, Any] = {"published_from": filters.since, "published_to": filters.until}
    outlet: dict[str, Any] = {"outlet": filters.outlet}
    language: dict[str, Any] = {"language": filters.language}
    total = record.count_reports(**where, **outlet, **language)
    rows = record.reports(**where, **outlet, **language, limit=limit, offset=offset)
    copied = record.count_copies([row.id for row in rows])
    return ReportsPage(
        filters=filters,
        window=_window(total, limit, offset),
        rows=tuple(_report_line(row, copied.get(row.id, 0)) for row in rows),
        # Each choice counts what it would show beside the other filters.
        outlets=_choices(record.tally("outlet", **where, **language), filters.outlet),
        languages=_choices(record.tally("language", **where, **outlet), filters.language),
    )


def report(record: Record, name: str) -> ReportPage:
    """Return one report with what was read from it.

    Raises:
        UnknownReportError: There is none of that name.
    """
    reading = record.reading(name)
    found = reading.report
    original = _original(record, found.original_sha256)
    group = record.copies_of(found.id)
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
    found = record.search(words, limit=limit, offset=offset)
    window = _window(record.count_hits(words), limit, offset)
    return SearchPage(words=words, window=window, rows=tuple(_hit(row) for row in found))


def speakers(record: Record, limit: int, offset: int) -> SpeakersPage:
    """Return a page of the sources, those that most is attributed to first."""
    window = _window(record.count_speakers(), limit, offset)
    return SpeakersPage(window=window, rows=_speakers(record, limit, offset))


def attributions(record: Record, filters: AttributionFilters, limit: int, offset: int) -> AttributionsPage:
    """Return a page of the list of attributions."""
    wanted = {"source": filters.source, "manner": filters.manner, "stance": filters.stance}
    total = record.count_attributions(**wanted)
    return AttributionsPage(
        filters=filters,
        window=_window(total, limit, offset),
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
            for row in record.attributions(**wanted, limit=limit, offset=offset)
        ),
    )


def copies(record: Record, limit: int, offset: int) -> CopiesPage:
    """Return groups of copies, the largest first."""
    return CopiesPage(
        window=_window(record.count_copy_groups(), limit, offset),
        groups=tuple(
            CopyGroupView(size=len(group.reports), members=_members(group))
            for group in record.copies(limit=limit, offset=offset)
        ),
    )


def failures(record: Record, limit: int, offset: int) -> FailuresPage:
    """Return the documents that could not be read."""
    stages = _tallies(record.count_failures())
    return FailuresPage(
        window=_window(sum(stage.count for stage in stages), limit, offset),
        stages=stages,
        rows=tuple(
            FailureLine(uri=row.uri, stage=row.stage, reason=row.reason, sha256=row.sha256, failed_at=row.failed_at)
            for row in record.failures(limit=limit, offset=offset)
        ),
    )


def _window(total: int, limit: int, offset: int) -> Window:
    return Window(total=total, limit=limit, offset=offset, more=offset + limit < total)


def _tallies(rows: Iterable[TallyRow]) -> tuple[Tally, ...]:
    return tuple(Tally(name=row.name, count=row.count) for row in rows)


def _choices(rows: Iterable[TallyRow], chosen: str | None) -> tuple[Tally, ...]:
    """Return what can be chosen; what is chosen stays among it where nothing is like that."""
    found = _tallies(rows)
    if chosen is None or any(row.name == chosen for row in found):
        return found
    return (*found, Tally(name=chosen, count=0))


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


def _speakers(record: Record, limit: int, offset: int = 0) -> tuple[SpeakerLine, ...]:
    return tuple(
        SpeakerLine(name=row.name, attributions=row.attributions, reports=row.reports)
        for row in record.speakers(limit, offset)
    )


def _original(record: Record, sha256: str) -> Original | None:
    try:
        return record.original(sha256)
    except UnknownReportError:
        return None


def _members(group: CopyGroup) -> tuple[CopyLine, ...]:
    """Return members of a group, the first with no likeness, the others with theirs to the first, the most alike."""
    first = next(member for member in group.reports if member.id == group.first)
    return (_copy_line(first, None), *_compared(group, group.first)[: MEMBERS_SHOWN - 1])


def _compared(group: CopyGroup, report_id: str) -> tuple[CopyLine, ...]:
    """Return the other members of a group with their likeness to the report, the most alike first."""
    pairs = {
        (pair.report_b if pair.report_a == report_id else pair.report_a): pair
        for pair in group.pairs
        if report_id in (pair.report_a, pair.report_b)
    }
    lines = [_copy_line(member, pairs.get(member.id)) for member in group.reports if member.id != report_id]
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
