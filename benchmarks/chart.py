"""Draws the medians of a comparison as an SVG of bars, which reads in light and in dark and without colour.

    python -m benchmarks.chart RESULTS.json docs/performance.svg

The scale is logarithmic, since the engines are up to a thousand times apart. Each bar bears its engine and value.
"""

import json
import math
import sys
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from benchmarks.asks import KINDS
from benchmarks.report import NAMES, short

_WIDTH = 760
_LEFT = 78  # where the bars begin: a class's name stands before them
_LONGEST = 500
_BAR = 13
_STEP = 16
_GAP = 14
_TOP = 74
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #1b1f24 }
.title { font-size: 15px; font-weight: 600 }
.quiet { fill: #59636e }
.ours { fill: #0a63c2 } .tantivy { fill: #b3540a } .fts5 { fill: #2c7a3f } .whoosh { fill: #80439c }
line { stroke: #d0d7de; stroke-width: 1 }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .quiet { fill: #9aa4af } line { stroke: #30363d }
.ours { fill: #58a6ff } .tantivy { fill: #f0883e } .fts5 { fill: #56d364 } .whoosh { fill: #d2a8ff }
}
"""

Figures = Mapping[str, Any]


def svg(figures: Figures) -> str:
    """Return the chart."""
    bars = _bars(figures["engines"])
    scale = _Scale([value for rows in bars.values() for _, value in rows])
    groups, height = _groups(bars, scale)
    corpus = figures["corpus"]
    about = f"{corpus['name']}, {corpus['articles']:,} articles; {figures['date']}; medians, logarithmic scale"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
            'aria-labelledby="chart-title chart-about">',
            '<title id="chart-title">CPU time of a query by class and engine</title>',
            f'<desc id="chart-about">{escape(f"{about}. {_spoken(bars)}")}</desc>',
            f"<style>{_STYLE}</style>",
            '<text class="title" x="10" y="22">CPU time of a query, shorter is better</text>',
            f'<text class="quiet" x="10" y="42">{escape(about)}</text>',
            *_ticks(scale, height),
            *groups,
            "</svg>\n",
        ]
    )


Bars = Mapping[str, Sequence[tuple[str, float]]]


def _bars(engines: Figures) -> Bars:
    """Return the engines and medians of each class that an engine answers."""
    rows = {
        kind: [(name, one["classes"][kind]["cpu"]["median"]) for name, one in engines.items() if kind in one["classes"]]
        for kind in KINDS
    }
    return {kind: row for kind, row in rows.items() if row}


class _Scale:
    """Milliseconds to lengths, from the power of ten below the least value to the most."""

    def __init__(self, values: Sequence[float]) -> None:
        self.low = math.floor(math.log10(min(values)))
        self.high = math.log10(max(values))

    def length(self, value: float) -> float:
        """Return how long the bar of a value is."""
        return round((math.log10(value) - self.low) / max(1.0, self.high - self.low) * _LONGEST, 1)

    def powers(self) -> list[float]:
        """Return the powers of ten on the scale."""
        return [10.0**power for power in range(self.low, math.floor(self.high) + 1)]


def _ticks(scale: _Scale, height: int) -> list[str]:
    parts = []
    for value in scale.powers():
        x = _LEFT + scale.length(value)
        parts.append(f'<line x1="{x}" y1="{_TOP - 6}" x2="{x}" y2="{height - 10}"/>')
        parts.append(f'<text class="quiet" x="{x}" y="{_TOP - 10}" text-anchor="middle">{value:g} ms</text>')
    return parts


def _groups(bars: Bars, scale: _Scale) -> tuple[list[str], int]:
    parts: list[str] = []
    y = _TOP
    for kind, rows in bars.items():
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 11}" text-anchor="end">{kind}</text>')
        for name, value in rows:
            parts += _bar(name, value, y, scale.length(value))
            y += _STEP
        y += _GAP
    return parts, y


def _bar(name: str, value: float, y: int, length: float) -> list[str]:
    label = f"{NAMES[name]} {short(value)} ms"
    return [
        f'<rect class="{name}" x="{_LEFT}" y="{y}" width="{length}" height="{_BAR}"/>',
        f'<text x="{_LEFT + length + 5}" y="{y + 11}">{escape(label)}</text>',
    ]


def _spoken(bars: Bars) -> str:
    """Return the chart in words."""
    groups = (
        f"{kind}: " + ", ".join(f"{NAMES[name]} {short(value)} ms" for name, value in rows)
        for kind, rows in bars.items()
    )
    return "; ".join(groups) + "."


def main(arguments: Sequence[str]) -> None:
    """Write the chart."""
    if len(arguments) != 2:
        raise SystemExit("usage: python -m benchmarks.chart RESULTS.json CHART.svg")
    figures = json.loads(Path(arguments[0]).read_text("utf-8"))
    Path(arguments[1]).write_text(svg(figures), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
