"""What an engine is: something that does the work on many documents, in order."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeAlias

import msgspec

from sayso.core.original import Failure, Original
from sayso.core.report import Report
from sayso.engine.work import Result


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """An original whose bytes need no work, because they were read before or are being read in this run."""

    original: Original


Item: TypeAlias = Original | Report | Known | Failure
"""What goes through an engine. Known and failed items pass without work, keeping their place in the order."""


class Engine(Protocol):
    """Does the work on many documents."""

    def run(self, items: Iterable[Item]) -> Iterator[tuple[Item, Result]]:
        """Yield each item with its result, in input order, drawing items only as results are taken.

        The result of a Known item is empty, that of a Failure is itself.
        """
        ...


def passing(item: Known | Failure) -> Result:
    """Return the result of an item that needs no work."""
    return item if isinstance(item, Failure) else ()
