"""The loops that are compiled, if a compiler was at hand when the package was installed; else NumPy does their work.

Whoever asks looks at `compiled` each time: the tests turn it off to compare both.
"""

try:
    from index.columnar import _postings as postings
    from index.columnar import _sets as sets

    compiled = True
except ImportError:
    compiled = False

__all__ = ["compiled", "postings", "sets"]
