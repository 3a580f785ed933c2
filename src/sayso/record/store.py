"""The record: reports, what was read from them, and where each value comes from. SQLite or PostgreSQL."""

import secrets
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, Unpack

import msgspec
import sqlalchemy as sa

from sayso.core.errors import RecordError, UnknownReportError
from sayso.core.original import Failure, Original
from sayso.core.provenance import RunSettings
from sayso.core.reading import ReaderIdentity, Reading
from sayso.core.report import Report
from sayso.record import (
    copy_groups,
    counting,
    happening_filters,
    happening_lists,
    opening,
    queries,
    reading_schema,
    restore,
    schema,
    writing,
)
from sayso.record.checking import problems
from sayso.record.columns import METADATA
from sayso.record.copies import LikenessLike
from sayso.record.happening_rows import EventRow, StateRow, TellingRow
from sayso.record.rows import (
    AttributionRow,
    CopyGroup,
    FailureRow,
    ReportRow,
    Rows,
    RunRow,
    SearchHit,
    SpeakerRow,
    Summary,
    TallyRow,
)
from sayso.record.search import count_hits, search

if TYPE_CHECKING:
    import pyarrow

_BATCH = 100


def open_record(where: str | Path, *, create: bool = True) -> "Record":
    """Return the record at `where`, made if it is not there, its schema brought up to date.

    Args:
        where: Path of a file, `sqlite:///path`, or `postgresql://user@host/database`.
        create: Whether to make a record where there is none.

    Raises:
        RecordError: It cannot be opened, is not a record, is read-only, or was made by a newer sayso.
    """
    return Record(opening.connect(where, create=create))


