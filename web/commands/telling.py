"""What is said of a build: to people a line for each thing that went wrong, to scripts JSON."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.errors import PullquoteError
from index.files import Failure, one_line
from web.commands.common import counted, json_text

if TYPE_CHECKING:
    from index.building.report import Failed, Report

_EACH = 20  # lines with one reason; a mirror of a site has thousands of scripts
_ALL = 200  # lines: reasons may be as many as what has them
_NOTES = 100  # on ids and corrections
_NAMED = 3  # files that are as before


def tell(done: "Report", report: Path | None = None) -> None:
    """Print what a build did; write it as JSON to `report`.

    Raises:
        PullquoteError: the report cannot be written.
    """
    new = (part for failed in done.failed if not failed.before for part in failed.parts)
    for line in (*told_failures(new), *_as_before(done.failed), *_first(done.notes)):
        click.echo(f"pullquote: {one_line(line)}", err=True)
    counts = {name: getattr(done, name) for name in ("added", "updated", "unchanged", "removed", "copies")}
    told = ", ".join(f"{name} {count:,}" for name, count in counts.items())
    click.echo(f"{told}, failed {len(done.failed):,}; {done.rate:,.0f} articles/s")
    if done.corrected:
        click.echo(f"corrected {done.corrected:,} anew by corrections.txt")
    if done.kept:
        click.echo(f"kept {done.kept:,} that left their files: --prune drops them, where all of the file can be read")
    if report:
        _write(report, done)


def told_failures(failures: Iterable[Failure]) -> Iterator[str]:
    """Yield a line for each failure, and one for those that have a reason which many have."""
    told = Failures()
    yield from filter(None, map(told.line, failures))
    yield from told.rest()


class Failures:
    """Failures as they come: of one reason the first, and in the end how many more there are."""

    def __init__(self) -> None:
        self._unsaid: Counter[str] = Counter()  # by reason, those that no line was given for
        self._said: Counter[str] = Counter()
        self._lines = 0

    def line(self, failure: Failure) -> str | None:
        """Return a line for a failure, None where there were enough."""
        if self._said[failure.reason] == _EACH or self._lines == _ALL:
            self._unsaid[failure.reason if failure.reason in self._said else ""] += 1
            return None
        self._said[failure.reason] += 1
        self._lines += 1
        return f"not read: {failure.path}: {failure.reason}"

    def rest(self) -> Iterator[str]:
        """Yield how many more there are, by reason."""
        for reason, count in self._unsaid.items():
            yield f"not read: {count:,} more: {reason or 'for other reasons'}"


def _first(notes: Sequence[str]) -> Iterator[str]:
    yield from notes[:_NOTES]
    if len(notes) > _NOTES:
        yield f"{len(notes) - _NOTES:,} more notes (--report FILE has them all)"


def _as_before(failed: Iterable["Failed"]) -> Iterator[str]:
    before = [one.path for one in failed if one.before]
    if before:
        rest = f" and {counted(len(before) - _NAMED, 'file')} more" if len(before) > _NAMED else ""
        yield f"not tried again, being as before: {', '.join(before[:_NAMED])}{rest} (--report FILE tells why)"


def _write(path: Path, done: "Report") -> None:
    data = {**asdict(done), "failed": list(map(_failed, done.failed)), "rate": round(done.rate, 1)}
    try:
        path.write_text(json_text(data, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise PullquoteError(f"the report {path} cannot be written: {error.strerror}") from error


def _failed(failed: "Failed") -> dict[str, Any]:
    """Return a file as the report has it; `parts` says what of it failed, if that is not all."""
    parts = [{"path": part.path, "reason": part.reason} for part in failed.parts]
    whole = [part["path"] for part in parts] == [failed.path]
    return {"path": failed.path, "reason": failed.reason, "before": failed.before, "parts": [] if whole else parts}
