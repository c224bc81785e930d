"""Starts a cluster, runs every test that needs one, and stops it: `make cluster-test`. A skipped test is a failure.

python -m tests.cluster.run [PYTEST_ARGUMENT...]
"""

import os
import subprocess
import sys

from tests.cluster.nodes import free_ports, started

# The conformance suite and what else is asked of every engine; of these only what is of the cluster.
SHARED = ("conformance", "export", "facets", "timeline", "suggest", "similar", "occurrences")


def main(arguments: list[str]) -> int:
    """Run the tests; return the status to exit with."""
    cluster = started(*free_ports())
    try:
        told = {"PULLQUOTE_TEST_CLUSTER": cluster.addresses, "PULLQUOTE_TEST_NODES": str(cluster)}
        files = [f"tests/test_{name}.py" for name in SHARED]
        asked = arguments or ["-k", "cluster", "tests/cluster", *files]
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n0", *asked]
        return subprocess.run(command, env={**os.environ, **told}).returncode
    finally:
        cluster.stop()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
