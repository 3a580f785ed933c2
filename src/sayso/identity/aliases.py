"""The user's own list of actors, honoured before anything else; and ids of other registers, attached to it.

CSV with a header line, or TOML with one `[[actor]]` each: `id`, `name`, and where known `aliases` (in CSV separated by
`|`), `type`, `sectors` (separated by blanks), `country`, `active_from`, `active_to` (ISO 8601). Ids of other registers
come in a CSV of their own: `id`, `register` (wikidata, geonames, isil, ...), `value`.
"""

import csv
import io
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from sayso.core.errors import UsageError
from sayso.core.reading import EntityType
from sayso.identity.name_forms import NameForm, name_form
from sayso.identity.name_relations import relation_of
from sayso.identity.profiles import Profile

_LISTS = {"aliases": "|", "sectors": None}
_NOT_OF_ONE = frozenset(("other given name", "other end", "other number", "other"))


class Actor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An actor of the user's list.

    Attributes:
        id: Unique in the list.
        name: The usual one.
        aliases: Other names.
        type: Null where it is not to matter.
        sectors: PLOVER sectors.
        country: ISO 3166-1 alpha-2; reports that place a bearer of the name elsewhere mean another.
        active_from, active_to: ISO 8601 dates; reports from outside mean another.
        external_ids: Ids in other registers, by register.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    type: EntityType | None = None
    sectors: tuple[str, ...] = ()
    country: str | None = None
    active_from: str | None = None
    active_to: str | None = None
    external_ids: dict[str, str] = {}


class Matches(msgspec.Struct, frozen=True, kw_only=True):
    """Whom of the list the profiles mean.

    Attributes:
        actors: Id of the actor by key of the profile.
        several: Ids of the actors that a profile may mean, where there are several: it is taken for none of them.
    """

    actors: dict[str, str]
    several: dict[str, tuple[str, ...]]


def read_csv(text: str) -> tuple[Actor, ...]:
    """Return the actors of a table.

    Raises:
        UsageError: A line lacks id or name, has a wrong value, or repeats an id.
    """
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    for number, row in enumerate(rows, start=1):
        if None in row:
            raise UsageError(f"list of actors: entry {number} has more cells than there are columns; quote its commas")
    return _actors([{name: _cell(name, value) for name, value in row.items() if value} for row in rows])


def read_toml(text: str) -> tuple[Actor, ...]:
    """Return the actors of a TOML file.

    Raises:
        UsageError: It is no TOML, an actor lacks id or name, has a wrong value, or repeats an id.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"list of actors: not TOML: {error}") from error
    if set(table) - {"actor"}:
        raise UsageError(f"list of actors: unknown {', '.join(sorted(set(table) - {'actor'}))}; write [[actor]] tables")
    return _actors(table.get("actor", []))


def with_external_ids(actors: Iterable[Actor], text: str) -> tuple[Actor, ...]:
    """Return `actors` with the ids of a CSV: `id`, `register`, `value`.

    Raises:
        UsageError: A line lacks a value, names no actor of the list, or contradicts another.
    """
    known = {actor.id: dict(actor.external_ids) for actor in actors}
    for number, row in enumerate(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))), start=2):
        owner, register, value = (row.get(name) for name in ("id", "register", "value"))
        if not owner or not register or not value:
            raise UsageError(f"external ids, line {number}: write id, register and value")
        if owner not in known:
            raise UsageError(f"external ids, line {number}: no actor {owner!r} in the list")
        if known[owner].setdefault(register, value) != value:
            raise UsageError(f"external ids, line {number}: {owner} has {register} {known[owner][register]!r} already")
    return tuple(msgspec.structs.replace(actor, external_ids=known[actor.id]) for actor in actors)


def matches(profiles: Iterable[Profile], actors: Sequence[Actor]) -> Matches:
    """Return whom of the list each profile means, if any."""
    forms = {actor.id: [name_form(name) for name in (actor.name, *actor.aliases)] for actor in actors}
    named: defaultdict[tuple[str, ...], list[Actor]] = defaultdict(list)
    for actor in actors:
        for key in {_key(form) for form in forms[actor.id]}:
            named[key].append(actor)
    found: dict[str, str] = {}
    several: dict[str, tuple[str, ...]] = {}
    for profile in profiles:
        own = [name_form(name) for name in profile.names]
        fit = {
            actor.id
            for form in own
            for actor in named.get(_key(form), ())
            if _can_be(profile, actor) and relation_of(own, forms[actor.id]) not in _NOT_OF_ONE
        }
        if len(fit) == 1:
            found[profile.key] = fit.pop()
        elif fit:
            several[profile.key] = tuple(sorted(fit))
    return Matches(actors=found, several=several)


def _key(form: NameForm) -> tuple[str, ...]:
    return (*sorted(form.words), f"({form.generation})")


def _can_be(profile: Profile, actor: Actor) -> bool:
    if actor.type is not None and ("person" in (actor.type, profile.type)) and actor.type != profile.type:
        return False
    if actor.country and profile.country and actor.country != profile.country:
        return False
    day = profile.published
    if day is None:
        return True
    is_before = actor.active_from is not None and day < actor.active_from[: len(day)]
    return not is_before and not (actor.active_to is not None and day[: len(actor.active_to)] > actor.active_to)


def _cell(name: str, value: str) -> str | list[str]:
    if name in _LISTS:
        return [part.strip() for part in value.split(_LISTS[name]) if part.strip()]
    return value.strip()


def _actors(rows: Sequence[object]) -> tuple[Actor, ...]:
    found: dict[str, Actor] = {}
    for number, row in enumerate(rows, start=1):
        try:
            actor = msgspec.convert(row, Actor)
        except msgspec.ValidationError as error:
            raise UsageError(f"list of actors, entry {number}: {error}") from error
        if not actor.id or not actor.name:
            raise UsageError(f"list of actors, entry {number}: write an id and a name")
        if found.setdefault(actor.id, actor) is not actor:
            raise UsageError(f"list of actors, entry {number}: id {actor.id!r} is given twice")
    return tuple(found.values())
