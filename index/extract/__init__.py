"""Saved pages and texts to articles, a reader beside each other; what reads whole files is `index.building.documents`.

That module is above this package: readers of formats stand between the two, and use what is here.
"""

from typing import TYPE_CHECKING

from index.article import Article

if TYPE_CHECKING:
    from index.extract.checked import Effort
    from index.extract.recipes import Recipes
    from index.formats.parts import Part


def extract_file(path: str) -> list[Article]:
    """Return the articles in a file, or in all files of a folder: see `index.building.documents`."""
    from index.building import documents

    return documents.extract_file(path)


def read(path: str, effort: "Effort" = "balanced", recipes: "Recipes | None" = None) -> "Part":
    """Return a file or a folder as what can be read of it: see `index.building.documents`."""
    from index.building import documents

    return documents.read(path, effort, recipes)
