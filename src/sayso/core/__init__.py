"""The values that every room speaks in: reports, spans, readings, provenance, errors. Imports no other room."""
