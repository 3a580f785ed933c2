"""sayso reads news reports of a conflict and keeps the record: who did what to whom, where and when, on whose say-so.

>>> import sayso
>>> reading = sayso.read('"We hold the bridge," Colonel Adar said.', published="2023-04-25")
>>> [(a.source.text, a.cue.text, a.content[0].text) for a in reading.attributions]
[('Colonel Adar', 'said', '"We hold the bridge,"')]

`read` returns the Reading of one text; `open` opens a record. Importing this package loads no model, opens no file
and imports no web framework.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sayso.core.reading import Reading
    from sayso.record import Record

__all__ = ["__version__", "open", "read"]
__version__ = "0.1.0"


def read(
    text: str, *, published: str | None = None, outlet: str | None = None, title: str | None = None, as_is: bool = True
) -> "Reading":
    """Read one text and return what it says.

    Args:
        text: The report. Offsets in the result are code points of `result.report.text`.
        published: Publication date, `2021-08-25` (or as written, `25/08/2021`).
        outlet: Name or domain of the outlet.
        title: The headline, where it is not part of `text`.
        as_is: Take the text unchanged, so that offsets are those of `text`; otherwise page furniture, headline and
            date line are taken out of the body first.

    Raises:
        IngestError: There is nothing to read in it, or it is larger than the limits allow.
        GroundingError: The text is not valid Unicode.
        UsageError: `text` is no string; `published` is not a date, or may be read in two ways.
    """
    from sayso.api import read_one

    return read_one(text, published=published, outlet=outlet, title=title, as_is=as_is)


def open(where: "str | Path", *, create: bool = True) -> "Record":
    """Open a record: a file, or a `postgresql://` URL. Use as a context manager.

    Raises:
        RecordError: It cannot be opened, is not a record, or was made by a newer version of sayso.
    """
    from sayso.record import open_record

    return open_record(where, create=create)
