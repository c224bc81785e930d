"""What whoever serves an archive may choose."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from web.access import Access
from web.clients import Network
from web.doubtful import Judge

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Writes:
    """The changes, each of which is committed when it returns, with the revision.

    They raise NotThere, UnreadableFile for an article that is none, IndexBusy, and IndexUnavailable.
    """

    put: Callable[[str, Record], tuple[int, bool]]  # and whether the article is new
    drop: Callable[[str], int]
    correct: Callable[[str, Record], int]  # of a quotation: what the body of the request says


@dataclass(frozen=True, slots=True)
class Settings:
    """Nothing is asked of anybody unless told.

    Args:
        name: the archive's, as its pages show it.
        base_url: as https://news.example, where others reach it.
        access: who may come in; None is everybody.
        rate: requests a second that one client may make for long; None is any number.
        proxies: the addresses of the proxies whose word is taken for whom they ask for.
        origins: other sites, as https://desk.example, whose pages may read the API where not everybody may come in.
        exports_at_once: each takes a thread for as long as its reader takes to read it.
        log_queries: whether the log has what is asked for.
        writes: what keys that may write can do.
        language: of the pages, one of languages.LANGUAGES, or "auto": the one that each reader's browser prefers.
        owner: how doubtful an article is, for the pages of what its owner looks through; None where there are none.
        index: what a command that these pages show ends in, as ` --index FOLDER`; nothing for the default index.
    """

    name: str = "Pullquote"
    base_url: str | None = None
    access: Access | None = None
    rate: float | None = None
    proxies: tuple[Network, ...] = ()
    origins: tuple[str, ...] = ()
    exports_at_once: int = 3
    log_queries: bool = False
    writes: Writes | None = None
    language: str = "auto"
    owner: Judge | None = None
    index: str = ""
