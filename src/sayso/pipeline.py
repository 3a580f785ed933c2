"""Where the rooms are joined: documents are found, worked on and written to the record."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal

import msgspec

from sayso import __version__
from sayso.core.errors import GroundingError, UnknownReportError, UsageError
from sayso.core.original import Failure, Given, Original
from sayso.core.provenance import RunSettings
from sayso.core.reading import Reading
from sayso.engine.protocol import Engine, Item, Known
from sayso.engine.work import Result, Work, Worker
from sayso.ingest.copies import compare
from sayso.ingest.dates import read_stated
from sayso.ingest.extract import extract
from sayso.ingest.find import FindOptions, find
from sayso.ingest.limits import Limits

if TYPE_CHECKING:
    from sayso.record import Record

OutcomeKind = Literal["read", "not read", "known", "failed"]


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one document.

    Attributes:
        uri: Where it was found.
        kind: `read`; `not read` (kept, but in a language that is not read); `known` (these bytes were read
            before); `failed`.
        readings: What was read from it, one Reading per report.
        report_ids: For known bytes, the reports that the record holds of them.
        failure: Why it failed.
    """

    uri: str
    kind: OutcomeKind
    readings: tuple[Reading, ...] = ()
    report_ids: tuple[str, ...] = ()
    failure: Failure | None = None


class ReadJob(msgspec.Struct, frozen=True, kw_only=True):
    """What to read.

    Attributes:
        paths: Files, folders, `-` for standard input.
        options: How documents are found and what is said of all of them.
        again: Extract and read known bytes anew.
    """

    paths: tuple[Path | str, ...]
    options: FindOptions = FindOptions()
    again: bool = False


def check_date(value: str | None) -> None:
    """Refuse a publication date that a person gave and that does not name one day, month or year.

    Raises:
        UsageError: It is no date, lacks its year, or may be read in two ways.
    """
    if value is None:
        return
    written = read_stated(value)
    if written is None or not written.has_year:
        raise UsageError(f"the publication date {value!r} is not a date with its year; write it as 2021-08-25")
    if len(written.readings) > 1:
        either = " or ".join(written.readings)
        raise UsageError(f"the publication date {value!r} may be {either}; write it as one of these")


def read_text(text: str, given: Given, worker: Worker, limits: Limits, *, as_is: bool) -> Reading:
    """Return the Reading of one text that the caller holds.

    Raises:
        IngestError: There is nothing to read in it, or a limit was reached.
        GroundingError: The text is not valid Unicode.
        UsageError: The publication date is none.
    """
    check_date(given.published)
    content = text.encode(errors="surrogatepass")
    original = Original.of("text:", content, media_type="text/plain", given=given, as_is=as_is)
    (report,) = extract(original, limits)
    return worker.reader.read(report)


def read_without_record(
    job: ReadJob, engine: Engine, limits: Limits, stdin: BinaryIO, skipped: Counter[str] | None = None
) -> Iterator[Outcome]:
    """Read documents and keep nothing. Yields one outcome per document, in input order.

    `skipped` counts what was passed over, by kind.
    """
    for item, result in engine.run(find(job.paths, job.options, limits, stdin, skipped=skipped)):
        yield _outcome(item, result)


