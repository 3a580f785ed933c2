"""Migrations of the record's schema, applied when a record is opened. Names sort in the order of application."""

from pathlib import Path

import sqlalchemy as sa

HEAD = "0005_scopes"
"""The newest migration; a record that is at it opens without Alembic being imported."""


def upgrade(connection: sa.Connection) -> None:
    """Apply every migration that the database of `connection` lacks, in its transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
