"""What the record answers with: typed rows, and immutable sequences of them that turn into Arrow and pandas tables."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import msgspec

from sayso.core.errors import UsageError
from sayso.core.span import Span

if TYPE_CHECKING:
    import pandas
    import pyarrow


class RunRow(msgspec.Struct, frozen=True, kw_only=True):
    """One run of the program over some input.

    Attributes:
        id: The run's id; derived rows carry it.
        command: The verb, e.g. `read`.
        sayso_version: Version of sayso.
        components: Reading components with version and settings, as JSON.
        settings: Limits and options, as JSON.
        started_at: ISO 8601, UTC.
        finished_at: ISO 8601, UTC; null where the run was killed or still goes on.
        counts: What it counted at its end, as JSON; null until then.
    """

    id: str
    command: str
    sayso_version: str
    components: str
    settings: str
    started_at: str
    finished_at: str | None
    counts: str | None


class ReportRow(msgspec.Struct, frozen=True, kw_only=True):
    """One report without its text.

    Attributes:
        id: Stable id.
        external_id: The user's own id.
        uri: Its address.
        outlet: Outlet.
        title: Headline.
        byline: Author line.
        published: Publication date, ISO 8601, as exact as known.
        published_status: How the date was reached.
        language: ISO 639-1.
        characters: Length of the text in code points.
        sha256: Of the text.
        original_sha256: Of the original bytes.
        item: Place in the original, from 0.
        extractor: What extracted the text.
        reader: Name and version of the reader.
        not_read: Why it was kept but not read; null if it was read.
        attributions: Number of attributions read from it.
        events: Number of events read from it.
        stored_at: When it came into the record, ISO 8601, UTC.
        run_id: The run that extracted it.
    """

    id: str
    external_id: str | None
    uri: str
    outlet: str | None
    title: str | None
    byline: str | None
    published: str | None
    published_status: str
    language: str | None
    characters: int
    sha256: str
    original_sha256: str
    item: int
    extractor: str
    reader: str
    not_read: str | None
    attributions: int
    events: int
    stored_at: str
    run_id: str


class AttributionRow(msgspec.Struct, frozen=True, kw_only=True):
    """One attribution beside the report it was read from.

    Offsets are code points of the report's text.

    Attributes:
        report: Report id.
        external_id: The user's own id for the report.
        title: Headline of the report.
        outlet: Outlet of the report.
        published: Publication date of the report.
        id: Id of the attribution within the report.
        source: Words that name the source; null where the report names nobody.
        source_start: Offset of the source.
        source_end: Offset after the source.
        source_entity: Id of the entity that the source mentions.
        cue: Words that attribute.
        cue_start: Offset of the cue.
        cue_end: Offset after the cue.
        content: What is said; pieces joined by " … ".
        spans: The pieces of the content with their offsets.
        manner: `direct`, `indirect` or `mixed`.
        stance: What the source does by saying it.
        within: Id of the attribution whose content holds this one.
        confidence: Probability that source, cue and content are right.
        run_id: The run that read it.
    """

    report: str
    external_id: str | None
    title: str | None
    outlet: str | None
    published: str | None
    id: str
    source: str | None
    source_start: int | None
    source_end: int | None
    source_entity: str | None
    cue: str | None
    cue_start: int | None
    cue_end: int | None
    content: str
    spans: tuple[Span, ...]
    manner: str
    stance: str
    within: str | None
    confidence: float
    run_id: str


class FailureRow(msgspec.Struct, frozen=True, kw_only=True):
    """One document that could not be read: where, at which stage, why, and in which run (time ISO 8601, UTC)."""

    uri: str
    stage: str
    reason: str
    sha256: str | None
    failed_at: str
    run_id: str


class SpeakerRow(msgspec.Struct, frozen=True, kw_only=True):
    """A source of attributions, by its words alone (nothing is resolved).

    Attributes:
        name: The words, in the form that is written most often.
        folded: The same without letter case and punctuation at word edges; what was counted.
        attributions: How many attributions it is the source of.
        reports: In how many reports.
    """

    name: str
    folded: str
    attributions: int
    reports: int


class TallyRow(msgspec.Struct, frozen=True, kw_only=True):
    """How many there are of a value; `name` is null for those that have none."""

    name: str | None
    count: int


class SearchHit(msgspec.Struct, frozen=True, kw_only=True):
    """One report that a search found.

    Attributes:
        report: Report id.
        external_id: The user's own id.
        title: Headline.
        outlet: Outlet.
        published: Publication date.
        language: ISO 639-1.
        score: Higher is better; comparable within one answer only, not a probability.
        snippet: A piece of the text around the best hits, exactly as it stands there.
        snippet_start: Offset of the snippet in the report's text, in code points.
        marks: Hits in `snippet`, half-open `(start, end)` in code points of the snippet.
        title_marks: Hits in `title`, likewise.
    """

    report: str
    external_id: str | None
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    score: float
    snippet: str
    snippet_start: int
    marks: tuple[tuple[int, int], ...]
    title_marks: tuple[tuple[int, int], ...]


class CopyMember(msgspec.Struct, frozen=True, kw_only=True):
    """One report of a group of copies; `characters` is the length of its text in code points."""

    id: str
    title: str | None
    outlet: str | None
    published: str | None
    characters: int


class CopyPair(msgspec.Struct, frozen=True, kw_only=True):
    """Two reports whose texts were compared and found to be copies.

    Attributes:
        report_a: Id of one report, the lesser.
        report_b: Id of the other.
        jaccard: Jaccard similarity of their shingles, 0 to 1.
        containment: Share of the shorter one's shingles that the longer one has, 0 to 1.
    """

    report_a: str
    report_b: str
    jaccard: float
    containment: float


class CopyGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Reports that are copies of each other, directly or by way of others.

    Attributes:
        first: Id of the one published earliest, else read first.
        reports: All of them, the first one first.
        pairs: Every pair that was found to be copies, with its similarity.
    """

    first: str
    reports: tuple[CopyMember, ...]
    pairs: tuple[CopyPair, ...]


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What the record holds, in numbers.

    Attributes:
        reports: Reports in all.
        read: Reports that were read.
        not_read: Reports that were kept but not read, by reason.
        originals: Different originals.
        arrivals: Places where originals were found.
        failures: Documents that could not be read.
        copy_groups: Groups of copies.
        copied_reports: Reports in those groups.
        attributions: Attributions.
        events: Events.
        outlets: Different outlets.
        languages: Different languages.
        by_language: Reports by ISO 639-1 code; those without one under the empty string.
        published_from: Earliest publication date, ISO 8601.
        published_to: Latest publication date, ISO 8601.
    """

    reports: int
    read: int
    not_read: dict[str, int]
    originals: int
    arrivals: int
    failures: int
    copy_groups: int
    copied_reports: int
    attributions: int
    events: int
    outlets: int
    languages: int
    by_language: dict[str, int]
    published_from: str | None
    published_to: str | None


RowType = TypeVar("RowType", bound=msgspec.Struct, covariant=True)


class Rows(Sequence[RowType], Generic[RowType]):
    """An immutable sequence of rows of one type.

    >>> rows = Rows(CopyMember, [CopyMember(id="r-1", title=None, outlet="x.example", published=None, characters=9)])
    >>> len(rows), rows[0].id, rows.to_arrow().column_names[:2]
    (1, 'r-1', ['id', 'title'])
    """

    __slots__ = ("_row_type", "_rows")

    def __init__(self, row_type: type[RowType], rows: Iterable[RowType]) -> None:
        self._row_type = row_type
        self._rows = tuple(rows)

    @overload
    def __getitem__(self, index: int) -> RowType: ...
    @overload
    def __getitem__(self, index: slice) -> "Rows[RowType]": ...
    def __getitem__(self, index: int | slice) -> "RowType | Rows[RowType]":
        if isinstance(index, slice):
            return Rows(self._row_type, self._rows[index])
        return self._rows[index]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[RowType]:
        return iter(self._rows)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and self._row_type is other._row_type and self._rows == other._rows

    def __hash__(self) -> int:
        return hash((self._row_type, self._rows))

    def __repr__(self) -> str:
        return f"<{len(self)} {self._row_type.__name__} rows>"

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the rows as plain dicts; spans and the like in them are dicts too, sequences tuples."""
        return [msgspec.to_builtins(row) for row in self._rows]

    def to_arrow(self) -> "pyarrow.Table":
        """Return the rows as an Arrow table whose column types are those of the row type."""
        from sayso.record.arrow import arrow_rows

        return arrow_rows(self._row_type, self.to_dicts())

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the rows as a pandas DataFrame.

        Raises:
            UsageError: pandas is not installed.
        """
        try:
            import pandas  # noqa: F401 (Arrow needs it, its own message names no way out)
        except ImportError as error:
            raise UsageError("pandas is not installed: pip install 'sayso[pandas]', or use .to_arrow()") from error
        return self.to_arrow().to_pandas()
