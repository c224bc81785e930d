"""How much a posting can count for, in one byte: so that most of the hits of a common word need no closer look.

The impact of a posting is the sum over its fields of occurrences times factor (index.weights), with the mean lengths of
its own segment. Code c stands for the impacts from LEAST * STEP^c to LEAST * STEP^(c + 1); the first takes all below
too, the last all above. With the mean lengths a of all segments, a factor changes by at most their ratio:
(1 - b + b * l / a') / (1 - b + b * l / a) lies between 1 and a / a'.
Impacts in place of frequencies: Anh and Moffat, Pruned query evaluation using pre-computed impacts, 2006.
"""

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from index.columnar.arrays import Array
from index.weights import Words, factor

LEAST = 0.02
STEP = 1.035
_ROUNDING = 1e-4  # more than the 32-bit numbers that the codes are made of are off by

LOWER: NDArray[np.float32] = (LEAST * STEP ** np.arange(256) * (1 - _ROUNDING)).astype(np.float32)
UPPER: NDArray[np.float32] = (LEAST * STEP ** np.arange(1, 257) * (1 + _ROUNDING)).astype(np.float32)
LOWER[0], UPPER[255] = 0.0, np.inf


def impact_codes(impacts: Array) -> Array:
    """Return the codes of impacts."""
    steps = np.log(np.maximum(impacts, LEAST) / LEAST) / math.log(STEP)
    return np.minimum(steps, 255).astype(np.uint8)


def factors(fields: Mapping[str, Array]) -> dict[str, Array]:
    """Return what an occurrence in each field of each document counts for, given the lengths of the fields."""
    return {
        name: factor(name, lengths, Words.of(lengths).average).astype(np.float32) for name, lengths in fields.items()
    }


def drift(own: Mapping[str, float], now: Callable[[str], float]) -> tuple[float, float]:
    """Return bounds of what factors were multiplied by since a segment was written, given the mean lengths of its
    fields then, and those of all segments now."""
    ratios = [now(name) / then for name, then in own.items()]
    return min([1.0, *ratios]), max([1.0, *ratios])
