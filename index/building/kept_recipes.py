"""The recipes that an index keeps: FOLDER/recipes.toml. Every run reads by them, so that all pages are read alike."""

from pathlib import Path

from index.extract.recipes import Recipes, recipe_bytes, recipes_in
from index.manifest import RECIPES, write_file


def kept_recipes(location: Path, given: Path | None = None) -> tuple[Recipes, bytes]:
    """Return the recipes of a given file, else those that an index has, and the bytes that say them.

    Raises:
        UnreadableFile: see `read_recipes`.
    """
    path = given or location / RECIPES
    if given is None and not path.exists():
        return Recipes(), b""
    data = recipe_bytes(path)  # once: a pipe gives them once, and a file may become another meanwhile
    return recipes_in(data, path), data


def keep_recipes(location: Path, data: bytes) -> None:
    """Keep recipes in an index.

    Raises:
        IndexUnavailable: they cannot be written.
    """
    write_file(location / RECIPES, data)
