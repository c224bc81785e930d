"""What whoever serves an archive may choose."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """`name` is the archive's, as its pages show it."""

    name: str = "Pullquote"
