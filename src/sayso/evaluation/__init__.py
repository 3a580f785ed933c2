"""Corpus readers and the field's metrics. Imports only `core`."""
