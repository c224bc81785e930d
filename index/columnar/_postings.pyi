from collections.abc import Mapping, Sequence

from index.columnar.arrays import Array, Ints

class Values:
    def __init__(self, raw: Array, bits: int, where: Array, true: Array) -> None: ...

class Lists:
    def __init__(
        self,
        values: Sequence[Values],
        samples: Sequence[Ints],
        mix_table: Array,
        documents: tuple[Array, Array, Ints],
        bounds: Mapping[str, Ints],
        size: int,
        blocks: int,
    ) -> None: ...

class Scales:
    def __init__(self, scales: Sequence[tuple[Array, Array] | None]) -> None: ...

class Stem:
    def __init__(self, lists: Lists, number: int, several: bool) -> None: ...
    def documents(self) -> Ints: ...
    def add(
        self,
        total: Array,
        places: Ints,
        documents: Ints,
        scales: Scales,
        form: int,
        extra: float,
    ) -> None: ...
    def columns(self, places: Ints) -> list[int]: ...

def sums(stems: Sequence[tuple[Stem, int, Array | None]], scales: Scales, size: int) -> tuple[Ints, Array, Array]: ...
def phrases(
    stems: Sequence[Stem], places: Sequence[Ints], forms: Sequence[int], slop: int, reach: int
) -> tuple[Array, Array]: ...
def near(stems: Sequence[Stem], places: Sequence[Ints], reaches: tuple[int, int], ordered: bool) -> Array: ...
def together(
    stems: Sequence[Stem],
    places: Sequence[Ints],
    groups: Sequence[int],
    ends: tuple[Ints, Ints, Ints],
    title: int,
) -> Array: ...
def woven(arrays: Sequence[Array], counts: Array) -> Array: ...
