"""Saved files in, an index out."""
