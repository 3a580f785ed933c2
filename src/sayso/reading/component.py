"""The protocol of a reading component, and the registry of the components there are."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import msgspec

from sayso.core.errors import UsageError
from sayso.core.reading import Findings
from sayso.core.report import Report


class Component(Protocol):
    """One named, versioned step of reading.

    `read` takes the report and what earlier components found in it and returns only what it adds. It keeps no
    state between reports: the same report and findings always give the same values.
    """

    name: str
    version: str

    def read(self, report: Report, found: Findings) -> Findings:
        """Return the values that this component adds to `found`."""
        ...


Settings = TypeVar("Settings", bound=msgspec.Struct)
_REGISTRY: dict[str, tuple[type[msgspec.Struct], Callable[[Any], Component]]] = {}


def register(
    name: str, settings: type[Settings]
) -> Callable[[Callable[[Settings], Component]], Callable[[Settings], Component]]:
    """Register a component factory under `name`.

    `settings` is a msgspec Struct with `forbid_unknown_fields=True` and no defaults: every setting stands in the
    configuration.
    """

    def add(factory: Callable[[Settings], Component]) -> Callable[[Settings], Component]:
        if name in _REGISTRY:
            raise UsageError(f"two reading components are named {name!r}")
        _REGISTRY[name] = (settings, factory)
        return factory

    return add


def build(name: str, settings: dict[str, Any]) -> Component:
    """Return the component registered as `name`, with `settings`.

    Raises:
        UsageError: There is no such component, or a setting is missing, unknown or of the wrong type.
    """
    try:
        settings_type, factory = _REGISTRY[name]
    except KeyError:
        known = ", ".join(sorted(_REGISTRY))
        raise UsageError(f"no reading component is named {name!r}; there are: {known}") from None
    try:
        return factory(msgspec.convert(settings, settings_type))
    except msgspec.ValidationError as error:
        raise UsageError(f"settings of reading component {name!r}: {error}") from error
