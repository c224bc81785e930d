"""Where and when a page was saved, as comments of browsers, SingleFile and the Wayback Machine tell.

A moment of capture is written in one way wherever it comes from (`in_utc`): runs compare them as texts.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

UNREADABLE = "unreadable"  # in place of a moment that an archive should tell, and does not
_HEAD = 20_000  # characters in which those comments stand,
_TAIL = 5_000  # or, the Wayback Machine's, at the end
_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)", re.I)
_SINGLEFILE = re.compile(
    r"<!--\s*(?:Page saved with SingleFile|Archive processed by SingleFile)\s(.{0,5000}?)-->", re.I | re.S
)
_URL = re.compile(r"^\s*url:\s*(\S+)", re.M)
_SAVED = re.compile(r"^\s*saved date:\s*(.+?)\s*$", re.M)
_ARCHIVED = re.compile(r"FILE ARCHIVED ON (\d{1,2}:\d\d:\d\d \w{3} \d{1,2}, \d{4})")
_WAYBACK = re.compile(r"(?:^|/)web/(\d{14})(?:[a-z]{2}_)?/(https?:/{1,2}[^\s\"'<>]+)")
_TOOLBAR = re.compile(r"BEGIN WAYBACK TOOLBAR|/_static/js/|web-static\.archive\.org|archive\.org/includes/")
_WOMBAT = re.compile(r"""__wm\.wombat\(\s*["'](https?://[^"']+)["']\s*,\s*["'](\d{14})["']""")
_OWN_LINK = re.compile(
    r"""<link\b[^>]{0,300}?rel=["']?canonical\b[^>]{0,1000}>|<meta\b[^>]{0,300}?og:url\b[^>]{0,1000}>""", re.I
)
_SCRIPT_DATE = re.compile(r"\w{3} (\w{3} \d{1,2} \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")

_YEAR = re.compile(r"(\d{4})(?:-(\d\d))?")
_FRACTION = re.compile(r"(?<=:\d\d)\.\d+")


@dataclass(frozen=True, slots=True)
class Origin:
    """The address that a page was saved from, and when, in UTC; None where nothing says so."""

    url: str | None = None
    captured: str | None = None

    def or_else(self, other: "Origin") -> "Origin":
        """Return this, with what it does not say as the other says it."""
        return Origin(self.url or other.url, self.captured or other.captured)


def origin(text: str) -> Origin:
    """Return what a page's comments, or the links that an archive rewrote, say of its origin."""
    head, tail = text[:_HEAD], text[-_TAIL:]
    saved, wayback = _by_singlefile(head) or _by_browser(head), _by_wayback(head, tail)
    if saved is None:
        return wayback
    archived = origin_of_path(saved.url or "")
    return Origin(archived.url or saved.url, archived.captured or wayback.captured or saved.captured)


def origin_of_path(path: str) -> Origin:
    """Return the origin that a path of the Wayback Machine names, as "web/20150518010203/http://a.example/"."""
    if not (found := _WAYBACK.search(path.replace("\\", "/"))):
        return Origin()
    return Origin(re.sub(r"^(https?):/+", r"\1://", found[2]), _moment(found[1]))


def _by_browser(head: str) -> Origin | None:
    found = _FROM.search(head)
    return Origin(found[1]) if found and _is_address(found[1]) else None


def _by_singlefile(head: str) -> Origin | None:
    if not (comment := _SINGLEFILE.search(head)):
        return None
    url, saved = _URL.search(comment[1]), _SAVED.search(comment[1])
    return Origin(url[1] if url and _is_address(url[1]) else None, _script_date(saved[1]) if saved else None)


def _by_wayback(head: str, tail: str) -> Origin:
    """A page that merely links to the Wayback Machine is no copy of its making, so that must show first."""
    archived = _ARCHIVED.search(tail) or _ARCHIVED.search(head)
    if not archived and not _TOOLBAR.search(head):
        return Origin()
    if found := _WOMBAT.search(head):
        return Origin(found[1], _moment(found[2]))
    links = (origin_of_path(link) for link in _OWN_LINK.findall(head))
    own = next((link for link in links if link.url), Origin())
    return Origin(own.url, own.captured or (_archived(archived[1]) if archived else None))


def _is_address(url: str) -> bool:
    return url.startswith(("http://", "https://"))


def _moment(digits: str) -> str | None:
    return _parsed(digits, "%Y%m%d%H%M%S")


def _archived(printed: str) -> str | None:
    return _parsed(printed, "%H:%M:%S %b %d, %Y")


def _script_date(printed: str) -> str | None:
    """Return what JavaScript prints, "Mon May 18 2015 10:00:00 GMT+0200 (...)" or ISO 8601, in UTC."""
    if found := _SCRIPT_DATE.match(printed):
        return _parsed(f"{found[1]} {found[2]}", "%b %d %Y %H:%M:%S %z")
    return in_utc(printed)


def _parsed(printed: str, form: str) -> str | None:
    try:
        return in_utc(datetime.strptime(printed, form))
    except ValueError:
        return None


def in_utc(moment: datetime | str) -> str | None:
    """Return a moment as "2015-05-18T01:02:03Z", so that later ones are greater; None for a text that is none.

    A text is ISO 8601, of a year or more. What names no zone is in UTC, as archives write it.
    """
    try:
        read = moment if isinstance(moment, datetime) else datetime.fromisoformat(_whole(moment.strip()))
        zoned = read if read.tzinfo else read.replace(tzinfo=UTC)
        return zoned.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    except (ValueError, OverflowError):
        return None


def _whole(printed: str) -> str:
    """Return a date with what datetime wants: a month and a day, and no more of a second than it can keep."""
    if found := _YEAR.fullmatch(printed):
        return f"{found[1]}-{found[2] or '01'}-01"
    return _FRACTION.sub("", printed)
