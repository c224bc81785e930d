"""From which address a request comes: the peer's, or what the proxies say that whoever serves the archive trusts."""

import re
from collections.abc import Collection, Mapping
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Networks = Collection[Network]

_FORWARDED = "HTTP_X_FORWARDED_FOR"
_WITH_PORT = re.compile(r"\[([^\]]+)\](?::\d+)?|([\d.]+):\d+")
_SHARED = 64  # bits of an IPv6 address that one subscriber has; the rest are his to choose


def client_of(environ: Mapping[str, Any], proxies: Networks = ()) -> Address | None:
    """Return the last address on the way of a request that is no trusted proxy's; None where the peer has none.

    What stands before it in X-Forwarded-For may be anybody's invention.
    """
    client = address_of(environ.get("REMOTE_ADDR", ""))
    for hop in reversed(environ.get(_FORWARDED, "").split(",")):
        before = address_of(hop.strip())
        if before is None or not is_within(client, proxies):
            break
        client = before
    return client


def is_trusted(environ: Mapping[str, Any], proxies: Networks) -> bool:
    """Tell whether a trusted proxy hands a request over."""
    return is_within(address_of(environ.get("REMOTE_ADDR", "")), proxies)


def subscriber(client: Address | None) -> str:
    """Return what all addresses of one subscriber have in common."""
    if isinstance(client, IPv6Address):
        return str(ip_network((client, _SHARED), strict=False))
    return str(client)


def address_of(text: str) -> Address | None:
    """Return an address, written with a port or without; an IPv4 one that is written as IPv6 is the IPv4 one."""
    try:
        address = ip_address(found[1] or found[2] if (found := _WITH_PORT.fullmatch(text)) else text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_within(address: Address | None, networks: Networks) -> bool:
    """Tell whether an address is in one of some networks."""
    return address is not None and any(address in network for network in networks)
