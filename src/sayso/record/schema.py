"""Tables of the record that hold what came in: runs, originals, reports, failures, copies.

The comments are the documentation: `docs/record.md` is generated from them.
"""

import sqlalchemy as sa

from sayso.record.columns import METADATA, WIDE_INTEGER, Json, Words, column, only_sqlite

ISO_TIME = "ISO 8601, UTC"
SHA256 = "SHA-256, hex"
DATE = "ISO 8601 date"


def run_column() -> "sa.Column[str]":
    """Return the column that says which run made a row."""
    return column("run_id", Words, "The run that made this row.", sa.ForeignKey("runs.id"))


runs = sa.Table(
    "runs",
    METADATA,
    column("id", Words, "Id of the run; derived rows carry it.", key=True),
    column("command", Words, "The verb, e.g. `read`."),
    column("sayso_version", Words, "Version of sayso that ran."),
    column("components", Json, "Every reading component in order, with its version and settings.", unit="JSON"),
    column("settings", Json, "Limits and options that shape the result.", unit="JSON"),
    column("started_at", Words, "When the run began.", unit=ISO_TIME),
    column("finished_at", Words, "When it ended; null where it was killed or still goes on.", unit=ISO_TIME, null=True),
    column("counts", Json, "What it counted at its end; null until then.", unit="JSON", null=True),
    comment="One row per run of the program: what it was asked to do and with what.",
)

originals = sa.Table(
    "originals",
    METADATA,
    column("sha256", Words, "SHA-256 of the bytes; the same bytes are kept once.", key=True, unit=SHA256),
    column("size_bytes", WIDE_INTEGER, "Size of the bytes before compression.", unit="bytes"),
    column("media_type", Words, "What they are, as told by their surroundings or found by sniffing.", null=True),
    column("as_is", sa.Boolean, "Whether the text was taken unchanged when these bytes were last read."),
    column("complete", sa.Boolean, "Whether every report of these bytes is in the record."),
    column("content", sa.LargeBinary, "The bytes as they came, compressed.", unit="zlib", exported=False),
    run_column(),
    comment="The bytes of every document as they came, before anything was made of them.",
)

arrivals = sa.Table(
    "arrivals",
    METADATA,
    column("id", Words, "SHA-256 of the original's SHA-256 and the address.", key=True, unit=SHA256),
    column(
        "original_sha256",
        Words,
        "The original that was found.",
        sa.ForeignKey("originals.sha256"),
        unit=SHA256,
    ),
    column("uri", Words, "Where it was found: path, member of a container, row of a table."),
    column("given", Json, "What its surroundings said about it: column values, headers, the user.", unit="JSON"),
    column("found_at", Words, "When it was first found there.", unit=ISO_TIME),
    run_column(),
    sa.Index(None, "original_sha256"),
    comment="Where originals were found: one row per original and place.",
)

