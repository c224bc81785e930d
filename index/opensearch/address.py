"""Where an index on a cluster is: `opensearch+https://host[:port][,host[:port]...]/name[?folder=PATH]`.

The articles are on the cluster. What belongs to a machine and its user (the list of source files, aliases, corrections,
alerts) is in a folder beside, `pullquote-NAME` in the working folder unless `folder` names another.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

from index.errors import IndexUnavailable

_SCHEMES = {"opensearch+http": ("http", 80), "opensearch+https": ("https", 443)}
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_FORM = "write it as opensearch+https://host:9200/name"


@dataclass(frozen=True, slots=True)
class Address:
    """A cluster, by the nodes to ask, and the name of an index there: an alias of the index that serves."""

    nodes: tuple[str, ...]  # as http://host:port
    name: str
    folder: str
    index: str = ""  # what is written to, where it is not what serves under the name

    def __str__(self) -> str:
        return f"{self.name} on {', '.join(self.nodes)}"

    def beside(self, index: str, folder: str) -> str:
        """Return the location of another index of the same name, which does not serve."""
        scheme = self.nodes[0].partition("://")[0]
        hosts = ",".join(node.partition("://")[2] for node in self.nodes)
        return f"opensearch+{scheme}://{hosts}/{self.name}?{urlencode({'folder': folder, 'index': index})}"


def address_of(location: str | Path) -> Address:
    """Read an address.

    Raises:
        IndexUnavailable: it is none; the text says what one looks like.
    """
    try:
        parts = urlsplit(str(location))
        scheme, port = _SCHEMES[parts.scheme]
        nodes = tuple(_node(scheme, host, port) for host in parts.netloc.split(","))
        given = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
        folder, index = (given.pop(key, [""])[0] for key in ("folder", "index"))
    except (ValueError, KeyError) as error:
        raise IndexUnavailable(f"{_bare(location)} is no address of an index on a cluster: {_FORM}") from error
    name = parts.path.strip("/")
    if given or parts.fragment or not _NAME.fullmatch(name) or (index and not index.startswith(f"{name}-")):
        raise IndexUnavailable(f"{_bare(location)} names no index: {_FORM}; a name is of a-z, 0-9, - and _")
    return Address(nodes, name, folder or f"pullquote-{name}", index)


def _node(scheme: str, host: str, port: int) -> str:
    """Return a node's address.

    Raises:
        ValueError: it is none, or holds a password, which would stand in lists of processes and logs.
    """
    parts = urlsplit(f"{scheme}://{host}")
    if not parts.hostname or "@" in host:
        raise ValueError(host)
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{scheme}://{name}:{parts.port or port}"


def _bare(location: str | Path) -> str:
    """Return a location as messages may show it, without a password."""
    return re.sub(r"//[^/@]*@", "//", str(location))
