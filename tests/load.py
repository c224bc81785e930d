"""Many readers of one real server: are all answered, how long do they wait, does the memory stay (`make soak`).

    python -m tests.load INDEX [SECONDS]

Then the same of one reader while fifty hostile connections ask for what is dear. Readers are of this process, and take
a core of the server's less the cheaper they are.
"""

import random
import re
import selectors
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from urllib.parse import quote, quote_plus

from search.query import Query
from search.searcher import open_searcher

CONNECTIONS = 16
SLOWER = 8  # times the 99th percentile of one reader alone
GROWTH = 1.1  # times the memory of the first turn
TURNS = 6
HOSTILE, DISTURBED = 50, 2  # connections, and how many times later they may make the 99th percentile of another reader
READ = 0.05  # seconds in which a reader looks at an answer
LIMITED = ("--rate-limit", "20")
PROGRAM = [sys.executable, "-c", "from web.cli import main; main()", "serve", "--port", "0", "--index"]
# What readers ask for, and how often of a hundred.
ASKED = {
    "/search?q={one}": 25,
    "/search?q={one}+{two}&sort=newest": 10,
    "/search?q=%22{two}%22&page=2": 5,
    "/quotes?q={one}": 5,
    "/a/{id}?q={one}": 20,
    "/api/v1/articles?q={one}+{two}&facet=tag&facet=source&facet=year": 10,
    "/api/v1/articles?q={one}+OR+{two}": 5,
    "/api/v1/suggest?q={prefix}": 10,
    "/api/v1/timeline?q={one}": 5,
    "/": 5,
}
COMMON = ("the", "of", "in", "to", "and")
DEAR = [
    "the NEAR/255 of NEAR/255 and",
    " ".join(f'"{one} {two}"' for one in COMMON for two in COMMON),
    "(the OR of OR to) NEAR/5 (in OR and)",
    "th* in* OR of*",
    "the~2 of~2 and~2",
]


@dataclass
class Load:
    """What readers got: seconds of each answer, statuses, and the server's memory in bytes as time went on."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    memory: list[int] = field(default_factory=list)

    def add(self, other):
        self.seconds += other.seconds
        self.statuses += other.statuses
        self.memory += other.memory

    @property
    def p99(self):
        return sorted(self.seconds)[int(len(self.seconds) * 0.99)]

    def __str__(self):
        middle = sorted(self.seconds)[len(self.seconds) // 2]
        return f"{len(self.seconds):,} answers, p50 {middle * 1000:.1f} ms, p99 {self.p99 * 1000:.1f} ms"


def paths(location, seed=0):
    """Yield without end what readers ask for, in the words of the archive's own titles."""
    chance = random.Random(seed)
    with open_searcher(location) as searcher:
        hits = [hit for page in range(1, 11) for hit in searcher.search(Query(size=100, page=page, sort="oldest")).hits]
    words = sorted({word for hit in hits for word in re.findall(r"[a-z]{4,}", (hit.title or "").lower())})
    while True:
        (form,) = chance.choices(list(ASKED), list(ASKED.values()))
        one, two = chance.choices(words, k=2)
        yield form.format(one=one, two=two, prefix=one[:3], id=quote(chance.choice(hits).id, safe=""))


@contextmanager
def server(location, *options):
    """Yield the port of a server of its own, and its process."""
    with subprocess.Popen([*PROGRAM, location, *options], stderr=subprocess.PIPE, text=True) as process:
        port = int(re.search(r":(\d+)/", process.stderr.readline())[1])
        try:
            yield port, process
        finally:
            process.terminate()


def ask(port, asked, connections, seconds, process, addresses=("127.0.0.1",)):
    """Ask over so many connections, from some addresses by turns, each for the next thing as soon as it is answered."""
    done, selector, until = Load(), selectors.DefaultSelector(), time.monotonic() + seconds
    readers = [
        _Reader(port, asked, selector, done, address) for address, _ in zip(cycle(addresses), range(connections))
    ]
    sampled = 0.0
    while time.monotonic() < until:
        for key, _ in selector.select(timeout=1):
            key.data.read()  # and asks again
        if time.monotonic() - sampled > seconds / 10:
            sampled = time.monotonic()
            done.memory += [resident(process.pid)] if process else []
    for reader in readers:
        reader.socket.close()
    return done


