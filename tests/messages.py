"""Collects what pages say and brings the translations up to date: `python -m tests.messages`, or `make messages`.

What is new has an empty text then, to be written; what is gone is dropped. `--add CODE` begins a language.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from web.languages import TRANSLATIONS

METHODS = [("web/templates/**.html", "jinja2"), ("web/**.py", "python"), ("search/**.py", "python")]
OPTIONS = {"web/templates/**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}
# What is called with a sentence, and which arguments are its forms.
KEYWORDS = {
    "_": None,
    "gettext": None,
    "to_translate": None,
    "told": None,
    "ngettext": (1, 2),
    "counted_markup": (1, 2),
    "told_many": (1, 2),
}


def collected(root: Path = Path()) -> Catalog:
    """Return the sentences that stand in the sources."""
    found = Catalog()
    for file, _, message, _, _ in extract_from_dir(root, METHODS, OPTIONS, KEYWORDS, directory_filter=_is_source):
        found.add(message, locations=[(file, 0)])
    return found


def catalogues() -> Iterator[tuple[Path, Catalog]]:
    """Yield the file of each language with what it has."""
    for file in sorted(TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")):
        with file.open("rb") as opened:
            yield file, read_po(opened, file.parent.parent.name)


def begin(code: str) -> None:
    """Make a language without a text."""
    folder = TRANSLATIONS / code / "LC_MESSAGES"
    folder.mkdir(parents=True)
    write(folder / "messages.po", Catalog(code, project="Pullquote", header_comment="# What pages say."))


def write(file: Path, catalogue: Catalog) -> None:
    """Write a catalogue, sorted by file, so that a change shows as one."""
    with file.open("wb") as opened:
        write_po(opened, catalogue, width=120, ignore_obsolete=True, sort_by_file=True, include_lineno=False)


def _is_source(folder: str) -> bool:
    return not Path(folder).name.startswith((".", "build", "node_modules"))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--add"]:
        begin(sys.argv[2])
    sentences = collected()
    for path, known in catalogues():
        known.update(sentences, no_fuzzy_matching=True, update_creation_date=False)
        write(path, known)
