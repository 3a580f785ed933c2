"""Mentions of entities: names, nominals and pronouns, and which of them mean the same."""

from sayso.reading.entities.component import Entities, EntitiesSettings
from sayso.reading.entities.resolution import Coreference
from sayso.reading.entities.sources import entity_of

__all__ = ["Coreference", "Entities", "EntitiesSettings", "entity_of"]
