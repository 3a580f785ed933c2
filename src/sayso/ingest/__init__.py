"""Bytes to Report: find documents, open containers, take main text, metadata and language. Imports only `core`."""
