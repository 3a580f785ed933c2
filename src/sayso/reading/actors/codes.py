"""The PLOVER sectors and the country of an actor, by rule, from the words that name or describe it.

The words are parted at prepositions, commas and conjunctions. In the part that comes first, the last word that says who
acts decides ("Armenian Prime Minister Nikol Pashinyan"); words that say of what kind come after it ("military doctor"),
or decide where the head says nothing ("police spokesman"), and so does what the actor is of ("leader of the rebels").
Words for one side of a war decide over those for arms and state ("rebel soldiers"). Where words do not tell, nothing is
said.

Source: PLOVER codebook (Open Event Data Alliance): the sectors, and that former officials are elites (ELI).
"""

from collections.abc import Iterable, Sequence

import msgspec

from sayso.core.reading import EntityType
from sayso.reading.actors.countries import CountryNameKind
from sayso.reading.actors.phrases import Item, Part, parts_of
from sayso.reading.actors.words import Word, tokens_of

_MOST = 3
_OF_STATE = frozenset(("GOV", "MIL", "LEG", "JUD", "COP", "SPY"))
"""Sectors of officials: who was one and is no more is of the elites."""
_WITHIN = frozenset(("MIL", "COP", "GOV", "LEG", "SPY", "PTY", "JUD", "PRM", "UAF"))
"""Sectors that a side in a war has of its own: its soldiers are rebels, its doctors are doctors."""
_NO_ACTORS = ("place", "weapon", "other")
_OF_VEHICLES = ("MIL", "COP", "MED")
_ABROAD = frozenset(("MIL", "JRN", "SOC", "REF", "SPY", "BUS", "UAF"))
"""Sectors of those who often are where they are not from."""


class ActorCodes(msgspec.Struct, frozen=True, kw_only=True):
    """What an actor's words tell of it.

    Attributes:
        sectors: PLOVER sectors, most fitting first; empty where the words do not tell.
        country: ISO 3166-1 alpha-2; null where the words do not tell, or name two.
        former: Whether it is said to be what it was.
    """

    sectors: tuple[str, ...] = ()
    country: str | None = None
    former: bool = False


class _Told(msgspec.Struct, frozen=True, kw_only=True):
    """What one part tells: sectors, whether what follows "of" may say it better, and the countries named in it."""

    sectors: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    is_firm: bool = False
    is_relation: bool = False
    former: bool = False
    countries: tuple[str, ...] = ()


def actor_codes(words: str, descriptions: Sequence[str] = (), type: EntityType | None = None) -> ActorCodes:
    """Return the sectors and the country of an actor.

    Args:
        words: The words that name it, or another mention of it.
        descriptions: What else the report says that it is; asked in order for what `words` leave open.
        type: Of the entity, where known. A country or capital alone acts as its government only if it is an
            organization.

    Example:
        >>> actor_codes("American warplanes").sectors, actor_codes("American warplanes").country
        (('MIL',), 'US')
        >>> actor_codes("Nikol Pashinyan", ["retired general"])
        ActorCodes(sectors=('ELI', 'MIL'), country=None, former=True)
    """
    found, is_sure = _codes(words, type)
    for description in descriptions:
        if is_sure and found.country:
            break
        more, is_firm = _codes(description, "group" if type == "organization" else type)
        country = found.country or more.country
        if more.sectors and not is_sure and (is_firm or not found.sectors):
            is_sure = True
            sectors = tuple(dict.fromkeys((*more.sectors, *found.sectors)))[:_MOST]
            found = ActorCodes(sectors=sectors, country=country, former=more.former)
        else:
            found = msgspec.structs.replace(found, country=country)
    return msgspec.structs.replace(found, sectors=_fitting(found.sectors, type))


def _fitting(sectors: tuple[str, ...], type: EntityType | None) -> tuple[str, ...]:
    """Return the sectors that an entity of a type can have; places, weapons and things have none."""
    if type in _NO_ACTORS:
        return ()
    return tuple(each for each in sectors if each in _OF_VEHICLES) if type == "vehicle" else sectors


def _codes(words: str, type: EntityType | None) -> tuple[ActorCodes, bool]:
    """Return what a mention or description tells, and whether its sectors are sure to be more than a rank."""
    parts = parts_of(tokens_of(words), type)
    if not parts:
        return ActorCodes(), False
    told = [_told(part.items) for part in parts]
    sectors, former = _sectors(parts, told)
    country = _country(parts, told, sectors)
    alone = _kind_alone(parts)
    acting = {None: ("capital",), "organization": ("capital", "name")}.get(type, ())
    if not sectors and alone in acting:
        sectors = ("GOV",)
    if former and sectors and sectors[0] in _OF_STATE:
        sectors = ("ELI", *sectors)
    return ActorCodes(sectors=sectors[:_MOST], country=country, former=former), any(each.is_firm for each in told)