reports = sa.Table(
    "reports",
    METADATA,
    column("key", WIDE_INTEGER, "Number made from the id (its SHA-256); row number of the full-text index.", key=True),
    column("id", Words, "Stable id, from the original's SHA-256 and the place in it."),
    column("external_id", Words, "The id that the user's own table gives it.", null=True),
    column("uri", Words, "The report's own address where one is stated, else where its bytes were read."),
    column("outlet", Words, "Name or domain of the outlet.", null=True),
    column("title", Words, "The headline.", null=True),
    column("section", Words, "The section of the outlet that it stood in.", null=True),
    column("byline", Words, "The author line.", null=True),
    column("published_value", Words, "Publication date as exactly as it is known; null if not.", unit=DATE, null=True),
    column("published_status", Words, "How the date was reached: stated, inferred, assumed, unresolved."),
    column("published_origin", Words, "Who states the date: metadata, text, user.", null=True),
    column("published_reason", Words, "Why the date is unresolved, or how it was inferred.", null=True),
    column("published_alternatives", Json, "Possible dates where the words are ambiguous.", unit="JSON list"),
    column("published_evidence", Json, "The words the date was read from, in a zone.", unit="JSON", null=True),
    column("language", Words, "Language of the text; null where it could not be told.", unit="ISO 639-1", null=True),
    column("sha256", Words, "SHA-256 of the text in UTF-8.", unit=SHA256),
    column(
        "original_sha256",
        Words,
        "The original that it was extracted from.",
        sa.ForeignKey("originals.sha256"),
        unit=SHA256,
    ),
    column("item", sa.Integer, "Place in the original, from 0, where that holds several reports."),
    column("extractor", Words, "Name and version of what extracted the text."),
    column("pages", Json, "Page numbers and the offsets where they begin, of a paged original.", unit="JSON list"),
    column("zones", Json, "Texts beside the body that can be pointed into: headline, section, ...", unit="JSON list"),
    column("characters", sa.Integer, "Length of the text.", unit="code points"),
    column("stored_at", Words, "When the report came into the record.", unit=ISO_TIME),
    run_column(),
    # Last, so that a listing of the other columns need not read through the texts.
    column("text", Words, "The body, frozen. Every offset of derived rows points into it."),
    sa.UniqueConstraint("id"),
    sa.Index(None, "original_sha256"),
    sa.Index(None, "sha256"),
    sa.Index(None, "external_id"),
    sa.Index(None, "published_value"),
    only_sqlite("published_value", "outlet", "language", "published_status", "id"),
    comment="One row per news report: its text and what is known of it.",
)

report_versions = sa.Table(
    "report_versions",
    METADATA,
    column("report_id", Words, "The report.", sa.ForeignKey("reports.id"), key=True),
    column("sha256", Words, "SHA-256 of the earlier text.", key=True, unit=SHA256),
    column("title", Words, "The headline as extracted then.", null=True),
    column("extractor", Words, "Name and version of what extracted it."),
    column("pages", Json, "Page numbers and the offsets where they begin.", unit="JSON list"),
    column("zones", Json, "Texts beside the body.", unit="JSON list"),
    column("replaced_at", Words, "When a new extraction took its place.", unit=ISO_TIME),
    run_column(),
    column("text", Words, "The earlier text; offsets that were taken in it point here, by its SHA-256."),
    sa.Index(None, "sha256"),
    comment="Earlier extractions of reports, kept so that offsets taken in them can still be followed.",
)

failures = sa.Table(
    "failures",
    METADATA,
    column("id", Words, "SHA-256 of address, stage and the bytes' SHA-256.", key=True, unit=SHA256),
    column("uri", Words, "The file, or the member of a container."),
    column("uri_sha256", Words, "SHA-256 of the address, to look it up by.", unit=SHA256),
    column("stage", Words, "Where it failed: find, open, extract, read or store."),
    column("reason", Words, "What went wrong, in words for a person."),
    column("sha256", Words, "SHA-256 of the bytes, where they could be had.", unit=SHA256, null=True),
    column("failed_at", Words, "When it last failed.", unit=ISO_TIME),
    run_column(),
    sa.Index(None, "uri_sha256"),
    comment="Documents that could not be read and why; a row goes when the document is read after all.",
)

copies = sa.Table(
    "copies",
    METADATA,
    column("report_a", Words, "One report; its id is the lesser of the two.", sa.ForeignKey("reports.id"), key=True),
    column("report_b", Words, "The other report.", sa.ForeignKey("reports.id"), key=True),
    column("jaccard", sa.Double, "Jaccard similarity of the two texts' shingles.", unit="0 to 1"),
    column("containment", sa.Double, "Share of the lesser text's shingles that the other has.", unit="0 to 1"),
    run_column(),
    sa.Index(None, "report_b"),
    comment="Pairs of reports whose texts were compared and are copies; groups are the connected components.",
    sqlite_with_rowid=False,
)

copy_keys = sa.Table(
    "copy_keys",
    METADATA,
    column("key", WIDE_INTEGER, "A key of the report's text; texts that are alike share keys.", key=True),
    column("report_id", Words, "The report.", sa.ForeignKey("reports.id"), key=True),
    run_column(),
    sa.Index(None, "report_id"),
    comment="Keys by which possible copies of a report are looked up before texts are compared.",
    sqlite_with_rowid=False,
)
