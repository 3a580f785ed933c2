"""Sectors and countries of actors: the cases of NGEC, the program that made the POLECAT events, read as data.

Each case is a call of one of NGEC's functions and what it is to answer: `agent_to_code` gives an actor's PLOVER
sector and country, `short_text_to_agent` the sector of a description, `search_nat` the country that words name,
`query_wiki` the article about a name. NGEC looks actors up in an encyclopedia where their words do not tell, so that
the cases are of two kinds, told apart by rule: a case needs an encyclopedia where it asks for an article or a post in
one, where it gives a day for which to ask, or where it is a name alone, and not that of a country: all its words have
capitals, and no case has one of them without.

Source: Halterman, Bagozzi, Beger, Schrodt & Scarborough 2023, PLOVER and POLECAT; github.com/ahalterman/NGEC.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from sayso.core.errors import UnreadableError
from sayso.evaluation.score import DocumentCounts

CASES_FILE = "ngec/actor_resolution_cases.json"
"""Relative to the folder of corpora."""
Needs = Literal["words", "encyclopedia"]
Asked = Literal["sector", "country"]
SECTORS = frozenset((
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI",
    "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
))  # fmt: skip
"""PLOVER sectors that say something: what is asked for as unknown (`UNK`) or as nothing is no sector."""
BODIES = frozenset(("EUR", "IGO", "NGO", "UNO", "MNC"))
"""What NGEC has in place of a country for bodies of many states."""
_CALLS = frozenset(("agent_to_code", "short_text_to_agent", "search_nat", "query_wiki"))
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset(("the", "a", "an", "of", "and", "de", "la", "bin", "al"))


class ActorCase(msgspec.Struct, frozen=True, kw_only=True):
    """A case: an actor's words and the codes that NGEC's authors expect.

    Attributes:
        number: Its place in the file, from 0.
        words: That name or describe the actor.
        context: A country or words that NGEC is given beside them; empty where there are none.
        sector: The first sector; null where none is expected.
        country: ISO 3166-1 alpha-3; null where none is expected, or a body of many states.
        asks: Which of both the case asks for; a code that is no PLOVER sector is not asked for.
        needs: What it takes to answer it.
    """

    number: int
    words: str
    context: str
    sector: str | None
    country: str | None
    asks: frozenset[Asked]
    needs: Needs


class _Row(msgspec.Struct, frozen=True):
    call: str
    args: list[str]
    expect: dict[str, str | None]
    kwargs: dict[str, str] = {}


def cases(corpora: Path) -> tuple[ActorCase, ...]:
    """Return the cases that ask for a sector or a country, in the order of the file.

    Raises:
        UnreadableError: The file is not there, or malformed.
    """
    path = corpora / CASES_FILE
    try:
        rows = msgspec.json.decode(path.read_bytes(), type=list[_Row])
    except OSError as error:
        raise UnreadableError(f"actor cases {path}: {error.strerror}") from error
    except msgspec.DecodeError as error:
        raise UnreadableError(f"actor cases {path}: {error}") from error
    common = {word for row in rows for word in _WORD.findall(" ".join(row.args[:1])) if word.islower()}
    return tuple(case for place, row in enumerate(rows) if (case := _case(place, row, common, path)).asks)


def _case(number: int, row: _Row, common: Iterable[str], path: Path) -> ActorCase:
    if row.call not in _CALLS or not row.args:
        raise UnreadableError(f"actor cases {path}: case {number} calls {row.call!r} with {len(row.args)} arguments")
    told = {key: value or "" for key, value in row.expect.items()}
    country = told.get("cc", told.get("country"))
    sector = told.get("code_1")
    asks: set[Asked] = set()
    if sector is not None and (sector in SECTORS or sector in ("", "UNK")):
        asks.add("sector")
    if country is not None and (country in ("", *BODIES) or (len(country) == 3 and country not in SECTORS)):
        asks.add("country")
    return ActorCase(
        number=number,
        words=row.args[0],
        context=row.args[1] if len(row.args) > 1 else row.kwargs.get("known_country", "").strip("'"),
        sector=sector if sector in SECTORS else None,
        country=country if country and country not in BODIES else None,
        asks=frozenset(asks),
        needs="encyclopedia" if _needs_encyclopedia(row, frozenset(common)) else "words",
    )


def _needs_encyclopedia(row: _Row, common: frozenset[str]) -> bool:
    if row.call in ("search_nat", "short_text_to_agent"):
        return False
    if row.call == "query_wiki" or row.expect.get("wiki") or row.expect.get("actor_wiki_job"):
        return True
    if "query_date" in row.kwargs or len(row.args) > 2:
        return True
    if row.expect.get("source") == "country only" or row.expect.get("code_1") == "":
        return False
    words = [word for word in _WORD.findall(row.args[0]) if word.lower() not in _SMALL]
    return all(not word.islower() and word.lower() not in common for word in words)


def count(case: ActorCase, asked: Asked, found: str | None) -> DocumentCounts | None:
    """Count the answer to a case, the sector or the country (alpha-3); None where it does not ask for it."""
    if asked not in case.asks:
        return None
    gold = case.sector if asked == "sector" else case.country
    return DocumentCounts(
        document=f"ngec {case.number}",
        true_positive=int(gold is not None and gold == found),
        predicted=int(found is not None),
        gold=int(gold is not None),
    )
