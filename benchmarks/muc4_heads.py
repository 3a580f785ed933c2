"""How often words of DEV's reports are in its keys: as fills of a role, or beside a type of incident."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator

from sayso.evaluation.muc4 import MucReport
from sayso.evaluation.templates import plain
from sayso.reading.event.likeness import stem

_PRIOR = 0.3
"""Added to what is rarely seen, so that it is not sure."""


class Heads:
    """How often head words are fills of a role, and words stand beside a type of incident, in the reports with them."""

    def __init__(self, reports: Iterable[MucReport]) -> None:
        self._with: Counter[str] = Counter()
        self._fills: Counter[tuple[str, str]] = Counter()  # role or type of incident, word
        self._own: dict[str, tuple[set[str], set[tuple[str, str]]]] = {}
        reports = list(reports)
        known = {string for report in reports for _, string in _fills_of(report)}
        for report in reports:
            text = f" {plain(report.report.text)} "
            stems = {stem(word) for word in text.split()}
            words = {f"={string}" for string in known if f" {string} " in text}  # whole strings, beside stems of words
            fills = {(role, stem(string.rpartition(" ")[2])) for role, string in _fills_of(report)}
            fills |= {(role, f"={string}") for role, string in _fills_of(report) if f"={string}" in words}
            fills |= {(kind, word) for template in report.templates for kind in template.types for word in stems}
            stems |= words
            self._with.update(stems)
            self._fills.update(fills)
            self._own[report.name] = stems, fills

    def log_odds(self, role: str, string: str, report: str) -> float:
        """Return how likely the head of a string is a fill of a role in reports but this one, as log-odds."""
        return self._log_odds(role, stem(string.rpartition(" ")[2]), report)

    def whole_log_odds(self, role: str, string: str, report: str) -> float:
        """Return the same for the whole string; 0 where no other report has it as a fill of any role."""
        others = self._with[f"={string}"] - (f"={string}" in self._own.get(report, (set(), set()))[0])
        return self._log_odds(role, f"={string}", report) if others > 0 else 0.0

    def _log_odds(self, role: str, head: str, report: str) -> float:
        stems, fills = self._own.get(report, (set(), set()))
        number = self._with[head] - (head in stems)
        right = min(self._fills[role, head] - ((role, head) in fills), number)
        return math.log((right + _PRIOR) / (number - right + 1.0))


def _fills_of(report: MucReport) -> Iterator[tuple[str, str]]:
    """Yield every string of the keys of a report, with its role."""
    for template in report.templates:
        for role, entities in template.entities.items():
            yield from ((role, string) for entity in entities for string in entity)
