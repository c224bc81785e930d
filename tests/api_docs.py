"""What is made of the table of endpoints: the calls in docs/json-api.md, and the list of what the API promises.

`python -m tests.api_docs` writes both. A promise that is no longer kept stays on the list: who breaks it takes it off.
"""

from pathlib import Path

from web.openapi.calls import markdown
from web.openapi.document import document
from web.openapi.outline import lines_of

SEED = "seeds"
PAGE = Path("docs/json-api.md")
PROMISES = Path(__file__).with_name("api_v1.txt")
BASE = "http://127.0.0.1:8000"
BEGIN, END = "<!-- calls: made by python -m tests.api_docs -->\n", "<!-- end of calls -->"
# What the seed has.
VALUES = {
    "q": "ramadi",
    "begun": "ram",
    "tag": "Iraq",
    "speaker": "muhannad-haimour",
    "id": "6eb35ba3ad414fed",
    "quote": "6eb35ba3ad414fed.q4",
}


def calls() -> str:
    """Return the calls as the page has them."""
    return f"\n{markdown(BASE, VALUES)}\n\n"


def write() -> None:
    """Write the calls into their page, and add to the promises what is new."""
    text = PAGE.read_text(encoding="utf-8")
    before, after = text[: text.index(BEGIN) + len(BEGIN)], text[text.index(END) :]
    PAGE.write_text(before + calls() + after, encoding="utf-8")
    kept = PROMISES.read_text(encoding="utf-8").splitlines() if PROMISES.exists() else []
    PROMISES.write_text("\n".join(sorted({*kept, *lines_of(document("1"))})) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
