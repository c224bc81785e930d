"""One OpenSearch node in a process of its own, so that it can be killed: real engine code from Maven Central.

    python -m tests.cluster.node NUMBER NODES FOLDER HTTP_PORT TRANSPORT_PORT [SETTING=VALUE...]

The runner of CodeLibs starts a node without OpenSearch's own bootstrap and without its security: for tests only.
"""

import signal
import sys
from pathlib import Path

import jpype

JARS = Path(".venv/cluster-jars")
HEAP = ("-Xms320m", "-Xmx640m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
_QUIET = ("--enable-native-access=ALL-UNNAMED", "-Dlog4j2.disableJmx=true")


def main(number: int, nodes: int, folder: str, http: int, transport: int, more: dict[str, str]) -> None:
    """Run a node until the process is killed."""
    from tests.cluster.java import library

    jpype.startJVM(str(library()), *HEAP, *_QUIET, classpath=[str(jar) for jar in JARS.glob("*.jar")])
    runner = jpype.JClass("org.codelibs.opensearch.runner.OpenSearchRunner")
    builder = jpype.JProxy("org.codelibs.opensearch.runner.OpenSearchRunner$Builder", {
        "build": lambda _, settings: told(settings, number, nodes, http, transport, more),
    })  # fmt: skip
    node = runner()
    node.onBuild(builder)
    node.build(runner.newConfigs().basePath(folder).numOfNode(1).clusterName("pullquote-test"))
    signal.pause()


def told(settings, number: int, nodes: int, http: int, transport: int, more: dict[str, str]) -> None:
    """Tell a node who it is and where the others are."""
    for name, value in {
        "node.name": f"node-{number}",
        "network.host": "127.0.0.1",
        "http.port": http + number,
        "transport.port": transport + number,
        "indices.query.bool.max_clause_count": 16_384,  # docs/cluster.md
        "discovery.type": "zen",  # else the runner makes a cluster of its own for each
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        **more,
    }.items():
        settings.put(name, str(value))
    settings.putList("discovery.seed_hosts", [f"127.0.0.1:{transport + at}" for at in range(nodes)])
    settings.putList("cluster.initial_cluster_manager_nodes", [f"node-{at}" for at in range(nodes)])


if __name__ == "__main__":
    first, second, place, http_port, transport_port, *settings = sys.argv[1:]
    more_settings = dict(one.split("=", 1) for one in settings)
    main(int(first), int(second), place, int(http_port), int(transport_port), more_settings)
