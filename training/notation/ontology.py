"""Which modes each PLOVER event type has, and the other closed lists of the notation."""

from typing import get_args

from sayso.core.reading import Auxiliary, DateGranularity, EventType, PlaceForm, PlaceGranularity, Role, Stance

MODES: dict[str, tuple[str, ...]] = {
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": (),
    "AID": (),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": (
        "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
        "cyber",
    ),
    "ASSAULT": (
        "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
        "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional",
    ),
}  # fmt: skip
"""PLOVER codebook (Open Event Data Alliance): event types with their modes."""
EVENT_TYPES: tuple[str, ...] = get_args(EventType)
AUXILIARIES: tuple[str, ...] = get_args(Auxiliary)
STANCES: tuple[str, ...] = get_args(Stance)
ROLES: tuple[str, ...] = get_args(Role)
PLACE_FORMS: tuple[str, ...] = get_args(PlaceForm)
PLACE_GRANULARITIES: tuple[str, ...] = get_args(PlaceGranularity)
DATE_GRANULARITIES: tuple[str, ...] = get_args(DateGranularity)
