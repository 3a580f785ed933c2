"""What police did in a sentence, answered by the events that were read: rules, none of them fitted.

They were set down on the articles of odd number of IndiaPoliceEvents, which ask these questions; earlier ones on some
forty articles of either half. Each event answers for the sentence that its trigger begins in. It is real where it has
none of negation, future and hypothetical.

- Who police are is told by the words of an argument, the names and descriptions of its entity, or the sector COP:
  paramilitary forces, detectives and officers are among them. For ANY_ACTION so is the army, which is called out to
  keep order. "We" is police in the words of police; a relative pronoun is whoever stands before it.
- An event is by police where an actor is; one without an actor has those of its other tellings by the same word. An
  arrest of somebody without an actor is by police, and so are crowd control of people, a curfew, and forces that are
  moved: who else does these. Police who are moved by others act as well.
- ARREST: a real COERCE `arrest` by police, or an event of theirs with a word of arresting for a trigger.
- FORCE: a real ASSAULT by police that is not on things alone; or firing, charging or a clash of theirs, of any type.
- KILL: force in whose sentence it, or an ASSAULT that has no actor of its own, tells of dead or has a word of killing
  for a trigger ("one man was killed in police firing").
- FAIL: a negated event by police; or one whose trigger is a word of leaving undone ("refused", "stood by").
- ANY_ACTION: a real event by police, whatever it is, or words of theirs: annotators took speaking for acting. Words are
  in the sentence of their cue and in those that their content lies in; who "he" is, is taken from the sentence before.

What cannot be reached from events: sentences that tell of police at work in words that are no event of PLOVER's
("maintaining a strict vigil", "security has been tightened"), and most of FAIL, which blames a lack ("the absence of
police", "arrived late", "apathy") or the government. A death in custody is found only where force is told beside it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, get_args

from sayso.core.pronouns import is_pronoun
from sayso.core.reading import Attribution, Entity, Event, Reading, Role
from sayso.core.span import Span

Label = Literal["KILL", "ARREST", "FAIL", "FORCE", "ANY_ACTION"]
LABELS: tuple[Label, ...] = get_args(Label)
POLICE = re.compile(
    r"\b(?:police(?:m[ae]n|wom[ae]n)?|cops?|constables?|(?:sub-?)?inspectors?|superintendents? of police|gendarm\w+"
    r"|law[- ]enforcement|security (?:forces?|personnel|m[ae]n)|paramilitar\w+|para-military|riot squads?"
    r"|patrol(?:m[ae]n)?|detectives?|sleuths?|commissioners? of police|home guards?"
    r"|(?:rapid action|(?:railway|border|central industrial) (?:protection|security)|central reserve police) force"
    r"|officers?|personnel|crpf|rpf|grp|srpf?|rafs?|bsf|cisf|cid|cbi|jawans?|dgp|igp|dcp|acp|dsp|ssp)\b",
    re.IGNORECASE,
)
"""Who is police, in the words of English and of India; forces under the ministry of the interior are among them."""
ARMY = re.compile(r"\b(?:army|troops|soldiers?|armed forces|military)\b", re.IGNORECASE)
"""Who helps police to keep order."""
KILLING = re.compile(r"\bkill|\bdead\b|\bdeath|\bdie[sd]?\b|\bdying\b|\bslain\b|\bgunn?ed down|\bmurder", re.IGNORECASE)
_FORCE = re.compile(
    r"\bclash|\bfire\b|\bfir(?:ed|ing)\b|\bsh(?:ot|oot)|\bbeat|\blathi|\bcane|\bbaton|\btear ?gas", re.IGNORECASE
)
_UNDONE = re.compile(
    r"\bfail|\brefus|\bdeclin|\bignor|\bneglect|\binaction|\bst(?:oo|an)d(?:ing|s)? by\b"
    r"|\blook(?:ed|ing|s)? (?:on|away)\b|\bturned a blind eye|\bdid nothing",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:e?s|ed|ing)\b")
_UNREAL = frozenset({"negation", "future", "hypothetical"})
_ARREST = re.compile(
    r"\barrest|\bdet(?:ain|ention)|\bround(?:ed|ing|s)? ?up|\bapprehended|\bnabb?|\binto custody",
    re.IGNORECASE,
)
_MOVED = frozenset({"police", "troops", "weapons"})
_PEOPLE = frozenset({"person", "group", "organization"})
_FIRST_PERSON = frozenset({"we", "us", "i", "our", "ours"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_NEAR_SENTENCES = 1


def answers(reading: Reading, sentences: Sequence[Span]) -> list[frozenset[Label]]:
    """Return the questions that the events of `reading` answer with yes in each of `sentences`."""
    report = _Report(reading, sentences)
    return [report.answers(sentence) for sentence in sentences]


class _Report:
    """A reading, looked up for who is police in it."""

    def __init__(self, reading: Reading, sentences: Sequence[Span]) -> None:
        self._events = reading.events
        self._entities: Mapping[str, Entity] = {each.id: each for each in reading.entities}
        self._before = {mention.end: each for each in reading.entities for mention in each.mentions}
        self._text = reading.report.text
        self._spoken = dict(self._speakers(reading.attributions, sentences))
        self._words = [
            piece
            for each in reading.attributions
            if self._spoken.get(each.id)
            for piece in (*each.content, *([each.cue] if each.cue else []))
        ]
        self._tellings: dict[str, list[Event]] = {}
        for event in reading.events:
            self._tellings.setdefault(event.same_as or event.id, []).append(event)

    def _speakers(self, attributions: Iterable[Attribution], sentences: Sequence[Span]) -> Iterator[tuple[str, bool]]:
        """Yield whether the source of each attribution is police; a pronoun is the last speaker, if that is near."""
        last: tuple[int, bool] | None = None
        for each in sorted(attributions, key=_place):
            if each.source is None:
                continue
            place = sum(sentence.start <= _place(each) for sentence in sentences)
            if not is_pronoun(each.source.text):
                last = (place, self._are(POLICE, [each.source]))
            elif last is not None and place - last[0] <= _NEAR_SENTENCES:
                last = (place, last[1])
            else:
                last = None
            yield each.id, last is not None and last[1]

    def answers(self, sentence: Span) -> frozenset[Label]:
        events = [each for each in self._events if sentence.start <= each.trigger.start < sentence.end]
        own = [each for each in events if self._is_by_police(each)]
        real = [each for each in own if _is_real(each)]
        force = [each for each in real if self._is_force(each)]
        telling = [*force, *(each for each in events if each.type == "ASSAULT" and not _with_role(each, "actor"))]
        acts = (_is_real(each) and self._are(ARMY, [*_with_role(each, "actor"), *_moved(each)]) for each in events)
        told: dict[Label, bool] = {
            "KILL": bool(force) and any(_kills(each) for each in telling if _is_real(each)),
            "ARREST": any(_is_arrest(each) for each in real),
            "FORCE": bool(force),
            "FAIL": any("negation" in each.auxiliary or _UNDONE.search(each.trigger.text) for each in own),
            "ANY_ACTION": bool(real) or any(sentence.overlaps(words) for words in self._words) or any(acts),
        }
        return frozenset(label for label, is_told in told.items() if is_told)

    def _is_by_police(self, event: Event) -> bool:
        actors = _with_role(event, "actor") or self._of_tellings(event)
        if actors or _moved(event):
            return self._are(POLICE, [*actors, *_moved(event)], event)
        suffering = _with_role(event, "recipient")
        if event.type == "ASSAULT":
            return "crowd-control" in event.modes and (not suffering or self._are_people(suffering))
        if event.type == "MOBILIZE" and _MOVED & set(event.modes):
            return True
        return _ARREST.search(event.trigger.text) is not None or (
            event.type == "COERCE" and ("curfew" in event.modes or ("arrest" in event.modes and bool(suffering)))
        )

    def _are_people(self, given: Sequence[Span]) -> bool:
        """Return whether one of `given` is people, as far as their entities are known."""
        entities = [self._entity(each) for each in given]
        known = [each for each in entities if each is not None]
        return not known or any(each.type in _PEOPLE for each in known)

    def _is_force(self, event: Event) -> bool:
        """Return whether an act of police is force on people: by its word, or as an assault not on things alone."""
        if _FORCE.search(event.trigger.text):
            return True
        suffering = _with_role(event, "recipient")
        return event.type == "ASSAULT" and (
            self._are_people(suffering) if suffering else bool(event.modes or _kills(event))
        )

    def _of_tellings(self, event: Event) -> list[Span]:
        """Return the actors of an event's other tellings by the same word, where they are police alone."""
        told = [each for each in self._tellings[event.same_as or event.id] if _stem(each) == _stem(event)]
        actors = [actor for each in told for actor in _with_role(each, "actor")]
        return actors if all(self._are(POLICE, [each]) for each in actors) else []

    def _are(self, who: re.Pattern[str], given: Sequence[Span], event: Event | None = None) -> bool:
        """Return whether one of `given` is one of `who`: by its words, by its entity, or as a pronoun for them."""
        for each in given:
            word = each.text.lower()
            if word in _FIRST_PERSON and event is not None and self._spoken.get(event.attribution or ""):
                return True
            entity = self._entity(each)
            if word in _RELATIVE:
                entity = self._before.get(len(self._text[: each.start].rstrip(" ,")))
            if who.search(each.text) or (entity is not None and _is(who, entity)):
                return True
        return False

    def _entity(self, given: Span) -> Entity | None:
        return self._entities.get(getattr(given, "entity", None) or "")


def _is(who: re.Pattern[str], entity: Entity) -> bool:
    words = [entity.name, *(each.text for each in (*entity.mentions, *entity.descriptions))]
    return (who is POLICE and "COP" in entity.sectors) or any(who.search(each) for each in words)


def _is_real(event: Event) -> bool:
    return not _UNREAL & set(event.auxiliary)


def _place(attribution: Attribution) -> int:
    return (attribution.cue or attribution.content[0]).start


def _is_arrest(event: Event) -> bool:
    return (event.type == "COERCE" and "arrest" in event.modes) or _ARREST.search(event.trigger.text) is not None


def _moved(event: Event) -> list[Span]:
    is_move = event.type == "MOBILIZE" and _ARREST.search(event.trigger.text) is None
    return _with_role(event, "recipient") if is_move else []


def _with_role(event: Event, role: Role) -> list[Span]:
    return [each for each in event.arguments if each.role == role]


def _stem(event: Event) -> str:
    return _ENDING.sub("", event.trigger.text.lower())


def _kills(event: Event) -> bool:
    dead = event.fatalities
    return KILLING.search(event.trigger.text) is not None or (dead is not None and dead.high != 0)
