"""Whose a number of people is: of the event, of a part of its people, or of more than the event.

Only the words of its clause tell: "have been killed since the war began" is a total, "two of the dead" and "12 people,
four of them children" have a part. A number beside none of these words is taken for that of the event, and so is one
beside a date ("earlier this month", "a year ago") or one act ("an attack this month").
"""

import re

from sayso.core.reading import Scope
from sayso.core.span import Span

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b"
)
_WAR = (
    r"(?:(?:civil |long |border |drug |dirty )?war|conflict|insurgency|rebellion|uprising|revolt|revolution|intifada|"
    r"invasion|occupation|coup|crisis|unrest|violence|fighting|clashes|hostilities|campaign|protests?|truce|ceasefire|"
    r"siege|offensive|crackdown|independence)\b"
)
_UNIT = r"(?:weeks|months|years?|decades?)"
_ANY_TIME = (
    rf"(?:(?:the |its |their )?(?:start|beginning|outbreak|end)\b|(?:the |a |an |this |that )?(?:\w+ )?{_WAR}|"
    rf"(?:early |late |mid-?|last |the )?(?:{_MONTH}|(?:19|20)\d\d|year|month|spring|summer|autumn|winter|then\b))"
)
_NO_RATE_BEFORE = (
    r"(?:about|after|almost|and|around|as|at|barely|before|but|by|during|exactly|for|from|half|hardly|in|just|less|more|"
    r"nearly|of|on|once|only|or|over|roughly|some|than|twice|until|when|with|within|without)\b"
)
_NO_RATE_BEHIND = r"(?!['’-]| (?:ago|after|and|apart|before|earlier|from|into|later|long|of|old|on|since|to|when)\b)"
"""What "a year" is that is no "30 a year": "about a year", "a year ago", "a year of war"."""
_TOTAL = re.compile(
    rf"\bsince (?:at least )?{_ANY_TIME}"
    r"|\bso far (?:this|in)\b|\b(?P<this>this (?:year|month|season|decade))\b(?!['’]s)|\bto date\b"
    rf"|\b(?:in|over|during|for) (?:the )?(?:past|last|previous|first(?! time)) (?:\w+[ -]){{0,3}}{_UNIT}\b(?!['’]s)"
    rf"|\b(?:in|over|during|after) (?:\w+[ -]){{1,3}}{_UNIT} of (?:\w+ ){{0,2}}{_WAR}"
    r"|\b(?:since|in|during|throughout) the (?:\w+[ -]){0,3}(?:civil )?(?:war|conflict|insurgency)\b"
    r"|\b(?:over|in|during) (?:the|that) (?:same |whole |entire )?period\b"
    r"|\b(?:over|in|during) the course of (?:an?|one|the|this) (?:\w+ )?(?:year|month|week|decade)\b"
    r"|\b(?:every|each|per) (?:year|month|week)\b"
    rf"|\b(?!{_NO_RATE_BEFORE})[\w’'%-]{{1,40}} an? (?:year|month|week)\b{_NO_RATE_BEHIND}",
    re.IGNORECASE,
)
"""Words for a stretch of time that holds more than one event."""
_DATED = re.compile(
    r"\b(?:earlier|later|later on|late|early|(?:start|beginning|end|middle) of|"
    rf"(?P<until>(?:and|to|through|until|till) )?{_MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?)?,?(?: of)?) ?\Z",
    re.IGNORECASE,
)
"""What makes a date of "this year" behind it: "in April this year", but not "between January and June this year"."""
_ACT = (
    r"(?:air ?strike|ambush|assassination|assault|attack|battle|blast|bombing|clash|crash|explosion|fire|gunfight|"
    r"hijacking|incident|kidnapping|massacre|march|protest|raid|rally|riot|shelling|shooting|shoot-?out|"
    r"siege|stabbing|stampede|strike)"
)
_ONE_ACT = re.compile(rf"\b(?:an?|another|one) (?:[\w’'-]+ ){{0,3}}?{_ACT}\b(?! of\b)", re.IGNORECASE)
_SUM = re.compile(
    r"\b(?:toll|total|tally|numbers?|figures?|count|br(?:ings?|inging|ought)|rais(?:es?|ing|ed)|so far)\b",
    re.IGNORECASE,
)
_WAR_COSTS = re.compile(
    rf"\b(?P<war>(?:the|this|that|a|an|whose|its) (?:[\w-]+ ){{0,3}}{_WAR})(?:[^.;]{{0,60}}?),? (?:(?:that|which) )?"
    r"(?:has|have|had) (?:(?:so far|already|also|since) )?"
    r"(?:cost|killed|claimed|left|displaced|driven|uprooted|taken|wounded|forced)\b",
    re.IGNORECASE,
)
_SUPERLATIVE = re.compile(
    r"\b(?:worst|deadliest|bloodiest|heaviest|highest|largest|biggest|first|most|only)\b", re.IGNORECASE
)
"""What is said of one event before "since": "the deadliest raid since the war began"."""
_ORDINAL = re.compile(
    r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\w+teenth|\d+(?:st|nd|rd|th)|latest)\b"
    r"(?: [\w’'-]+){0,6} ?\Z",
    re.IGNORECASE,
)
"""What tells one of many right before the words for their time: "the second raid this year"."""
_HOLDS = re.compile(
    r"\b(?:h[oe]ld|holding|kept|keep|jail|imprison|captiv|hostage|custody|missing|prison)", re.IGNORECASE
)
"""What lasts since a day, rather than happens again and again since then: "two reporters imprisoned since 2016"."""
_NEW_CLAUSE = re.compile(
    r"[;:–—]|\s-\s|\sand\s(?=(?:bringing|brings|brought|taking|raising|raised|pushing)\b)|"
    r",\s+(?=(?:bringing|brings|taking|raising|pushing|making|which|who|where|while|when|after|"
    r"before|as|and|but|adding|although|though|the (?:worst|deadliest|bloodiest|highest|largest)|in (?:the|a|one) )\b)",
    re.IGNORECASE,
)
_HARMED = (
    r"(?:dead|deaths|killed|slain|victims|casualties|fatalities|bodies|wounded|injured|detained|detainees|arrested|"
    r"kidnapped|abducted|hostages|captives|displaced)\b"
)
_OF_THEM = re.compile(r"\s*(?:\w+\s+){0,2}of (?:them|whom|these|those)\b", re.IGNORECASE)
_MORE = (
    r"of (?:the |these |those |at least |more than |about |some |nearly |over )*(?:\d|two|three|four|five|six|seven|"
    r"eight|nine|ten|dozens|scores|hundreds|thousands|several)"
)
_OF_MORE = re.compile(rf"\s*{_MORE}", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|was|are|were)\s*\Z", re.IGNORECASE)
_IS_OF_MORE = re.compile(rf"\s*(?:is|was|are|were) (?:one |two |three |\d+ )?(?:{_MORE}|among\b)", re.IGNORECASE)
_NO_VERB = r"(?!(?:is|are|was|were|has|have|had|been)\b)"
_OF_THE_HARMED = re.compile(
    rf"\s*of (?:the|those|these|its|his|their) (?:{_NO_VERB}\w+ ){{0,2}}{_HARMED}", re.IGNORECASE
)
_OF_THE_ALIVE = re.compile(
    rf"\s*of (?:the|those|these|its|his|their) (?:{_NO_VERB}[\w-]+ ){{0,2}}(?:wounded|injured|hurt|detained|detainees|"
    r"arrested|kidnapped|abducted|hostages|captives|displaced)\b",
    re.IGNORECASE,
)
_DIES = re.compile(
    r"\b(?:d[iy](?:e|ing)|dead|death|kill|succumb|perish|execut|murder|shot|drown|behead)", re.IGNORECASE
)
_PART_BEFORE = re.compile(
    rf"\b(?:including|among (?:them|whom)|of whom|among (?:the|those) (?:\w+ ){{0,2}}{_HARMED}"
    rf"(?: (?:is|are|was|were))?|(?:the|those) {_HARMED} included?)[\s,]*(?:at least |about |some )?\Z",
    re.IGNORECASE,
)
_LIST_BEFORE = re.compile(
    r"\b(?:including|among (?:them|whom))\b(?:[\s,]+(?!(?:was|were|is|are|had|has)\b)[^\s,;.]+){0,6},? and\s*\Z",
    re.IGNORECASE,
)
_REACH_CHARS = 80


