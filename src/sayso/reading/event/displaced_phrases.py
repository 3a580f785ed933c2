"""The phrases that tell how many people were driven from their homes, as patterns."""

import re
from typing import NamedTuple

_BOUND = (
    r"(?:(?:at least|at most|more than|less than|fewer than|no fewer than|no less than|no more than|not less than|"
    r"not more than|as many as|up to|upwards? of|in excess of|over|about|around|some|nearly|almost|close to|"
    r"approximately|roughly|an estimated|estimated|circa|perhaps|between|another|a further|all|the)\s+){1,2}"
)
_DIGITS = (
    r"(?<!\d)(?<!\d[.,])(?:\d{1,3}+(?:[ \u00a0\u202f]\d{3})++(?!\d)|(?!0\d)\d++(?:[,.]\d++)*+)"
    r"(?:\s*(?:million|thousand|m)\b)?"
)
"""Taken whole or not at all, so that a long list of numbers is read once."""
_ONES = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    r"eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_WORDS = (
    rf"(?:(?:{_ONES}|half a|a|several|many|few|couple of|tens of|hundreds of|thousands of|and|hundred|thousand|million|"
    rf"dozen)[\s-]+){{0,8}}(?:{_ONES}|hundreds?|thousands?|millions?|dozens?|scores|several|many)"
)
_NUMBER = rf"(?!and\b)(?:{_BOUND})?(?:{_DIGITS}|{_WORDS})(?:\s*(?:-|–|to|or|and)\s*(?:{_DIGITS}|{_WORDS}))?\b"
_NO_WORD = (
    r"(?!(?:were|was|are|is|have|has|had|who|whom|which|that|and|or|in|on|at|from|to|by|with|as|after|while|when|"
    r"where|of|for|"
    r"before|since|because|during|until|armed|masked|hooded|suspected|unidentified)\b)"
)
_WORD = rf"{_NO_WORD}[^\W\d_][\w’'-]*"
_FLEERS = (
    r"people|persons|residents|villagers|townspeople|townsfolk|families|households|civilians|inhabitants|citizens|"
    r"refugees|women|children|girls|farmers|herders|peasants|fishermen|returnees|christians|muslims|locals|natives|"
    r"tenants|squatters|pupils|students|workers|settlers|migrants"
)
"""Who flees from an event; "two men", "five others" who flee or leave are as often those who did it."""
PEOPLE = rf"(?:{_FLEERS}|men|boys|others|souls|individuals)\b"
_OF_THEM = r"\s+(?:of\s+(?:(?:the|its|their|these|those)\s+)?)?"
_WHO = rf"(?P<who>{_NUMBER}(?:{_OF_THEM}(?:{_WORD}\s+){{0,3}}?{PEOPLE})?)"
_CIVILIANS = rf"(?P<who>{_NUMBER}{_OF_THEM}(?:{_WORD}\s+){{0,3}}?{PEOPLE})"
_WHO_FLEES = rf"(?P<who>{_NUMBER}{_OF_THEM}(?:{_WORD}\s+){{0,3}}?(?:{_FLEERS})\b)"
_NOTHING_COUNTED = (
    r"(?=\s*(?:[^\w\s%-]|\Z)|\s+(?:in|from|at|on|near|by|to|since|after|over|across|and|or|as|while|when|during|who|"
    r"whom|with|more|so|this|last|within|around|throughout|inside|outside|along|of)\b)"
)
"""What follows a number that is of people without saying so: "displaced 600 and", not "displaced two weeks ago"."""
_NO_CLAUSE = (
    r"(?!(?:who|whom|which|that|as|after|while|when|where|for|before|since|because|were|was|are|is|have|has|had|"
    r"fled)\b)"
)
_ASIDE_WORD = rf"{_NO_CLAUSE}(?!{PEOPLE})[\w’'-]+"
_ASIDE = (
    rf"(?:,\s+{_NO_CLAUSE}(?:[^,.;]|(?<=\d)[,.](?=\d)){{1,70}},|\s+\([^)]{{1,40}}\)|"
    rf"\s+(?:of|from|in|near|on|living in)\s+(?:{_ASIDE_WORD}\s+){{0,4}}{_ASIDE_WORD})?"
)
_HAVE = (
    r"(?:\s+(?:also|then|now|later|reportedly|newly|already|had|have|has|been|be|were|was|are|being|remain|remained|"
    r"to)){0,5}"
)
_BEEN = (
    r"(?:\s+(?:also|then|now|later|reportedly|newly|had|have|has|to)){0,4}?"
    r"\s+(?:been|be|were|was|are|is|being|remain|remained|became|become)"
    r"(?:\s+(?:also|then|now|later|reportedly|newly|being)){0,2}"
)
_HOME = (
    r"(?:(?:from|out of|off|to leave|to flee|to abandon|to move (?:from|out of)|"
    r"leave|flee|abandon|flee from|leaving|fleeing|abandoning)\s+)"
    r"(?:the|their|its|his|her)\s+(?:[\w’'-]+\s+){0,2}?"
    r"(?:homes?|houses?|villages?|town|city|land|lands|hamlets?|farms?|district|area|region|country|camps?|valley|"
    r"island|"
    r"apartments?|flats?|compounds?|neighbou?rhoods?|quarters?|settlements?|dwellings?|huts|province|state|capital)\b"
)
_MADE_TO_GO = (
    rf"(?:\s+(?:people\s+)?(?:{_HOME}|to\s+(?:flee|seek\s+(?:shelter|refuge))\b|to\s+leave\b(?=\s*(?:[,.;]|\Z))|"
    r"into\s+(?:exile|the\s+bush|camps?)\b|"
    r"(?:over|across)\s+the\s+border\b|fleeing\b))"
)
_AWAY = (
    r"(?:displaced|uprooted|evicted|homeless|(?:made|left|rendered)\s+homeless|left\s+without\s+(?:homes|shelter|"
    r"a\s+roof)|"
    r"(?:forced|driven|burned|bombed|chased)\s+out\b(?!\s+of\b)|chased\s+away|"
    r"(?:forced|driven|compelled|obliged|chased|burned|bombed|expelled|deported)"
    r"(?:\s+(?:over|across)\s+the\s+border|"
    rf"\s+{_HOME}|\s+to\s+flee|\s+into\s+(?:exile|camps?|the\s+bush)))\b"
    rf"(?!\s+(?:\w+\s+)?{PEOPLE}|\s+(?:were|was|are|is|have|had|live|lived|living|shelter\w*|who)\b)"
)
"""What was done to people who are driven from home, and no word for people who were before: "displaced families"."""
_LEFT_WHAT = (
    r"(?:(?:the|their)\s+(?:\w+\s+){0,2}(?:homes|houses|villages?|hamlets|town|camps?|area|region|district|country|"
    r"valley)|"
    r"(?:\w+\s+){1,2}(?:villages|hamlets))\b"
)
_SENT = (
    r"(?P<act>force[sd]?|forcing|drove|driven?|drives|driving|compel(?:s|led|ling)?|sen[dt]s?|sending|cause[sd]?|"
    r"causing|"
    r"prompt(?:s|ed|ing)?|chas(?:es|ed|ing))"
)
_MADE = r"(?P<act>left|leaves|leaving|made|makes|making|render(?:s|ed|ing)?)"
_WITHOUT_HOME = r"(?:homeless|displaced|without\s+(?:homes|a\s+home|shelter|a\s+roof))\b"
_FLED = (
    r"(?P<act>fled|flee|fleeing)\b(?!\s+(?:on\s+(?:foot|motor)|on\s+a\s|the\s+scene|in\s+an?\s+(?:\w+\s+){0,2}?"
    r"(?:car|van|vehicle|truck|lorry|taxi|jeep|pick-?up|minibus|motorcycle)\b)|[^,.;]{0,40}?\bafter\s+(?:\w+ly\s+)?"
    r"(?:shooting|killing|attacking|robbing|stabbing|firing|beating|kidnapping|abducting|planting|throwing|opening)\s+"
    r"(?:the|an?|at|on|fire|him|her|them|his|dead|one|two|three|four|five|\d+)\b)"
)
"""Not as those flee who did it: "in a car", "after shooting the mayor"."""


