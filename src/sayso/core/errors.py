"""The errors sayso raises.

```
SaysoError
├── UsageError            a wrong setting or argument; the message names it and the way out
├── IngestError           one file could not become a report
│   ├── UnreadableError   corrupt, empty, or not what its name says
│   ├── LimitError        larger, deeper or slower than a limit allows
│   └── UnsupportedError  a format that sayso does not read
├── GroundingError        a span does not match the text it claims to come from
├── ReadingError          a reading component broke its contract
└── RecordError           the record cannot be opened or written
    └── UnknownReportError    no report with that id
```
"""


class SaysoError(Exception):
    """Base of every error that sayso raises on purpose."""


class UsageError(SaysoError):
    """A setting or argument is wrong."""


class IngestError(SaysoError):
    """A file could not become a report.

    The message is the reason alone; the caller knows the file and the stage.
    """


class UnreadableError(IngestError):
    """The bytes are corrupt, empty, or not what their name says."""


class LimitError(IngestError):
    """A limit against hostile input was reached."""


class UnsupportedError(IngestError):
    """The format is not one that sayso reads."""


class GroundingError(SaysoError):
    """A span does not match the text it claims to come from."""


class ReadingError(SaysoError):
    """A reading component broke its contract."""


class RecordError(SaysoError):
    """The record cannot be opened, read or written."""


class UnknownReportError(RecordError):
    """The record holds no report with that id."""
