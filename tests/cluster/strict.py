"""A plugin of `make cluster-test`: where there is a cluster, a skipped test is a failure."""

import pytest


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """Fail the tests that are skipped."""
    outcome = yield
    unskipped(outcome.get_result())


@pytest.hookimpl(hookwrapper=True)
def pytest_make_collect_report(collector):
    """Fail the files that are skipped whole."""
    outcome = yield
    unskipped(outcome.get_result())


def unskipped(report):
    """Make a failure of what was skipped."""
    if report.skipped:
        report.outcome, report.longrepr = "failed", f"skipped on a cluster: {report.longrepr}"
