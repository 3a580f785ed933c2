"""Groups of copies: the connected components of the pairs that `copies` keeps.

Which reports belong together is found from the ids of the pairs alone; similarities and headlines are loaded only for
the groups that are asked for.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from sayso.record.columns import from_stored
from sayso.record.rows import CopyGroup, CopyMember, CopyPair
from sayso.record.schema import copies, reports

_CHUNK = 400
_WHOLE = 200
"""Up to this many groups are loaded by the ids of their reports; for more, all pairs are read through once."""
Pair = tuple[str, str]


def copy_groups(connection: sa.Connection, limit: int | None, offset: int) -> list[CopyGroup]:
    """Return groups of copies, larger ones first, then by the least id of a report in them."""
    found = sorted(_all_groups(connection), key=lambda group: (-len(group), group[0]))
    offset = max(offset, 0)
    wanted = found[offset:] if limit is None else found[offset : offset + max(limit, 0)]
    return _loaded(connection, wanted)


def group_of(connection: sa.Connection, report_id: str) -> CopyGroup | None:
    """Return the group that a report is in, or None; only the pairs of that group are read."""
    for found in _components(_pairs_around(connection, [report_id])):
        return _loaded(connection, [found])[0]
    return None


def other_copies(connection: sa.Connection, report_ids: Sequence[str]) -> dict[str, int]:
    """Return, for each report that has copies, how many others there are in its group."""
    wanted = set(report_ids)
    return {
        report: len(group) - 1
        for group in _components(_pairs_around(connection, report_ids))
        for report in group
        if report in wanted
    }


def group_sizes(connection: sa.Connection) -> list[int]:
    """Return how many reports each group of copies has."""
    return [len(group) for group in _all_groups(connection)]


def _all_groups(connection: sa.Connection) -> list[list[str]]:
    # Decoding both ids of very many pairs would take longer than all the rest: each id is decoded once, in its group.
    raw = connection.execute(sa.select(_undecoded(copies.c.report_a), _undecoded(copies.c.report_b)))
    return [[from_stored(report) for report in group] for group in _components((row[0], row[1]) for row in raw)]


def _undecoded(column: sa.Column[str]) -> sa.ColumnElement[str]:
    return sa.type_coerce(column, sa.Text)


def _pairs_around(connection: sa.Connection, report_ids: Sequence[str]) -> set[Pair]:
    """Return every pair of the groups that the reports are in, by walking from pair to pair."""
    pairs: set[Pair] = set()
    seen = set(report_ids)
    frontier = sorted(seen)
    while frontier:
        reached: set[str] = set()
        for part in _chunks(frontier):
            for one in (copies.c.report_a, copies.c.report_b):
                rows = connection.execute(sa.select(copies.c.report_a, copies.c.report_b).where(one.in_(part)))
                for report_a, report_b in rows:
                    pairs.add((report_a, report_b))
                    reached.update((report_a, report_b))
        frontier = sorted(reached - seen)
        seen |= reached
    return pairs


def _components(pairs: Iterable[Pair]) -> list[list[str]]:
    """Return the connected components of `pairs`, the ids in each sorted."""
    root: dict[str, str] = {}

    def find(report: str) -> str:
        root.setdefault(report, report)
        while root[report] != report:
            root[report] = root[root[report]]
            report = root[report]
        return report

    for report_a, report_b in pairs:
        one, other = find(report_a), find(report_b)
        if one != other:
            root[max(one, other)] = min(one, other)
    groups: dict[str, list[str]] = {}
    for report in sorted(root):
        groups.setdefault(find(report), []).append(report)
    return list(groups.values())


def _loaded(connection: sa.Connection, groups: Sequence[Sequence[str]]) -> list[CopyGroup]:
    """Return those groups with members in order of publication and with their pairs."""
    place = {report: number for number, group in enumerate(groups) for report in group}
    members: list[list[CopyMember]] = [[] for _ in groups]
    for member in _in_order(connection, sorted(place)):
        members[place[member.id]].append(member)
    pairs: list[list[CopyPair]] = [[] for _ in groups]
    for raw_a, raw_b, jaccard, containment in _rows_of(connection, groups, place):
        one, other = from_stored(raw_a), from_stored(raw_b)
        pair = CopyPair(report_a=one, report_b=other, jaccard=jaccard, containment=containment)
        pairs[place[one]].append(pair)
    return [
        CopyGroup(first=inside[0].id, reports=tuple(inside), pairs=tuple(held))
        for inside, held in zip(members, pairs, strict=True)
    ]


def _rows_of(
    connection: sa.Connection, groups: Sequence[Sequence[str]], place: dict[str, int]
) -> Iterable[Any]:  # fmt: skip
    ends = _undecoded(copies.c.report_a), _undecoded(copies.c.report_b)
    query = sa.select(*ends, copies.c.jaccard, copies.c.containment)
    query = query.order_by(copies.c.report_a, copies.c.report_b)
    if len(groups) > _WHOLE:
        yield from (row for row in connection.execute(query) if from_stored(row[0]) in place)
        return
    for part in _chunks(sorted(place)):
        yield from connection.execute(query.where(copies.c.report_a.in_(part)))


def _in_order(connection: sa.Connection, report_ids: list[str]) -> list[CopyMember]:
    found: list[tuple[tuple[str, str, str], CopyMember]] = []
    columns = [reports.c[name] for name in ("id", "title", "outlet", "published_value", "characters", "stored_at")]
    for part in _chunks(report_ids):
        for row in connection.execute(sa.select(*columns).where(reports.c.id.in_(part))):
            # "~" sorts after every digit: a month comes after its days, an unknown date after all.
            when = (row.published_value or "").ljust(10, "~")
            member = CopyMember(
                id=row.id,
                title=row.title,
                outlet=row.outlet,
                published=row.published_value,
                characters=row.characters,
            )
            found.append(((when, row.stored_at, row.id), member))
    return [member for _, member in sorted(found, key=lambda item: item[0])]


def _chunks(values: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
