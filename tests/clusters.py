"""Indexes on the cluster that PULLQUOTE_TEST_CLUSTER names, as `make cluster-test` does; without it there are none."""

import hashlib
import os
from contextlib import contextmanager

NODES = os.environ.get("PULLQUOTE_TEST_CLUSTER", "")  # as 127.0.0.1:9201,127.0.0.1:9202
CLUSTER = ("cluster",) if NODES else ()


def location(folder):
    """The address of an index that belongs to a folder, where the aliases are."""
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    return f"opensearch+http://{NODES}/t{name}?folder={folder}"


@contextmanager
def on_cluster(folder, *batches):
    """Open the articles of one or more commits; the index is deleted in the end."""
    from index.writer import open_writer
    from search.searcher import open_searcher

    try:
        for batch in batches:
            with open_writer(location(folder)) as writer:
                for item in batch:
                    writer.put(item)
        with open_searcher(location(folder)) as searcher:
            assert searcher.info().engine == "opensearch"
            yield searcher
    finally:
        delete(folder)


def delete(folder):
    """Delete the index of a folder."""
    from index.opensearch.address import address_of
    from index.opensearch.client import connect

    client = connect(address_of(location(folder)))
    client.indices.delete(index=f"{address_of(location(folder)).name}-*", params={"ignore_unavailable": "true"})
    client.close()