class RecordedRun:
    """A run that writes to a record.

    Each report is written in one transaction as soon as it is read, so that a killed run loses at most the reports
    in hand, and the same command goes on where it stopped.
    """

    def __init__(self, record: "Record", engine: Engine, worker: Worker, limits: Limits) -> None:
        self._record = record
        self._engine = engine
        self._reader = worker.reader
        self._limits = limits
        self._run_id = ""
        self._in_hand: set[tuple[str, bool]] = set()

    def read(self, job: ReadJob, stdin: BinaryIO, skipped: Counter[str] | None = None) -> Iterator[Outcome]:
        """Read documents into the record, yielding one outcome per document, in input order.

        `skipped` counts what was passed over, by kind.
        """
        self._begin("read", {"options": msgspec.to_builtins(job.options), "again": job.again})
        found = find(job.paths, job.options, self._limits, stdin, skipped=skipped)
        yield from self._counted(
            self._store(item, result, again=job.again)
            for item, result in self._engine.run(self._new(found, again=job.again))
        )

    def reread(self) -> Iterator[Outcome]:
        """Read again, from their frozen texts, the reports that another reader (or an older version) read."""
        self._begin("reread", {})
        stale = (report for report in self._record.reports_not_read_by(self._reader.identity))
        yield from self._counted(self._replace(item, result) for item, result in self._engine.run(stale))

    def with_known_readings(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        """Yield the outcomes, those of known bytes with the readings that the record holds."""
        for outcome in outcomes:
            readings = outcome.readings or tuple(self._record.reading(each) for each in outcome.report_ids)
            yield msgspec.structs.replace(outcome, readings=readings)

    def _begin(self, command: str, settings: dict[str, Any]) -> None:
        self._run_id = self._record.begin_run(
            RunSettings(
                command=command,
                sayso_version=__version__,
                components=self._reader.components,
                settings={"limits": msgspec.to_builtins(self._limits), **settings},
            )
        )

    def _counted(self, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
        counts: Counter[str] = Counter()
        for outcome in outcomes:
            counts[outcome.kind] += 1
            yield outcome
        self._record.finish_run(self._run_id, dict(counts))

    def _new(self, found: Iterable[Original | Failure], *, again: bool) -> Iterator[Item]:
        """Set apart the originals that need no work: read before, or twins of one now in hand."""
        for item in found:
            if isinstance(item, Failure):
                yield item
                continue
            bytes_read = (item.sha256, item.as_is)
            if bytes_read in self._in_hand or (not again and self._record.is_read(item) is not None):
                yield Known(original=item)
            else:
                self._in_hand.add(bytes_read)
                yield item

    def _store(self, item: Item, result: Result, *, again: bool) -> Outcome:
        if isinstance(item, Known):
            return self._store_known(item.original)
        if isinstance(result, Failure) or not isinstance(item, Original):
            return self._fail(_outcome(item, result))
        try:
            for number, work in enumerate(result, start=1):
                self._put(item, work, last=number == len(result), again=again)
        except GroundingError as error:
            reason = Failure(uri=item.uri, stage="store", reason=str(error), sha256=item.sha256)
            return self._fail(Outcome(uri=item.uri, kind="failed", failure=reason))
        return _outcome(item, result)

    def _put(self, original: Original, work: Work, *, last: bool, again: bool) -> None:
        if again:
            try:
                self._record.replace_report(original, work.reading, work.copy_keys, compare, self._run_id, last=last)
            except UnknownReportError:
                pass  # new to the record
            else:
                return
        self._record.add_report(original, work.reading, work.copy_keys, compare, self._run_id, last=last)

    def _store_known(self, original: Original) -> Outcome:
        ids = self._record.is_read(original)
        if ids is None:  # its twin in this run failed
            reason = "the same bytes, found elsewhere in this run, could not be read"
            twin = Failure(uri=original.uri, stage="extract", reason=reason, sha256=original.sha256)
            return self._fail(Outcome(uri=original.uri, kind="failed", failure=twin))
        self._record.add_arrival(original, self._run_id)
        return Outcome(uri=original.uri, kind="known", report_ids=ids)

    def _replace(self, item: Item, result: Result) -> Outcome:
        outcome = _outcome(item, result)
        for reading in outcome.readings:
            self._record.replace_reading(reading, self._run_id)
        return outcome if outcome.failure is None else self._fail(outcome)

    def _fail(self, outcome: Outcome) -> Outcome:
        if outcome.failure is not None:
            self._record.add_failure(outcome.failure, self._run_id)
        return outcome


def _outcome(item: Item, result: Result) -> Outcome:
    uri = item.original.uri if isinstance(item, Known) else item.uri
    if isinstance(result, Failure):
        return Outcome(uri=uri, kind="failed", failure=result)
    readings = tuple(work.reading for work in result)
    kind: OutcomeKind = "not read" if all(reading.not_read for reading in readings) else "read"
    return Outcome(uri=uri, kind=kind, readings=readings)
