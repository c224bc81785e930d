"""An owner's recipes: for a site, the CSS selectors of what an article's parts are.

    [site."example.com"]
    body = "div.story > p"
    title = "h1"
    authors = ".byline a"
    tags = ".tags a"
    published = "time[datetime]"
    drop = [".related", "figure"]

Each line may be left out; what a recipe does not select is read as on any page. A recipe is for a site and those below
it, so one for example.com is for news.example.com, too.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from index.errors import UnreadableFile
from index.owner.own_files import LIMIT


@dataclass(frozen=True, slots=True)
class Recipe:
    """The selectors for one site; `drop` is taken out of the page before the others are applied."""

    body: str = ""
    title: str = ""
    authors: str = ""
    tags: str = ""
    published: str = ""
    drop: tuple[str, ...] = ()


_SHOWN = 100  # characters of what is wrong in an error
_FIELDS = tuple(field.name for field in fields(Recipe))


@dataclass(frozen=True, slots=True)
class Recipes:
    """Recipes by host, without `www.`."""

    sites: Mapping[str, Recipe] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """What changes when a recipe does; empty where there are none."""
        told = json.dumps({host: asdict(recipe) for host, recipe in self.sites.items()}, sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:16] if self.sites else ""

    def of(self, url: str | None) -> Recipe | None:
        """Return the recipe for an address: that of its host, else of the nearest domain above it."""
        host = _host(url or "")
        while host:
            if recipe := self.sites.get(host):
                return recipe
            host = host.partition(".")[2]
        return None


def read_recipes(path: Path) -> Recipes:
    """Return the recipes in a file.

    Raises:
        UnreadableFile: it is missing or not as above; the file, the line and what is wrong there.
    """
    return recipes_in(recipe_bytes(path), path)


def recipe_bytes(path: Path) -> bytes:
    """Return what a file of recipes holds.

    Raises:
        UnreadableFile: it cannot be read, or is too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be read: {error.strerror}") from error
    if len(data) > LIMIT:
        raise UnreadableFile(f"{path} has more than {LIMIT // 1_000_000} MB")
    return data


def recipes_in(data: bytes, path: Path) -> Recipes:
    """Return the recipes in what was read from a file.

    Raises:
        UnreadableFile: as for `read_recipes`.
    """
    try:
        return recipes_from(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{path} is no text in UTF-8") from error
    except UnreadableFile as error:
        raise UnreadableFile(f"{path}, {error}") from error


def recipes_from(text: str) -> Recipes:
    """Return the recipes in a TOML text.

    Raises:
        UnreadableFile: not as above; the line and what is wrong there.
    """
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _no_toml(text, str(error)) from error
    sites = data.pop("site", {})
    if data or not isinstance(sites, dict):
        name = next(iter(data), "site")
        raise _wrong(text, name, f'a recipe begins with [site."example.com"], not with {name[:_SHOWN]}')
    return Recipes({_site(name): _recipe(name, given, text) for name, given in sites.items()})


def _recipe(site: str, given: Any, text: str) -> Recipe:
    if not isinstance(given, dict):
        short = site[:_SHOWN]
        raise _wrong(text, site, f'{short} has no selectors below it; write [site."{short}"]')
    for name, value in given.items():
        if problem := _problem(name, value):
            raise _wrong(text, name, problem, site)
    return Recipe(**{**given, "drop": tuple(given.get("drop", ()))})


def _problem(name: str, value: Any) -> str | None:
    if name not in _FIELDS:
        return f"{name[:_SHOWN]} is no part of a recipe; these are: {', '.join(_FIELDS)}"
    selectors = value if name == "drop" else [value]
    if not isinstance(selectors, list) or not all(isinstance(selector, str) for selector in selectors):
        return f"{name} is {'a list of selectors' if name == 'drop' else 'one selector'} in quotes"
    return next(
        (f"{name}: {selector[:_SHOWN]!r} is no CSS selector" for selector in selectors if not _is_selector(selector)),
        None,
    )


def _is_selector(selector: str) -> bool:
    from index.extract.soup import is_selector  # a parser that only owners of recipes need

    return is_selector(selector)


def _wrong(text: str, name: str, problem: str, site: str = "") -> UnreadableFile:
    """Return the error with the line that holds the name, looking from the site's own heading on."""
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if site and site in line and "[" in line), 0)
    number = next((n for n in range(start, len(lines)) if name in lines[n]), start) + 1
    return UnreadableFile(f"line {number}: {problem}")


def _no_toml(text: str, said: str) -> UnreadableFile:
    """Return the error of TOML's own parser with its line first."""
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", said)
    line = (place and place[1]) or str(len(text.rstrip().split("\n")))
    return UnreadableFile(f"line {line}: this is no TOML: {said[: place.start()] if place else said}")


def _site(name: str) -> str:
    return name.casefold().removeprefix("www.")


def _host(url: str) -> str:
    try:
        return _site(urlsplit(url).hostname or "")
    except ValueError:
        return ""
