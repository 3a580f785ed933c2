"""First record: runs, originals, reports, readings, failures, copies, full-text search, views."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001_first_record"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
WIDE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    create_tables()
    dialect = op.get_bind().dialect.name
    for statement in SEARCH[dialect]:
        op.execute(statement)
    for name, query in VIEWS[dialect].items():
        # Straight to the driver: a colon in a query would be taken for a parameter.
        op.get_bind().exec_driver_sql(f"CREATE VIEW {name} AS {query}")


def downgrade() -> None:
    raise NotImplementedError("a record is never taken back to an earlier schema; keep a copy of it instead")


def create_tables() -> None:
    op.create_table(
        "runs",
        sa.Column("id", TEXT, autoincrement=False, nullable=False, comment="Id of the run; derived rows carry it."),
        sa.Column("command", TEXT, autoincrement=False, nullable=False, comment="The verb, e.g. `read`."),
        sa.Column("sayso_version", TEXT, autoincrement=False, nullable=False, comment="Version of sayso that ran."),
        sa.Column(
            "components",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="Every reading component in order, with its version and settings.",
        ),
        sa.Column(
            "settings", TEXT, autoincrement=False, nullable=False, comment="Limits and options that shape the result."
        ),
        sa.Column("started_at", TEXT, autoincrement=False, nullable=False, comment="When the run began."),
        sa.Column(
            "finished_at",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="When it ended; null where it was killed or still goes on.",
        ),
        sa.Column(
            "counts", TEXT, autoincrement=False, nullable=True, comment="What it counted at its end; null until then."
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        comment="One row per run of the program: what it was asked to do and with what.",
    )
    op.create_table(
        "failures",
        sa.Column(
            "id", TEXT, autoincrement=False, nullable=False, comment="SHA-256 of address, stage and the bytes' SHA-256."
        ),
        sa.Column("uri", TEXT, autoincrement=False, nullable=False, comment="The file, or the member of a container."),
        sa.Column(
            "uri_sha256", TEXT, autoincrement=False, nullable=False, comment="SHA-256 of the address, to look it up by."
        ),
        sa.Column(
            "stage",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="Where it failed: find, open, extract, read or store.",
        ),
        sa.Column(
            "reason", TEXT, autoincrement=False, nullable=False, comment="What went wrong, in words for a person."
        ),
        sa.Column(
            "sha256", TEXT, autoincrement=False, nullable=True, comment="SHA-256 of the bytes, where they could be had."
        ),
        sa.Column("failed_at", TEXT, autoincrement=False, nullable=False, comment="When it last failed."),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_failures_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failures")),
        comment="Documents that could not be read and why; a row goes when the document is read after all.",
    )
    op.create_index(op.f("ix_failures_uri_sha256"), "failures", ["uri_sha256"], unique=False)
    op.create_table(
        "originals",
        sa.Column(
            "sha256",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="SHA-256 of the bytes; the same bytes are kept once.",
        ),
        sa.Column(
            "size_bytes", WIDE, autoincrement=False, nullable=False, comment="Size of the bytes before compression."
        ),
        sa.Column(
            "media_type",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="What they are, as told by their surroundings or found by sniffing.",
        ),
        sa.Column(
            "as_is",
            sa.Boolean(),
            autoincrement=False,
            nullable=False,
            comment="Whether the text was taken unchanged when these bytes were last read.",
        ),
        sa.Column(
            "complete",
            sa.Boolean(),
            autoincrement=False,
            nullable=False,
            comment="Whether every report of these bytes is in the record.",
        ),
        sa.Column(
            "content",
            sa.LargeBinary(),
            autoincrement=False,
            nullable=False,
            comment="The bytes as they came, compressed.",
        ),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_originals_run_id")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_originals")),
        comment="The bytes of every document as they came, before anything was made of them.",
    )
    op.create_table(
        "arrivals",
        sa.Column(
            "id",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="SHA-256 of the original's SHA-256 and the address.",
        ),
        sa.Column("original_sha256", TEXT, autoincrement=False, nullable=False, comment="The original that was found."),
        sa.Column(
            "uri",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="Where it was found: path, member of a container, row of a table.",
        ),
        sa.Column(
            "given",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="What its surroundings said about it: column values, headers, the user.",
        ),
        sa.Column("found_at", TEXT, autoincrement=False, nullable=False, comment="When it was first found there."),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(["original_sha256"], ["originals.sha256"], name=op.f("fk_arrivals_original_sha256")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_arrivals_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrivals")),
        comment="Where originals were found: one row per original and place.",
    )
    op.create_index(op.f("ix_arrivals_original_sha256"), "arrivals", ["original_sha256"], unique=False)
    op.create_table(
        "reports",
        sa.Column(
            "key",
            WIDE,
            autoincrement=False,
            nullable=False,
            comment="Number made from the id (its SHA-256); row number of the full-text index.",
        ),
        sa.Column(
            "id",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="Stable id, from the original's SHA-256 and the place in it.",
        ),
        sa.Column(
            "external_id",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="The id that the user's own table gives it.",
        ),
        sa.Column(
            "uri",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="The report's own address where one is stated, else where its bytes were read.",
        ),
        sa.Column("outlet", TEXT, autoincrement=False, nullable=True, comment="Name or domain of the outlet."),
        sa.Column("title", TEXT, autoincrement=False, nullable=True, comment="The headline."),
        sa.Column(
            "section", TEXT, autoincrement=False, nullable=True, comment="The section of the outlet that it stood in."
        ),
        sa.Column("byline", TEXT, autoincrement=False, nullable=True, comment="The author line."),
        sa.Column(
            "published_value",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="Publication date as exactly as it is known; null if not.",
        ),
        sa.Column(
            "published_status",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="How the date was reached: stated, inferred, assumed, unresolved.",
        ),
        sa.Column(
            "published_origin",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="Who states the date: metadata, text, user.",
        ),
        sa.Column(
            "published_reason",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="Why the date is unresolved, or how it was inferred.",
        ),
        sa.Column(
            "published_alternatives",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="Possible dates where the words are ambiguous.",
        ),
        sa.Column(
            "published_evidence",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="The words the date was read from, in a zone.",
        ),
        sa.Column(
            "language",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="Language of the text; null where it could not be told.",
        ),
        sa.Column("sha256", TEXT, autoincrement=False, nullable=False, comment="SHA-256 of the text in UTF-8."),
        sa.Column(
            "original_sha256",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="The original that it was extracted from.",
        ),
        sa.Column(
            "item",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Place in the original, from 0, where that holds several reports.",
        ),
        sa.Column(
            "extractor",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="Name and version of what extracted the text.",
        ),
        sa.Column(
            "pages",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="Page numbers and the offsets where they begin, of a paged original.",
        ),
        sa.Column(
            "zones",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="Texts beside the body that can be pointed into: headline, section, ...",
        ),
        sa.Column("characters", sa.Integer(), autoincrement=False, nullable=False, comment="Length of the text."),
        sa.Column(
            "stored_at", TEXT, autoincrement=False, nullable=False, comment="When the report came into the record."
        ),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.Column(
            "text",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="The body, frozen. Every offset of derived rows points into it.",
        ),
        sa.ForeignKeyConstraint(["original_sha256"], ["originals.sha256"], name=op.f("fk_reports_original_sha256")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_reports_run_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reports")),
        sa.UniqueConstraint("id", name=op.f("uq_reports_id")),
        comment="One row per news report: its text and what is known of it.",
    )
    op.create_index(op.f("ix_reports_external_id"), "reports", ["external_id"], unique=False)
    op.create_index(op.f("ix_reports_original_sha256"), "reports", ["original_sha256"], unique=False)
    op.create_index(op.f("ix_reports_published_value"), "reports", ["published_value"], unique=False)
    op.create_index(op.f("ix_reports_sha256"), "reports", ["sha256"], unique=False)
    op.create_table(
        "copies",
        sa.Column(
            "report_a",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="One report; its id is the lesser of the two.",
        ),
        sa.Column("report_b", TEXT, autoincrement=False, nullable=False, comment="The other report."),
        sa.Column(
            "jaccard",
            sa.Double(),
            autoincrement=False,
            nullable=False,
            comment="Jaccard similarity of the two texts' shingles.",
        ),
        sa.Column(
            "containment",
            sa.Double(),
            autoincrement=False,
            nullable=False,
            comment="Share of the lesser text's shingles that the other has.",
        ),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(["report_a"], ["reports.id"], name=op.f("fk_copies_report_a")),
        sa.ForeignKeyConstraint(["report_b"], ["reports.id"], name=op.f("fk_copies_report_b")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_copies_run_id")),
        sa.PrimaryKeyConstraint("report_a", "report_b", name=op.f("pk_copies")),
        comment="Pairs of reports whose texts were compared and are copies; groups are the connected components.",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_copies_report_b"), "copies", ["report_b"], unique=False)
    op.create_table(
        "copy_keys",
        sa.Column(
            "key",
            WIDE,
            autoincrement=False,
            nullable=False,
            comment="A key of the report's text; texts that are alike share keys.",
        ),
        sa.Column("report_id", TEXT, autoincrement=False, nullable=False, comment="The report."),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_copy_keys_report_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_copy_keys_run_id")),
        sa.PrimaryKeyConstraint("key", "report_id", name=op.f("pk_copy_keys")),
        comment="Keys by which possible copies of a report are looked up before texts are compared.",
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_copy_keys_report_id"), "copy_keys", ["report_id"], unique=False)
    op.create_table(
        "readings",
        sa.Column("report_id", TEXT, autoincrement=False, nullable=False, comment="The report that was read."),
        sa.Column(
            "reader_name", TEXT, autoincrement=False, nullable=False, comment="Name of the reader configuration."
        ),
        sa.Column(
            "reader_version",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="Its version: changes with any component or setting.",
        ),
        sa.Column(
            "model_sha256",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="SHA-256 of the model weights; null for rules alone.",
        ),
        sa.Column(
            "not_read",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="Why the report was kept but not read, e.g. `language pt`; null if read.",
        ),
        sa.Column(
            "text_sha256",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="SHA-256 of the text that the offsets point into.",
        ),
        sa.Column("read_at", TEXT, autoincrement=False, nullable=False, comment="When it was read."),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_readings_report_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_readings_run_id")),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_readings")),
        comment="One row per report: which reader read it, or why it was not read.",
    )
    op.create_index(op.f("ix_readings_not_read"), "readings", ["not_read"], unique=False)
    op.create_table(
        "report_versions",
        sa.Column("report_id", TEXT, autoincrement=False, nullable=False, comment="The report."),
        sa.Column("sha256", TEXT, autoincrement=False, nullable=False, comment="SHA-256 of the earlier text."),
        sa.Column("title", TEXT, autoincrement=False, nullable=True, comment="The headline as extracted then."),
        sa.Column(
            "extractor", TEXT, autoincrement=False, nullable=False, comment="Name and version of what extracted it."
        ),
        sa.Column(
            "pages", TEXT, autoincrement=False, nullable=False, comment="Page numbers and the offsets where they begin."
        ),
        sa.Column("zones", TEXT, autoincrement=False, nullable=False, comment="Texts beside the body."),
        sa.Column(
            "replaced_at", TEXT, autoincrement=False, nullable=False, comment="When a new extraction took its place."
        ),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.Column(
            "text",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="The earlier text; offsets that were taken in it point here, by its SHA-256.",
        ),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_report_versions_report_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_report_versions_run_id")),
        sa.PrimaryKeyConstraint("report_id", "sha256", name=op.f("pk_report_versions")),
        comment="Earlier extractions of reports, kept so that offsets taken in them can still be followed.",
    )
    op.create_index(op.f("ix_report_versions_sha256"), "report_versions", ["sha256"], unique=False)
    op.create_table(
        "entities",
        sa.Column("report_id", TEXT, autoincrement=False, nullable=False, comment="The report."),
        sa.Column(
            "id", TEXT, autoincrement=False, nullable=False, comment="Id of the entity, unique within the report."
        ),
        sa.Column(
            "position",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Place of the entity in the Reading, from 0.",
        ),
        sa.Column(
            "name",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="The fullest name mention, or the first nominal one.",
        ),
        sa.Column(
            "type",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="person, organization, group, place, facility, vehicle, weapon or other.",
        ),
        sa.Column("sectors", TEXT, autoincrement=False, nullable=False, comment="PLOVER sectors, most fitting first."),
        sa.Column("country", TEXT, autoincrement=False, nullable=True, comment="Country, where known."),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(["report_id"], ["readings.report_id"], name=op.f("fk_entities_report_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_entities_run_id")),
        sa.PrimaryKeyConstraint("report_id", "id", name=op.f("pk_entities")),
        comment="Somebody or something that a report speaks of.",
        info={"spans": ()},
        sqlite_with_rowid=False,
    )
    op.create_table(
        "places",
        sa.Column("report_id", TEXT, autoincrement=False, nullable=False, comment="The report."),
        sa.Column(
            "id", TEXT, autoincrement=False, nullable=False, comment="Id of the place, unique within the report."
        ),
        sa.Column(
            "position",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Place of the place in the Reading, from 0.",
        ),
        sa.Column(
            "start_offset",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset of the first code point of the mention of the place.",
        ),
        sa.Column(
            "end_offset",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset after the last code point of the mention of the place.",
        ),
        sa.Column(
            "text",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="The words of the mention of the place, exactly as the report's text has them.",
        ),
        sa.Column("name", TEXT, autoincrement=False, nullable=True, comment="Name of the place it resolves to."),
        sa.Column("latitude_deg", sa.Double(), autoincrement=False, nullable=True, comment="Latitude."),
        sa.Column("longitude_deg", sa.Double(), autoincrement=False, nullable=True, comment="Longitude."),
        sa.Column("geonames_id", sa.BigInteger(), autoincrement=False, nullable=True, comment="Its id in GeoNames."),
        sa.Column("country", TEXT, autoincrement=False, nullable=True, comment="Country."),
        sa.Column(
            "granularity",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="point, city, admin2, admin1, country or region.",
        ),
        sa.Column("form", TEXT, autoincrement=False, nullable=False, comment="name, demonym or relative."),
        sa.Column(
            "uncertainty_km",
            sa.Double(),
            autoincrement=False,
            nullable=True,
            comment="How far off the coordinates may be.",
        ),
        sa.Column(
            "status",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="How it was resolved: stated, inferred, assumed, unresolved.",
        ),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(["report_id"], ["readings.report_id"], name=op.f("fk_places_report_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_places_run_id")),
        sa.PrimaryKeyConstraint("report_id", "id", name=op.f("pk_places")),
        comment="Mentions of places, resolved where they could be.",
        info={"spans": ("",)},
        sqlite_with_rowid=False,
    )
    op.create_table(
        "times",
        sa.Column("report_id", TEXT, autoincrement=False, nullable=False, comment="The report."),
        sa.Column(
            "id",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="Id of the time expression, unique within the report.",
        ),
        sa.Column(
            "position",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Place of the time expression in the Reading, from 0.",
        ),
        sa.Column(
            "start_offset",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset of the first code point of the time expression.",
        ),
        sa.Column(
            "end_offset",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset after the last code point of the time expression.",
        ),
        sa.Column(
            "text",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="The words of the time expression, exactly as the report's text has them.",
        ),
        sa.Column("type", TEXT, autoincrement=False, nullable=False, comment="DATE, TIME, DURATION or SET."),
        sa.Column("value", TEXT, autoincrement=False, nullable=True, comment="TIMEX3 value; null where unresolved."),
        sa.Column(
            "status",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="How the value was reached: stated, inferred, assumed, unresolved.",
        ),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(["report_id"], ["readings.report_id"], name=op.f("fk_times_report_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_times_run_id")),
        sa.PrimaryKeyConstraint("report_id", "id", name=op.f("pk_times")),
        comment="Time expressions (TIMEX3, ISO 24617-1).",
        info={"spans": ("",)},
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attributions",
        sa.Column("report_id", TEXT, autoincrement=False, nullable=False, comment="The report."),
        sa.Column(
            "id", TEXT, autoincrement=False, nullable=False, comment="Id of the attribution, unique within the report."
        ),
        sa.Column(
            "position",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Place of the attribution in the Reading, from 0.",
        ),
        sa.Column(
            "source_start",
            sa.Integer(),
            autoincrement=False,
            nullable=True,
            comment="Offset of the first code point of the source; null where the report names nobody.",
        ),
        sa.Column(
            "source_end",
            sa.Integer(),
            autoincrement=False,
            nullable=True,
            comment="Offset after the last code point of the source; null where the report names nobody.",
        ),
        sa.Column(
            "source_text",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="The words of the source; null where the report names nobody, exactly as the report's text has them.",
        ),
        sa.Column(
            "source_folded",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="Words of the source, letter case and white space folded, to count by.",
        ),
        sa.Column(
            "source_entity_id",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="The entity that the source mentions, where known.",
        ),
        sa.Column(
            "cue_start",
            sa.Integer(),
            autoincrement=False,
            nullable=True,
            comment="Offset of the first code point of the cue; null for a quote without one.",
        ),
        sa.Column(
            "cue_end",
            sa.Integer(),
            autoincrement=False,
            nullable=True,
            comment="Offset after the last code point of the cue; null for a quote without one.",
        ),
        sa.Column(
            "cue_text",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="The words of the cue; null for a quote without one, exactly as the report's text has them.",
        ),
        sa.Column("manner", TEXT, autoincrement=False, nullable=False, comment="direct, indirect or mixed."),
        sa.Column(
            "stance",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="assert, deny, predict, demand, promise, threaten, ask, doubt or opine.",
        ),
        sa.Column(
            "within_id",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="The attribution whose content holds this one.",
        ),
        sa.Column(
            "confidence",
            sa.Double(),
            autoincrement=False,
            nullable=False,
            comment="Calibrated probability that source, cue and content are right.",
        ),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(
            ["report_id", "source_entity_id"],
            ["entities.report_id", "entities.id"],
            name=op.f("fk_attributions_report_id_source_entity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id", "within_id"],
            ["attributions.report_id", "attributions.id"],
            name=op.f("fk_attributions_report_id_within_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["report_id"], ["readings.report_id"], name=op.f("fk_attributions_report_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_attributions_run_id")),
        sa.PrimaryKeyConstraint("report_id", "id", name=op.f("pk_attributions")),
        comment="Somebody says something: source and cue here, the content in `contents`.",
        info={"spans": ("source", "cue")},
        sqlite_with_rowid=False,
    )
    op.create_table(
        "descriptions",
        sa.Column("report_id", TEXT, autoincrement=False, nullable=False, comment="The report."),
        sa.Column("entity_id", TEXT, autoincrement=False, nullable=False, comment="The entity."),
        sa.Column(
            "position",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Place among the entity's descriptions, from 0.",
        ),
        sa.Column(
            "start_offset",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset of the first code point of the description.",
        ),
        sa.Column(
            "end_offset",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset after the last code point of the description.",
        ),
        sa.Column(
            "text",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="The words of the description, exactly as the report's text has them.",
        ),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(
            ["report_id", "entity_id"],
            ["entities.report_id", "entities.id"],
            name=op.f("fk_descriptions_report_id_entity_id"),
        ),
        sa.ForeignKeyConstraint(["report_id"], ["readings.report_id"], name=op.f("fk_descriptions_report_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_descriptions_run_id")),
        sa.PrimaryKeyConstraint("report_id", "entity_id", "position", name=op.f("pk_descriptions")),
        comment="Spans that say what an entity is.",
        info={"spans": ("",)},
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mentions",
        sa.Column("report_id", TEXT, autoincrement=False, nullable=False, comment="The report."),
        sa.Column("entity_id", TEXT, autoincrement=False, nullable=False, comment="The entity."),
        sa.Column(
            "position",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Place among the entity's mentions, from 0.",
        ),
        sa.Column(
            "start_offset",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset of the first code point of the mention.",
        ),
        sa.Column(
            "end_offset",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset after the last code point of the mention.",
        ),
        sa.Column(
            "text",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="The words of the mention, exactly as the report's text has them.",
        ),
        sa.Column("form", TEXT, autoincrement=False, nullable=False, comment="name, nominal or pronoun."),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(
            ["report_id", "entity_id"],
            ["entities.report_id", "entities.id"],
            name=op.f("fk_mentions_report_id_entity_id"),
        ),
        sa.ForeignKeyConstraint(["report_id"], ["readings.report_id"], name=op.f("fk_mentions_report_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_mentions_run_id")),
        sa.PrimaryKeyConstraint("report_id", "entity_id", "position", name=op.f("pk_mentions")),
        comment="Every mention of every entity.",
        info={"spans": ("",)},
        sqlite_with_rowid=False,
    )
    op.create_table(
        "contents",
        sa.Column("report_id", TEXT, autoincrement=False, nullable=False, comment="The report."),
        sa.Column("attribution_id", TEXT, autoincrement=False, nullable=False, comment="The attribution."),
        sa.Column(
            "position",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Place among the spans of the content, from 0.",
        ),
        sa.Column(
            "start_offset",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset of the first code point of this piece of the content.",
        ),
        sa.Column(
            "end_offset",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset after the last code point of this piece of the content.",
        ),
        sa.Column(
            "text",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="The words of this piece of the content, exactly as the report's text has them.",
        ),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(
            ["report_id", "attribution_id"],
            ["attributions.report_id", "attributions.id"],
            name=op.f("fk_contents_report_id_attribution_id"),
        ),
        sa.ForeignKeyConstraint(["report_id"], ["readings.report_id"], name=op.f("fk_contents_report_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_contents_run_id")),
        sa.PrimaryKeyConstraint("report_id", "attribution_id", "position", name=op.f("pk_contents")),
        comment="What is said: one row per span of an attribution's content, quotation marks included.",
        info={"spans": ("",)},
        sqlite_with_rowid=False,
    )
    op.create_table(
        "events",
        sa.Column("report_id", TEXT, autoincrement=False, nullable=False, comment="The report."),
        sa.Column(
            "id", TEXT, autoincrement=False, nullable=False, comment="Id of the event, unique within the report."
        ),
        sa.Column(
            "position",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Place of the event in the Reading, from 0.",
        ),
        sa.Column("type", TEXT, autoincrement=False, nullable=False, comment="PLOVER event type."),
        sa.Column("modes", TEXT, autoincrement=False, nullable=False, comment="PLOVER modes."),
        sa.Column(
            "trigger_start",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset of the first code point of the trigger.",
        ),
        sa.Column(
            "trigger_end",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset after the last code point of the trigger.",
        ),
        sa.Column(
            "trigger_text",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="The words of the trigger, exactly as the report's text has them.",
        ),
        sa.Column("location_place_id", TEXT, autoincrement=False, nullable=True, comment="The place, in `places`."),
        sa.Column(
            "location_status",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="How the location was reached: stated, inferred, assumed, unresolved; null: no location.",
        ),
        sa.Column("date_value", TEXT, autoincrement=False, nullable=True, comment="When; null if unresolved."),
        sa.Column(
            "date_granularity",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="time, day, week, month, season, quarter, year, ...",
        ),
        sa.Column(
            "date_status",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="How the date was reached: stated, inferred, assumed, unresolved; null: no date.",
        ),
        sa.Column(
            "date_time_id",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="The time expression it comes from, in `times`.",
        ),
        sa.Column(
            "auxiliary",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="historical, future, hypothetical, negation.",
        ),
        sa.Column(
            "attribution_id",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="The attribution that tells of it; null: the outlet's own voice.",
        ),
        sa.Column(
            "confidence",
            sa.Double(),
            autoincrement=False,
            nullable=False,
            comment="Calibrated probability that the row is right.",
        ),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(
            ["report_id", "attribution_id"],
            ["attributions.report_id", "attributions.id"],
            name=op.f("fk_events_report_id_attribution_id"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id", "date_time_id"],
            ["times.report_id", "times.id"],
            name=op.f("fk_events_report_id_date_time_id"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id", "location_place_id"],
            ["places.report_id", "places.id"],
            name=op.f("fk_events_report_id_location_place_id"),
        ),
        sa.ForeignKeyConstraint(["report_id"], ["readings.report_id"], name=op.f("fk_events_report_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_events_run_id")),
        sa.PrimaryKeyConstraint("report_id", "id", name=op.f("pk_events")),
        comment="Somebody did something to somebody, by PLOVER's types and modes.",
        info={"spans": ("trigger",)},
        sqlite_with_rowid=False,
    )
    op.create_table(
        "states",
        sa.Column("report_id", TEXT, autoincrement=False, nullable=False, comment="The report."),
        sa.Column(
            "id", TEXT, autoincrement=False, nullable=False, comment="Id of the state, unique within the report."
        ),
        sa.Column(
            "position",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Place of the state in the Reading, from 0.",
        ),
        sa.Column(
            "type", TEXT, autoincrement=False, nullable=False, comment="control, stock, need, position or alliance."
        ),
        sa.Column(
            "holder_start",
            sa.Integer(),
            autoincrement=False,
            nullable=True,
            comment="Offset of the first code point of the holder.",
        ),
        sa.Column(
            "holder_end",
            sa.Integer(),
            autoincrement=False,
            nullable=True,
            comment="Offset after the last code point of the holder.",
        ),
        sa.Column(
            "holder_text",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="The words of the holder, exactly as the report's text has them.",
        ),
        sa.Column(
            "object_start",
            sa.Integer(),
            autoincrement=False,
            nullable=True,
            comment="Offset of the first code point of the object.",
        ),
        sa.Column(
            "object_end",
            sa.Integer(),
            autoincrement=False,
            nullable=True,
            comment="Offset after the last code point of the object.",
        ),
        sa.Column(
            "object_text",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="The words of the object, exactly as the report's text has them.",
        ),
        sa.Column(
            "trigger_start",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset of the first code point of the trigger.",
        ),
        sa.Column(
            "trigger_end",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset after the last code point of the trigger.",
        ),
        sa.Column(
            "trigger_text",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="The words of the trigger, exactly as the report's text has them.",
        ),
        sa.Column("location_place_id", TEXT, autoincrement=False, nullable=True, comment="The place, in `places`."),
        sa.Column(
            "location_status",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="How the location was reached: stated, inferred, assumed, unresolved; null: no location.",
        ),
        sa.Column("date_value", TEXT, autoincrement=False, nullable=True, comment="When; null if unresolved."),
        sa.Column(
            "date_granularity",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="time, day, week, month, season, quarter, year, ...",
        ),
        sa.Column(
            "date_status",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="How the date was reached: stated, inferred, assumed, unresolved; null: no date.",
        ),
        sa.Column(
            "date_time_id",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="The time expression it comes from, in `times`.",
        ),
        sa.Column(
            "auxiliary",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="historical, future, hypothetical, negation.",
        ),
        sa.Column(
            "attribution_id",
            TEXT,
            autoincrement=False,
            nullable=True,
            comment="The attribution that tells of it; null: the outlet's own voice.",
        ),
        sa.Column(
            "confidence",
            sa.Double(),
            autoincrement=False,
            nullable=False,
            comment="Calibrated probability that the row is right.",
        ),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(
            ["report_id", "attribution_id"],
            ["attributions.report_id", "attributions.id"],
            name=op.f("fk_states_report_id_attribution_id"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id", "date_time_id"],
            ["times.report_id", "times.id"],
            name=op.f("fk_states_report_id_date_time_id"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id", "location_place_id"],
            ["places.report_id", "places.id"],
            name=op.f("fk_states_report_id_location_place_id"),
        ),
        sa.ForeignKeyConstraint(["report_id"], ["readings.report_id"], name=op.f("fk_states_report_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_states_run_id")),
        sa.PrimaryKeyConstraint("report_id", "id", name=op.f("pk_states")),
        comment="What holds for a while: who controls what, what runs short, what is needed, who sides with whom.",
        info={"spans": ("holder", "object", "trigger")},
        sqlite_with_rowid=False,
    )
    op.create_table(
        "arguments",
        sa.Column("report_id", TEXT, autoincrement=False, nullable=False, comment="The report."),
        sa.Column("event_id", TEXT, autoincrement=False, nullable=False, comment="The event."),
        sa.Column(
            "position",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Place among the event's arguments, from 0.",
        ),
        sa.Column(
            "role",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="actor, recipient, location, date, instrument or casualty.",
        ),
        sa.Column(
            "start_offset",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset of the first code point of the argument.",
        ),
        sa.Column(
            "end_offset",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset after the last code point of the argument.",
        ),
        sa.Column(
            "text",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="The words of the argument, exactly as the report's text has them.",
        ),
        sa.Column(
            "entity_id", TEXT, autoincrement=False, nullable=True, comment="The entity that it mentions, where known."
        ),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(
            ["report_id", "entity_id"],
            ["entities.report_id", "entities.id"],
            name=op.f("fk_arguments_report_id_entity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["report_id", "event_id"], ["events.report_id", "events.id"], name=op.f("fk_arguments_report_id_event_id")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["readings.report_id"], name=op.f("fk_arguments_report_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_arguments_run_id")),
        sa.PrimaryKeyConstraint("report_id", "event_id", "position", name=op.f("pk_arguments")),
        comment="Participants and circumstances of events.",
        info={"spans": ("",)},
        sqlite_with_rowid=False,
    )
    op.create_table(
        "count_evidence",
        sa.Column("report_id", TEXT, autoincrement=False, nullable=False, comment="The report."),
        sa.Column("event_id", TEXT, autoincrement=False, nullable=False, comment="The event."),
        sa.Column("kind", TEXT, autoincrement=False, nullable=False, comment="fatalities or injuries."),
        sa.Column(
            "position",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Place among the pieces of evidence, from 0.",
        ),
        sa.Column(
            "start_offset",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset of the first code point of the evidence.",
        ),
        sa.Column(
            "end_offset",
            sa.Integer(),
            autoincrement=False,
            nullable=False,
            comment="Offset after the last code point of the evidence.",
        ),
        sa.Column(
            "text",
            TEXT,
            autoincrement=False,
            nullable=False,
            comment="The words of the evidence, exactly as the report's text has them.",
        ),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(
            ["report_id", "event_id"],
            ["events.report_id", "events.id"],
            name=op.f("fk_count_evidence_report_id_event_id"),
        ),
        sa.ForeignKeyConstraint(["report_id"], ["readings.report_id"], name=op.f("fk_count_evidence_report_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_count_evidence_run_id")),
        sa.PrimaryKeyConstraint("report_id", "event_id", "kind", "position", name=op.f("pk_count_evidence")),
        comment="The words that numbers of people were read from.",
        info={"spans": ("",)},
        sqlite_with_rowid=False,
    )
    op.create_table(
        "counts",
        sa.Column("report_id", TEXT, autoincrement=False, nullable=False, comment="The report."),
        sa.Column("event_id", TEXT, autoincrement=False, nullable=False, comment="The event."),
        sa.Column("kind", TEXT, autoincrement=False, nullable=False, comment="fatalities or injuries."),
        sa.Column("low", sa.BigInteger(), autoincrement=False, nullable=True, comment="Least number."),
        sa.Column("best", sa.BigInteger(), autoincrement=False, nullable=True, comment="Best number."),
        sa.Column("high", sa.BigInteger(), autoincrement=False, nullable=True, comment="Greatest number."),
        sa.Column("run_id", TEXT, autoincrement=False, nullable=False, comment="The run that made this row."),
        sa.ForeignKeyConstraint(
            ["report_id", "event_id"], ["events.report_id", "events.id"], name=op.f("fk_counts_report_id_event_id")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["readings.report_id"], name=op.f("fk_counts_report_id")),
        sa.ForeignKeyConstraint(["run_id"], ["runs.id"], name=op.f("fk_counts_run_id")),
        sa.PrimaryKeyConstraint("report_id", "event_id", "kind", name=op.f("pk_counts")),
        comment="Numbers of people killed or hurt in an event, as ranges; null is not stated.",
        info={"spans": ()},
        sqlite_with_rowid=False,
    )


SEARCH = {
    "sqlite": (
        """
        CREATE VIRTUAL TABLE report_search USING fts5(
            title, text, content='reports', content_rowid='key', tokenize='unicode61 remove_diacritics 2'
        )
        """,
        """
        CREATE TRIGGER reports_search_insert AFTER INSERT ON reports BEGIN
            INSERT INTO report_search(rowid, title, text) VALUES (new.key, new.title, new.text);
        END
        """,
        """
        CREATE TRIGGER reports_search_delete AFTER DELETE ON reports BEGIN
            INSERT INTO report_search(report_search, rowid, title, text)
            VALUES ('delete', old.key, old.title, old.text);
        END
        """,
        """
        CREATE TRIGGER reports_search_update AFTER UPDATE OF key, title, text ON reports BEGIN
            INSERT INTO report_search(report_search, rowid, title, text)
            VALUES ('delete', old.key, old.title, old.text);
            INSERT INTO report_search(rowid, title, text) VALUES (new.key, new.title, new.text);
        END
        """,
    ),
    "postgresql": (
        """
        CREATE TABLE report_search (
            report_id text COLLATE "C" PRIMARY KEY REFERENCES reports (id) ON DELETE CASCADE, words tsvector NOT NULL
        )
        """,
        "CREATE INDEX ix_report_search_words ON report_search USING gin (words)",
        "COMMENT ON TABLE report_search IS 'Words of headline and text, for full-text search.'",
        "COMMENT ON COLUMN report_search.report_id IS 'The report.'",
        "COMMENT ON COLUMN report_search.words IS 'Its words with their positions; those of the headline weigh A.'",
    ),
}

VIEWS = {
    "sqlite": {
        "report_list": (
            "SELECT r.id, r.external_id, r.title, r.outlet, r.published_value AS published, "
            "r.published_status, r.language, r.characters, r.uri, d.reader_name, d.reader_version, "
            "d.not_read, (SELECT count(*) FROM attributions a WHERE a.report_id = r.id) AS attributions, "
            "(SELECT count(*) FROM events e WHERE e.report_id = r.id) AS events, r.run_id FROM reports r LEFT "
            "JOIN readings d ON d.report_id = r.id"
        ),
        "attribution_list": (
            "SELECT a.report_id, a.id, a.source_text AS source, a.cue_text AS cue, (SELECT group_concat(text, "
            "' … ') FROM (SELECT part.text FROM contents part WHERE part.report_id = a.report_id AND "
            "part.attribution_id = a.id ORDER BY part.position)) AS content, a.manner, a.stance, "
            "a.confidence, r.title AS report_title, r.outlet, r.published_value AS published, a.run_id FROM "
            "attributions a JOIN reports r ON r.id = a.report_id"
        ),
        "event_list": (
            "SELECT e.report_id, e.id, e.type, e.modes, e.auxiliary, e.trigger_text AS trigger_words, (SELECT "
            "group_concat(text, ' … ') FROM (SELECT part.text FROM arguments part WHERE part.report_id = "
            "e.report_id AND part.event_id = e.id AND part.role = 'actor' ORDER BY part.position)) AS actors, "
            "(SELECT group_concat(text, ' … ') FROM (SELECT part.text FROM arguments part WHERE "
            "part.report_id = e.report_id AND part.event_id = e.id AND part.role = 'recipient' ORDER BY "
            "part.position)) AS recipients, p.name AS place, p.latitude_deg, p.longitude_deg, "
            "e.location_status, e.date_value, e.date_granularity, e.date_status, f.low AS fatalities_low, "
            "f.best AS fatalities_best, f.high AS fatalities_high, i.low AS injuries_low, i.best AS "
            "injuries_best, i.high AS injuries_high, a.source_text AS source, a.stance, e.confidence, r.title "
            "AS report_title, r.outlet, r.published_value AS published, e.run_id FROM events e JOIN reports r "
            "ON r.id = e.report_id LEFT JOIN places p ON p.report_id = e.report_id AND p.id = "
            "e.location_place_id LEFT JOIN attributions a ON a.report_id = e.report_id AND a.id = "
            "e.attribution_id LEFT JOIN counts f ON f.report_id = e.report_id AND f.event_id = e.id AND "
            "f.kind = 'fatalities' LEFT JOIN counts i ON i.report_id = e.report_id AND i.event_id = e.id AND "
            "i.kind = 'injuries'"
        ),
        "mention_list": (
            "SELECT m.report_id, n.id AS entity_id, n.name, n.type, n.country, m.text, m.form, "
            "m.start_offset, m.end_offset, r.title AS report_title, r.outlet, r.published_value AS published, "
            "m.run_id FROM mentions m JOIN entities n ON n.report_id = m.report_id AND n.id = m.entity_id "
            "JOIN reports r ON r.id = m.report_id"
        ),
        "copy_list": (
            "SELECT c.report_a, a.title AS title_a, a.outlet AS outlet_a, a.published_value AS published_a, "
            "c.report_b, b.title AS title_b, b.outlet AS outlet_b, b.published_value AS published_b, "
            "c.jaccard, c.containment, c.run_id FROM copies c JOIN reports a ON a.id = c.report_a JOIN "
            "reports b ON b.id = c.report_b"
        ),
    },
    "postgresql": {
        "report_list": (
            "SELECT r.id, r.external_id, r.title, r.outlet, r.published_value AS published, "
            "r.published_status, r.language, r.characters, r.uri, d.reader_name, d.reader_version, "
            "d.not_read, (SELECT count(*) FROM attributions a WHERE a.report_id = r.id) AS attributions, "
            "(SELECT count(*) FROM events e WHERE e.report_id = r.id) AS events, r.run_id FROM reports r LEFT "
            "JOIN readings d ON d.report_id = r.id"
        ),
        "attribution_list": (
            "SELECT a.report_id, a.id, a.source_text AS source, a.cue_text AS cue, (SELECT "
            "string_agg(part.text, ' … ' ORDER BY part.position) FROM contents part WHERE part.report_id = "
            "a.report_id AND part.attribution_id = a.id) AS content, a.manner, a.stance, a.confidence, "
            "r.title AS report_title, r.outlet, r.published_value AS published, a.run_id FROM attributions a "
            "JOIN reports r ON r.id = a.report_id"
        ),
        "event_list": (
            "SELECT e.report_id, e.id, e.type, e.modes, e.auxiliary, e.trigger_text AS trigger_words, (SELECT "
            "string_agg(part.text, ' … ' ORDER BY part.position) FROM arguments part WHERE part.report_id = "
            "e.report_id AND part.event_id = e.id AND part.role = 'actor') AS actors, (SELECT "
            "string_agg(part.text, ' … ' ORDER BY part.position) FROM arguments part WHERE part.report_id = "
            "e.report_id AND part.event_id = e.id AND part.role = 'recipient') AS recipients, p.name AS "
            "place, p.latitude_deg, p.longitude_deg, e.location_status, e.date_value, e.date_granularity, "
            "e.date_status, f.low AS fatalities_low, f.best AS fatalities_best, f.high AS fatalities_high, "
            "i.low AS injuries_low, i.best AS injuries_best, i.high AS injuries_high, a.source_text AS "
            "source, a.stance, e.confidence, r.title AS report_title, r.outlet, r.published_value AS "
            "published, e.run_id FROM events e JOIN reports r ON r.id = e.report_id LEFT JOIN places p ON "
            "p.report_id = e.report_id AND p.id = e.location_place_id LEFT JOIN attributions a ON a.report_id "
            "= e.report_id AND a.id = e.attribution_id LEFT JOIN counts f ON f.report_id = e.report_id AND "
            "f.event_id = e.id AND f.kind = 'fatalities' LEFT JOIN counts i ON i.report_id = e.report_id AND "
            "i.event_id = e.id AND i.kind = 'injuries'"
        ),
        "mention_list": (
            "SELECT m.report_id, n.id AS entity_id, n.name, n.type, n.country, m.text, m.form, "
            "m.start_offset, m.end_offset, r.title AS report_title, r.outlet, r.published_value AS published, "
            "m.run_id FROM mentions m JOIN entities n ON n.report_id = m.report_id AND n.id = m.entity_id "
            "JOIN reports r ON r.id = m.report_id"
        ),
        "copy_list": (
            "SELECT c.report_a, a.title AS title_a, a.outlet AS outlet_a, a.published_value AS published_a, "
            "c.report_b, b.title AS title_b, b.outlet AS outlet_b, b.published_value AS published_b, "
            "c.jaccard, c.containment, c.run_id FROM copies c JOIN reports a ON a.id = c.report_a JOIN "
            "reports b ON b.id = c.report_b"
        ),
    },
}
