"""The engine without its compiled loops, as it is where no compiler was at hand."""

from contextlib import contextmanager

from index.columnar import native


@contextmanager
def numpy_alone():
    """Turn the compiled loops off."""
    before, native.compiled = native.compiled, False
    try:
        yield
    finally:
        native.compiled = before


class NumpyAlone:
    """A searcher that searches without them."""

    def __init__(self, searcher):
        self._searcher = searcher

    def __getattr__(self, name):
        def call(*given, **named):
            with numpy_alone():
                return getattr(self._searcher, name)(*given, **named)

        return call
