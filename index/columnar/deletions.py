"""Writing which articles of a segment are deleted; `index.columnar.segment.living` reads it."""

from pathlib import Path

import numpy as np

from index.columnar.arrays import Mask
from index.columnar.arrays_writer import ArraysWriter, Written


def write_deletions(path: Path, alive: Mask) -> Written:
    """Write which articles of a segment are deleted, as a bitmap.

    Raises:
        OSError: the disk is full or cannot be written to.
    """
    out = ArraysWriter(path.parent)
    out.pack("deleted", np.packbits(~alive, bitorder="little"))
    return out.write(path)
