"""Times and places say why they are not resolved, or what they were inferred from."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003_reasons"
down_revision = "0002_counting"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
COMMENTS = {
    "times": "Why there is no value, or what it was inferred from.",
    "places": "Why it was not resolved, or what it was inferred from.",
}


def upgrade() -> None:
    for table, comment in COMMENTS.items():
        op.add_column(table, sa.Column("reason", TEXT, nullable=True, comment=comment))


def downgrade() -> None:
    raise NotImplementedError("a record is never taken back to an earlier schema; keep a copy of it instead")
