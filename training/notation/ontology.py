"""The closed lists of the notation."""

from typing import get_args

from sayso.core.reading import Auxiliary, DateGranularity, EventType, PlaceForm, PlaceGranularity, Role, Stance

EVENT_TYPES: tuple[str, ...] = get_args(EventType)
AUXILIARIES: tuple[str, ...] = get_args(Auxiliary)
STANCES: tuple[str, ...] = get_args(Stance)
ROLES: tuple[str, ...] = get_args(Role)
PLACE_FORMS: tuple[str, ...] = get_args(PlaceForm)
PLACE_GRANULARITIES: tuple[str, ...] = get_args(PlaceGranularity)
DATE_GRANULARITIES: tuple[str, ...] = get_args(DateGranularity)
