"""The commands that serve an archive, and that say who may come in."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from web.commands.common import counted, index_option, index_words

if TYPE_CHECKING:
    from web.access import Access
    from web.clients import Network
    from web.settings import Record, Settings, Writes

_RATE = 10.0  # requests a second of one client, on other addresses than this machine's own
_SHORTEST = 8  # characters of a password
_PROCESSES = 4  # unless told; each takes memory of its own
_FILE = click.Path(dir_okay=False, path_type=Path)


def _address(_: click.Context, __: click.Parameter, url: str | None) -> str | None:
    from web.formats import safe_url

    if url is not None and safe_url(url) != url:
        raise click.BadParameter("give an address as https://news.example")
    return url


def _language(_: click.Context, __: click.Parameter, code: str) -> str:
    from web.languages import LANGUAGES

    if code not in ("auto", *LANGUAGES):
        raise click.BadParameter(f"pages are in {', '.join(LANGUAGES)}, or auto, not in {code!r}")
    return code


def _origins(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    from urllib.parse import urlsplit

    for origin in given:
        parts = urlsplit(origin)
        if parts.scheme not in ("http", "https") or f"{parts.scheme}://{parts.netloc}" != origin or "@" in origin:
            raise click.BadParameter("give a site as https://desk.example, without a path")
    return given


def _networks(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[Network, ...]:
    from ipaddress import ip_network

    try:
        return tuple(ip_network(text) for text in given)
    except ValueError as error:
        raise click.BadParameter(f"{error}: give an address or a network as 10.0.0.0/8") from error


@click.command(
    epilog="Example: pullquote serve --port 8080. A private archive: pullquote serve --password-file people.txt, "
    "behind a proxy that speaks HTTPS (docs/serving.md)."
)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--processes",
    type=click.IntRange(1, 64),
    metavar="N",
    show_default=f"one for each core, at most {_PROCESSES}",
    help="Processes that answer, on Linux; elsewhere it is one.",
)
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=4,
    show_default=True,
    help="Requests that each process answers at once.",
)
@click.option(
    "--base-url",
    metavar="URL",
    callback=_address,
    help="Where others reach it, as https://news.example: feeds name it.",
)
@click.option("--password-file", type=_FILE, help="Let in those with a password of this file (pullquote password).")
@click.option("--key-file", type=_FILE, help="Let in programs with a key of this file (pullquote key).")
@click.option("--user-header", metavar="NAME", help="Let in those whom a trusted proxy names in this header.")
@click.option(
    "--trusted-proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    callback=_networks,
    help="A proxy, or a network of some, whose X-Forwarded-For and --user-header are believed; several may be given.",
)
@click.option(
    "--rate-limit",
    "rate",
    type=click.FloatRange(0),
    metavar="N",
    show_default="10, and on this machine's own addresses none",
    help="Requests a second of one client, ten times as many at once; 0 for no limit.",
)
@click.option(
    "--cors-origin",
    "origins",
    multiple=True,
    metavar="URL",
    callback=_origins,
    help="Another site whose pages may read the API with a key, as https://desk.example.",
)
@click.option("--writable", is_flag=True, help="Let programs with a key that may write change articles and quotations.")
@click.option(
    "--language",
    default="auto",
    show_default=True,
    callback=_language,
    help="Of the pages, as de or en; auto is what each reader's browser prefers.",
)
@click.option("--log-queries", is_flag=True, help="Log what is asked for, too.")
@click.option("--insecure-http", is_flag=True, help="Serve a private archive to other machines without encryption.")
@index_option
def serve(host: str, port: int, processes: int | None, threads: int, location: str, **chosen: Any) -> None:
    """Serve the site and the API.

    Everybody who reaches it may read, unless a file of passwords, a file of keys or a header is given: then each
    request needs one of them, but for /healthz.
    """
    from search.searcher import open_searcher
    from web.app import create_app
    from web.server import run

    settings = _settings(host, threads, chosen, location)
    with open_searcher(location) as searcher:
        told = f"Serving {counted(searcher.info().documents, 'article')} of {location}"
        app = create_app(searcher, settings)
        proxies = settings.proxies if settings.rate else None
        begun, count = partial(_tell, told), _processes(location, processes)
        try:
            run(app, host, port, threads, begun, count, proxies, searcher.close)
        except KeyboardInterrupt:  # a second one: the first lets requests under way be answered
            click.echo("Stopped serving at once: what was being answered is cut off", err=True)
            sys.exit(1)
    click.echo("Stopped serving", err=True)


def _tell(told: str, address: str) -> None:
    click.echo(f"{told} at {address} (Ctrl-C stops)", err=True)


def _processes(location: str, asked: int | None) -> int:
    """Return how many processes serve: those of a cluster's archive would share one connection to it."""
    from index.location import is_cluster
    from web.processes import POSSIBLE

    if is_cluster(location) or not POSSIBLE:
        return 1
    return asked or min(_PROCESSES, len(os.sched_getaffinity(0)))