class Phrase(NamedTuple):
    """A phrase of displacement.

    Attributes:
        words: With groups `who`, whom it drove out, and `act`, what was done to them or what they did.
        is_subject: Whether those driven out stand before what is told of them.
        is_reduced: Whether it may tell of what was before: "12 people displaced by the war".
    """

    words: re.Pattern[str]
    is_subject: bool = False
    is_reduced: bool = False


def _phrase(words: str, *, is_subject: bool = False, is_reduced: bool = False) -> Phrase:
    return Phrase(re.compile(rf"\b{words}", re.IGNORECASE), is_subject, is_reduced)


PHRASES = (
    _phrase(
        rf"(?P<act>displac(?:e|es|ed|ing)|uproot(?:s|ed|ing)?|evict(?:s|ed|ing)?)\s+"
        rf"(?P<who>{_NUMBER}(?:{_OF_THEM}(?:{_WORD}\s+){{0,3}}?{PEOPLE}|{_NOTHING_COUNTED}))"
    ),
    _phrase(rf"{_SENT}\s+{_WHO}{_MADE_TO_GO}"),
    _phrase(rf"{_MADE}\s+{_WHO}\s+{_WITHOUT_HOME}"),
    _phrase(rf"{_CIVILIANS}{_ASIDE}{_BEEN}\s+(?P<act>{_AWAY})", is_subject=True),
    _phrase(rf"(?P<who>{_NUMBER}){_BEEN}\s+(?P<act>{_AWAY})", is_subject=True),
    _phrase(rf"{_WHO}\s+(?P<act>{_AWAY})", is_reduced=True),
    _phrase(rf"{_WHO_FLEES}{_ASIDE}{_HAVE}\s+{_FLED}", is_subject=True),
    _phrase(rf"{_WHO_FLEES}{_ASIDE}{_HAVE}\s+(?P<act>left|abandoned|abandon|leave)\s+{_LEFT_WHAT}", is_subject=True),
    _phrase(rf"(?P<act>displacement|exodus|flight|eviction|expulsion|deportation)\s+of\s+{_CIVILIANS}"),
)
ACTS = re.compile(
    r"displac|uproot|evict|homeless|without|forc|driv|drove|compel|sen[dt]|caus|prompt|chas|fled|flee|flight|left|leav|"
    r"abandon|exodus|expuls|expel|deport|burned|bombed|obliged",
    re.IGNORECASE,
)
"""A sentence without any of these has none of the phrases."""
