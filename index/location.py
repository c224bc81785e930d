"""Where an index is: a folder, or an address of a cluster, named by an option, the environment or a default."""

import os
from pathlib import Path

from index.errors import IndexUnavailable

DEFAULT = "pullquote-data"
VARIABLE = "PULLQUOTE_INDEX"


def default_location() -> str:
    """Return the index that PULLQUOTE_INDEX names, else `pullquote-data` in the working folder."""
    return os.environ.get(VARIABLE) or DEFAULT


def is_cluster(location: str | Path) -> bool:
    """Tell whether a location is an address of a cluster (index.opensearch.address)."""
    return str(location).startswith("opensearch+")


def folder(location: str | Path) -> Path:
    """Return the folder of an index; of one on a cluster, the folder beside it.

    Raises:
        IndexUnavailable: the location is another address.
    """
    if is_cluster(location):
        from index.opensearch.address import address_of

        return Path(address_of(location).folder).expanduser().absolute()
    if "://" in str(location):
        raise IndexUnavailable(
            f"{location} is not a folder: an index is in a folder, or on a cluster (opensearch+https://host:9200/name)"
        )
    try:
        return Path(location).expanduser().absolute()
    except RuntimeError as error:  # ~nobody
        raise IndexUnavailable(f"{location} names nobody's folder on this machine") from error
