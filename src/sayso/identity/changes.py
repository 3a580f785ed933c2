"""What became of identities between two resolutions: a log, so that what refers to an id can follow."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

import msgspec

from sayso.identity.clustering import Identity
from sayso.identity.marks import Mark

ChangeKind = Literal["new", "gone", "renamed", "merged", "split", "regrouped"]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Identities that became others.

    Attributes:
        kind: `renamed`: the id is another, since another member is the smallest. `merged`: of several one. `split`: of
            one several. `regrouped`: of several several.
        before, after: Ids, sorted.
    """

    kind: ChangeKind
    before: tuple[str, ...]
    after: tuple[str, ...]


def changes(before: Iterable[Identity], after: Iterable[Identity]) -> tuple[Change, ...]:
    """Return what became of the identities `before`, in the order of their ids; what only grew is no change.

    Identities are followed by the marks of their members, which survive re-reading.
    """
    old, new = _owners(before), _owners(after)
    links: defaultdict[str, set[str]] = defaultdict(set)
    for mark, owner in old.items():
        links[f"old {owner}"].update({f"new {new[mark]}"} if mark in new else ())
    for mark, owner in new.items():
        links[f"new {owner}"].update({f"old {old[mark]}"} if mark in old else ())
    found = []
    seen: set[str] = set()
    for start in sorted(links):
        if start not in seen:
            part = _connected(links, start)
            seen |= part
            change = _change(part)
            if change is not None:
                found.append(change)
    return tuple(sorted(found, key=lambda each: (each.before, each.after)))


def _owners(identities: Iterable[Identity]) -> dict[Mark, str]:
    return {mark: identity.id for identity in identities for mark in identity.marks}


def _connected(links: dict[str, set[str]], start: str) -> set[str]:
    found, queue = {start}, [start]
    while queue:
        for other in links[queue.pop()] - found:
            found.add(other)
            queue.append(other)
    return found


def _change(part: set[str]) -> Change | None:
    before = tuple(sorted(each.removeprefix("old ") for each in part if each.startswith("old ")))
    after = tuple(sorted(each.removeprefix("new ") for each in part if each.startswith("new ")))
    if before == after:
        return None
    kinds: dict[tuple[int, int], ChangeKind] = {(0, 1): "new", (1, 0): "gone", (1, 1): "renamed"}
    shape = min(len(before), 2), min(len(after), 2)
    kind = kinds.get(shape) or ("merged" if shape == (2, 1) else "split" if shape == (1, 2) else "regrouped")
    return Change(kind=kind, before=before, after=after)
