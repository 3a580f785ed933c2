"""Distances on the globe."""

import math

EARTH_RADIUS_KM = 6371.0088
"""Mean radius (IUGG)."""
KM_PER_DEGREE = math.pi * EARTH_RADIUS_KM / 180
"""Length of a degree of latitude."""


def distance_km(latitude_a_deg: float, longitude_a_deg: float, latitude_b_deg: float, longitude_b_deg: float) -> float:
    """Return the great-circle distance of two points, by the haversine formula."""
    latitude_a, latitude_b = math.radians(latitude_a_deg), math.radians(latitude_b_deg)
    across = math.sin(math.radians(longitude_b_deg - longitude_a_deg) / 2) ** 2
    chord = math.sin((latitude_b - latitude_a) / 2) ** 2 + math.cos(latitude_a) * math.cos(latitude_b) * across
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))
