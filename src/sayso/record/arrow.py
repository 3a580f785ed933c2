"""Arrow tables with types taken from row structs and from the schema."""

import types
import typing
from collections.abc import Iterable
from typing import Any

import msgspec
import pyarrow as pa
import sqlalchemy as sa

from sayso.record.columns import Json, Words

_PLAIN: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.binary(),
}
_SQL: tuple[tuple[type[sa.types.TypeEngine[Any]], pa.DataType], ...] = (
    (sa.Boolean, pa.bool_()),
    (sa.Integer, pa.int64()),
    (sa.Float, pa.float64()),
    (sa.LargeBinary, pa.binary()),
    (sa.Text, pa.string()),
)


def arrow_rows(row_type: type[msgspec.Struct], rows: list[dict[str, Any]]) -> pa.Table:
    """Return `rows`, dicts of builtins, as a table typed by `row_type`."""
    hints = typing.get_type_hints(row_type)
    schema = pa.schema([pa.field(name, arrow_type(hints[name])) for name in row_type.__struct_fields__])
    return pa.Table.from_pylist(_encodable(rows), schema=schema)


def arrow_type(hint: Any) -> pa.DataType:
    """Return the Arrow type of a Python annotation: plain types, optionals, literals, tuples, structs."""
    if hint in _PLAIN:
        return _PLAIN[hint]
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        return arrow_type(inner)
    if origin is typing.Literal:
        return pa.string()
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return pa.list_(arrow_type(arguments[0]))
        return pa.list_(arrow_type(arguments[0]), len(arguments))
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        hints = typing.get_type_hints(hint)
        return pa.struct([pa.field(name, arrow_type(hints[name])) for name in hint.__struct_fields__])
    raise TypeError(f"no Arrow type for {hint!r}")


def arrow_schema(columns: Iterable[sa.Column[Any]]) -> pa.Schema:
    """Return the Arrow schema of table columns; each field carries the column's meaning and unit as metadata."""
    return pa.schema([_field(column) for column in columns])


def arrow_batch(schema: pa.Schema, rows: Iterable[sa.RowMapping]) -> pa.RecordBatch:
    """Return `rows`, keyed by column name, as one batch of `schema`."""
    return pa.RecordBatch.from_pylist(_encodable([dict(row) for row in rows]), schema=schema)


def _encodable(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return `rows` with lone surrogates (names of files that are not Unicode) escaped: Arrow is UTF-8."""
    for row in rows:
        for name, value in row.items():
            if isinstance(value, str) and not value.isascii():
                row[name] = value.encode(errors="backslashreplace").decode()
    return rows


def _field(column: sa.Column[Any]) -> "pa.Field[Any]":
    kind = column.type.impl_instance if isinstance(column.type, sa.TypeDecorator) else column.type
    for sql_type, arrow in _SQL:
        if isinstance(kind, sql_type):
            meaning = {"meaning": column.comment or "", "unit": column.info.get("unit", "")}
            return pa.field(column.name, arrow, nullable=bool(column.nullable), metadata=meaning)
    raise TypeError(f"no Arrow type for {column.type!r}")


def arrow_table(connection: sa.Connection, table: sa.Table) -> pa.Table:
    """Return the exported columns of a whole table by primary key; JSON columns as JSON text."""
    columns = [part for part in table.columns if part.info.get("exported", True)]
    schema = arrow_schema(columns)
    selected = [
        sa.type_coerce(part, Words).label(part.name) if isinstance(part.type, Json) else part for part in columns
    ]
    found = connection.execution_options(yield_per=1000).execute(sa.select(*selected).order_by(*table.primary_key))
    return pa.Table.from_batches((arrow_batch(schema, rows) for rows in found.mappings().partitions()), schema=schema)
