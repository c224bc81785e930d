"""Three real nodes on this machine: `make cluster` keeps them until Ctrl-C.

python -m tests.cluster.nodes [HTTP_PORT]
"""

import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.cluster.node import JARS

NODES = 3
PORT = 9201  # of the first node that `make cluster` starts
HERE = Path(__file__).parent
_START = 180  # seconds until all nodes are one green cluster


class Cluster:
    """Nodes by their number, from 0, each with its files under a folder."""

    def __init__(self, folder: Path, http: int, transport: int, nodes: int = NODES) -> None:
        self.folder, self.http, self.transport, self.nodes = folder, http, transport, nodes

    @classmethod
    def told(cls) -> "Cluster":
        """Return the cluster that the tests are run on."""
        folder, http, transport = os.environ["PULLQUOTE_TEST_NODES"].rsplit(":", 2)
        return cls(Path(folder), int(http), int(transport))

    def __str__(self) -> str:
        return f"{self.folder}:{self.http}:{self.transport}"

    @property
    def addresses(self) -> str:
        """The nodes as an address of an index names them."""
        return ",".join(f"127.0.0.1:{self.http + number}" for number in range(self.nodes))

    def start(self, number: int, *settings: str) -> None:
        """Start a node, with settings as NAME=VALUE. It outlives this process unless it is killed."""
        own = self.folder / str(number)
        own.mkdir(parents=True, exist_ok=True)
        arguments = map(str, (number, self.nodes, own, self.http, self.transport, *settings))
        command = [sys.executable, "-m", "tests.cluster.node", *arguments]
        (own / "pid").write_text(detached(command, own / "log"))

    def kill(self, number: int, by: signal.Signals = signal.SIGKILL) -> None:
        """Kill a node as a power cut would, or send it another signal."""
        pid = int((self.folder / str(number) / "pid").read_text())
        with suppress(ProcessLookupError):
            os.kill(pid, by)

    def stop(self) -> None:
        """Kill all nodes and delete what they wrote."""
        for number in range(self.nodes):
            if (self.folder / str(number) / "pid").exists():
                self.kill(number)
        shutil.rmtree(self.folder, ignore_errors=True)

    def await_gone(self) -> None:
        """Wait until the others know that a node is gone; before, they say that all is well."""
        while self.health().get("number_of_nodes") == self.nodes:
            time.sleep(0.1)

    def await_green(self) -> float:
        """Wait until all nodes are a green cluster; return the seconds that it took."""
        started = time.monotonic()
        while time.monotonic() - started < _START:
            found = self.health()
            if (found.get("number_of_nodes"), found.get("status")) == (self.nodes, "green"):
                return time.monotonic() - started
            time.sleep(0.3)
        raise TimeoutError(f"the cluster is not green after {_START} s: {self.health()}; logs are in {self.folder}")

    def health(self) -> dict:
        """Return what any node says of the cluster, nothing where none answers."""
        for number in range(self.nodes):
            address = f"http://127.0.0.1:{self.http + number}/_cluster/health"
            with suppress(URLError, OSError, ValueError), urlopen(address, timeout=5) as answer:
                return json.load(answer)
        return {}


def detached(command: list[str], log: Path) -> str:
    """Start a program that is no child of this one; return the id of its process."""
    script = 'log=$1; shift; "$@" >>"$log" 2>&1 </dev/null & echo $!'
    started = ["sh", "-c", script, "sh", str(log), *command]
    done = subprocess.run(started, stdout=subprocess.PIPE, check=True, start_new_session=True, cwd=HERE.parent.parent)
    return done.stdout.decode().strip()


def fetch() -> None:
    """Bring the nodes' jars from Maven Central, and refuse what is not what was checked in.

    Raises:
        RuntimeError: a file is missing, is another one, or is too many.
    """
    if JARS.exists() and not wrong():
        return
    maven = shutil.which("mvn")
    if not maven:
        raise RuntimeError("Maven is missing: install it (Debian: sudo apt-get install maven)")
    shutil.rmtree(JARS, ignore_errors=True)
    goal = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
    more = ["-DincludeScope=runtime", f"-DoutputDirectory={JARS.resolve()}"]
    subprocess.run([maven, "-B", "-q", "-f", str(HERE / "pom.xml"), goal, *more], check=True)
    if told := wrong():
        raise RuntimeError(f"jars are not those of tests/cluster/jars.sha256: {told[0]} and {len(told) - 1} more")


def wrong() -> list[str]:
    """Return the names of jars that are not as they should be."""
    lines = (line.split() for line in (HERE / "jars.sha256").read_text().splitlines())
    wanted = {name: digest for digest, name in lines}
    found = {jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for jar in JARS.glob("*.jar")}
    return sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name))


def free_ports() -> tuple[int, int]:
    """Return the first of NODES free ports in a row, twice."""
    found: list[int] = []
    for first in range(20_000 + os.getpid() % 5_000, 32_000, NODES):
        if all(map(_is_free, range(first, first + NODES))):
            found.append(first)
        if len(found) == 2:
            return found[0], found[1]
    raise RuntimeError("no ports are free from 20000 to 32000")


def _is_free(port: int) -> bool:
    with closing(socket.socket()) as own:
        return own.connect_ex(("127.0.0.1", port)) != 0


def started(http: int, transport: int) -> Cluster:
    """Return a green cluster; the caller stops it."""
    fetch()
    cluster = Cluster(Path(tempfile.mkdtemp(prefix="pullquote-cluster-")), http, transport)
    try:
        for number in range(NODES):
            cluster.start(number)
        seconds = cluster.await_green()
    except BaseException:
        cluster.stop()
        raise
    print(f"{NODES} nodes are green after {seconds:.0f} s", file=sys.stderr)
    return cluster


def main(http: int) -> None:
    """Run a cluster until Ctrl-C or SIGTERM."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    cluster = started(http, http + 100)
    try:
        print(f"export PULLQUOTE_INDEX=opensearch+http://{cluster.addresses}/news", flush=True)
        print("Ctrl-C ends the cluster and deletes what it holds.", file=sys.stderr)
        signal.pause()
    except KeyboardInterrupt:
        print("stopping", file=sys.stderr)
    finally:
        cluster.stop()


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else PORT)
