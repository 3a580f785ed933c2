"""The work on one document: bytes in, readings out. Pure, and the same wherever it runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import msgspec

from sayso.core.errors import GroundingError, IngestError, ReadingError, SaysoError
from sayso.core.original import Failure, Original
from sayso.core.reading import Reading
from sayso.core.report import Report
from sayso.ingest.copies import copy_keys
from sayso.ingest.extract import extract
from sayso.ingest.limits import Limits
from sayso.reading.reader import Reader, ReaderConfig, load_config
from sayso.reading.reader import prepare as prepare_reader


class WorkSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What every worker needs to know.

    Attributes:
        limits: Bounds on one document.
        reader_config: Path of a reader configuration; null for the bundled one.
        copy_keys: Whether keys of near copies are wanted, as they are for a record.
    """

    limits: Limits = Limits()
    reader_config: str | None = None
    copy_keys: bool = True


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """One report's reading, with the keys under which near copies of its text are looked up."""

    reading: Reading
    copy_keys: tuple[int, ...]


Result: TypeAlias = tuple[Work, ...] | Failure


def prepare(settings: WorkSettings) -> None:
    """See to the data that workers with these settings need on this machine; see `sayso.reading.reader.prepare`.

    Raises:
        UsageError: The reader configuration is wrong, or the data cannot be had.
    """
    prepare_reader(_config(settings))


class Worker:
    """Does the work on one document after another.

    Raises:
        UsageError: The reader configuration is wrong.
    """

    def __init__(self, settings: WorkSettings) -> None:
        self.reader = Reader(_config(settings))
        self._limits = settings.limits
        self._copy_keys = copy_keys if settings.copy_keys else _no_keys

    def perform(self, item: Original | Report) -> Result:
        """Return what is read from `item`: an original (one or more reports), or a report extracted before."""
        if isinstance(item, Report):
            return self._attempt("read", item.uri, item.original_sha256, (item,))
        try:
            with _stage("extract"):
                reports = extract(item, self._limits)
        except (IngestError, GroundingError) as error:
            return Failure(uri=item.uri, stage="extract", reason=str(error), sha256=item.sha256)
        return self._attempt("read", item.uri, item.sha256, tuple(reports))

    def _attempt(self, stage: str, uri: str, sha256: str, reports: tuple[Report, ...]) -> Result:
        try:
            with _stage(stage):
                return tuple(
                    Work(reading=self.reader.read(each), copy_keys=self._copy_keys(each.text)) for each in reports
                )
        except (ReadingError, GroundingError) as error:
            return Failure(uri=uri, stage=stage, reason=str(error), sha256=sha256)


def unexpected(item: Original | Report, error: BaseException) -> Failure:
    """Return the failure row for an error that nobody foresaw, naming the stage it came from."""
    stage = next((note for note in getattr(error, "__notes__", ()) if note in ("extract", "read")), "extract")
    name = type(error).__name__
    reason = str(error) if isinstance(error, SaysoError) else f"unexpected {name}: {error}".rstrip(": ")
    return Failure(uri=item.uri, stage=stage, reason=reason, sha256=_sha256(item))


def _config(settings: WorkSettings) -> ReaderConfig:
    return load_config(None if settings.reader_config is None else Path(settings.reader_config))


def _no_keys(text: str) -> tuple[int, ...]:
    del text
    return ()


def _sha256(item: Original | Report) -> str:
    return item.sha256 if isinstance(item, Original) else item.original_sha256


@contextmanager
def _stage(name: str) -> Iterator[None]:
    """Note on any error that passes through in which stage it arose."""
    try:
        yield
    except BaseException as error:
        error.add_note(name)
        raise
