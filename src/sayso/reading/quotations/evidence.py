"""Whether a cue reports speech in its sentence: attacked the plan as "mad"; not: attacked the "Red Gate" base."""

from collections.abc import Sequence

from sayso.reading.quotations.clauses import has_verb, starts_phrase
from sayso.reading.quotations.cues import AUXILIARIES, Cue
from sayso.reading.quotations.layout import Word
from sayso.reading.quotations.tables import DETERMINERS, word_set

_ACTS = word_set(
    "attack fire shoot begin start finish end post radio phone message text cable blog press direct command commit "
    "undertake continue judge dispute summon require volley crack snap rip venture volunteer echo counter "
    "defend project figure read charge entitle title claim observe require start "
    "slam blast bash maintain answer"
)
"""Verbs that report in some uses only; in the others they tell of an act."""
_NO_CLAUSES = word_set("attack fire shoot post radio phone message end begin start finish slam blast bash rip dispute")
"""Verbs of `_ACTS` whose object is no clause: what holds a verb after them is more than their content."""
_JUDGES = word_set("attack judge charge slam blast bash rip defend dispute")
"""Verbs of `_ACTS` that speak where they say as what, or for what, somebody is judged."""
_SLAM = word_set("slam blast bash rip")
"""Verbs of `_JUDGES` that are hardly ever acts of war."""
_TO_ACT = word_set("commit undertake press direct command claim volunteer require")
"""Verbs of `_ACTS` that speak where an infinitive tells what is promised or ordered."""
_CLAUSE_OPENERS = word_set("that whether how why what")
_REPORTING_PASSIVES = word_set(
    "describe characterise characterize portray accuse blame condemn criticise criticize denounce decry deplore hail "
    "laud praise mock deride ridicule call label brand dub term slam blast attack judge charge say tell report ask "
    "urge warn order advise instruct inform remind assure quote cite dismiss reject consider believe think fear expect "
    "suspect allege claim question"
)
"""Verbs that report in the passive too: was described as "a grave"."""
_COMPLEMENTS = word_set("as of for to that with about")
"""Words that open what is said of the subject of a passive."""
_REACH = 3


def is_speech(cue: Cue, rest: Sequence[Word]) -> bool:
    """Whether `cue` reports, given the words `rest` between it and the quotation that are content too."""
    if cue.passive:
        return _is_reported(cue, rest)
    base = cue.entry.base
    if base not in _ACTS:
        return True
    if not rest:
        return base not in _NO_CLAUSES and base not in ("undertake", "continue", "commit")
    if rest[0].lower in _CLAUSE_OPENERS or (rest[0].lower == "to" and base in _TO_ACT):
        return True
    if any(opens_clause(rest, index) for index in range(1, len(rest))):
        return True
    near = [word.lower for word in rest[-_REACH:]]
    if base in _JUDGES:
        reasons = [word.lower for word in rest] if base in _SLAM else near
        return "as" in near or "for" in reasons or (base == "charge" and "with" in near)
    if base in _NO_CLAUSES:
        return False
    if base == "press" and rest[0].lower == "for":
        return True
    if base in _TO_ACT and any(word.lower == "to" for word in rest[1:]):
        return rest[0].lower != "responsibility"
    return starts_phrase(rest[0]) and has_verb(rest)


def is_act(cue: Cue) -> bool:
    """Whether the verb of `cue` reports in some uses only."""
    return cue.entry.base in _ACTS


def opens_clause(rest: Sequence[Word], index: int) -> bool:
    """Whether "that" at `index` opens what is said, and neither points nor is a relative ("the raid that killed")."""
    if rest[index].lower != "that":
        return False
    if index + 1 == len(rest):
        return True
    following = rest[index + 1].lower
    return following not in AUXILIARIES and not (
        following.endswith("ed") and rest[index - 1].lower not in DETERMINERS and not has_verb(rest[index + 1 :])
    )


def _is_reported(cue: Cue, rest: Sequence[Word]) -> bool:
    """Whether a passive reports: was accused of ..., was condemned by X as ...; not "was observed in the ..."."""
    base = cue.entry.base
    if " " in base:
        return True
    if base not in _REPORTING_PASSIVES:
        return False
    if base in ("call", "dub", "brand", "label", "consider") and rest and rest[0].lower in DETERMINERS:
        return True
    if not rest or rest[0].lower in _COMPLEMENTS or rest[0].lower == "by":
        return True
    return any(word.lower == "as" for word in rest[-_REACH:])


def agent_end(rest: Sequence[Word]) -> int | None:
    """Return the index in `rest`, which starts with "by", where the agent of a passive ends and what is said begins."""
    for index in range(2, len(rest)):
        word = rest[index].lower
        if word in ("as", "for", "that", "with", "to") or (word == "of" and not _is_name_part(rest, index)):
            return index
    return None


def _is_name_part(rest: Sequence[Word], index: int) -> bool:
    """Whether "of" at `index` joins two parts of one name: the Union of Millers."""
    return index + 1 < len(rest) and rest[index - 1].is_capitalised and rest[index + 1].is_capitalised
