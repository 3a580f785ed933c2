"""Numbers of people say whose they are, and there are five kinds of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005_scopes"
down_revision = "0004_same_event"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
KIND = "fatalities, injuries, abducted, detained or displaced."
SCOPE = "Whose number: event, part (some of the event's people) or total (of more than the event)."
COUNTS = "Numbers of people killed, hurt, taken or driven out in an event, as ranges; null is not stated."
JOINED = {
    "sqlite": (
        "(SELECT group_concat(text, ' … ') FROM (SELECT part.text FROM arguments part WHERE part.report_id = "
        "e.report_id AND part.event_id = e.id AND part.role = '{role}' ORDER BY part.position))"
    ),
    "postgresql": (
        "(SELECT string_agg(part.text, ' … ' ORDER BY part.position) FROM arguments part WHERE part.report_id = "
        "e.report_id AND part.event_id = e.id AND part.role = '{role}')"
    ),
}
EVENT_LIST = (
    "SELECT e.report_id, e.id, e.type, e.modes, e.auxiliary, e.trigger_text AS trigger_words, {actors} AS actors, "
    "{recipients} AS recipients, p.name AS place, p.latitude_deg, p.longitude_deg, e.location_status, e.date_value, "
    "e.date_granularity, e.date_status, f.low AS fatalities_low, f.best AS fatalities_best, f.high AS "
    "fatalities_high, f.scope AS fatalities_scope, i.low AS injuries_low, i.best AS injuries_best, i.high AS "
    "injuries_high, i.scope AS injuries_scope, b.low AS abducted_low, b.best AS abducted_best, b.high AS "
    "abducted_high, b.scope AS abducted_scope, d.low AS detained_low, d.best AS detained_best, d.high AS "
    "detained_high, d.scope AS detained_scope, h.low AS displaced_low, h.best AS displaced_best, h.high AS "
    "displaced_high, h.scope AS displaced_scope, a.source_text AS "
    "source, a.stance, e.same_as_id AS same_as, e.confidence, r.title AS report_title, r.outlet, r.published_value AS "
    "published, e.run_id FROM events e JOIN reports r ON r.id = e.report_id LEFT JOIN places p ON p.report_id = "
    "e.report_id AND p.id = e.location_place_id LEFT JOIN attributions a ON a.report_id = e.report_id AND a.id = "
    "e.attribution_id LEFT JOIN counts f ON f.report_id = e.report_id AND f.event_id = e.id AND f.kind = 'fatalities' "
    "LEFT JOIN counts i ON i.report_id = e.report_id AND i.event_id = e.id AND i.kind = 'injuries' "
    "LEFT JOIN counts b ON b.report_id = e.report_id AND b.event_id = e.id AND b.kind = 'abducted' "
    "LEFT JOIN counts d ON d.report_id = e.report_id AND d.event_id = e.id AND d.kind = 'detained' "
    "LEFT JOIN counts h ON h.report_id = e.report_id AND h.event_id = e.id AND h.kind = 'displaced'"
)


def upgrade() -> None:
    # Scopes were not told apart before: every number was taken for that of its event.
    op.add_column("counts", sa.Column("scope", TEXT, nullable=False, comment=SCOPE, server_default="event"))
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps no comments
        op.create_table_comment("counts", COUNTS)
        for table in ("counts", "count_evidence"):
            op.alter_column(table, "kind", comment=KIND)
    op.execute("DROP VIEW event_list")
    op.get_bind().exec_driver_sql(f"CREATE VIEW event_list AS {event_list(op.get_bind().dialect.name)}")


def downgrade() -> None:
    raise NotImplementedError("a record is never taken back to an earlier schema; keep a copy of it instead")


def event_list(dialect: str) -> str:
    actors, recipients = (JOINED[dialect].format(role=role) for role in ("actor", "recipient"))
    return EVENT_LIST.format(actors=actors, recipients=recipients)
