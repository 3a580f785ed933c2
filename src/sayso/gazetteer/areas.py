"""Where an area lies and how large it is, from its towns or its area."""

import math
from collections.abc import Sequence

from sayso.core.geodesy import distance_km

_FEWEST_TOWNS = 5
_MOST_OF_THEM = 0.9

Point = tuple[float, float]
"""Latitude and longitude in degrees, WGS84."""


def radius_km(area_km2: float) -> float | None:
    """Return the radius of a circle of that area."""
    return round(math.sqrt(area_km2 / math.pi), 1) if area_km2 > 0 else None


def spread_km(middle: Point, points: Sequence[Point]) -> float | None:
    """Return how far from the middle nine of ten towns of a division are; null where it has few."""
    if len(points) < _FEWEST_TOWNS:
        return None
    distances = sorted(distance_km(*middle, *point) for point in points)
    return round(distances[int(len(distances) * _MOST_OF_THEM)], 1)


def middle_of(points: Sequence[Point]) -> Point:
    """Return the mean of one or more points, on the globe.

    >>> middle_of([(0.0, 179.0), (0.0, -179.0)])
    (0.0, 180.0)
    """
    x = y = z = 0.0
    for latitude, longitude in points:
        phi, theta = math.radians(latitude), math.radians(longitude)
        x += math.cos(phi) * math.cos(theta)
        y += math.cos(phi) * math.sin(theta)
        z += math.sin(phi)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))
