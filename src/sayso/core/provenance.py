"""Provenance: which run, with which components and settings, made a row."""

from typing import Any

import msgspec


class ComponentVersion(msgspec.Struct, frozen=True, kw_only=True):
    """A named, versioned part of the program that makes values, and the settings it ran with."""

    name: str
    version: str
    settings: dict[str, Any] = {}


class RunSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What a run was asked to do and with what.

    Attributes:
        command: The verb, e.g. `read`.
        sayso_version: Version of this package.
        components: Every reading component, in order.
        settings: Ingest limits and options that shape the result.
    """

    command: str
    sayso_version: str
    components: tuple[ComponentVersion, ...]
    settings: dict[str, Any]
