"""The schema documents itself: every table and column says what it holds, and `docs/record.md` is up to date."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from sayso.record import reading_schema, schema
from sayso.record.columns import METADATA, span_names
from sayso.record.schema_docs import schema_markdown
from sayso.record.views import VIEWS

PAGE = Path(__file__).parents[2] / "docs" / "record.md"
TABLES = [pytest.param(table, id=name) for name, table in METADATA.tables.items()]


@pytest.mark.parametrize("table", TABLES)
def test_everything_is_documented(table: sa.Table) -> None:
    for part in (table, *table.columns):
        assert part.comment is not None
        assert part.comment.endswith("."), part
    section = schema_markdown().split(f"### {table.name}\n")[1].split("\n### ")[0]
    for column in table.columns:
        assert f"`{column.name}`" in section


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == schema_markdown(), (
        "run: python -m sayso.record.schema_docs docs/record.md"
    )


def test_the_page_shows_every_view_and_draws_every_table() -> None:
    page = schema_markdown()
    assert all(f"| `{view.name}` | {view.meaning} |" in page for view in VIEWS)
    drawing = page.split("```mermaid\n")[1].split("```")[0]
    assert drawing.startswith("erDiagram\n")
    for name in METADATA.tables:
        assert f"    {name} {{\n" in drawing


@pytest.mark.parametrize("table", TABLES)
def test_every_derived_row_carries_its_run(table: sa.Table) -> None:
    if table is not schema.runs:
        assert [key.target_fullname for key in table.c.run_id.foreign_keys] == ["runs.id"]
        assert not table.c.run_id.nullable


def test_every_offset_has_a_unit_and_is_checked() -> None:
    for table in reading_schema.DERIVED:
        checked = {name for prefix in table.info["spans"] for name in span_names(prefix)[:2]}
        offsets = {column.name for column in table.columns if column.info["unit"] == "code points"}
        assert offsets == checked, table.name
