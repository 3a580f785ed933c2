"""The public corpora of predicates, by the name that a configuration gives them."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sayso.core.errors import UsageError
from sayso.evaluation.mentions import Split
from training.data import aw, ecbplus, event_location, ewt, factuality, muc4, timebank
from training.data.excluded import EXCLUDED
from training.data.predicates import PredicateDocument

Reader = Callable[[Path, Split], Iterator[PredicateDocument]]
READERS: dict[str, Reader] = {
    "ewt": ewt.documents,
    "timebank": timebank.documents,
    "ecbplus": ecbplus.documents,
    **factuality.READERS,
    "event_location": event_location.documents,
    "muc4": muc4.documents,
    "aw": aw.documents,
}
OPEN = frozenset({"ewt", "meantime"})
"""Those whose texts and annotations have an open licence."""


def load(name: str, corpora: Path, split: Split) -> Iterator[PredicateDocument]:
    """Yield the documents of a part of the corpus `name`; those of train that share text with a dev part are left out.

    Raises:
        UsageError: There is no such corpus, or it is not under `corpora`.
        UnreadableError: One of its files is malformed.
    """
    if name not in READERS:
        raise UsageError(f"no corpus of predicates is named {name!r}; there are: {', '.join(READERS)}")
    left_out = EXCLUDED.get(name, frozenset()) if split == "train" else frozenset()
    yield from (document for document in READERS[name](corpora, split) if document.name not in left_out)
