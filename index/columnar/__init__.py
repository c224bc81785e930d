"""The index's own format: immutable segments of memory-mapped arrays (docs/index-format.md)."""
