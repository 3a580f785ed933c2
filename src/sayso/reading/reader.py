"""A reader: the components that a configuration lists, run in order over a report."""

import hashlib
import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from sayso.core.errors import ReadingError, UsageError
from sayso.core.provenance import ComponentVersion
from sayso.core.reading import Findings, ReaderIdentity, Reading
from sayso.core.report import Report
from sayso.reading import entities, quotations, sentences, time  # noqa: F401 (they register their components)
from sayso.reading.attribution import component as _attributions  # noqa: F401 (registers its component)
from sayso.reading.component import Component, build, updated, version_of
from sayso.reading.component import prepare as prepare_component
from sayso.reading.encoder.component import EncoderComponent
from sayso.reading.event import component as _events  # noqa: F401 (registers its component)
from sayso.reading.place import component as _places  # noqa: F401 (registers its component)

READ_LANGUAGES = frozenset({"en"})
"""ISO 639-1 codes of the languages that are read; reports in others are kept and marked."""


class ComponentConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[components]]` table of a reader configuration."""

    name: str
    settings: dict[str, Any]


class ReaderConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reader configuration: a name and its components in order."""

    name: str
    components: tuple[ComponentConfig, ...]

    def only(self, *names: str) -> "ReaderConfig":
        """Return the configuration with the components of these names alone, named after them."""
        components = tuple(part for part in self.components if part.name in names)
        return ReaderConfig(name="-".join(names), components=components)


class Reader:
    """Reads reports with the components of a configuration.

    Attributes:
        identity: Name, and a version that changes whenever a component, its version, a setting or the data that a
            component reads from do.
        components: Every component with its version and settings, in order.
    """

    def __init__(self, config: ReaderConfig) -> None:
        self._steps: list[Component] = [build(part.name, part.settings) for part in config.components]
        self.components = tuple(
            ComponentVersion(name=step.name, version=version_of(step), settings=part.settings)
            for step, part in zip(self._steps, config.components, strict=True)
        )
        digest = hashlib.sha256(msgspec.json.encode(self.components, order="sorted")).hexdigest()
        models = [step.model.sha256 for step in self._steps if isinstance(step, EncoderComponent)]
        self.identity = ReaderIdentity(
            name=config.name, version=digest[:12], model_sha256=models[0] if models else None
        )

    def read(self, report: Report) -> Reading:
        """Return what the components find in `report`.

        A report in a language that is not read gives an empty Reading whose `not_read` says so.

        Raises:
            ReadingError: A component returned a span that is not in the text, or an id that refers to nothing.
        """
        if report.language is not None and report.language not in READ_LANGUAGES:
            return Reading(report=report, reader=self.identity, not_read=f"language {report.language}")
        found = self.find(report)
        values = {name: getattr(found, name) for name in found.values() if name != "sentences"}
        return Reading(report=report, reader=self.identity, **values)

    def find(self, report: Report) -> Findings:
        """Return the findings of all components, sentences included."""
        found = Findings()
        for step in self._steps:
            new = step.read(report, found)
            if not isinstance(new, Findings):
                raise ReadingError(f"component {step.name!r} returned {type(new).__name__}, not Findings")
            found = updated(found, step, new)
        return found


def prepare(config: ReaderConfig) -> None:
    """See to it that the data that the components of `config` need are on this machine.

    Quick where they are; where they are not, it may take long, and a warning is logged. To be done before readers of
    this configuration start in processes that have limits on time or memory.

    Raises:
        UsageError: There is no such component, a setting of one is wrong, or its data cannot be had.
    """
    for part in config.components:
        prepare_component(part.name, part.settings)


def load_config(path: Path | None = None) -> ReaderConfig:
    """Return the reader configuration at `path`, or the bundled one.

    Raises:
        UsageError: The file cannot be read, is not valid TOML, or has unknown or missing keys.
    """
    source = resources.files("sayso.reading").joinpath("reader.toml") if path is None else path
    try:
        return msgspec.convert(tomllib.loads(source.read_text(encoding="utf-8")), ReaderConfig)
    except (OSError, ValueError) as error:
        raise UsageError(f"reader configuration {source}: {error}") from error


def rules_config() -> ReaderConfig:
    """Return a configuration without a model: sentences, and the rules for quotations as bundled."""
    config = load_config()
    (attributions,) = config.only("attributions").components
    rules = ComponentConfig(name="quotations", settings=attributions.settings["quotations"])
    return ReaderConfig(name="sayso-rules", components=(*config.only("sentences").components, rules))
