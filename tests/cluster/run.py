"""Starts a cluster, runs every test that needs one, and stops it: `make cluster-test`. A skipped test is a failure.

python -m tests.cluster.run [PYTEST_ARGUMENT...]
"""

import os
import signal
import subprocess
import sys

from tests.cluster.nodes import Cluster, free_ports, started

SECONDS = 45 * 60  # for all tests: they take a quarter of an hour on two cores
# The conformance suite and what else is asked of every engine: of these only what is of the cluster.
TESTS = ("-k", "cluster", "tests")


def main(arguments: list[str]) -> int:
    """Run the tests; return the status to exit with, which is no 0 where there are no nodes."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        cluster = started(*free_ports())
    except (RuntimeError, OSError, subprocess.SubprocessError) as error:
        print(f"cluster: not run: {error}", file=sys.stderr)
        return 1
    try:
        return tested(cluster, arguments or TESTS)
    except subprocess.TimeoutExpired:
        print(f"cluster: not finished after {SECONDS // 60} minutes", file=sys.stderr)
        return 1
    finally:
        cluster.stop()


def tested(cluster: Cluster, asked) -> int:
    """Run tests on a cluster."""
    told = {"PULLQUOTE_TEST_CLUSTER": cluster.addresses, "PULLQUOTE_TEST_NODES": str(cluster)}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.cluster.strict", "-n0"]
    return subprocess.run([*command, *asked], env={**os.environ, **told}, timeout=SECONDS).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
