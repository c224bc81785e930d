"""The state of an index on a cluster, for people who keep it."""

from typing import Any

from index.errors import IndexUnavailable
from index.location import folder
from index.opensearch.address import Address, address_of
from index.opensearch.client import connect, explained
from index.opensearch.making import check_version
from index.opensearch.scan import asked
from index.opensearch.state import State, read_state


def state_of(location: str) -> dict[str, Any]:
    """Return what an index holds, and how the cluster is.

    Raises:
        IndexUnavailable: the cluster does not answer, or there is no such index.
    """
    address = address_of(location)
    client = connect(address)
    try:
        with explained(address):
            check_version(client, address, address.name)
            return _state(client, address, location)
    finally:
        client.close()


def commit_of(location: str) -> State:
    """Return the newest commit of an index; raises as `state_of`."""
    address = address_of(location)
    client = connect(address)
    try:
        with explained(address):
            check_version(client, address, address.name)
            return read_state(client, address.name) or State()
    finally:
        client.close()


def verified(location: str) -> dict[str, Any]:
    """Return the state of an index of which every shard and every copy of one is there.

    Raises:
        IndexUnavailable: that is not so; the text says what is missing.
    """
    found = state_of(location)
    if found["status"] != "green":
        raise IndexUnavailable(
            f"{found['location']}: the cluster is {found['status']}, {found['missing']} of its shards or of "
            "their copies are missing: bring back the nodes that had them, or wait until they are copied anew"
        )
    return found


def _state(client: Any, address: Address, location: str) -> dict[str, Any]:
    commit = read_state(client, address.name) or State()
    health = client.cluster.health(index=address.name)
    store = client.indices.stats(index=address.name, metric="store")["_all"]
    body = {"size": 0, "aggs": {"parts": {"terms": {"field": "part"}}}}
    parts = asked(client, body, index=address.name)["aggregations"]["parts"]["buckets"]
    many = {bucket["key"]: bucket["doc_count"] for bucket in parts}
    return {
        "engine": "opensearch",
        "revision": f"r{commit.revision}",
        "documents": many.get("article", 0),
        "quotes": many.get("quote", 0),
        "status": health["status"],
        "nodes": health["number_of_nodes"],
        "shards": health["active_primary_shards"],
        "copies": health["active_shards"] - health["active_primary_shards"],
        "missing": health["unassigned_shards"] + health["initializing_shards"],
        "bytes": store["primaries"]["store"]["size_in_bytes"],
        "all_bytes": store["total"]["store"]["size_in_bytes"],
        "location": str(address),
        "folder": str(folder(location)),
    }