class Record:
    """A record that is open. Threads may share it; writes of several processes wait for each other.

    Attributes:
        where: Path or address, without a password.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._writers = threading.Lock()
        self.where = opening.shown_address(engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Record {self.where}>"

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # Runs and writes

    def begin_run(self, settings: RunSettings) -> str:
        """Store that a run begins and return its id, which every row it makes carries."""
        run_id = f"run-{secrets.token_hex(8)}"
        row = {name: getattr(settings, name) for name in settings.__struct_fields__}
        with self._writing() as connection:
            connection.execute(sa.insert(schema.runs), {"id": run_id, **row, "started_at": writing.now()})
        return run_id

    def finish_run(self, run_id: str, counts: dict[str, int]) -> None:
        """Store that a run has ended and what it counted.

        Raises:
            RecordError: There is no such run.
        """
        update = sa.update(schema.runs).where(schema.runs.c.id == run_id)
        with self._writing() as connection:
            if connection.execute(update.values(finished_at=writing.now(), counts=counts)).rowcount == 0:
                raise RecordError(f"there is no run {run_id!r}")

    def add_arrival(self, original: Original, run_id: str) -> None:
        """Store that known bytes were also found at `original.uri`.

        Raises:
            RecordError: The record does not hold these bytes.
        """
        with self._writing() as connection:
            writing.keep_arrival(connection, original, run_id)
            writing.clear_failures(connection, original.uri)

    def add_report(
        self,
        original: Original,
        reading: Reading,
        copy_keys: Sequence[int],
        likeness: Callable[[str, str], LikenessLike | None],
        run_id: str,
        *,
        last: bool,
    ) -> None:
        """Store a report in one transaction: bytes, text, what was read, search index, copies.

        A report that is stored already stays as it is. Where its text is another (the same bytes read with the other
        `as_is`), the new one takes its place as with `replace_report`.

        Args:
            original: The bytes it was extracted from.
            reading: The report and what was read from it.
            copy_keys: Keys by which copies of it are looked up; integers of up to 64 bits.
            likeness: Compares two texts; null or not `copy` where they are no copies. The report with the lesser id
                comes first.
            run_id: The run.
            last: Whether this is the last report of its original.

        Raises:
            RecordError: It cannot be stored.
            GroundingError: A span is not in the text.
        """
        _check_origin(original, reading.report)
        with self._writing() as connection:
            writing.keep_original(connection, original, run_id)
            stored = writing.stored_text_sha256(connection, reading.report.id)
            if stored is None:
                writing.insert_report(connection, reading, copy_keys, likeness, run_id)
            elif stored != reading.report.sha256:
                writing.replace_report(connection, reading, copy_keys, likeness, run_id)
            if last:
                writing.mark_complete(connection, original)
            writing.clear_failures(connection, original.uri)

    def replace_reading(self, reading: Reading, run_id: str) -> None:
        """Put `reading` in the place of what was read from its report before; the report stays.

        Raises:
            UnknownReportError: There is no such report.
            GroundingError: The reading is of another text than the stored one.
        """
        with self._writing() as connection:
            writing.delete_reading(connection, reading.report.id)
            writing.insert_reading(connection, reading, run_id)

    def replace_report(
        self,
        original: Original,
        reading: Reading,
        copy_keys: Sequence[int],
        likeness: Callable[[str, str], LikenessLike | None],
        run_id: str,
        *,
        last: bool,
    ) -> None:
        """Put a new extraction of known bytes in the place of a report; the earlier text is kept as a version.

        Raises:
            UnknownReportError: There is no such report.
        """
        _check_origin(original, reading.report)
        with self._writing() as connection:
            writing.replace_report(connection, reading, copy_keys, likeness, run_id)
            writing.keep_arrival(connection, original, run_id)
            if last:
                writing.mark_complete(connection, original)
            writing.clear_failures(connection, original.uri)

    def add_failure(self, failure: Failure, run_id: str) -> None:
        """Store that a document could not be read; an earlier row for the same address, stage and bytes goes."""
        with self._writing() as connection:
            writing.put_failure(connection, failure, run_id)

    def clear_failure(self, uri: str) -> None:
        """Forget the failures of the document at `uri`: it was read after all."""
        with self._writing() as connection:
            writing.clear_failures(connection, uri)

    # Reports and readings

    def is_read(self, original: Original) -> tuple[str, ...] | None:
        """Return the ids of the reports of these very bytes if all of them are stored, else None."""
        originals, reports = schema.originals, schema.reports
        complete = sa.select(originals.c.sha256).where(
            originals.c.sha256 == original.sha256, originals.c.complete, originals.c.as_is == original.as_is
        )
        ids = sa.select(reports.c.id).where(reports.c.original_sha256 == original.sha256).order_by(reports.c.item)
        with self._reading() as connection:
            if connection.execute(complete).one_or_none() is None:
                return None
            return tuple(connection.scalars(ids))

    def report(self, report_id: str) -> Report:
        """Return a report by id, external id, or the unambiguous beginning of an id.

        Raises:
            UnknownReportError: There is none, or several.
        """
        reports = schema.reports
        with self._reading() as connection:
            found = queries.resolve(connection, report_id)
            return restore.report_of(
                connection.execute(sa.select(reports).where(reports.c.id == found)).mappings().one()
            )

    def reading(self, report_id: str) -> Reading:
        """Return what was read from a report, named as for `report`.

        Raises:
            UnknownReportError: There is none, or several.
        """
        with self._reading() as connection:
            return next(restore.readings_of(connection, [queries.resolve(connection, report_id)]))

    def readings(self) -> Iterator[Reading]:
        """Yield every Reading by report id, a hundred loaded at a time."""
        reports = schema.reports
        after = ""
        while True:
            with self._reading() as connection:
                ids = sa.select(reports.c.id).where(reports.c.id > after).order_by(reports.c.id).limit(_BATCH)
                batch = connection.scalars(ids).all()
                found = list(restore.readings_of(connection, batch))
            if not batch:
                return
            yield from found
            after = batch[-1]

    def reports_not_read_by(self, reader: ReaderIdentity) -> Iterator[Report]:
        """Yield, by id, the reports that another reader or another version of it read, a hundred loaded at a time.

        What is read anew between two reports takes no part; the reports that are left still come.
        """
        reports, readings = schema.reports, reading_schema.readings
        same = sa.and_(
            readings.c.reader_name == reader.name,
            readings.c.reader_version == reader.version,
            readings.c.model_sha256.is_not_distinct_from(reader.model_sha256),
        )
        stale = sa.select(reports).join(readings, readings.c.report_id == reports.c.id).where(sa.not_(same))
        after = ""
        while True:
            with self._reading() as connection:
                batch = stale.where(reports.c.id > after).order_by(reports.c.id).limit(_BATCH)
                found = [restore.report_of(row) for row in connection.execute(batch).mappings()]
            if not found:
                return
            yield from found
            after = found[-1].id

    def original(self, sha256: str) -> Original:
        """Return original bytes by their SHA-256, with the place where they were found first.

        Raises:
            UnknownReportError: The record does not hold them.
        """
        with self._reading() as connection:
            return restore.original_of(connection, sha256)

    def text(self, sha256: str) -> str:
        """Return the text, of a report or of an earlier version of one, with this SHA-256.

        Raises:
            UnknownReportError: The record holds no such text.
        """
        with self._reading() as connection:
            for table in (schema.reports, schema.report_versions):
                query = sa.select(table.c.text).where(table.c.sha256 == sha256).limit(1)
                found: str | None = connection.execute(query).scalar_one_or_none()
                if found is not None:
                    return found
        raise UnknownReportError(f"the record holds no text with SHA-256 {sha256!r}")

    # Listings

    def runs(self) -> Rows[RunRow]:
        """Return every run, oldest first."""
        with self._reading() as connection:
            return queries.list_runs(connection)

    def reports(
        self,
        *,
        outlet: str | None = None,
        language: str | None = None,
        published_from: str | None = None,
        published_to: str | None = None,
        read: bool | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Rows[ReportRow]:
        """Return reports, the latest published first, those without a date last.

        Args:
            outlet: Exactly this outlet.
            language: ISO 639-1 code.
            published_from: Earliest date, ISO 8601; a year or a month stands for all of it, on both sides.
            published_to: Latest date, likewise.
            read: Those that were read, or those that were kept but not read.
            limit: How many at most.
            offset: How many to pass over.
        """
        wanted = queries.ReportFilter(
            outlet=outlet, language=language, published_from=published_from, published_to=published_to, read=read
        )
        with self._reading() as connection:
            return queries.list_reports(connection, wanted, limit, offset)

    def count_reports(self, **wanted: Unpack[queries.ReportFilters]) -> int:
        """Return how many reports `reports` would list; the filters are the same."""
        with self._reading() as connection:
            return counting.count_reports(connection, queries.ReportFilter(**wanted))

    def tally(self, column: str, **wanted: Unpack[queries.ReportFilters]) -> Rows[TallyRow]:
        """Return how many reports have each value of a column, most first, those that have none last among equals.

        Args:
            column: `outlet`, `language`, `published`, `published_status`, `not_read` or `extractor`.
            wanted: The filters of `reports`.

        Raises:
            UsageError: Reports are not counted by that column.
        """
        with self._reading() as connection:
            return counting.tally(connection, column, queries.ReportFilter(**wanted))

    def attributions(
        self,
        *,
        report: str | None = None,
        source: str | None = None,
        stance: str | None = None,
        manner: str | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> Rows[AttributionRow]:
        """Return attributions by report, in order.

        Args:
            report: Of this report, named as for `report`.
            source: Whose source has these words next to each other; whole words, without regard to letter case, white
                space and punctuation at their edges.
            stance: With this stance.
            manner: `direct`, `indirect` or `mixed`.
            limit: How many at most.
            offset: How many to pass over.

        Raises:
            UnknownReportError: There is no such report.
        """
        wanted = queries.AttributionFilter(report=report, source=source, stance=stance, manner=manner)
        with self._reading() as connection:
            return queries.list_attributions(connection, wanted, limit, offset)

    def count_attributions(self, **wanted: Unpack[queries.AttributionFilters]) -> int:
        """Return how many attributions `attributions` would list; the filters are the same.

        Raises:
            UnknownReportError: There is no such report.
        """
        with self._reading() as connection:
            return counting.count_attributions(connection, queries.AttributionFilter(**wanted))

    def events(
        self, *, limit: int | None = None, offset: int = 0, **wanted: Unpack[happening_filters.EventFilters]
    ) -> Rows[EventRow]:
        """Return events, each with all its tellings, by report and place in the text.

        Those of which one telling meets all the filters. Words are compared as for the source of `attributions`.

        Args:
            limit: How many at most.
            offset: How many to pass over.
            wanted: `report`, named as for `report`; `type` and `mode` of PLOVER; `actor`, words for who does it or in
                the name of the entity; `place`, words for it or in its name, or a country (ISO 3166-1 alpha-2); `since`
                and `until`, first and last date, ISO 8601, a year or a month standing for all of it; `asserted`, only
                plain fact, of now, in the outlet's own voice; `min_confidence`, the least confidence.

        Raises:
            UnknownReportError: There is no such report.
            UsageError: There is no such type or mode, or a date is not one.
        """
        with self._reading() as connection:
            return happening_lists.list_events(connection, happening_filters.EventFilter(**wanted), limit, offset)

    def count_events(self, **wanted: Unpack[happening_filters.EventFilters]) -> int:
        """Return how many events `events` would list; the filters are the same."""
        with self._reading() as connection:
            return happening_lists.count_events(connection, happening_filters.EventFilter(**wanted))

    def tellings(
        self, *, limit: int | None = None, offset: int = 0, **wanted: Unpack[happening_filters.EventFilters]
    ) -> Rows[TellingRow]:
        """Return the tellings of events one by one, by report, in text order; the filters are those of `events`."""
        with self._reading() as connection:
            return happening_lists.list_tellings(connection, happening_filters.EventFilter(**wanted), limit, offset)

    def count_tellings(self, **wanted: Unpack[happening_filters.EventFilters]) -> int:
        """Return how many tellings `tellings` would list; the filters are the same."""
        with self._reading() as connection:
            return happening_lists.count_tellings(connection, happening_filters.EventFilter(**wanted))

    def states(
        self, *, limit: int | None = None, offset: int = 0, **wanted: Unpack[happening_filters.StateFilters]
    ) -> Rows[StateRow]:
        """Return states by report, in text order.

        Args:
            limit: How many at most.
            offset: How many to pass over.
            wanted: `report`, `place`, `since`, `until`, `asserted` and `min_confidence` as for `events`; `type`;
                `holder`, words for who has it.

        Raises:
            UnknownReportError: There is no such report.
            UsageError: There is no such type, or a date is not one.
        """
        with self._reading() as connection:
            return happening_lists.list_states(connection, happening_filters.StateFilter(**wanted), limit, offset)

    def count_states(self, **wanted: Unpack[happening_filters.StateFilters]) -> int:
        """Return how many states `states` would list; the filters are the same."""
        with self._reading() as connection:
            return happening_lists.count_states(connection, happening_filters.StateFilter(**wanted))

    def failures(self, *, limit: int | None = None, offset: int = 0) -> Rows[FailureRow]:
        """Return documents that could not be read, by address and stage."""
        with self._reading() as connection:
            return queries.list_failures(connection, limit, offset)

    def count_failures(self) -> Rows[TallyRow]:
        """Return how many documents failed at each stage, most first."""
        with self._reading() as connection:
            return counting.count_failures(connection)

    def copies(self, *, limit: int | None = None, offset: int = 0) -> list[CopyGroup]:
        """Return groups of reports that are copies of each other, the largest first."""
        with self._reading() as connection:
            return copy_groups.copy_groups(connection, limit, offset)

    def count_copy_groups(self) -> int:
        """Return how many groups of copies there are."""
        with self._reading() as connection:
            return len(copy_groups.group_sizes(connection))

    def copies_of(self, report_id: str) -> CopyGroup | None:
        """Return the group of copies that a report, named as for `report`, is in; None where it has no copies.

        Raises:
            UnknownReportError: There is no such report.
        """
        with self._reading() as connection:
            return copy_groups.group_of(connection, queries.resolve(connection, report_id))

    def count_copies(self, report_ids: Sequence[str]) -> dict[str, int]:
        """Return how many copies there are of each of these reports, given by full id; those without are left out."""
        with self._reading() as connection:
            return copy_groups.other_copies(connection, report_ids)

    def search(self, words: str, *, limit: int = 20, offset: int = 0) -> Rows[SearchHit]:
        """Return the reports whose headline or text has `words`, best first.

        Words are joined by AND; `"exact phrase"`, `-exclude` and `prefix*`. Every input is a valid search.
        """
        with self._reading() as connection:
            return search(connection, words, limit, offset)

    def count_hits(self, words: str) -> int:
        """Return how many reports `search` finds in all."""
        with self._reading() as connection:
            return count_hits(connection, words)

    def speakers(self, limit: int | None = 20, offset: int = 0) -> Rows[SpeakerRow]:
        """Return the sources of attributions by their words, those with most attributions first."""
        with self._reading() as connection:
            return queries.list_speakers(connection, limit, offset)

    def count_speakers(self) -> int:
        """Return how many different sources there are, by their words."""
        with self._reading() as connection:
            return counting.count_speakers(connection)

    def summary(self) -> Summary:
        """Return what the record holds, in numbers."""
        with self._reading() as connection:
            return counting.summarise(connection)

    def table_names(self) -> tuple[str, ...]:
        """Return the names of the tables, as `docs/record.md` describes them."""
        return tuple(sorted(METADATA.tables))

    def table(self, name: str) -> "pyarrow.Table":
        """Return a whole table, typed, by primary key; the bytes of originals are left out.

        Raises:
            RecordError: There is no such table.
        """
        from sayso.record.arrow import arrow_table

        if name not in METADATA.tables:
            raise RecordError(f"there is no table {name!r}; there are: {', '.join(self.table_names())}")
        with self._reading() as connection:
            return arrow_table(connection, METADATA.tables[name])

    def check(self) -> list[str]:
        """Return what is wrong with the record; an empty list means that it is sound.

        Looks at the database's own integrity, the SHA-256 of every text and original, and every span against its text.
        """
        try:
            with self._writing() as connection:
                return list(problems(connection))
        except RecordError as error:
            return [str(error)]

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        # Threads of this process queue here, so that none of them waits for the database by polling.
        with self._writers, self._errors(), self._engine.connect() as plain:
            connection = plain.execution_options(**{opening.WRITE: True})
            with connection.begin():
                yield connection

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with self._errors(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sa.exc.SQLAlchemyError, OverflowError, UnicodeError, msgspec.MsgspecError, zlib.error) as error:
            raise RecordError(f"the record {self.where}: {opening.reason_of(error)}") from error


def _check_origin(original: Original, report: Report) -> None:
    if report.original_sha256 != original.sha256:
        raise RecordError(f"report {report.id} was not extracted from the bytes of {original.uri}")
