"""Making an index on a cluster, and telling whether one is of this version."""

from typing import Any

from index.errors import IndexUnavailable
from index.opensearch.address import Address
from index.opensearch.schema import fingerprint, mapping, settings

SHARDS, REPLICAS = 3, 1  # of an index that is made; docs/cluster.md


def make_index(
    client: Any, index: str, *, alias: str | None = None, shards: int = SHARDS, replicas: int = REPLICAS
) -> None:
    """Make an empty index; with an alias it serves from now on."""
    body: dict[str, Any] = {"settings": settings(shards, replicas), "mappings": mapping()}
    if alias:
        body["aliases"] = {alias: {}}
    client.indices.create(index=index, body=body)


def check_version(client: Any, address: Address, index: str) -> None:
    """Refuse an index that another version made.

    Raises:
        IndexUnavailable: it did, or something else.
    """
    found = client.indices.get_mapping(index=index)
    made_by = {own["mappings"].get("_meta", {}).get("pullquote") for own in found.values()}
    if made_by != {fingerprint()}:
        told = ", ".join(str(one) for one in made_by)
        raise IndexUnavailable(
            f"{address} was made by another version ({told or 'none'}; this one has {fingerprint()}): "
            "`pullquote rebuild` makes it anew"
        )
