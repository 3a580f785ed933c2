"""Column types of the record, and the helpers that its tables are written with.

PostgreSQL cannot store U+0000 in text, and neither database takes a lone surrogate (which the name of a file can
hold). Both are stored as an escape on both databases and come back as they were, so offsets always count the code
points of the text as loaded. Text sorts by code point on both.
"""

import re
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

ESCAPE = "\U0010fffd"
"""Last private-use code point; stands before the six hex digits of a code point that a database cannot store."""
_UNSTORABLE = re.compile("[\x00\ud800-\udfff\U0010fffd]")
_ESCAPED = re.compile("\U0010fffd([0-9a-f]{6})")

METADATA = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


def to_stored(text: str) -> str:
    """Return `text` with what a database cannot store escaped."""
    return _UNSTORABLE.sub(lambda match: f"{ESCAPE}{ord(match.group()):06x}", text)


def from_stored(text: str) -> str:
    """Return the text that `to_stored` was given."""
    if ESCAPE not in text:
        return text
    return _ESCAPED.sub(lambda match: chr(int(match.group(1), 16)), text)


class Words(sa.TypeDecorator[str]):
    """Any Python string, sorted by code point."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Return the type in `dialect`: PostgreSQL would otherwise sort by the database's locale."""
        if dialect.name == "postgresql":
            return postgresql.TEXT(collation="C")
        return dialect.type_descriptor(sa.Text())

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Return `value` as stored."""
        return None if value is None else to_stored(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> str | None:
        """Return `value` as it was given."""
        return None if value is None else from_stored(value)


class Json(sa.TypeDecorator[Any]):
    """Any value that msgspec can encode, as JSON text with sorted keys; loaded as plain dicts, lists and strings."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        """Return the type in `dialect`, as for `Words`."""
        return Words().load_dialect_impl(dialect)

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        """Return `value` as stored."""
        return None if value is None else to_stored(as_json(value))

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Any:
        """Return what the stored JSON says."""
        return None if value is None else msgspec.json.decode(from_stored(value))


def as_json(value: Any) -> str:
    """Return `value` as JSON with sorted keys; what JSON has no form for becomes its string."""
    return msgspec.json.encode(value, order="sorted", enc_hook=str).decode()


WIDE_INTEGER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""64-bit integer; SQLite's INTEGER, so that as a primary key it is the row id."""


def column(
    name: str,
    kind: sa.types.TypeEngine[Any] | type[sa.types.TypeEngine[Any]],
    meaning: str,
    *constraints: sa.ForeignKey,
    unit: str = "",
    null: bool = False,
    key: bool = False,
    exported: bool = True,
    earlier: str | None = None,
) -> sa.Column[Any]:
    """Return a documented column.

    Args:
        name: Its name.
        kind: Its type.
        meaning: What it holds, for the comment in the database and the docs.
        constraints: Foreign keys.
        unit: Unit or standard of the value.
        null: Whether it may be null.
        key: Whether it is part of the primary key.
        exported: Whether `Record.table` has it.
        earlier: What rows have that were written before there was the column.
    """
    return sa.Column(
        name,
        kind,
        *constraints,
        primary_key=key,
        nullable=null,
        autoincrement=False,
        server_default=earlier,
        comment=meaning,
        info={"unit": unit, "exported": exported},
    )


def span_names(prefix: str) -> tuple[str, str, str]:
    """Return the column names of a span: offset, offset after, words."""
    if not prefix:
        return "start_offset", "end_offset", "text"
    return f"{prefix}_start", f"{prefix}_end", f"{prefix}_text"


def span_columns(prefix: str, what: str, *, null: bool = False) -> tuple[sa.Column[Any], ...]:
    """Return the three columns of a span of the report's text."""
    start, end, text = span_names(prefix)
    return (
        column(start, sa.Integer, f"Offset of the first code point of {what}.", unit="code points", null=null),
        column(end, sa.Integer, f"Offset after the last code point of {what}.", unit="code points", null=null),
        column(text, Words, f"The words of {what}, exactly as the report's text has them.", null=null),
    )


def only_sqlite(*names: str) -> sa.Index:
    """Return an index over those columns that only SQLite gets, to count by without reading through the texts.

    PostgreSQL keeps long texts apart from their rows, so it counts fast without, and its indexes refuse values of more
    than about 2,700 bytes, which what is extracted from a page may well have.
    """
    return sa.Index(None, *names, info={"only": "sqlite"}).ddl_if(dialect="sqlite")
