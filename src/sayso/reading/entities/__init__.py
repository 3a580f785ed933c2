"""Mentions of entities: names, nominals and pronouns, and which names mean the same."""

from sayso.reading.entities.component import Entities, EntitiesSettings
from sayso.reading.entities.sources import entity_of

__all__ = ["Entities", "EntitiesSettings", "entity_of"]
