"""Every error that Pullquote raises on purpose.

    PullquoteError
    ├── UnreadableFile      a saved file, or a part of it, could not be read
    │   └── OutOfReach      for a reason that may pass
    ├── IndexUnavailable    no index there, or not one this version can use
    │   ├── IndexCorrupt    the index is damaged
    │   ├── IndexBusy       somebody else is writing to it
    │   └── NotWritten      the disk does not take what is to be written
    │       └── DiskFull    as it has no room
    ├── NotThere            what is to be changed is not in the index
    └── QueryError          a query that is refused

The text of each names the file or the position and what to do about it: it is shown to people as it is.
"""


class PullquoteError(Exception):
    """The family: what a caller catches to turn any of them into one clear line."""


class UnreadableFile(PullquoteError):
    """A saved file gives no article; the others are not affected."""


class OutOfReach(UnreadableFile):
    """Not the bytes of a file are at fault but what lies around it: the same file may be read another time."""


class IndexUnavailable(PullquoteError):
    """There is no index at the place, or another version made it."""


class IndexCorrupt(IndexUnavailable):
    """A file of the index is missing or not what was written."""


class IndexBusy(IndexUnavailable):
    """Another process holds the writer's lock."""


class NotWritten(IndexUnavailable):
    """The disk of an index does not take what is to be written; what was committed before is intact."""


class DiskFull(NotWritten):
    """There is no room for it."""


class NotThere(PullquoteError):
    """The index has no such article or quotation."""


class QueryError(PullquoteError):
    """A query that is refused: `position` in its text (characters), or the `parameter` that is at fault.

    `message` is the text as it was given: one of `search.told` keeps what it was made of.
    """

    def __init__(self, message: str, position: int | None = None, parameter: str = "q") -> None:
        super().__init__(message)
        self.message = message
        self.position = position
        self.parameter = parameter
