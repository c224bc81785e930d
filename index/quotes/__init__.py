"""The text of an article in, its quotations with their speakers out."""

from index.quotes.extract import extract_quotes

__all__ = ["extract_quotes"]
