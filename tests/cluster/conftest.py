"""Tests on a real cluster: without one they are not collected, and the run says so (tests/conftest.py)."""

from tests.clusters import NODES

collect_ignore_glob = [] if NODES else ["test_*.py"]
