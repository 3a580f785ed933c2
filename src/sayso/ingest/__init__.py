"""Bytes to Report: finding documents, opening containers, main text, metadata, language, copies. Imports only `core`."""
