"""Views that make the record pleasant to read in Datasette, pandas or psql: rows joined with the report they are from.

Migrations hold the statements that make them; a test compares the two.
"""

import msgspec


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A view: its name, what it shows, and its query, with a marker of `_JOINED` in braces where spans are joined."""

    name: str
    meaning: str
    query: str

    def select(self, dialect: str) -> str:
        """Return the query in `dialect`, `sqlite` or `postgresql`."""
        query = self.query
        for marker, (table, condition) in _JOINED.items():
            query = query.replace(f"{{{marker}}}", _joined(table, condition, dialect))
        return query


_JOINED = {
    "content": ("contents", "part.report_id = a.report_id AND part.attribution_id = a.id"),
    "actors": ("arguments", "part.report_id = e.report_id AND part.event_id = e.id AND part.role = 'actor'"),
    "recipients": ("arguments", "part.report_id = e.report_id AND part.event_id = e.id AND part.role = 'recipient'"),
}


def _joined(table: str, condition: str, dialect: str) -> str:
    if dialect == "postgresql":
        return f"(SELECT string_agg(part.text, ' … ' ORDER BY part.position) FROM {table} part WHERE {condition})"  # noqa: S608
    ordered = f"SELECT part.text FROM {table} part WHERE {condition} ORDER BY part.position"  # noqa: S608
    return f"(SELECT group_concat(text, ' … ') FROM ({ordered}))"  # noqa: S608


VIEWS = (
    View(
        name="report_list",
        meaning="Reports without their texts, with who read them and how much was found.",
        query=(
            "SELECT r.id, r.external_id, r.title, r.outlet, r.published_value AS published, r.published_status,"
            " r.language, r.characters, r.uri, d.reader_name, d.reader_version, d.not_read,"
            " (SELECT count(*) FROM attributions a WHERE a.report_id = r.id) AS attributions,"
            " (SELECT count(*) FROM events e WHERE e.report_id = r.id) AS events, r.run_id"
            " FROM reports r LEFT JOIN readings d ON d.report_id = r.id"
        ),
    ),
    View(
        name="attribution_list",
        meaning="Who said what: source, cue and the whole content in one row, with the report.",
        query=(
            "SELECT a.report_id, a.id, a.source_text AS source, a.cue_text AS cue, {content} AS content,"
            " a.manner, a.stance, a.confidence,"
            " r.title AS report_title, r.outlet, r.published_value AS published, a.run_id"
            " FROM attributions a JOIN reports r ON r.id = a.report_id"
        ),
    ),
    View(
        name="event_list",
        meaning="Who did what to whom, where and when, on whose say-so: one row per telling, with the report.",
        query=(
            "SELECT e.report_id, e.id, e.type, e.modes, e.auxiliary, e.trigger_text AS trigger_words,"
            " {actors} AS actors, {recipients} AS recipients, p.name AS place, p.latitude_deg, p.longitude_deg,"
            " e.location_status, e.date_value, e.date_granularity, e.date_status,"
            " f.low AS fatalities_low, f.best AS fatalities_best, f.high AS fatalities_high,"
            " f.scope AS fatalities_scope,"
            " i.low AS injuries_low, i.best AS injuries_best, i.high AS injuries_high, i.scope AS injuries_scope,"
            " b.low AS abducted_low, b.best AS abducted_best, b.high AS abducted_high, b.scope AS abducted_scope,"
            " d.low AS detained_low, d.best AS detained_best, d.high AS detained_high, d.scope AS detained_scope,"
            " h.low AS displaced_low, h.best AS displaced_best, h.high AS displaced_high, h.scope AS displaced_scope,"
            " a.source_text AS source, a.stance, e.same_as_id AS same_as, e.confidence,"
            " r.title AS report_title, r.outlet, r.published_value AS published, e.run_id"
            " FROM events e JOIN reports r ON r.id = e.report_id"
            " LEFT JOIN places p ON p.report_id = e.report_id AND p.id = e.location_place_id"
            " LEFT JOIN attributions a ON a.report_id = e.report_id AND a.id = e.attribution_id"
            " LEFT JOIN counts f ON f.report_id = e.report_id AND f.event_id = e.id AND f.kind = 'fatalities'"
            " LEFT JOIN counts i ON i.report_id = e.report_id AND i.event_id = e.id AND i.kind = 'injuries'"
            " LEFT JOIN counts b ON b.report_id = e.report_id AND b.event_id = e.id AND b.kind = 'abducted'"
            " LEFT JOIN counts d ON d.report_id = e.report_id AND d.event_id = e.id AND d.kind = 'detained'"
            " LEFT JOIN counts h ON h.report_id = e.report_id AND h.event_id = e.id AND h.kind = 'displaced'"
        ),
    ),
    View(
        name="mention_list",
        meaning="Every mention of an entity, with the entity's name and type and the report.",
        query=(
            "SELECT m.report_id, n.id AS entity_id, n.name, n.type, n.country, m.text, m.form, m.start_offset,"
            " m.end_offset, r.title AS report_title, r.outlet, r.published_value AS published, m.run_id"
            " FROM mentions m JOIN entities n ON n.report_id = m.report_id AND n.id = m.entity_id"
            " JOIN reports r ON r.id = m.report_id"
        ),
    ),
    View(
        name="copy_list",
        meaning="Pairs of copies, with the headline, outlet and date of both.",
        query=(
            "SELECT c.report_a, a.title AS title_a, a.outlet AS outlet_a, a.published_value AS published_a,"
            " c.report_b, b.title AS title_b, b.outlet AS outlet_b, b.published_value AS published_b,"
            " c.jaccard, c.containment, c.run_id"
            " FROM copies c JOIN reports a ON a.id = c.report_a JOIN reports b ON b.id = c.report_b"
        ),
    ),
)
