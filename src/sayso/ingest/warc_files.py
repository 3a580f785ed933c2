"""Pages in WARC files (ISO 28500): response and resource records that hold HTML, text or PDF."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any, BinaryIO

from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParserException

from sayso.core.errors import LimitError, UnreadableError, UnsupportedError
from sayso.core.original import Failure, Given
from sayso.ingest.archives import printable
from sayso.ingest.limits import Limits, over
from sayso.ingest.sniff import DOCX, HTML, MAIL, PDF, TEXT
from sayso.ingest.streams import Budget, Expanding, Source, buffered

_READ_TYPES = frozenset(
    {HTML, TEXT, PDF, DOCX, MAIL, "application/xhtml+xml", "application/rss+xml", "application/atom+xml"}
)
_MOST_HEADER_BYTES = 1_000_000
_LINE_BYTES = 65_536
_SKIP_BYTES = 1_000_000


def warc_records(
    source: Source, stream: BinaryIO, budget: Budget, limits: Limits, skipped: Counter[str]
) -> Iterator[Source | Failure]:
    """Yield the pages in a WARC file as they come; each must be read before the next is asked for.

    Records that are no pages (requests, revisits, redirects and errors, images and scripts) are counted in `skipped`.

    Raises:
        UnreadableError: The file cannot be read on; records before were yielded.
    """
    guarded = _Guarded(stream, budget)
    loader = ArcWarcRecordLoader(verify_http=True, arc2warc=False)
    line = _next_line(guarded)
    number = 0
    while line is not None:
        number += 1
        uri = f"{source.uri}!/record/{number}"
        if number > limits.max_members:
            yield Failure(uri=source.uri, stage="open", reason=over("it has more records", "max_members", limits))
            return
        record = _parse(loader, guarded, line, number)
        if record.http_error is not None:
            yield Failure(uri=uri, stage="open", reason=record.http_error)
        elif record.skip is not None:
            skipped[record.skip] += 1
        else:
            yield _page(source, record, uri, budget, limits)
        record.skip_rest(number)
        line = _next_line(guarded)


class _Record:
    """One record: its headers as read, its body still in the stream."""

    def __init__(self, loader: ArcWarcRecordLoader, headers: Any, stream: "_Guarded") -> None:
        self.kind = headers.get_header("WARC-Type") or ""
        address = headers.get_header("WARC-Target-URI") or ""
        self.url = printable(address.strip("<>")) or None
        self.date = headers.get_header("WARC-Date")
        length = headers.get_header("Content-Length")
        if length is None or not length.strip().isdigit() or len(length) > 18:
            raise UnreadableError(f"the WARC file is corrupt: a record has the Content-Length {length!r}")
        self.body = _Body(stream, int(length))
        self.http: Any = None
        self.http_error: str | None = None
        self.content_type = headers.get_header("Content-Type") or ""
        if self.kind == "response" and address.strip("<>").startswith(("http:", "https:")):
            try:
                self.http = loader.http_parser.parse(self.body)
            except (StatusAndHeadersParserException, EOFError):
                self.http_error = "the record holds no HTTP response"
            else:
                self.content_type = self.http.get_header("Content-Type") or ""
        elif self.kind == "response":
            self.kind = "response that is not HTTP"

    @property
    def skip(self) -> str | None:
        """Why the record holds no page to read, or None."""
        if self.kind not in ("response", "resource"):
            return f"WARC {self.kind or 'record without type'}"
        if self.http is not None and not self.http.get_statuscode().startswith("2"):
            return f"WARC response {self.http.get_statuscode()}"
        bare = self.content_type.split(";")[0].strip().lower()
        return None if bare in _READ_TYPES or not bare else f"WARC {bare}"

    def skip_rest(self, number: int) -> None:
        """Read to the end of the body.

        Raises:
            UnreadableError: The file ends before it.
        """
        while self.body.read(_SKIP_BYTES):
            pass
        if self.body.left:
            raise UnreadableError(
                f"the WARC file is cut short: {self.body.left:,} bytes of record {number} are missing"
            )


def _parse(loader: ArcWarcRecordLoader, stream: "_Guarded", line: bytes, number: int) -> _Record:
    stream.begin_headers()
    try:
        headers = loader.warc_parser.parse(stream, line)
        return _Record(loader, headers, stream)
    except (StatusAndHeadersParserException, ArchiveLoadFailed, EOFError) as error:
        raise UnreadableError(f"the WARC file is corrupt: record {number} does not begin with WARC/1.x") from error
    finally:
        stream.end_headers()


def _page(source: Source, record: _Record, uri: str, budget: Budget, limits: Limits) -> Source:
    def open_page() -> BinaryIO:
        if record.body.left > limits.max_file_bytes:
            raise LimitError(over("the record is larger", "max_file_bytes", limits))
        stream: Any = record.body
        if record.http is not None and (record.http.get_header("Transfer-Encoding") or "").lower() == "chunked":
            stream = ChunkedDataReader(stream)
        encoding = ((record.http and record.http.get_header("Content-Encoding")) or "identity").strip().lower()
        if encoding in ("gzip", "x-gzip", "deflate"):
            return _expanded(stream, "deflate" if encoding == "deflate" else "gzip", budget, limits)
        if encoding not in ("identity", "none", "", "utf-8"):
            raise UnsupportedError(f"the page is in the HTTP content encoding {encoding!r}, which sayso does not read")
        return io.BytesIO(stream.read())

    given = Given(url=record.url, fetched_at=record.date)
    return Source(
        uri=uri,
        name="",
        open=open_page,
        depth=source.depth + 1,
        budget=budget,
        declared=record.content_type or None,
        document=True,
        given=given,
    )


def _expanded(stream: Any, kind: str, budget: Budget, limits: Limits) -> BinaryIO:
    content = stream.read()
    if kind == "gzip" and not content.startswith(b"\x1f\x8b"):
        return io.BytesIO(content)  # some crawlers unpack the page and keep the header
    return buffered(Expanding(io.BytesIO(content), kind, Budget(limits, budget)))


def _next_line(stream: "_Guarded") -> bytes | None:
    """Return the first line that is not blank, or None at the end."""
    stream.begin_headers()
    while True:
        line = stream.readline()
        if not line:
            return None
        if line.strip():
            return line


class _Guarded:
    """The stream below the records, which bounds what headers may take."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget
        self._left: int | None = _MOST_HEADER_BYTES

    def begin_headers(self) -> None:
        self._left = _MOST_HEADER_BYTES

    def end_headers(self) -> None:
        self._left = None

    def read(self, count: int) -> bytes:
        data = self._stream.read(count)
        self._budget.packed_bytes += len(data)
        return data

    def readline(self, count: int | None = None) -> bytes:
        most = _LINE_BYTES if count is None else min(count, _LINE_BYTES)
        line = self._stream.readline(most)
        self._budget.packed_bytes += len(line)
        if self._left is not None:
            self._left -= len(line)
            if self._left < 0 or (len(line) == _LINE_BYTES and count is None):
                raise UnreadableError("the WARC file is corrupt: headers without end")
        return line


class _Body:
    """The bytes of one record."""

    def __init__(self, stream: _Guarded, length: int) -> None:
        self._stream = stream
        self.left = length

    def read(self, count: int | None = None) -> bytes:
        wanted = self.left if count is None or count < 0 else min(count, self.left)
        data = self._stream.read(wanted) if wanted else b""
        self.left -= len(data)
        return data

    def readline(self, count: int | None = None) -> bytes:
        wanted = self.left if count is None or count < 0 else min(count, self.left)
        line = self._stream.readline(wanted) if wanted else b""
        self.left -= len(line)
        return line
