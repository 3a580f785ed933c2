"""Reading in this very process: no time limit, no protection against a crash. For the library and for tests."""

from collections.abc import Iterable, Iterator

from sayso.core.original import Failure
from sayso.engine.protocol import Item, Known, passing
from sayso.engine.work import Result, Worker, WorkSettings


class InProcessEngine:
    """Does the work one document after another, here."""

    def __init__(self, settings: WorkSettings) -> None:
        self._worker = Worker(settings)

    def run(self, items: Iterable[Item]) -> Iterator[tuple[Item, Result]]:
        """Yield each item with its result, in input order. Unforeseen errors propagate."""
        for item in items:
            yield item, passing(item) if isinstance(item, Known | Failure) else self._worker.perform(item)
