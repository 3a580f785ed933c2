"""`docs/record.md`, made from the schema: a picture of the tables, then every table and column with type and unit.

`python -m sayso.record.schema_docs docs/record.md` writes it; a test fails when the file is out of date.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from sayso.record import reading_schema, schema
from sayso.record.columns import METADATA, Json, Words
from sayso.record.views import VIEWS

_CAME_IN = (
    schema.runs, schema.originals, schema.arrivals, schema.reports, schema.report_versions, schema.failures,
    schema.copies, schema.copy_keys,
)  # fmt: skip
_INTRODUCTION = """\
# The record

This page is generated from the schema (`python -m sayso.record.schema_docs docs/record.md`).

A record is one SQLite file, or one PostgreSQL database, with the same tables. Any program that reads SQLite can open
the file: Datasette, DuckDB, pandas, `sqlite3`. Read it as you like; let only sayso write to it.

- **Text is frozen.** `reports.text` never changes in place; all offsets are code points of it, half-open. A new
  extraction of the same bytes puts the old text into `report_versions`, where its SHA-256 finds it.
- **One source of truth.** What was read is kept in the tables of derived rows and nowhere else; a Reading is put
  together from them and comes back equal. The full-text index holds nothing of its own: it is made from `reports`.
- **Provenance.** Every row carries the run that made it (`run_id`); `runs` says with what version, components and
  settings. `readings` says which reader read a report.
- **Ids come from content.** The id of a report is made from the SHA-256 of its bytes, ids of derived rows are the
  report's id and one that is unique within it. A run that was stopped and went on makes the same rows as one that
  was not, run ids and times aside.
- **Transactions.** A report comes in with all its rows in one transaction, or not at all. In SQLite (WAL) a process
  that is killed loses nothing committed; a power cut can lose the last commits (`synchronous = NORMAL`), never
  consistency, and the next run reads those reports again. One process writes at a time; others wait.
- **Characters that a database cannot hold.** U+0000, lone surrogates (in names of files) and U+10FFFD are stored as
  U+10FFFD and six hex digits of the code point. sayso turns them back; SQL sees the escape.
- **JSON.** Columns with the unit `JSON` hold JSON text with sorted keys.
- **Copies.** Texts that share a key are compared. Among the reports of a key, by id, the first 64 are compared with all
  others of that key, so groups do not depend on the order in which reports came. A group is a connected component.
- **Search.** `report_search` is an FTS5 table over headline and text in SQLite (`unicode61`, diacritics removed), and
  a table with a `tsvector` in PostgreSQL. There, words beyond about 900 kB of one report are not indexed, and phrases
  after its first 16,383 words may be missed.
"""


def schema_markdown() -> str:
    """Return the page: an entity-relationship diagram in Mermaid, then a table for each table."""
    parts = [_INTRODUCTION, "## Picture\n", "```mermaid", *_diagram(), "```\n", "## What came in\n"]
    for table in _CAME_IN:
        parts += _table(table)
    parts.append("## What was read\n")
    for table in (reading_schema.readings, *reading_schema.DERIVED):
        parts += _table(table)
    parts += ["## Views\n", "| view | what it shows |", "|---|---|"]
    parts += [f"| `{view.name}` | {view.meaning} |" for view in VIEWS]
    return "\n".join(parts) + "\n"


def _diagram() -> Iterator[str]:
    yield "erDiagram"
    for table in METADATA.sorted_tables:
        for target, line in sorted({_reference(key) for key in table.foreign_key_constraints}):
            # The run is on every row: its lines would hide all others.
            if target != "runs":
                yield f"    {target} {line} {table.name} : has"
    for table in METADATA.sorted_tables:
        yield f"    {table.name} {{"
        for column in table.columns:
            keys = [name for name, holds in (("PK", column.primary_key), ("FK", bool(column.foreign_keys))) if holds]
            yield f"        {_type(column)} {column.name} {','.join(keys)}".rstrip()
        yield "    }"


def _reference(key: sa.ForeignKeyConstraint) -> tuple[str, str]:
    if list(key.columns) == list(key.table.primary_key):
        return key.referred_table.name, "||--o|"
    optional = any(column.nullable for column in key.columns)
    return key.referred_table.name, "|o--o{" if optional else "||--o{"


def _table(table: sa.Table) -> Iterator[str]:
    yield f"### {table.name}\n"
    yield f"{table.comment}\n"
    yield "| column | type | unit | meaning |"
    yield "|---|---|---|---|"
    for column in table.columns:
        kind = _type(column) + ("" if column.nullable else ", never null")
        name = f"**`{column.name}`**" if column.primary_key else f"`{column.name}`"
        single = [key for key in table.foreign_key_constraints if list(key.columns) == [column]]
        references = sorted(key.elements[0].target_fullname for key in single)
        meaning = " ".join([column.comment or "", *(f"Refers to `{target}`." for target in references)])
        yield f"| {name} | {kind} | {column.info.get('unit', '')} | {meaning} |"
    yield ""


def _type(column: "sa.Column[object]") -> str:
    names: tuple[tuple[type[object], str], ...] = (
        (Words, "text"),
        (Json, "text"),
        (sa.Boolean, "boolean"),
        (sa.Integer, "integer"),
        (sa.Float, "real"),
        (sa.LargeBinary, "blob"),
    )
    return next(name for kind, name in names if isinstance(column.type, kind))


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(schema_markdown(), encoding="utf-8")
