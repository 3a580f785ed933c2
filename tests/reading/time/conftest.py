import pytest

from sayso.core.reading import Timex
from sayso.core.report import Published
from sayso.reading.time import Times, TimesSettings

SETTINGS = TimesSettings(history_years=2, min_history_share=0.6, min_history_dates=6)


class Read:
    """Reads texts as published on one day, Wednesday 25 August 2021."""

    def __init__(self) -> None:
        self._times = Times(SETTINGS)

    def __call__(self, text: str, published: str | None = "2021-08-25") -> list[Timex]:
        known = Published(value=published, status="stated", origin="metadata") if published else Published()
        return list(self._times.times(text, known))

    def values(self, text: str, published: str | None = "2021-08-25") -> list[tuple[str, str, str | None]]:
        return [(time.text, time.type, time.value) for time in self(text, published)]


@pytest.fixture(scope="session")
def read() -> Read:
    return Read()