def scope_of(text: str, sentence: Span, number: Span, trigger: Span) -> Scope:
    """Return whose number the words at `number` tell.

    Args:
        text: The report's.
        sentence: The one that they stand in.
        number: The words of the number.
        trigger: Of the event that it is given to: the number of a war is that of the event where this is the war.

    >>> text = "The raid killed 12, bringing to 94 the number of people killed this year."
    >>> sentence, killed = Span.of(text, 0, len(text)), Span.of(text, 9, 15)
    >>> [scope_of(text, sentence, Span.of(text, at, at + 2), killed) for at in (16, 32)]
    ['event', 'total']
    """
    if is_part(text, sentence, number, trigger):
        return "part"
    clause = _clause(text, sentence, number)
    if _is_total(clause, is_lasting=_HOLDS.search(trigger.text) is not None):
        return "total"
    costs = _WAR_COSTS.search(text, sentence.start, number.start)
    if costs is None or trigger.start < costs.end("war") <= trigger.end:
        return "event"
    between = text[costs.end() : number.start]
    return "total" if len(between) < _REACH_CHARS and ";" not in between else "event"


def _is_total(clause: str, *, is_lasting: bool) -> bool:
    """Return whether a clause tells of all in a stretch of time, rather than of one event in it.

    Args:
        clause: Its words.
        is_lasting: Whether the event lasts, so that what began at a day is still one: "imprisoned since 2016".
    """
    superlative = _SUPERLATIVE.search(clause)
    is_one_act = _ONE_ACT.search(clause) is not None and _SUM.search(clause) is None
    for found in _TOTAL.finditer(clause):
        before = clause[max(found.start() - _REACH_CHARS, 0) : found.start()]
        dated = _DATED.search(before) if found["this"] else None
        is_of_one = (
            (is_lasting and found[0][:5].lower() == "since")
            or (superlative is not None and superlative.end() <= found.start())
            or _ORDINAL.search(before) is not None
            or (dated is not None and dated["until"] is None)
            or (found["this"] is not None and is_one_act)
        )
        if not is_of_one:
            return True
    return False