class _Reader:
    """One connection, kept open."""

    def __init__(self, port, asked, selector, done, address):
        self.socket = socket.create_connection(("127.0.0.1", port), source_address=(address, 0))
        self._asked, self._done = asked, done
        selector.register(self.socket, selectors.EVENT_READ, self)
        self._ask()

    def _ask(self):
        path = next(self._asked)
        self._got, self._started = b"", time.perf_counter()
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())

    def read(self):
        piece = self.socket.recv(1 << 18)
        if not piece:
            raise ConnectionError("the server closed a connection")
        self._got += piece
        head, _, body = self._got.partition(b"\r\n\r\n")
        length = re.search(rb"\r\nContent-Length: (\d+)", head)
        if length and len(body) >= int(length[1]):
            self._done.seconds.append(time.perf_counter() - self._started)
            self._done.statuses[int(head.split()[1])] += 1
            self._ask()


def resident(pid):
    """Return the memory of a process and of those it started, what they share once; mapped files are the system's."""
    pids = [str(pid), *Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    told = (Path(f"/proc/{one}/smaps_rollup").read_text() for one in pids)
    return sum(int(re.search(r"Pss_Anon:\s+(\d+)", text)[1]) for text in told) * 1024


def check(location, seconds):
    """Return what was not as it must be, and print the figures.

    One reader and many take turns, so that whatever else the machine does is the same for both.
    """
    asked, alone, crowd = paths(location), Load(), Load()
    with server(location) as (port, process):
        ask(port, asked, CONNECTIONS, seconds / TURNS, process)  # what is made at the first asking
        for _ in range(TURNS):
            alone.add(ask(port, asked, 1, seconds / TURNS / 2, process))
            crowd.add(ask(port, asked, CONNECTIONS, seconds / TURNS, process))
    first, last = max(crowd.memory[: len(crowd.memory) // TURNS]), max(crowd.memory[-len(crowd.memory) // TURNS :])
    print(f"one reader: {alone}")
    print(f"{CONNECTIONS} readers, {seconds} s: {crowd}: {crowd.p99 / alone.p99:.1f} times; {dict(crowd.statuses)}")
    print(f"memory: {first / 1e6:.0f} MB in the first turn, {last / 1e6:.0f} MB in the last")
    wrong = {
        "errors": set(crowd.statuses) - {200},
        "slow": crowd.p99 > SLOWER * alone.p99,
        "memory grows": last > GROWTH * first,
    }
    return [name for name, is_so in wrong.items() if is_so]


def attack(port, seconds, addresses):
    """Ask for what is dear over many connections, and print what comes of it."""
    dear = cycle(f"/search?q={quote_plus(one)}" for one in DEAR)
    print("hostile:", dict(ask(port, dear, HOSTILE, seconds, None, addresses).statuses), flush=True)


def check_disturbed(location, seconds, addresses=("127.0.0.3",)):
    """Return what is not as it must be for a reader beside hostile ones, by turns with him alone; print the figures."""
    asked, alone, disturbed = _read(paths(location)), Load(), Load()
    with server(location, *LIMITED) as (port, process):
        ask(port, asked, CONNECTIONS, seconds / TURNS, process, [f"127.0.2.{n}" for n in range(1, 17)])
        for _ in range(TURNS):
            alone.add(ask(port, asked, 1, seconds / TURNS, process, ["127.0.0.2"]))
            program = f"from tests.load import attack; attack({port}, {seconds / TURNS + 1}, {addresses})"
            with subprocess.Popen([sys.executable, "-c", program]):
                time.sleep(1)
                disturbed.add(ask(port, asked, 1, seconds / TURNS, process, ["127.0.0.2"]))
            time.sleep(2)  # what was begun ends
    print(f"one reader: {alone}\nbeside {HOSTILE} hostile ones: {disturbed}: {disturbed.p99 / alone.p99:.1f} times")
    print(dict(disturbed.statuses))
    return ["hostile ones disturb"] * (disturbed.p99 > DISTURBED * alone.p99 or set(disturbed.statuses) != {200})


def _read(asked):
    """Yield what a reader asks for who looks at each answer."""
    for path in asked:
        time.sleep(READ)
        yield path


if __name__ == "__main__":
    chosen = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
    sys.exit(", ".join([*check(*chosen), *check_disturbed(*chosen)]))
