"""What is said of a build: to people a line for each thing that went wrong, to scripts JSON."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from index.errors import PullquoteError
from index.files import Failure, one_line
from web.commands.common import counted, json_text

if TYPE_CHECKING:
    from index.report import Failed, Report

_EACH = 20  # lines with one reason; a mirror of a site has thousands of scripts
_NAMED = 3  # files that are as before


def tell(done: "Report", report: Path | None = None) -> None:
    """Print what a build did; write it as JSON to `report`.

    Raises:
        PullquoteError: the report cannot be written.
    """
    new = (part for failed in done.failed if not failed.before for part in failed.parts)
    for line in (*told_failures(new), *_as_before(done.failed), *done.notes):
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
    reasons: Counter[str] = Counter()
    for failure in failures:
        reasons[failure.reason] += 1
        if reasons[failure.reason] <= _EACH:
            yield f"not read: {failure.path}: {failure.reason}"
    for reason, count in reasons.items():
        if count > _EACH:
            yield f"not read: {count - _EACH:,} more: {reason}"


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
