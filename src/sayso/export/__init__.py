"""Exports: the record as files that other programs read, one module per format."""

from sayso.export.exporter import STDOUT, ExportResult, export
from sayso.export.format import Column, ExportedTable, format_names

__all__ = ["STDOUT", "Column", "ExportResult", "ExportedTable", "export", "format_names"]