def is_part(text: str, sentence: Span, number: Span, trigger: Span) -> bool:
    """Return whether a number is of some of those whom another number, or "the dead", is of.

    Of the dead, that is: "two of the wounded died" has all who died.
    """
    before = text[max(sentence.start, number.start - _REACH_CHARS) : number.start]
    after = text[number.end : min(sentence.end, number.end + _REACH_CHARS)]
    if number.text.lower().startswith("all but"):
        return False
    if _PART_BEFORE.search(before) or _LIST_BEFORE.search(before):
        return True
    at_number = text[number.start : number.end] + after
    if _begins_in(_OF_THE_ALIVE, at_number, number) and _DIES.search(trigger.text):
        return False
    if _begins_in(_OF_THE_HARMED, at_number, number) and not before.rstrip().endswith("none"):
        return True
    if _IS_OF_MORE.match(after) or (_IS.search(before) and _OF_MORE.match(after)):
        return True
    return before.rstrip()[-1:] in (",", "(", "–", "—") and _begins_in(_OF_THEM, at_number, number)


def _begins_in(words: re.Pattern[str], at_number: str, number: Span) -> bool:
    """Return whether words of a part begin in a number ("four of them") or right behind it."""
    found = words.search(at_number)
    return found is not None and found.start() <= number.end - number.start


def _clause(text: str, sentence: Span, number: Span) -> str:
    """Return the clause of a sentence that a number stands in."""
    begins, ends = sentence.start, sentence.end
    for mark in _NEW_CLAUSE.finditer(text, sentence.start, sentence.end):
        if mark.end() <= number.start:
            begins = mark.end()
        elif mark.start() >= number.end:
            ends = mark.start()
            break
    return text[begins:ends]
