"""The cue lexicon: verbs and phrases that attribute, each with its stance, and how they are found among words.

A cue is the whole verb group: auxiliaries, negation and adverbs belong to it (PolNeAR guidelines, "keep the verb group
together"). Verbs are listed by their base form; regular forms are made by rule, irregular ones are listed.
"""

from collections.abc import Sequence

import msgspec

from sayso.core.reading import Stance
from sayso.reading.quotations.layout import Word
from sayso.reading.quotations.tables import DETERMINERS, OCCASIONS, word_set

_VERBS: dict[Stance, str] = {
    "assert": (
        "say tell add write tweet retweet note report state explain recall reply respond continue declare "
        "conclude "
        "answer announce remark observe mention comment claim argue insist assert affirm confirm maintain emphasise "
        "emphasize stress reiterate repeat recount relate reveal disclose acknowledge admit concede confess agree "
        "testify describe call dub label brand term characterise characterize portray post blog text email e-mail "
        "cable "
        "shout yell scream cry exclaim chant whisper mutter murmur mumble snap bark boom growl blurt sigh gasp "
        "quip joke laugh smile grin beam smirk gloat scoff sneer jeer crack deadpan boast brag crow gush "
        "interject interrupt retort counter rebut fire volley shoot read recite quote cite paraphrase echo proclaim "
        "pronounce profess attest contend allege suggest imply indicate inform notify advise brief assure reassure "
        "remind narrate elaborate clarify specify detail summarise summarize begin start finish end publish broadcast "
        "opine praise hail laud thank congratulate apologise apologize lament bemoan complain grumble gripe "
        "moan marvel muse ponder reflect signal preach lecture tease volunteer venture offer "
        "write-in stammer sob weep wail croak drawl intone holler bellow roar thunder rasp hiss utter voice "
        "remember fume theorize theorise "
        "radio telegraph phone message caption headline title entitle sign dictate sing rap"
    ),
    "deny": "deny reject dismiss refute repudiate disavow dispute rebuff contradict disclaim",
    "predict": "predict forecast warn foresee caution expect anticipate project",
    "demand": (
        "demand urge order insist-on exhort implore plead beg beseech command instruct direct appeal recommend "
        "propose petition press require summon"
    ),
    "promise": "promise vow pledge swear commit guarantee undertake",
    "threaten": "threaten menace",
    "ask": "ask wonder question inquire enquire query quiz",
    "doubt": "doubt suspect disbelieve",
    "opine": (
        "think believe feel hope fear worry criticise criticize condemn denounce decry deplore blast slam bash mock "
        "accuse blame charge attack lambaste rip chide scold rebuke deride ridicule defend judge consider guess reckon "
        "figure imagine speculate assume"
    ),
}
_IRREGULAR: dict[str, tuple[str, ...]] = {
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "write": ("writes", "wrote", "written", "writing"),
    "read": ("reads", "reading"),
    "shoot": ("shoots", "shot", "shooting"),
    "begin": ("begins", "began", "begun", "beginning"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "think": ("thinks", "thought", "thinking"),
    "feel": ("feels", "felt", "feeling"),
    "sing": ("sings", "sang", "sung", "singing"),
    "weep": ("weeps", "wept", "weeping"),
    "broadcast": ("broadcasts", "broadcasting"),
    "forecast": ("forecasts", "forecasting"),
    "foresee": ("foresees", "foresaw", "foreseen", "foreseeing"),
    "beseech": ("beseeches", "besought", "beseeching"),
    "undertake": ("undertakes", "undertook", "undertaken", "undertaking"),
    "plead": ("pleads", "pleaded", "pled", "pleading"),
    "quiz": ("quizzes", "quizzed", "quizzing"),
    "admit": ("admits", "admitted", "admitting"),
    "commit": ("commits", "committed", "committing"),
    "beg": ("begs", "begged", "begging"),
    "brag": ("brags", "bragged", "bragging"),
    "quip": ("quips", "quipped", "quipping"),
    "snap": ("snaps", "snapped", "snapping"),
    "slam": ("slams", "slammed", "slamming"),
    "rip": ("rips", "ripped", "ripping"),
    "sob": ("sobs", "sobbed", "sobbing"),
    "grin": ("grins", "grinned", "grinning"),
    "blog": ("blogs", "blogged", "blogging"),
    "rebut": ("rebuts", "rebutted", "rebutting"),
    "rap": ("raps", "rapped", "rapping"),
    "refer": ("refers", "referred", "referring"),
    "dub": ("dubs", "dubbed", "dubbing"),
    "blurt": ("blurts", "blurted", "blurting"),
    "exclaim": ("exclaims", "exclaimed", "exclaiming"),
    "repeat": ("repeats", "repeated", "repeating"),
}
_PHRASES: dict[Stance, tuple[str, ...]] = {
    "assert": (
        "according to", "put it", "puts it", "putting it", "pointed out", "points out", "pointing out", "went on",
        "goes on", "went on to say", "goes on to say", "went on to add", "going on to say", "shot back",
        "fired back", "hit back", "wrote back", "quoted as saying", "cited as saying", "quoted as telling", "chimed in",
        "called out", "cried out", "spoke of", "speaks of", "speaking of", "referred to", "refers to",
        "referring to", "broke in", "piped up", "summed up", "weighed in", "as saying", "made clear", "makes clear",
        "made it clear", "read out", "in the words of", "let it be known", "began by saying", "as follows",
        "talked about", "talks about", "spoke about", "in the view of", "in the eyes of", "in words of", "by words of",
        "by the words of", "from the words of", "attributed to",
    ),
    "demand": ("called for", "calls for", "calling for", "called on", "calls on", "calling on", "called upon"),
    "deny": ("hit out", "ruled out", "rules out", "ruling out"),
    "opine": ("lashed out", "took aim"),
}  # fmt: skip
_NEGATED_STANCES: dict[Stance, Stance] = {"assert": "doubt", "deny": "assert", "promise": "deny", "doubt": "assert"}
"""What a negated cue does: who "did not say" it withholds it, who "did not deny" it lets it stand."""
PREPOSITIONAL = frozenset(
    (
        "according to",
        "in the words of",
        "in words of",
        "by words of",
        "by the words of",
        "from the words of",
        "attributed to",
        "in the view of",
        "in the eyes of",
    )
)
"""Cues that stand before their source and are no verbs."""
SAYING_PASSIVES = frozenset(("quoted as saying", "cited as saying", "quoted as telling", "as saying"))
"""Passives whose subject is the source; of others ("was asked", "was described as") it is not."""
NOT_AFTER_QUOTE = frozenset(("read", "reads", "title", "titled", "entitled", "end", "ends", "begin", "sign", "signs"))
"""Cues that seldom come after what they attribute."""
NAMING = word_set(
    "call dub label brand term title entitle describe characterise characterize portray refer nickname name "
    "sign headline caption sing publish"
)
"""Verbs whose quoted words name or describe something rather than report what was said."""
AUXILIARIES = word_set(
    "has have had having do does did is are was were be been being will would can could may might shall should "
    "must ought hasn't haven't hadn't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't "
    "cannot couldn't mustn't shouldn't 's 've 'd 'll not never"
)
"""Words of a verb group before its verb."""
NEGATIONS = word_set(
    "not never hasn't haven't hadn't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't "
    "cannot couldn't shouldn't"
)
"""Words that turn a cue to its negation."""
ADVERBS = word_set(
    "also later then once previously now just even often still further always again first famously thus soon "
    "afterward afterwards instead simply only ever sometimes yesterday today have to"
)
"""Adverbs, besides those in -ly, that belong to a verb group."""
INITIAL = word_set(
    "according asked in by from as said says asks added adds wrote writes continued continues replied concluded "
    "noted warned adding noting"
)
"""Words that may be a cue with a capital letter, at the start of a sentence."""
_PARTICIPLES = word_set("written foreseen undertaken begun sworn sung")
_NOUNS = word_set(
    "chant answer comment order report note state claim post tweet email e-mail question attack charge fear hope "
    "blame appeal project address detail cry call press sign start finish phone voice title headline label "
    "term brand blog text cable message caption joke laugh smile praise boast thank forecast command recall "
    "worry judge guess figure warn doubt demand request remark mention contest reject query stress signal echo "
    "offer volunteer venture promise pledge vow threaten quote cite broadcast reply retort counter fire shoot "
    "rap sing lecture tease defend end begin radio dispute cable direct instruct need read"
)
"""Verbs whose base or third-person form is as often a noun: taken as verbs only after what can be a subject."""
_ISSUED = word_set("publish broadcast post write sign tweet text email address read")
"""Verbs whose participle tells how a text was given out."""
_SUBJECT_WORDS = word_set("i you he she it we they who which that people police officials")


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One form in the lexicon."""

    base: str
    stance: Stance
    is_participle: bool = False


class Cue(msgspec.Struct, frozen=True, kw_only=True):
    """A cue found among words.

    Attributes:
        first: Index of the first word of the verb group.
        verb: Index of the first word of the cue itself.
        last: Index of its last word.
        entry: Its entry in the lexicon.
        negated: Whether the verb group holds a negation.
        passive: Whether the verb group ends in a form of "be".
    """

    first: int
    verb: int
    last: int
    entry: Entry
    negated: bool
    passive: bool

    @property
    def stance(self) -> Stance:
        """What the source does; who "did not deny" something asserts nothing new, so it is no denial."""
        if self.negated:
            return _NEGATED_STANCES.get(self.entry.stance, self.entry.stance)
        return self.entry.stance


def forms(base: str) -> tuple[str, ...]:
    """Return the forms of a verb other than its base: third person, past, participle."""
    if base in _IRREGULAR:
        return _IRREGULAR[base]
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    if base.endswith("e"):
        return base + "s", base + "d", base[:-1] + "ing"
    third = base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return third, base + "ed", base + "ing"


def _single_words() -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for stance, bases in _VERBS.items():
        for base in bases.split():
            for form in (base, *forms(base)):
                found.setdefault(form, Entry(base=base, stance=stance, is_participle=form.endswith("ing")))
    return found


def _phrases() -> dict[str, list[tuple[tuple[str, ...], Entry]]]:
    found: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for stance, phrases in _PHRASES.items():
        for phrase in phrases:
            parts = tuple(phrase.split())
            entry = Entry(
                base=phrase, stance=stance, is_participle=parts[0].endswith("ing") and phrase not in PREPOSITIONAL
            )
            found.setdefault(parts[0], []).append((parts, entry))
    for options in found.values():
        options.sort(key=lambda option: -len(option[0]))
    return found


_WORDS = _single_words()
_BY_FIRST_WORD = _phrases()


def find_cues(words: Sequence[Word]) -> list[Cue]:
    """Return the cues among `words`, in order, none overlapping another."""
    found: list[Cue] = []
    index = 0
    while index < len(words):
        match = _match(words, index)
        if match is None:
            index += 1
            continue
        entry, last = match
        first = _group_start(words, index, found[-1].last + 1 if found else 0)
        group = [word.lower for word in words[first:index]]
        found.append(
            Cue(
                first=first,
                verb=index,
                last=last,
                entry=entry,
                negated=any(word in NEGATIONS for word in group),
                passive=not entry.is_participle
                and any(word in ("is", "are", "was", "were", "been", "being", "be") for word in group),
            )
        )
        index = last + 1
    return found


def _match(words: Sequence[Word], index: int) -> tuple[Entry, int] | None:
    word = words[index]
    if word.is_capitalised and not (index == 0 and word.lower in INITIAL):
        return None
    for parts, entry in _BY_FIRST_WORD.get(word.lower, ()):
        if tuple(other.lower for other in words[index : index + len(parts)]) == parts:
            return entry, index + len(parts) - 1
    found = _WORDS.get(word.lower)
    if found is None or not _is_verb_here(words, index, found):
        return None
    return found, index


def _is_verb_here(words: Sequence[Word], index: int, entry: Entry) -> bool:
    word = words[index]
    previous = words[index - 1] if index else None
    if _describes_text(words, index, entry):
        return False
    if word.lower in _PARTICIPLES:
        return previous is not None and previous.lower in ("has", "have", "had", "having")
    if previous is not None and previous.lower in ("a", "an", "the", "his", "her", "their", "its"):
        return False
    if word.lower.endswith(("ed", "ing")) or (word.lower not in (entry.base, entry.base + "s")):
        return True
    if entry.base not in _NOUNS or previous is None or word.lower == "reads":
        return True
    if previous.lower.endswith(("'s", "s'")):
        return False
    if previous.lower == "to":
        return entry.stance != "opine" and entry.base != "read"
    return (
        previous.is_capitalised
        or previous.lower in _SUBJECT_WORDS
        or previous.lower in AUXILIARIES
        or previous.lower in ADVERBS
        or (
            index >= 2
            and (index + 1 == len(words) or (index + 2 == len(words) and words[index + 1].text in ".:"))
            and (words[index - 2].lower in DETERMINERS or words[index - 2].lower.endswith("'s"))
        )
        or (previous.lower.endswith("s") and word.lower == entry.base and len(previous.lower) > 3)
    )


def _describes_text(words: Sequence[Word], index: int, entry: Entry) -> bool:
    """Whether a participle at `index` describes a text before it: in a report | published on Monday."""
    if entry.base not in _ISSUED or not words[index].lower.endswith(("ed", "ten", "cast")) or index < 2:
        return False
    nouns = OCCASIONS | {"report", "article", "video", "recording", "communique", "study", "column", "story"}
    return words[index - 1].lower in nouns and words[index - 2].lower in DETERMINERS


def _group_start(words: Sequence[Word], index: int, limit: int) -> int:
    first = index
    while first > limit and _belongs_to_group(words[first - 1]):
        first -= 1
    while first < index and words[first].lower in ("to", "yesterday", "today", "now", "only", "just") and first > 0:
        first += 1
    return first


def _belongs_to_group(word: Word) -> bool:
    if word.is_capitalised or word.is_punctuation:
        return False
    is_manner = word.lower.endswith("ly") and len(word.lower) > 4 and word.lower not in ("family", "assembly", "rally")
    return word.lower in AUXILIARIES or word.lower in ADVERBS or is_manner


def find_verb(word: str) -> bool:
    """Whether `word`, in lower case, is a past or third-person form in the lexicon, so surely a verb after a noun."""
    entry = _WORDS.get(word)
    return entry is not None and word.endswith(("ed", "aid", "old", "rote"))


def is_cue_form(word: str) -> bool:
    """Whether `word`, in lower case, is a form of a verb in the lexicon, and not more likely a noun ("attack")."""
    entry = _WORDS.get(word)
    return entry is not None and not (word == entry.base and word in _NOUNS)
