"""Tests on a real cluster: without one they are not collected, and the run says so (tests/conftest.py)."""

import pytest

from tests.clusters import NODES

collect_ignore_glob = [] if NODES else ["test_*.py"]


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Where there is a cluster, a skipped test is a failure."""
    outcome = yield
    report = outcome.get_result()
    if NODES and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped on a cluster: {report.longrepr}"
