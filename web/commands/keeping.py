"""The commands that look at an index."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import click

from index.files import one_line
from web.commands.common import counted, index_option, json_text


@click.command(epilog="Example: pullquote verify --index ~/archive")
@index_option
def verify(location: str) -> None:
    """Check every file of the index against what was written, and name those that are damaged."""
    from index.errors import IndexCorrupt
    from index.location import folder, is_cluster
    from index.manifest import REMEDY, damage, read_manifest
    from index.owner.originals import damage as damaged_originals
    from index.sources import damage as damaged_sources
    from search.searcher import open_searcher

    if is_cluster(location):
        _verify_cluster(location)
        return
    place = folder(location)
    manifest = read_manifest(place)
    segments, sources = damage(place, manifest, hashes=True), [*damaged_sources(place), *damaged_originals(place)]
    for line in (*segments, *sources):
        click.echo(one_line(line))
    if segments or sources:
        remedy = f": {REMEDY}" if segments else ""
        raise IndexCorrupt(f"damaged in {place}: {counted(len(segments) + len(sources), 'file')}{remedy}")
    with open_searcher(location) as searcher:
        documents = searcher.info().documents
    if documents != manifest.documents:
        raise IndexCorrupt(f"{documents:,} articles are there where {manifest.documents:,} were written: {REMEDY}")
    click.echo(f"all is as it was written: {counted(len(manifest.files), 'file')}, {counted(documents, 'article')}")


def _verify_cluster(location: str) -> None:
    from index.opensearch.health import verified

    state = verified(location)
    shards, copies = counted(state["shards"], "shard"), state["copies"]
    click.echo(f"all is there: {shards} and {copies} copies of them, {counted(state['documents'], 'article')}")


@click.command(epilog="Example: pullquote info --json")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@index_option
def info(as_json: bool, location: str) -> None:
    """Show what the index holds, and what takes how many bytes of it."""
    from index.location import is_cluster
    from index.opensearch.health import state_of

    state, parts = (state_of(location), {}) if is_cluster(location) else _folder_state(location)
    if as_json:
        click.echo(json_text({**state, "parts": parts}, indent=2))
        return
    for name, value in [*state.items(), *((f"  {part}", size) for part, size in parts.items())]:
        click.echo(f"{name:<13} {value:,}" if isinstance(value, int) else f"{name:<13} {one_line(str(value))}")


def _folder_state(location: str) -> tuple[dict[str, Any], Mapping[str, int]]:
    from index.columnar.holdings import sizes
    from index.location import folder
    from index.manifest import read_manifest

    manifest = read_manifest(folder(location))
    state = {
        "engine": manifest.engine,
        "revision": f"r{manifest.revision}",
        "documents": manifest.documents,
        "quotes": manifest.quotes,
        "schema": manifest.fingerprint,
        "segments": len(manifest.segments),
        "deleted": sum(entry.documents for entry in manifest.segments) - manifest.documents,
        "bytes": sum(size for size, _ in manifest.files.values()),
        "location": str(folder(location)),
    }
    return state, sizes(folder(location), manifest)


@click.command(epilog="Example: pullquote recheck --size 20")
@click.option("--size", type=click.IntRange(1), default=50, show_default=True, help="How many to list.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@index_option
def recheck(size: int, as_json: bool, location: str) -> None:
    """List articles that may have been read wrongly, the worst first: score, reasons, id, and where they come from.

    Readers disagree about their text, or it is empty, or there is no date. "short text" is a page of which fewer than
    200 words were read: a paywall or a script may keep the rest, or the news is as short as that. What is wrong with
    the pages of one site a recipe mends: see `index --recipes`.
    """
    from index.extract.doubt import doubt
    from search.searcher import open_searcher
    from web.doubtful import Worst

    with open_searcher(location) as searcher:
        worst = Worst(searcher.articles(), size, doubt)
    if as_json:
        listed = [asdict(one) for one in worst.found]
        click.echo(json_text({"articles": worst.all, "doubtful": worst.doubtful, "worst": listed}, indent=2))
        return
    for one in worst.found:
        told = (f"{one.score:.2f}", one.id, ", ".join(one.reasons), one.url, one.file, one.inside)
        click.echo(one_line("  ".join(filter(None, told))))
    click.echo(f"{counted(worst.doubtful, 'article')} of {worst.all:,} may have been read wrongly", err=True)
