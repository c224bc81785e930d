"""Files of links: pairs of the hashes that texts which are nearly the same share (`index.columnar.linking`)."""

from pathlib import Path

from index.columnar.arrays import Arrays
from index.sketch import Hashes


def read_links(path: Path) -> Hashes:
    """Return the pairs that `index.columnar.linking.write_links` wrote."""
    return Arrays(path)["links"].reshape(-1, 2)
