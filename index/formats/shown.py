"""Which members of an archive a walk over the same files in folders would come to."""

NAME_LIMIT = 4_096  # characters; as long as a path may be on a disk


class Shown:
    """Names that were told so far; what is hidden, and what a browser put beside one of the pages, is not shown."""

    def __init__(self) -> None:
        self._pages: set[str] = set()

    def tell(self, name: str) -> None:
        """Take note of a member: names are labels here, "" and ".." lead nowhere."""
        stem, _, suffix = name.rpartition(".")
        if suffix.lower() in ("html", "htm"):
            self._pages.add(stem)

    def has(self, name: str) -> bool:
        """Tell if a member of this name is read."""
        steps = name.split("/")
        return not any(self._hidden(steps, depth) for depth in range(len(steps)))

    def _hidden(self, steps: list[str], depth: int) -> bool:
        step = steps[depth]
        if step.endswith("_files"):
            return "/".join((*steps[:depth], step.removesuffix("_files"))) in self._pages
        return step == "__MACOSX" or (step.startswith(".") and step not in (".", ".."))
