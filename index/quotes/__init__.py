"""The text of an article in, its quotations with their speakers out."""

from index.quotes import compiled  # first: it tells Python where to read the rules
from index.quotes.evidence import Evidence, evidence
from index.quotes.extract import extract_quotes

__all__ = ["Evidence", "compiled", "evidence", "extract_quotes"]
