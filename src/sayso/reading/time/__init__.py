"""Time expressions: found by a grammar over tokens, normalised to TIMEX3, and anchored to what they count from."""

from sayso.reading.time.component import Times, TimesSettings
from sayso.reading.time.events import EventTime, date_of_event
from sayso.reading.time.values import granularity_of, interval_of

__all__ = ["EventTime", "Times", "TimesSettings", "date_of_event", "granularity_of", "interval_of"]
