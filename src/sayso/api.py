"""What `sayso.read` does, apart so that importing the package stays light."""

from functools import cache

from sayso.core.errors import UsageError
from sayso.core.original import Given
from sayso.core.reading import Reading
from sayso.engine.work import Worker, WorkSettings
from sayso.ingest.limits import Limits
from sayso.pipeline import read_text


def read_one(text: str, *, published: str | None, outlet: str | None, title: str | None, as_is: bool) -> Reading:
    """Return the Reading of `text` by the bundled reader; see `sayso.read`."""
    if not isinstance(text, str):  # the caller's types are not checked
        raise UsageError(f"the text to read must be a string, not {type(text).__name__}")
    given = Given(published=published, published_by_user=published is not None, outlet=outlet, title=title)
    return read_text(text, given, _worker(), Limits(), as_is=as_is)


@cache
def _worker() -> Worker:
    return Worker(WorkSettings(copy_keys=False))
