"""The command that tells what is new of saved queries."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from index.errors import PullquoteError, QueryError
from index.files import one_line
from index.owner.own_files import spelt_out
from web.commands.common import index_option, tell_each
from web.terminal import results_text

if TYPE_CHECKING:
    from search.query import Query
    from search.results import Hit, Results
    from search.searcher import Searcher, Selection
    from web.alert_state import Seen, State
    from web.alerts import Alert

_MOST = 10_000


@click.command(
    epilog="Example: pullquote alert --feed alerts.atom --run 'mail -s News desk@paper.example'. Saved queries are the "
    "lines of alerts.txt in the index folder: `name = query`, or `name = ` and the address of a page of results."
)
@click.option("--size", type=click.IntRange(1, _MOST), default=100, show_default=True, help="How many to list of each.")
@click.option("--feed", type=click.Path(dir_okay=False, path_type=Path), help="Put them into an Atom feed, too.")
@click.option(
    "--run", metavar="COMMAND", help="For each query with news run this, its hits as JSON on the input; no shell."
)
@index_option
def alert(size: int, feed: Path | None, run: str | None, location: str) -> None:
    """Tell what saved queries find in the articles that are new since the last run.

    Whatever is told is noted last, so that a run that is cut off tells it again. A query that fails, or whose command
    does, costs itself alone, and is told the next time.
    """
    from index.location import folder
    from search.searcher import open_searcher
    from web.alert_state import alone

    place, command = folder(location), _command(run)
    with open_searcher(location) as searcher, alone(place):
        sys.exit(0 if _Run(place, searcher, size, command).tell(feed) else 1)


def _command(run: str | None) -> list[str]:
    try:
        return shlex.split(run or "")
    except ValueError as error:
        raise click.UsageError(f"--run: {error}") from error


class _Run:
    """One run of all alerts over one state of the archive."""

    def __init__(self, place: Path, searcher: Searcher, size: int, command: Sequence[str]) -> None:
        from web.alert_state import Seen, read_state

        self._place, self._searcher, self._size, self._command = place, searcher, size, command
        self._state: State = read_state(place)
        self._there: Seen = Seen.of(searcher.ids())
        self._news: dict[str, Selection] = {}  # by what was seen before

    def tell(self, feed: Path | None) -> bool:
        """Tell all alerts, and note what was told; return whether none failed.

        Raises:
            PullquoteError: the feed, or the file of alerts, cannot be: then nothing was told.
        """
        from web.alert_feed import check_feed
        from web.alert_state import State
        from web.alerts import BadAlert, read_alerts

        if feed:
            check_feed(feed)
        after, failed, found = State(), list[str](), []
        for alert in read_alerts(self._place):
            try:
                if isinstance(alert, BadAlert):
                    raise PullquoteError(alert.reason)
                found.append((alert.name, self._told(alert)))
                after.tell(alert, self._there)
            except PullquoteError as error:
                failed.append(f"pullquote: {one_line(str(error))}")
                if alert.name in self._state.told:  # a second line of a name leaves what was told of the first
                    after.told.setdefault(alert.name, self._state.told[alert.name])
        for line in spelt_out(failed, "alerts failed"):
            click.echo(line, err=True)
        self._finish(after, found, feed)
        return not failed

    def _finish(self, after: State, found: list[tuple[str, tuple[Hit, ...]]], feed: Path | None) -> None:
        from datetime import UTC, datetime

        from web.alert_feed import write_feed

        if feed:
            write_feed(feed, found, datetime.now(UTC))
        if sys.stdout is None:
            raise PullquoteError("nothing is noted as told: there is nobody to print to")
        sys.stdout.flush()  # what is noted as told has left this process
        after.write(self._place)

    def _told(self, alert: Alert) -> tuple[Hit, ...]:
        """Tell what is new of an alert.

        Raises:
            PullquoteError: it cannot be searched, or the command fails.
        """
        self._warn(alert)
        try:
            results = _listed(self._selection(alert), alert.query, self._size)
        except QueryError as error:
            raise PullquoteError(f"{alert.name}: {error}") from error
        tell_each((note for note in results.diagnostics if note.kind == "warning"), f"pullquote: {alert.name}: ")
        if results.hits:
            click.echo(f"{one_line(alert.name)}: {results_text(results)}\n")
            self._hand_over(alert, results)
        return results.hits

    def _warn(self, alert: Alert) -> None:
        before = self._state.told.get(alert.name)
        if before and before.reads_otherwise(alert):
            told = f"{alert.name} was read as {before.read_as}, and is now as {alert.read_on(before.day)}"
            click.echo(f"pullquote: {one_line(told)}: see to its line in alerts.txt", err=True)

    def _selection(self, alert: Alert) -> Selection:
        """Return the articles that were not there when an alert was last told."""
        before = self._state.told.get(alert.name)
        if before is None:
            return self._searcher
        if before.seen.key not in self._news:
            self._news[before.seen.key] = self._searcher.among(self._there.ids - before.seen.ids)
        return self._news[before.seen.key]

    def _hand_over(self, alert: Alert, results: Results) -> None:
        """Run the command for an alert, if there is one."""
        from web.quote_json import answer_json

        if not self._command:
            return
        text = json.dumps({"alert": alert.name, **answer_json(results, self._searcher)})
        try:
            status = subprocess.run(self._command, input=text.encode(), check=False).returncode  # noqa: S603 - no shell
        except OSError as error:
            raise PullquoteError(f"{alert.name}: {self._command[0]} cannot be run: {error.strerror}") from error
        if status:
            raise PullquoteError(f"{alert.name}: {self._command[0]} ended with {status}: told again the next time")


def _listed(selection: Selection, query: Query, size: int) -> Results:
    """Return so many hits of a query at most, read page by page."""
    from search.query import MAX_SIZE

    results = selection.search(replace(query, size=min(size, MAX_SIZE)))
    hits = results.hits
    while results.cursor and len(hits) < size:
        results = selection.search(replace(results.query, cursor=results.cursor, size=min(size - len(hits), MAX_SIZE)))
        hits += results.hits
    return replace(results, query=query, hits=hits)
