"""sayso reads news reports of a conflict and keeps the record."""

__version__ = "0.1.0"
