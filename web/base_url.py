"""Where the site is reached, for what must name itself whole: feeds and the browser's search engine."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import request

from web.settings import Settings


def base_url(settings: Settings) -> str:
    """Return what stands before a path: as set, else as asked for; nothing where that is a name nobody vouches for.

    A client may send any name as the host, and what caches or feeds keep of it would lead others there.
    """
    if settings.base_url is not None:
        return settings.base_url.rstrip("/")
    return request.host_url.rstrip("/") if _is_vouched_for(request.host_url) else ""


def names_this_machine(url: str) -> bool:
    """Tell whether an address leads to the machine that asks for it."""
    host = _host(url)
    return host == "localhost" or bool(host and ip_address(host).is_loopback)


def _is_vouched_for(url: str) -> bool:
    """Tell whether an address names its host by number, or as this machine."""
    return _host(url) is not None


def _host(url: str) -> str | None:
    """Return the host of an address where it is a number or "localhost"."""
    try:
        host = urlsplit(url).hostname or ""
        return host if host == "localhost" or ip_address(host) else None
    except ValueError:
        return None
