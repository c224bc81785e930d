"""Tables of what was measured, for the terminal and for docs/performance.md.

    python -m benchmarks.report RESULTS.json PAGE.md SECTION

The tables replace what stands in the page between `<!-- SECTION -->` and `<!-- /SECTION -->`.
"""

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.asks import KINDS
from benchmarks.figures import ratio

Figures = Mapping[str, Any]
NONE = "–"
NAMES = {"ours": "Pullquote", "tantivy": "tantivy", "fts5": "SQLite FTS5", "whoosh": "stock Whoosh"}
# What `benchmarks.explain` found, and what is known of an engine.
_JOINED = "apostrophes: to us `they've` is one word and a possessive 's none, to others each parts two words"
_TURNED = "two letters that have changed places are two edits to Whoosh"


def tables(figures: Figures) -> str:
    """Return everything that was measured as Markdown."""
    engines = figures["engines"]
    parts = [_heading(figures), _upkeep(engines)]
    parts += [_queries(engines, clock, said) for clock, said in (("cpu", "CPU"), ("wall", "Wall clock"))]
    parts += [_first(engines), _differences(figures), _skipped(figures)]
    return "\n\n".join(part for part in parts if part)


def growth(steps: Mapping[str, Figures]) -> str:
    """Return how the figures of this project's engine grow with the corpus, as Markdown."""
    ours = {factor: step["engines"]["ours"] for factor, step in steps.items()}
    base = next(iter(ours.values()))
    rows = [_grown(KINDS[kind], [_median(one, kind, "cpu") for one in ours.values()]) for kind in base["classes"]]
    rows += [
        _grown(_UPKEEP["cpu_mb"], [_upkeep_of(one)["cpu_mb"] for one in ours.values()]),
        _grown(_UPKEEP["size"], [_upkeep_of(one)["size"] for one in ours.values()]),
        _grown(_UPKEEP["add_cpu"], [one["add"]["cpu"] for one in ours.values()]),
        _grown(_UPKEEP["start"], [one["start"] for one in ours.values()]),
        _grown(_UPKEEP["peak"], [one["peak"] / 1e6 for one in ours.values()]),
    ]
    sizes = [f"{factor}x: {step['corpus']['articles']:,}" for factor, step in steps.items()]
    table = _table(["CPU ms, median, unless it says otherwise", *sizes, "last / first"], rows)
    return f"{_heading(next(iter(steps.values())))}\n\n{table}"


def _grown(name: str, values: Sequence[float | None]) -> list[str]:
    first, last = values[0], values[-1]
    return [name, *map(short, values), _times(last, first)]


def _heading(figures: Figures) -> str:
    machine, corpus = figures["machine"], figures["corpus"]
    versions = ", ".join(engine["version"] for engine in figures["engines"].values())
    return (
        f"Measured on {figures['date']}: {corpus['name']}, {corpus['articles']:,} articles, "
        f"{corpus['bytes'] / 1e6:.1f} MB of title and body. {machine['processor']}, {machine['cores']} cores, "
        f"{machine['memory'] / 2**30:.0f} GB, {machine['system']}. {versions}. "
        f"Each query asked once and then {figures['rounds']} times more."
    )


_UPKEEP = {
    "cpu_mb": "indexing, CPU s per MB",
    "wall": "indexing, wall s",
    "cpu_2": "indexing with two workers, CPU s per MB",
    "wall_2": "indexing with two workers, wall s",
    "size": "index / source bytes",
    "add_cpu": "an article added and found, CPU ms",
    "add_wall": "an article added and found, wall ms",
    "start": "process start to first answer, wall ms",
    "peak": "peak memory while asked, MB",
}


def _upkeep(engines: Figures) -> str:
    values = {name: _upkeep_of(engine) for name, engine in engines.items()}
    rows = [[said, *(short(one[key]) for one in values.values())] for key, said in _UPKEEP.items()]
    return _table(["", *(NAMES[name] for name in engines)], rows)


