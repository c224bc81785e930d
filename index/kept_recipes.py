"""The recipes that an index keeps: FOLDER/recipes.toml. Every run reads by them, so that all pages are read alike."""

from pathlib import Path

from index.errors import UnreadableFile
from index.extract.recipes import Recipes, read_recipes
from index.manifest import RECIPES, write_file


def kept_recipes(location: Path, given: Path | None = None) -> Recipes:
    """Return the recipes of a given file, else those that an index has.

    Raises:
        UnreadableFile: see `read_recipes`.
    """
    own = location / RECIPES
    if given is None and not own.exists():
        return Recipes()
    return read_recipes(given or own)


def keep_recipes(location: Path, given: Path) -> None:
    """Keep a copy of a file in an index.

    Raises:
        UnreadableFile: it cannot be read.
        IndexUnavailable: the copy cannot be written.
    """
    try:
        data = given.read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{given} cannot be read: {error.strerror}") from error
    write_file(location / RECIPES, data)