def _told(items: Sequence[Item]) -> _Told:
    """Return what one part tells."""
    owned = max((place + 1 for place, item in enumerate(items) if item.owns), default=0)
    own, owner = items[owned:], items[:owned]
    countries = tuple(dict.fromkeys(country for item in items if (country := _country_of(item))))
    is_relation = any(item.word.is_relation for item in own if item.word)
    said = _of_words(own, is_relation=is_relation, countries=countries)
    if is_relation or said.is_firm or not owner:
        return said
    of_owner = _of_words(owner, is_relation=False, countries=countries)
    return msgspec.structs.replace(
        said,
        sectors=of_owner.sectors if of_owner.sectors and not said.marks else said.sectors,
        former=said.former or of_owner.former,
    )


def _of_words(items: Sequence[Item], *, is_relation: bool, countries: tuple[str, ...]) -> _Told:
    words = [item.word for item in items if item.word]
    titles = next((item.word.titles for item in items if item.word and item.word.titles and item.is_title), ())
    heads = next(((word, word.heads) for word in reversed(words) if word.heads), None)
    bodies = [sector for word in reversed(words) if word.body for sector in word.body[0]]
    marks = tuple(dict.fromkeys([*bodies, *(sector for word in reversed(words) for sector in word.marks)]))
    sides = tuple(dict.fromkeys(sector for word in words for sector in (*word.sides, *_side_of(word))))
    weak = next((word.weak for word in reversed(words) if word.weak), ())
    former = any(word.is_former for word in words)
    decided = heads[1] if heads else ()
    is_transparent = heads is not None and heads[0].is_transparent
    if titles:
        sectors: Iterable[str] = titles
        is_relation = False
    elif is_relation:
        sectors = decided or weak
    elif sides and (not decided or decided[0] in _WITHIN):
        sectors, is_transparent = sides, False
    elif decided and not is_transparent:
        sectors = (*decided, *marks)
    elif marks:
        sectors, is_transparent = (*marks, *decided), False
    else:
        sectors = decided or weak
    return _Told(
        sectors=tuple(dict.fromkeys(sectors)),
        marks=marks,
        is_firm=bool(sides or titles or marks or (decided and not is_transparent)) or is_relation,
        is_relation=is_relation,
        former=former,
        countries=countries,
    )


def _side_of(word: Word) -> tuple[str, ...]:
    return tuple(sector for sector in word.body[0] if sector in ("REB", "PRM", "CRM")) if word.body else ()


def _country_of(item: Item) -> str | None:
    return (item.word.body[1] if item.word and item.word.body else None) or item.country


def _sectors(parts: Sequence[Part], told: Sequence[_Told]) -> tuple[tuple[str, ...], bool]:
    """Return the sectors, and whether they are former ones."""
    sectors: tuple[str, ...] = ()
    former = told[0].former
    is_open = True
    for part, own in zip(parts, told, strict=True):
        if part.link == "head":
            sectors, is_open = own.sectors, not own.is_firm
        elif part.link == "and":
            sectors = tuple(dict.fromkeys((*sectors, *own.sectors)))
        elif part.link == "beside":
            if not sectors:
                sectors, former, is_open = own.sectors, former or own.former, not own.is_firm
        elif is_open and own.sectors and (part.link == "of" or (part.link == "from" or not sectors)):
            sectors, is_open = tuple(dict.fromkeys((*own.sectors, *sectors))) if own.is_firm else own.sectors, False
    return sectors, former


def _country(parts: Sequence[Part], told: Sequence[_Told], sectors: tuple[str, ...]) -> str | None:
    """Return the country that the words name for the actor, null where they name none or two."""
    of_first = [own.countries for part, own in zip(parts, told, strict=True) if part.link in ("head", "and")]
    if any(of_first):
        named = {countries[-1] for countries in of_first if countries}
        return named.pop() if len(named) == 1 else None
    for part, own in zip(parts, told, strict=True):
        if part.link in ("head", "and") or not own.countries:
            continue
        if part.link == "in" and sectors and sectors[0] in _ABROAD:
            return None
        return own.countries[-1] if part.link != "of" or len(own.countries) == 1 else own.countries[0]
    return None


def _kind_alone(parts: Sequence[Part]) -> CountryNameKind | None:
    """Return of what kind the name of a country is that is all the words; null where they are more or other."""
    if len(parts) != 1:
        return None
    known = [item for item in parts[0].items if item.word]
    unknown = [item for item in parts[0].items if item.word is None and item.is_capital]
    return known[0].word.kind if len(known) == 1 and known[0].word and not unknown[1:] else None
