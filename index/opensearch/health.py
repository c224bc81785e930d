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
        IndexUnavailable: the cluster does not answer, or there is no such index, or shards of it are missing.
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
        raise _lacking(address_of(location), found["status"], found["missing"])
    return found


def _lacking(address: Address, status: str, missing: int) -> IndexUnavailable:
    return IndexUnavailable(
        f"{address}: the cluster is {status}, {missing} of its shards or of their copies are missing: "
        "bring back the nodes that had them, or wait until they are copied anew"
    )


def health_of(client: Any, index: str) -> tuple[str, int, int]:
    """Return the colour of the cluster, its nodes, and the shards of an index and copies of them that are missing.

    It is what the node that is asked knows: where there is no manager, that is no reason to wait.
    """
    found = client.cluster.health(index=index, params={"local": "true"})
    return found["status"], found["number_of_nodes"], _missing(found)


def _missing(health: dict[str, Any]) -> int:
    return int(health["unassigned_shards"] + health["initializing_shards"])


def _state(client: Any, address: Address, location: str) -> dict[str, Any]:
    health = client.cluster.health(index=address.name)
    if health["status"] == "red":
        raise _lacking(address, "red", _missing(health))
    commit = read_state(client, address.name) or State()
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
        "missing": _missing(health),
        "bytes": store["primaries"]["store"]["size_in_bytes"],
        "all_bytes": store["total"]["store"]["size_in_bytes"],
        "location": str(address),
        "folder": str(folder(location)),
    }
