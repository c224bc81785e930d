"""Names of articles that stay the same from one build to the next."""

import hashlib
import re
from urllib.parse import SplitResult, urlsplit

_OWN = re.compile(r"[A-Za-z0-9._-]{1,64}")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\<>\"]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_TRACKING = re.compile(
    r"(?:utm_\w*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_[ce]id|_ga|_gl|_hs\w+|cmpid|cmp|icid|ito|"
    r"ncid|mkt_tok|smid|sr_share|ocid|wt_mc|at_(?:medium|campaign)\w*|xtor|__twitter_impression)",
    re.I,
)
_PORTS = {"http": 80, "https": 443}


def canonical_url(url: str) -> str | None:
    """Return the address in the one form that equal pages share, or None for what is no web address."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not parts.hostname or _FORBIDDEN.search(url.strip()):
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    place = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
    return SplitResult(parts.scheme, place, parts.path or "/", _query(parts.query), "").geturl()


def has_controls(url: str) -> bool:
    """Tell if an address has characters that no address has: NUL, line ends, terminal escapes."""
    return bool(_CONTROL.search(url))


def own_id(value: str | int | float) -> str:
    """Return a given id where it is safe in addresses and file names, else 16 hex digits made of it."""
    text = str(value)
    return text if _OWN.fullmatch(text) and text.strip(".") else _short_hash(text)


def article_id(given: str | int | float | None, url: str | None, content_hash: str) -> str:
    """Return the article's id: its own, else by its canonical address, else by its words."""
    if given is not None and given != "":
        return own_id(given)
    canonical = canonical_url(url) if url else None
    return _short_hash(canonical) if canonical else content_hash[:16]


def _query(query: str) -> str:
    parameters = [p for p in query.split("&") if p and not _TRACKING.fullmatch(p.partition("=")[0])]
    return "&".join(sorted(parameters))


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
