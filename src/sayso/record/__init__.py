"""The store: reports, what was read from them and where each value comes from, in SQLite or PostgreSQL."""

from sayso.record.copies import LikenessLike
from sayso.record.happening_rows import CountRow, EventRow, StateRow, TellingRow, VoiceRow
from sayso.record.rows import (
    AttributionRow,
    CopyGroup,
    CopyMember,
    CopyPair,
    FailureRow,
    ReportRow,
    Rows,
    RunRow,
    SearchHit,
    SpeakerRow,
    Summary,
    TallyRow,
)
from sayso.record.store import Record, open_record

__all__ = [
    "AttributionRow",
    "CopyGroup",
    "CopyMember",
    "CopyPair",
    "CountRow",
    "EventRow",
    "FailureRow",
    "LikenessLike",
    "Record",
    "ReportRow",
    "Rows",
    "RunRow",
    "SearchHit",
    "SpeakerRow",
    "StateRow",
    "Summary",
    "TallyRow",
    "TellingRow",
    "VoiceRow",
    "open_record",
]
