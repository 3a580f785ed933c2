"""Indexes to count by in SQLite; sources are counted and found without the punctuation at the edges of their words."""

import unicodedata

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002_counting"
down_revision = "0001_first_record"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
BATCH = 1000

ATTRIBUTIONS = sa.table(
    "attributions",
    *(sa.column(name, TEXT) for name in ("report_id", "id", "source_text", "source_folded")),
)


def upgrade() -> None:
    fold_sources(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        op.create_index(
            op.f("ix_reports_published_value_outlet_language_published_status_id"),
            "reports",
            ["published_value", "outlet", "language", "published_status", "id"],
        )
        op.create_index(
            op.f("ix_attributions_source_folded_source_text_report_id"),
            "attributions",
            ["source_folded", "source_text", "report_id"],
        )
    else:
        op.alter_column(
            "attributions",
            "source_folded",
            existing_type=TEXT,
            existing_nullable=True,
            existing_comment="Words of the source, letter case and white space folded, to count by.",
            comment="Words of the source without case and punctuation, to count by.",
        )


def downgrade() -> None:
    raise NotImplementedError("a record is never taken back to an earlier schema; keep a copy of it instead")


def fold_sources(connection: sa.Connection) -> None:
    table = ATTRIBUTIONS
    query = sa.select(table).where(table.c.source_text.is_not(None))
    changed = []
    for row in connection.execute(query):
        folded = fold(row.source_text)
        if folded != row.source_folded:
            changed.append({"of_report": row.report_id, "named": row.id, "folded": folded})
    update = (
        sa.update(table)
        .where(table.c.report_id == sa.bindparam("of_report"), table.c.id == sa.bindparam("named"))
        .values(source_folded=sa.bindparam("folded"))
    )
    for start in range(0, len(changed), BATCH):
        connection.execute(update, changed[start : start + BATCH])


def fold(text: str) -> str:
    words = (bare(word) for word in text.casefold().split())
    return " ".join(word for word in words if word)


def bare(word: str) -> str:
    start, end = 0, len(word)
    while start < end and unicodedata.category(word[start])[0] == "P":
        start += 1
    while end > start and unicodedata.category(word[end - 1])[0] == "P":
        end -= 1
    return word[start:end]