def _upkeep_of(engine: Figures) -> dict[str, float | None]:
    one, two = engine["builds"]["1"], engine["builds"].get("2", {})
    megabytes = one["source"] / 1e6
    return {
        "cpu_mb": one["cpu"] / megabytes,
        "wall": one["wall"],
        "cpu_2": two["cpu"] / megabytes if "cpu" in two else None,
        "wall_2": two.get("wall"),
        "size": one["bytes"] / one["source"],
        "add_cpu": engine["add"]["cpu"],
        "add_wall": engine["add"]["wall"],
        "start": engine["start"],
        "peak": engine["peak"] / 1e6,
    }


def _queries(engines: Figures, clock: str, said: str) -> str:
    peers = [name for name in engines if name != "ours"] if "ours" in engines else []
    ratios = [f"ours / {NAMES[name]}" for name in peers]
    head = [f"{said} ms, median / p95", *(NAMES[name] for name in engines), *ratios]
    rows = []
    for kind, meaning in KINDS.items():
        medians = {name: _median(engine, kind, clock) for name, engine in engines.items()}
        spreads = [_spread(engine, kind, clock) for engine in engines.values()]
        rows.append([f"{kind}: {meaning}", *spreads, *(_times(medians["ours"], medians[name]) for name in peers)])
    return _table(head, rows)


def _first(engines: Figures) -> str:
    """Return the medians of the first pass beside the repeated ones: what caches of answers would hide."""
    head = ["CPU ms, median, first / repeated", *(NAMES[name] for name in engines)]
    return _table(head, [[kind, *(_both(engine, kind) for engine in engines.values())] for kind in KINDS])


def _both(engine: Figures, kind: str) -> str:
    return f"{short(_median(engine, kind, 'first_cpu'))} / {short(_median(engine, kind, 'cpu'))}"


def _differences(figures: Figures) -> str:
    found = figures["differences"]
    if not found:
        return "All engines count alike in all queries that they answer."
    rows = [
        [NAMES[one["engine"]], one["kind"], f"{one['queries']} of {one['asked']}", one["example"], _why(one)]
        for one in found
    ]
    return _table(["counts differently from ours", "class", "queries", "for example", "because"], rows)


def _why(difference: Figures) -> str:
    if (difference["engine"], difference["kind"]) == ("whoosh", "fuzzy"):
        return _TURNED
    unknown = difference["queries"] - difference["explained"]
    return "; ".join([_JOINED] * (difference["explained"] > 0) + [f"{unknown} not known"] * (unknown > 0))


def _skipped(figures: Figures) -> str:
    lines = [f"- {NAMES[engine]} has no {kind}: {reason}" for engine, kind, reason in figures["skipped"]]
    for name, engine in figures["engines"].items():
        builds = engine["builds"].items()
        lines += [f"- {NAMES[name]}, {n} workers: {one['skipped']}" for n, one in builds if "skipped" in one]
    return "\n".join(lines)


def _median(engine: Figures, kind: str, clock: str) -> float | None:
    figures = engine["classes"].get(kind)
    return figures[clock]["median"] if figures else None


def _spread(engine: Figures, kind: str, clock: str) -> str:
    figures = engine["classes"].get(kind)
    return f"{short(figures[clock]['median'])} / {short(figures[clock]['p95'])}" if figures else NONE


def _times(ours: float | None, peer: float | None) -> str:
    return NONE if ours is None or peer is None else f"{short(ratio(ours, peer))}×"


def short(value: float | None) -> str:
    """Return a number with about three digits that mean something."""
    if value is None:
        return NONE
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in (head, rule, *rows))


def placed(page: str, section: str, text: str) -> str:
    """Return a page with what stands in one of its sections replaced."""
    begin, end = f"<!-- {section} -->", f"<!-- /{section} -->"
    if begin not in page or end not in page:
        raise SystemExit(f"the page has no section from {begin} to {end}")
    return re.sub(f"(?s){re.escape(begin)}.*{re.escape(end)}", lambda _: f"{begin}\n{text}\n{end}", page)


def main(arguments: Sequence[str]) -> None:
    """Put the tables into the page."""
    if len(arguments) != 3:
        raise SystemExit("usage: python -m benchmarks.report RESULTS.json PAGE.md SECTION")
    figures, page = json.loads(Path(arguments[0]).read_text("utf-8")), Path(arguments[1])
    text = growth(figures["growth"]) if "growth" in figures else tables(figures)
    page.write_text(placed(page.read_text("utf-8"), arguments[2], text), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
