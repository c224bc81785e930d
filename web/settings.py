"""What whoever serves an archive may choose."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """`name` is the archive's, as its pages show it; `base_url`, as https://news.example, where others reach it."""

    name: str = "Pullquote"
    base_url: str | None = None
