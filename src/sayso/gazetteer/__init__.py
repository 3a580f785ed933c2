"""The gazetteer: places with names, points and divisions, in one indexed local file.

The file is built once, on this machine and without a network, from the data of installed packages (see `sources`) and
the tables of facts beside this module; GeoNames dumps that a user has are added by `add_dumps`. Contains data of
GeoNames (https://www.geonames.org), licensed CC BY 4.0.
"""

from sayso.gazetteer.gazetteer import Gazetteer
from sayso.gazetteer.keys import normalised
from sayso.gazetteer.place import GazetteerPlace, PlaceKind

__all__ = ["Gazetteer", "GazetteerPlace", "PlaceKind", "normalised"]
