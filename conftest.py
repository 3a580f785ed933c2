"""Rules of the whole test run."""

import os

import pytest

EXPECTED_SKIPS = ("everything can be read by root", "PyTorch is not installed")
"""Beginnings of the reasons for which a test may skip even where all that tests need is required to be there."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which skips were not expected."""
    for report in _unexpected(terminalreporter):
        terminalreporter.write_line(f"unexpected skip: {report.nodeid}: {report.longrepr}", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run on an unexpected skip, where SAYSO_TESTS_REQUIRED is set."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.exitstatus == pytest.ExitCode.OK and reporter is not None and _unexpected(reporter):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _unexpected(reporter: pytest.TerminalReporter) -> list[pytest.TestReport]:
    if not os.environ.get("SAYSO_TESTS_REQUIRED"):
        return []
    skipped = reporter.stats.get("skipped", [])
    return [each for each in skipped if not _reason(each).startswith(EXPECTED_SKIPS)]


def _reason(report: pytest.TestReport) -> str:
    longrepr = report.longrepr
    return str(longrepr[2] if isinstance(longrepr, tuple) else longrepr).removeprefix("Skipped: ")
