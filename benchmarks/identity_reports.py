"""Reports with generated names, of which it is known who is who: families, namesakes, transliterations, bare surnames.

A region has its people and bodies, and reports speak of those of their own region. Names are drawn from short lists, so
that with the number of regions that of people who share a surname, or the whole name, grows too.
"""

import random
from collections.abc import Iterator

import msgspec

from sayso.core.reading import Entity, EntityType, Mention, MentionForm, ReaderIdentity, Reading
from sayso.core.report import Published, Report
from sayso.core.span import Span

READER = ReaderIdentity(name="generated", version="1")
REPORTS_PER_REGION = 100
_GIVEN = (
    "Timur|Teymur", "Rustam|Roustam", "Mohammed|Muhammad|Mohamed", "Hussein|Husayn|Hossein", "Yusuf|Yousef",
    "Grigory|Grigoriy", "Sergei|Sergey", "Nadia|Nadiya", "Omar|Umar", "Khalid|Khaled", "Hamid|Hameed", "Ramon",
    "Lucia", "Peter", "Joseph", "Leila|Leyla", "Karim|Kareem", "Andrei|Andrey", "Farida|Fareeda", "Tariq|Tarek",
    "Elena|Yelena", "Samuel", "Ines", "Dawit", "Amina|Ameena", "Bashir|Basheer", "Ivan", "Marta", "Daniel", "Ruth",
    "Zahra", "Nuri|Noori", "Anselmo", "Stelian", "Jonas",
)  # fmt: skip
_FAMILY = (
    "Idrisov|Idrissov", "Gorelov|Gorelow|Goreloff", "al-Sabri|Essabri|el-Sabry", "Karimov", "Villaroja", "Mwangura",
    "Benhima", "Haidari|Haydari", "Orlov|Orlow", "Dostani", "Tavira", "Okello", "Bekele", "Ferrand",
    "Moussaui|Musawi", "Rahmani", "Suleimani|Sulaymani", "Petrenko", "Vukovar", "Adjei", "Castellan", "Lindqvist",
    "Nazarov|Nasarow", "Qureshi|Kureshi", "Zhelev|Jelev", "Baltag", "Sorani", "Akhmadov|Ahmadov", "Tesfaye", "Quispe",
    "Khan", "Traore", "Ondine", "Marchetti", "Hakimi|Hakeemi", "Yilmaz", "Abdi", "Ranariso", "Kovalenko",
    "Djalilov|Jalilov",
)  # fmt: skip
_TITLES = ("Colonel", "General", "Minister", "Governor", "Judge", "Dr", "Commander", "Senator")
_ROLES = (
    "commander of the northern garrison", "head of the water board", "leader of the strike",
    "spokesman for the rebels", "chief surgeon of the town hospital", "director of the cement plant",
    "member of the regional assembly", "editor of the valley newspaper", "headmaster of the boarding school",
    "elder of the river clans",
)  # fmt: skip
_BODIES = ("Front", "Brigade", "League", "Committee", "Council", "Movement")
_TOPICS = (
    "the checkpoints on the mountain road", "the price of bread and diesel", "the shelling of the market",
    "the missing fishermen", "the vote on the new constitution", "the flooded refugee camp",
    "the truce along the canal", "the closed border crossing", "the strike at the copper mine",
    "the ambush near the bridge", "the cholera in the harbour district", "the stolen payroll",
)  # fmt: skip
_COUNTRIES = ("AF", "TJ", "UA", "KE", "MA", "ET", "PH", "YE", "AZ", "ML")
_SYLLABLES = ("ka", "ro", "ven", "ti", "sha", "lu", "mor", "ez", "dan", "bi", "gor", "na", "pel", "ush", "ra")


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of a region.

    Attributes:
        id: Unique in the world.
        given, family: Spellings.
        title, role: As reports have them; the title null for most.
        topics: What reports that name this person are about.
    """

    id: str
    given: tuple[str, ...]
    family: tuple[str, ...]
    title: str | None
    role: str
    topics: tuple[str, ...]


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """People and bodies of which the same reports speak."""

    country: str
    people: tuple[Person, ...]
    bodies: tuple[str, ...]


def generated(number: int, seed: int = 0) -> Iterator[tuple[Reading, dict[str, str]]]:
    """Yield `number` Readings, each with who its entities are, by their ids."""
    chance = random.Random(seed)
    regions = [_region(chance, place) for place in range(max(1, number // REPORTS_PER_REGION))]
    for place in range(number):
        yield _report(chance, place, chance.choice(regions))


def _region(chance: random.Random, number: int) -> Region:
    name = "".join(chance.sample(_SYLLABLES, 3)).capitalize()
    families = chance.sample(_FAMILY, 12)
    people = [
        Person(
            id=f"p{number}-{place}",
            given=tuple(chance.choice(_GIVEN).split("|")),
            family=tuple(chance.choice(families).split("|")),
            title=chance.choice(_TITLES) if chance.random() < 0.4 else None,
            role=chance.choice(_ROLES),
            topics=tuple(chance.sample(_TOPICS, 2)),
        )
        for place in range(30)
    ]
    once = {(person.given, person.family): person for person in people}
    return Region(
        country=chance.choice(_COUNTRIES),
        people=tuple(once.values()),
        bodies=tuple(f"{name} {kind}" for kind in chance.sample(_BODIES, 3)),
    )


class _Text:
    """A text that is being written, with the mentions in it."""

    def __init__(self) -> None:
        self.text = ""
        self.mentions: dict[str, list[Mention]] = {}
        self.descriptions: dict[str, list[Span]] = {}

    def write(self, words: str) -> None:
        self.text += words

    def mention(self, key: str, words: str, form: MentionForm) -> None:
        start = len(self.text)
        self.text += words
        found = Mention(start=start, end=len(self.text), text=words, form=form)
        self.mentions.setdefault(key, []).append(found)

    def describe(self, key: str, words: str) -> None:
        start = len(self.text)
        self.text += words
        self.descriptions.setdefault(key, []).append(Span(start=start, end=len(self.text), text=words))


def _report(chance: random.Random, number: int, region: Region) -> tuple[Reading, dict[str, str]]:
    text = _Text()
    weights = [1 / (place + 1) for place in range(len(region.people))]
    people = list(dict.fromkeys(chance.choices(region.people, weights, k=5)))
    families: set[tuple[str, ...]] = set()
    for person in people:
        is_bare = person.family not in families and chance.random() < 0.15
        families.add(person.family)
        _speak(chance, text, person, chance.choice(region.bodies), is_bare=is_bare)
    day = f"20{chance.randrange(15, 25)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
    report = msgspec.structs.replace(
        Report.of_text(text.text),
        id=f"r-{number:06d}",
        outlet=f"outlet {chance.randrange(12)}",
        published=Published(value=day, status="stated", origin="metadata"),
    )
    truth = {f"e{place}": key for place, key in enumerate(text.mentions)}
    entities = tuple(
        _entity(key, who, text, region.country if chance.random() < 0.5 else None) for key, who in truth.items()
    )
    return Reading(report=report, entities=entities, reader=READER), truth


def _speak(chance: random.Random, text: _Text, person: Person, body: str, *, is_bare: bool) -> None:
    family = chance.choice(person.family)
    title = f"{person.title} " if person.title and chance.random() < 0.7 else ""
    first = "" if is_bare else f"{chance.choice(person.given)} "
    text.mention(person.id, f"{title}{first}{family}", "name")
    if chance.random() < 0.6:
        text.write(", ")
        text.describe(person.id, person.role)
        text.write(",")
    text.write(f" spoke on Monday of {chance.choice(person.topics)}. ")
    if chance.random() < 0.4:
        text.mention(person.id, family[0].upper() + family[1:], "name")
        text.write(" had met men of ")
        text.mention(body, f"the {body}", "name")
        text.write(" before. ")


def _entity(key: str, who: str, text: _Text, country: str | None) -> Entity:
    mentions = tuple(text.mentions[who])
    kind: EntityType = "organization" if " " in who else "person"
    return Entity(
        id=key,
        name=max((each.text for each in mentions), key=len),
        type=kind,
        country=country,
        mentions=mentions,
        descriptions=tuple(text.descriptions.get(who, ())),
    )
