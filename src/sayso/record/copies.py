"""Copies: reports whose texts are alike, found by shared keys and verified by comparing the texts.

Which pairs are compared depends only on which reports the record holds, never on the order in which they came. Among
the reports that share a key, ordered by id, the first `ANCHORS` are compared with all others of that key; where a key
is that common, the others are not compared with each other. So a story in a thousand papers stays one group, held
together by its anchors, and a key that comes from common furniture costs a bounded number of comparisons per report.
"""

from bisect import bisect
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Protocol

import sqlalchemy as sa

from sayso.record.columns import WIDE_INTEGER, Words
from sayso.record.schema import copies, copy_keys, reports

ANCHORS = 64
"""How many reports of a key are compared with all others of that key."""
_CHUNK = 400


class LikenessLike(Protocol):
    """How alike two texts are, and whether that makes them copies."""

    @property
    def jaccard(self) -> float:
        """Jaccard similarity, 0 to 1."""

    @property
    def containment(self) -> float:
        """Share of the lesser text that the other has, 0 to 1."""

    @property
    def copy(self) -> bool:
        """Whether the two are copies."""


Compare = Callable[[str, str], LikenessLike | None]
Pair = tuple[str, str]


def add_keys(
    connection: sa.Connection, report_id: str, keys: Iterable[int], likeness: Compare, run_id: str
) -> None:  # fmt: skip
    """Store the copy keys of a report and the pairs that it is found to be a copy in."""
    wanted = sorted({_signed(key) for key in keys})
    if not wanted:
        return
    candidates: set[Pair] = set()
    displaced: set[Pair] = set()
    for key, others in _first_members(connection, wanted, report_id).items():
        if bisect(others, report_id) >= ANCHORS:
            candidates |= {_pair(report_id, other) for other in others[:ANCHORS]}
            continue
        members = others if len(others) <= ANCHORS else _members(connection, key, report_id)
        candidates |= {_pair(report_id, other) for other in members}
        displaced |= {_pair(members[ANCHORS - 1], other) for other in members[ANCHORS:]}
    values = [{"key": key, "report_id": report_id, "run_id": run_id} for key in wanted]
    connection.execute(sa.insert(copy_keys), values)
    _compare(connection, candidates, likeness, run_id)
    for pair in _stored_pairs(connection, displaced):
        if not _supported(connection, pair):
            connection.execute(sa.delete(copies).where(copies.c.report_a == pair[0], copies.c.report_b == pair[1]))


def remove_keys(connection: sa.Connection, report_id: str, likeness: Compare, run_id: str) -> None:
    """Take a report's keys and pairs away; a report that becomes an anchor by that is compared."""
    keys = connection.scalars(sa.select(copy_keys.c.key).where(copy_keys.c.report_id == report_id)).all()
    connection.execute(sa.delete(copies).where((copies.c.report_a == report_id) | (copies.c.report_b == report_id)))
    connection.execute(sa.delete(copy_keys).where(copy_keys.c.report_id == report_id))
    promoted: set[Pair] = set()
    for key, others in _first_members(connection, keys, report_id).items():
        if len(others) > ANCHORS and bisect(others, report_id) < ANCHORS:
            members = _members(connection, key, report_id)
            promoted |= {_pair(members[ANCHORS - 1], other) for other in members[ANCHORS:]}
    _compare(connection, promoted - _stored_pairs(connection, promoted), likeness, run_id)


def _compare(connection: sa.Connection, candidates: set[Pair], likeness: Compare, run_id: str) -> None:
    texts: dict[str, str] = {}
    for part in _chunks(sorted({report for pair in candidates for report in pair})):
        for row in connection.execute(sa.select(reports.c.id, reports.c.text).where(reports.c.id.in_(part))):
            texts[row.id] = row.text
    found = []
    for one, other in sorted(candidates):
        alike = likeness(texts[one], texts[other])
        if alike is not None and alike.copy:
            similarity = {"jaccard": float(alike.jaccard), "containment": float(alike.containment)}
            found.append({"report_a": one, "report_b": other, **similarity, "run_id": run_id})
    if found:
        connection.execute(sa.insert(copies), found)


def _supported(connection: sa.Connection, pair: Pair) -> bool:
    """Whether the two share a key of which one of them is an anchor."""
    one, other = copy_keys.alias(), copy_keys.alias()
    shared = sa.select(one.c.key).join(other, one.c.key == other.c.key)
    for key in connection.scalars(shared.where(one.c.report_id == pair[0], other.c.report_id == pair[1])).all():
        before = sa.select(sa.func.count()).where(copy_keys.c.key == key, copy_keys.c.report_id < pair[0])
        if connection.scalars(before).one() < ANCHORS:
            return True
    return False


def _stored_pairs(connection: sa.Connection, pairs: set[Pair]) -> set[Pair]:
    stored: set[Pair] = set()
    for report in {one for one, _ in pairs}:
        for other in connection.scalars(sa.select(copies.c.report_b).where(copies.c.report_a == report)):
            stored.add((report, other))
    return stored & pairs


def _first_members(connection: sa.Connection, keys: Sequence[int], report_id: str) -> dict[int, list[str]]:
    """Return the first reports of each key, one more than there are anchors, without `report_id`."""
    members: dict[int, list[str]] = {}
    for part in _chunks(keys):
        values: dict[str, Any] = {f"key_{place}": key for place, key in enumerate(part)}
        for row in connection.execute(_members_query(len(part)), values):
            if row.report_id != report_id:
                members.setdefault(row.key, []).append(row.report_id)
    return members


@lru_cache(maxsize=256)
def _members_query(count: int) -> sa.TextualSelect:
    # One index seek per key; a window function would scan every member of a common key.
    part = (
        "SELECT * FROM (SELECT key, report_id FROM copy_keys WHERE key = :key_{0} ORDER BY report_id LIMIT {1}) AS k{0}"
    )
    query = " UNION ALL ".join(part.format(place, ANCHORS + 2) for place in range(count))
    return sa.text(query).columns(key=WIDE_INTEGER, report_id=Words)


def _members(connection: sa.Connection, key: int, report_id: str) -> list[str]:
    query = sa.select(copy_keys.c.report_id).where(copy_keys.c.key == key, copy_keys.c.report_id != report_id)
    return list(connection.scalars(query.order_by(copy_keys.c.report_id)))


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _signed(key: int) -> int:
    """Return `key` as a signed 64-bit integer, which is what both databases hold."""
    key &= 0xFFFFFFFFFFFFFFFF
    return key - (1 << 64) if key >= 1 << 63 else key


def _chunks(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