def _settings(host: str, threads: int, chosen: dict[str, Any], location: str) -> Settings:
    """Return what is chosen, where it fits together."""
    from index.extract.doubt import doubt
    from web.settings import Settings

    access, is_own, rate = _access(chosen), _is_own(host), chosen["rate"]
    if access and not (is_own or chosen["insecure_http"]):
        raise click.UsageError(
            f"on {host} passwords and articles would cross the network readable by all on the way: serve on 127.0.0.1 "
            "behind a proxy that speaks HTTPS (docs/serving.md), or say --insecure-http"
        )
    if not (access or is_own):
        click.echo(f"pullquote: everybody who can reach {host} can read this archive (--password-file)", err=True)
    return Settings(
        base_url=chosen["base_url"],
        access=access,
        rate=rate if rate is not None else None if is_own else _RATE,
        proxies=chosen["proxies"],
        origins=chosen["origins"],
        exports_at_once=max(1, threads // 3),
        log_queries=chosen["log_queries"],
        writes=_writes(location) if chosen["writable"] else None,
        language=chosen["language"],
        owner=doubt if is_own and not (chosen["base_url"] or chosen["proxies"]) else None,
        index=index_words(location),
    )


def _access(chosen: dict[str, Any]) -> Access | None:
    from web.access import Access
    from web.access_files import read_keys, read_passwords

    passwords, keys, header = chosen["password_file"], chosen["key_file"], chosen["user_header"]
    if header and not chosen["proxies"]:
        raise click.UsageError("--user-header needs --trusted-proxy: anybody can send a header")
    if chosen["writable"] and not keys:
        raise click.UsageError("--writable needs --key-file: only a key may write")
    if chosen["origins"] and not keys:
        raise click.UsageError("--cors-origin goes with --key-file: without keys every site may read the API, or none")
    if not (passwords or keys or header):
        return None
    return Access(read_passwords(passwords) if passwords else {}, read_keys(keys) if keys else (), header)


def _writes(location: str) -> Writes:
    """Return how an index is changed: the site itself imports no part of what builds one."""
    from index.building.storing import remove, store
    from web.settings import Writes

    return Writes(partial(store, location), partial(remove, location), partial(_correct, location))


def _correct(location: str, quote_id: str, given: Record) -> int:
    from index.owner.correcting import correct, undo
    from index.owner.corrections import Correction
    from index.writer import revision_of

    if "undo" in given:
        undo(location, quote_id)
    else:
        known = {name: value for name, value in given.items() if name != "not_a_quote"}
        is_quote = "not_a_quote" not in given
        correct(location, quote_id, lambda one: Correction(one.article, one.words, one.number, is_quote, **known))
    return revision_of(location)


def _is_own(host: str) -> bool:
    """Tell whether only this machine reaches an address."""
    from ipaddress import ip_address

    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


@click.command(epilog="Example: pullquote password people.txt ann")
@click.argument("file", type=_FILE)
@click.argument("user")
def password(file: Path, user: str) -> None:
    """Set the password of a user in FILE, which `serve --password-file` reads: it is asked for, or read from a pipe.

    FILE keeps a scrypt hash. To let somebody in no more, delete the line; the server reads FILE when it starts.
    """
    from web.access import hashed_password
    from web.access_files import add_line

    if sys.stdin.isatty():
        given = click.prompt("Password", hide_input=True, confirmation_prompt=True)
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    if len(given) < _SHORTEST:
        raise click.UsageError(f"a password has at least {_SHORTEST} characters")
    add_line(file, user, hashed_password(given))
    click.echo(f"{user} may come in from the next start of the server on", err=True)


@click.command(epilog="Example: pullquote key keys.txt newsroom-cms --write")
@click.argument("file", type=_FILE)
@click.argument("name")
@click.option("--write", is_flag=True, help="The key may change the archive, too, where `serve --writable` allows it.")
def key(file: Path, name: str, write: bool) -> None:
    """Make a key for a program, in place of the one of that name, and print it, once.

    FILE, which `serve --key-file` reads, keeps a hash. A program shows its key as `Authorization: Bearer KEY`.
    """
    from web.access import digest_of, new_key
    from web.access_files import add_line

    made = new_key()
    add_line(file, name, f"{'write' if write else 'read'}:{digest_of(made)}")
    click.echo(made)
