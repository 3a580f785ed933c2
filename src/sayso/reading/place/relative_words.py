"""The words around named places that make relative places: patterns, each to end right before a named place.

They are matched without case. `way` is a direction, `number` and `unit` a distance, `span` what belongs to the place.
"""

import re

from sayso.reading.place.directions import DIRECTION, NUMBER, UNIT

_ABOUT = (
    r"(?:(?:about|some|around|nearly|roughly|approximately|almost|just|barely|more\sthan|less\sthan|over|at\sleast|within"
    r"|only|up\sto)\s+)?"
)
_KINDS = (
    r"city|town|village|capital|port|district|province|region|centre|center|airport|border|island|coast|state|hamlet|camp"
    r"|port city|capital city"
)
_OF_WHAT = (
    rf"(?:the\s+)?(?:(?:[a-z]+\s){{0,2}}(?:{_KINDS})(?:,?\s+of|,)?\s+|[a-z]+(?:’s|'s)\s+)?"
    r"(?:the\s+)?"
)
_LENGTH = rf"(?P<number>{NUMBER})[\s-]*(?P<unit>{UNIT})(?:\s\([^)]{{2,20}}\))?"
_THINGS = (
    r"areas?|places?|points?|spot|site|villages?|towns?|hamlets?|camps?|bases?|roads?|highway|bridge|checkpoints?|hills?"
    r"|mountains?|valley|forest|fields?|school|hospital|market|mosque|church|junction|crossroads|border|coast|post"
    r"|outposts?|positions?|suburbs?|quarter|neighbou?rhoods?|districts?|region|desert|factory|depot|airfield|airport|well|mine|farm"
    r"|ranch|woods?"
)
_A = r"an?|the|its|their|this|one|two|three|four|five|several|many|other|some"
_THING = rf"(?:(?:(?:{_A})\s(?:[a-z-]+\s){{0,3}}?)?(?:{_THINGS})\s)"
_SIDES = (
    r"sides?|parts?|half|end|edges?|outskirts|suburbs?|bank|shore|coast|tip|entrance|entry|exit|mouth|gate|slopes?|fringes?"
    r"|approach(?:es)?|districts?|neighbou?rhoods?|corner|reaches|flank"
)
_EDGES = (
    r"outskirts|suburbs?|edges?|centre|center|heart|middle|vicinity|periphery|environs|surroundings|surrounding\sareas"
    r"|outer\sareas|downtown|entrance|gates|fringes?|mouth|foot|approaches|area|hills|mountains|countryside"
)
_NEXT_TO = (
    r"near|close\s+to|(?:just\s+)?outside(?:\s+of)?|around|next\s+to|not\s+far\s+from|in\s+the\s+vicinity\s+of|overlooking"
    r"|above|beside|behind|beyond|adjacent\s+to"
)
_AWAY = r"away\s+from|from|outside(?:\s+of)?|off|inside|away\s+in|short\s+of|beyond"
_LINES = (
    r"road|highway|motorway|route|railway|railroad|line|border|front|area|stretch|stretches|halfway|half-way|midway|bridge"
    r"|pipeline"
)


def _ending(words: str) -> re.Pattern[str]:
    """Return the pattern of words that stand right before a named place."""
    return re.compile(rf"(?<![\w-])(?P<span>{words})$", re.IGNORECASE)


DISTANCE_DIRECTION = _ending(
    rf"{_THING}?{_ABOUT}{_LENGTH}\s+(?:away\s+)?(?:to\s+the\s+)?(?P<way>{DIRECTION})\s+(?:of|from)\s+{_OF_WHAT}"
)
DISTANCE = _ending(rf"{_THING}?{_ABOUT}{_LENGTH}\s+(?:{_AWAY})\s+{_OF_WHAT}")
DIRECTION_OF = _ending(
    rf"{_THING}?(?:just\s|far\s|further\s|immediately\s|to\sthe\s|in\sthe\s|the\s)?(?P<way>{DIRECTION})\s+of\s+{_OF_WHAT}"
)
PART_OF = _ending(
    rf"(?:the\s+|its\s+)?(?:far\s+)?(?P<way>{DIRECTION}(?:ern)?|central|upper|lower)\s+(?:{_SIDES})\s+(?:of|to)\s+{_OF_WHAT}"
)
EDGE_OF = _ending(
    rf"(?:the\s+|an?\s+)?(?:(?:{_EDGES})\s+(?:of|to|around|near|above|outside)|(?:border|frontier)\s+with)\s+{_OF_WHAT}"
)
THING_NEAR = _ending(rf"{_THING}(?:that\s+lies\s+|lying\s+)?(?:{_NEXT_TO})\s+{_OF_WHAT}")
_PREPOSITIONS = r"in|at|on|near|from|to|into|inside|outside|towards?|behind|under|around|of|over|against|through"
_FACILITIES = (
    r"ports?|harbou?r|wells?|palace|chapel|church|mosque|temple|clinic|hospitals?|schools?|university|barracks|base|camps?|prison|jail"
    r"|market|bazaar|square|station|depot|mine|quarry|refinery|terminal|plant|factory|warehouses?|checkpoints?|crossing|bridge|airport"
    r"|airfield|airstrip|stadium|court|embassy|consulate|hotel|cafe|building|buildings|house|houses|farm|fields?|hills?|meadows|slopes?"
    r"|mountains|valley|forest|woods|riverbed|road|highway|street|neighbou?rhoods?|quarter|villages|towns|positions|trenches|shelters?"
)
FACILITY_AT = re.compile(
    rf"\b(?:{_PREPOSITIONS})\s(?P<span>(?:{_A})\s(?:[a-z-]+\s){{0,3}}?(?:{_FACILITIES})\s(?:at|in|of|on|by|above|below)\s(?:the\s)?)$",
    re.IGNORECASE,
)
AREA_PART = _ending(
    rf"(?:the\s+)?(?:far\s+|extreme\s+)?(?P<way>{DIRECTION}ern(?:most)?|{DIRECTION}|central|upper|lower)\s+"
)
BETWEEN = _ending(
    rf"(?:(?:(?:the|an?)\s+(?:[a-z]+\s){{0,2}}?)?(?P<line>{_LINES})\s+)?(?P<link>linking|connecting|joining|between|from)\s+{_OF_WHAT}"
)
BETWEEN_WORDS = re.compile(rf"\s+(?:and|to|with)\s+{_OF_WHAT}$", re.IGNORECASE)
PAIR = re.compile(r"\s?[-‑–—/]\s?|-to-")
PAIR_THING = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:road|highway|motorway|route|railway|railroad|line|border|frontier|axis|pipeline|corridor|expressway)\b"
)
LEAD = re.compile(r"(?:(?:and|or|but|nor|then)\s+)+", re.IGNORECASE)
"""Words that go before a relative place and are none of it."""
NOT_THERE = re.compile(r"\b(?:embass(?:y|ies)|consulates?|missions?)\b", re.IGNORECASE)
"""What lies elsewhere than in the place it is of: `the embassy of Armenia`."""
SIDE_THING = re.compile(
    r"\s(?:border|frontier|coast|shore|bank|road|highway|quarter|direction|front|frontline|waterfront|hinterland)\b(?!\s[A-Z])"
)
"""What is called after the place it lies at or leads to: `the Malian border`, `the Ghazni road`."""
