"""MUC-4's DEV: who the answer keys say attacked whom, with what, put on the words of single sentences.

The keys are of reports, not of words. What they give is put on a sentence where it has the strings of one incident only
and one word of violence, of its type, which is then taken for the trigger. A string near it, in the same clause as far
as words can tell, is a part of it; and who did it did not suffer it. Strings may be the end of a phrase (people by name
alone), so of the words around them nothing is told. Who died or was hurt is a casualty of words of killing and
wounding, of which things are no part.

Reports without a template tell nothing: the keys leave out what is no terrorism, too old, too general or of soldiers
against guerrillas, so that many of them are full of attacks. Nor does a missing string tell that nobody did it.

The texts are in capitals. Each is given twice, as it is and as it would be in prose; a configuration takes the corpus
half as often as it would otherwise.

Source: Sundheim 1992, Overview of the Fourth Message Understanding Evaluation and Conference.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sayso.core.errors import UsageError
from sayso.evaluation.mentions import Interval, Split
from sayso.evaluation.muc4 import FOLDER, MucReport, Slots, answers_of, key_slots, load, strings_of
from sayso.reading.quotations.capitals import in_usual_case
from sayso.reading.sentences.splitter import sentence_spans
from training.data.partial import PartialEvent, contrasted, overlap
from training.data.predicates import PredicateDocument

CORPUS = "muc4"
_TYPE, _EFFECT = "4", "23"
_THINGS = "12"
_SLOTS: Mapping[str, tuple[str, ...]] = {
    "actor": ("9", "10"),
    "recipient": (_THINGS, "18", "19"),
    "instrument": ("6",),
}
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_TAKING = re.compile(r"kidnap(?:s|p?ed|p?ings?)?|abduct(?:s|ed|ing|ions?)?|hijack(?:s|ed|ing)?", re.IGNORECASE)
_HARMING = re.compile(
    r"kill(?:s|ed|ings?)?|murder(?:s|ed|ing)?|assassinat(?:e[sd]?|ing|ions?)|massacred?|execut(?:ed|ions?)|slain"
    r"|wound(?:ed|ing)|injur(?:ed|ing)|gunned|machine-gunned|stabbed|strangled",
    re.IGNORECASE,
)
_ATTACKING = re.compile(
    r"attack(?:s|ed|ing)?|ambush(?:es|ed|ing)?|bomb(?:ed|ings?)|explosions?|explod(?:e[sd]?|ing)|detonat(?:ed|ing)"
    r"|dynamit(?:ed|ing)|destroy(?:s|ed|ing)|destruction|damag(?:ed|ing)|shot|shooting|shelled|shelling|machine-gunning"
    r"|torched|burned|stormed|raped|tortured",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"massacres?|die[sd]?|deaths?|dead|fire[ds]?|firing|burn(?:s|ing|t)?|bl[eo]wn?|blowing|blast|sabotag\w+|derail\w+"
    r"|clash\w*|fight\w*|fought|battles?|assault\w*|raid\w*|rap(?:e|ing)|loot\w*|rob(?:s|bed|bing|bery)?|set|placed"
    r"|destroy|dynamite|strafe[ds]?|shoot(?:s|ings|out)?|wounds?|injur(?:y|ies|es?)|tortur(?:e|ing)|capture[ds]?"
    r"|machine-gun|violence|crimes?|hit|struck|throw\w*|threw|launch(?:ed|ing)",
    re.IGNORECASE,
)
"""Words that may tell of violence too: where one stands beside, a string may be a part of either."""
_CLAUSE = re.compile(
    r"\b(?:where|whose|whom|after|before|when|while|because|since|although|but|until|if)\b|[;:]", re.IGNORECASE
)
_MOST_WORDS = 10
"""Between a trigger and a string that is a part of it."""
_BY = re.compile(r"\bby\b", re.IGNORECASE)
_KINDS = frozenset({"ASSAULT"})
_KIDNAPPING = "KIDNAPPING"
_NO_VIOLENCE = frozenset({"FORCED WORK STOPPAGE"})


def documents(corpora: Path, split: Split) -> Iterator[PredicateDocument]:
    """Yield reports cut down to the paragraphs that something is told of; of `dev`, TST1 and TST2, their texts whole.

    Raises:
        UsageError: The folder is not there.
        UnreadableError: Its files do not belong together.
    """
    if not (corpora / FOLDER).is_dir():
        raise UsageError(f"no corpus at {corpora / FOLDER}")
    if split == "dev":
        for report in load(corpora, "dev"):
            yield PredicateDocument(name=report.name, corpus=CORPUS, text=report.report.text)
        return
    keys = key_slots(corpora, "train")
    for report in load(corpora, "train"):
        incidents = [each for each in keys.get(report.name, []) if not _NO_VIOLENCE & set(_types(each))]
        yield from _forms(report, _told(report.report.text, incidents))


def _forms(report: MucReport, told: Sequence[tuple[Interval, PartialEvent]]) -> Iterator[PredicateDocument]:
    """Yield a report in capitals and as prose, if something is told of it."""
    if not told:
        return
    text, events, taken = "", [], (0, 0)
    begins = 0
    for paragraph, event in told:
        if paragraph != taken:
            text += "\n\n" if text else ""
            begins, taken = len(text), paragraph
            text += report.report.text[slice(*paragraph)]
        events.append(event.moved(begins - paragraph[0]))
    for words in (text, in_usual_case(text)):
        yield PredicateDocument(name=report.name, corpus=CORPUS, text=words, partial=tuple(events))


def _told(text: str, incidents: Sequence[Slots]) -> list[tuple[Interval, PartialEvent]]:
    """Return what is told of each sentence, with the paragraph it is in."""
    strings = [_strings(each) for each in incidents]
    everything = [string for parts in strings for string in parts]
    found = []
    for sentence in sentence_spans(text, wrap_width_chars=120, split_unspaced=True):
        places = _places(text, (sentence.start, sentence.end), everything)
        holders = [index for index, parts in enumerate(strings) if not parts.keys().isdisjoint(places)]
        if len(holders) != 1:
            continue
        (index,) = holders
        event = _event(text, (sentence.start, sentence.end), incidents[index], strings[index], places)
        if event is not None:
            start = text.rfind("\n\n", 0, sentence.start)
            end = text.find("\n\n", sentence.end)
            paragraph = (0 if start < 0 else start + len("\n\n"), len(text) if end < 0 else end)
            found.append((paragraph, event))
    return found


def _event(
    text: str,
    sentence: Interval,
    incident: Slots,
    strings: Mapping[str, frozenset[str]],
    places: Mapping[str, Sequence[Interval]],
) -> PartialEvent | None:
    """Return what an incident tells of a sentence, where its strings are at `places`."""
    words = [match for match in _WORD.finditer(text, *sentence) if _is_violence(match[0]) or _OTHER.fullmatch(match[0])]
    if len(words) != 1 or not _is_violence(word := words[0][0]):
        return None
    trigger = words[0].span()
    if (_KIDNAPPING in _types(incident)) != bool(_TAKING.fullmatch(word)):
        return None
    harmed = {string for line in incident[_EFFECT] for string in _harmed(line)}
    things = {string for line in incident[_THINGS] for string in strings_of(line)}
    inside: dict[str, tuple[Interval, ...]] = {}
    for string, parts in strings.items():
        spans = [span for span in places.get(string, ()) if _belongs(text, span, trigger)]
        told = set(parts)
        if _HARMING.fullmatch(word):
            told -= {"recipient"} if string in things else set()
            told |= {"casualty"} if string in harmed else set()
        for part in told:
            kept = [span for span in spans if part != "actor" or _acts(text, span, trigger)]
            if kept:
                inside[part] = tuple(sorted({*inside.get(part, ()), *kept}))
    if not inside:
        return None
    outside = contrasted({part: spans for part, spans in inside.items() if part != "casualty"}, tuple(_SLOTS))
    return PartialEvent(trigger=trigger, kinds=_KINDS, inside=inside, outside=outside)


def _belongs(text: str, span: Interval, trigger: Interval) -> bool:
    """Return whether a string stands near a trigger, with nothing between that begins another clause."""
    between = text[min(span[1], trigger[1]) : max(span[0], trigger[0])]
    near = len(between.split()) <= _MOST_WORDS and not _CLAUSE.search(between)
    return near and not overlap(span, trigger)


def _acts(text: str, span: Interval, trigger: Interval) -> bool:
    """Return whether who did it stands before the trigger, or behind it and a "by"."""
    return span[0] < trigger[0] or bool(_BY.search(text, trigger[1], span[0]))


def _is_violence(word: str) -> bool:
    return any(each.fullmatch(word) for each in (_TAKING, _HARMING, _ATTACKING))


def _types(incident: Slots) -> list[str]:
    return answers_of(incident[_TYPE][0]).answers


def _harmed(line: str) -> list[str]:
    """Return the strings of those who, by a line on effects, died or were hurt for sure."""
    answers, strings, is_optional = answers_of(line)
    return strings if not is_optional and set(answers) <= {"DEATH", "INJURY"} else []


def _strings(incident: Slots) -> dict[str, frozenset[str]]:
    """Return the parts that each string of an incident is in."""
    found: dict[str, frozenset[str]] = {}
    for part, slots in _SLOTS.items():
        for string in (each for slot in slots for line in incident[slot] for each in strings_of(line)):
            found[string] = found.get(string, frozenset()) | {part}
    return found


def _places(text: str, within: Interval, strings: Sequence[str]) -> dict[str, list[Interval]]:
    """Return where strings stand in a stretch of a text; inside a longer one, a shorter one does not count."""
    found: dict[str, list[Interval]] = {}
    taken: list[Interval] = []
    for string in sorted(set(strings), key=lambda each: (-len(each), each)):
        words = r"\s+".join(map(re.escape, string.split()))
        for match in re.finditer(rf"(?<!\w){words}(?!\w)", text[slice(*within)]) if words else ():
            span = (match.start() + within[0], match.end() + within[0])
            if not any(overlap(span, other) for other in taken):
                found.setdefault(string, []).append(span)
                taken.append(span)
    return found
