"""The protocol of a reading component, and the registry of the components there are."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar, runtime_checkable

import msgspec

from sayso.core.errors import UsageError
from sayso.core.reading import Findings
from sayso.core.report import Report


class Component(Protocol):
    """One named, versioned step of reading.

    `read` takes the report and what earlier components found in it and returns only what it adds. It keeps no
    state between reports: the same report and findings always give the same values. A component that has an attribute
    `replaces`, names of values as in `Findings`, returns all values of these names, in place of those found before.
    """

    name: str
    version: str

    def read(self, report: Report, found: Findings) -> Findings:
        """Return the values that this component adds to `found`."""
        ...


@runtime_checkable
class ReadsData(Protocol):
    """What a component has besides, if it reads from data on this machine that come neither with it nor with settings.

    Attributes:
        data: Digests of what the data hold, by the name of the data. They are part of the component's version, and so
            of the reader's: with other data, reports count as not yet read by it.
    """

    @property
    def data(self) -> Mapping[str, str]:
        """Digests of what the data hold, by the name of the data."""
        ...


Settings = TypeVar("Settings", bound=msgspec.Struct)


class _Registered(msgspec.Struct, frozen=True, kw_only=True):
    settings: type[msgspec.Struct]
    factory: Callable[[Any], Component]
    prepare: Callable[[Any], None] | None


_REGISTRY: dict[str, _Registered] = {}


def register(
    name: str, settings: type[Settings], *, prepare: Callable[[Settings], None] | None = None
) -> Callable[[Callable[[Settings], Component]], Callable[[Settings], Component]]:
    """Register a component factory under `name`.

    Args:
        name: As it stands in configurations.
        settings: A msgspec Struct with `forbid_unknown_fields=True` and no defaults: every setting stands in the
            configuration.
        prepare: Sees to the data that the component needs on this machine, which may take long the first time; see
            `prepare` below. Quick where they are there.
    """

    def add(factory: Callable[[Settings], Component]) -> Callable[[Settings], Component]:
        if name in _REGISTRY:
            raise UsageError(f"two reading components are named {name!r}")
        _REGISTRY[name] = _Registered(settings=settings, factory=factory, prepare=prepare)
        return factory

    return add


def prepare(name: str, settings: dict[str, Any]) -> None:
    """See to the data that the component registered as `name` needs on this machine, if it needs some.

    Raises:
        UsageError: As for `build`; or the data cannot be had.
    """
    registered, converted = _registered(name, settings)
    if registered.prepare is not None:
        registered.prepare(converted)


def build(name: str, settings: dict[str, Any]) -> Component:
    """Return the component registered as `name`, with `settings`.

    Raises:
        UsageError: There is no such component, or a setting is missing, unknown or of the wrong type.
    """
    registered, converted = _registered(name, settings)
    return registered.factory(converted)


def updated(found: Findings, component: Component, new: Findings) -> Findings:
    """Return `found` with what `component` found, `new`: beside what was there, or in place of what it replaces."""
    return found.without(getattr(component, "replaces", ())).plus(new)


def version_of(component: Component) -> str:
    """Return the version of a component, with what it reads from: `1`, or `1+gazetteer.1f0c52aa90de`."""
    data = component.data if isinstance(component, ReadsData) else {}
    return "+".join((component.version, *(f"{name}.{digest}" for name, digest in sorted(data.items()))))


def _registered(name: str, settings: dict[str, Any]) -> tuple[_Registered, msgspec.Struct]:
    try:
        registered = _REGISTRY[name]
    except KeyError:
        known = ", ".join(sorted(_REGISTRY))
        raise UsageError(f"no reading component is named {name!r}; there are: {known}") from None
    try:
        return registered, msgspec.convert(settings, registered.settings)
    except msgspec.ValidationError as error:
        raise UsageError(f"settings of reading component {name!r}: {error}") from error
