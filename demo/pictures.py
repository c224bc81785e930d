"""Take the pictures of the README: `make pictures`.

The demonstration is indexed into a folder that goes away, served on this machine alone, and looked at in the system's
Chromium. The same machine makes the same pictures.
"""

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, ViewportSize, sync_playwright
from waitress.server import create_server

from index.building.build import build
from search.searcher import open_searcher
from web.app import create_app

PAGES = {
    "results": "/search?q=harbour+bridge+cable",
    "quotes": "/quotes?q=half+a+city",
    "article": "/a/nl-20190614-bridge-opens?q=harbour+bridge+cable",
    "speaker": "/speakers/marguerite-oakes",
}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
DEMO = Path(__file__).parent / "archive"
PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
SIZE = ViewportSize(width=1280, height=740)  # pixels
LARGEST = 200_000  # bytes


@contextmanager
def served() -> Iterator[str]:
    """Index the demonstration and serve it; give its address."""
    with TemporaryDirectory() as folder:
        build([str(DEMO)], folder)
        with open_searcher(folder) as searcher:
            server = create_server(create_app(searcher), host="127.0.0.1", port=0, threads=8)
            threading.Thread(target=server.run, daemon=True).start()
            yield f"http://127.0.0.1:{server.effective_port}"
            server.trigger.pull_trigger(server.close)
            server.task_dispatcher.shutdown()


def take(browser: Browser, address: str, name: str) -> int:
    """Take one picture; return its size in bytes."""
    page = browser.new_page(viewport=SIZE, color_scheme="light", reduced_motion="reduce", locale="en-GB")
    answer = page.goto(address + PAGES[name], wait_until="networkidle")
    if answer is None or not answer.ok:
        sys.exit(f"{PAGES[name]} cannot be shown")
    return len(page.screenshot(path=PICTURES / f"{name}.png", animations="disabled", caret="hide"))


def main() -> None:
    """Take all pictures, and say how large they are."""
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    PICTURES.mkdir(exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--hide-scrollbars"])
        for name in PAGES:
            size = take(browser, address, name)
            print(f"docs/pictures/{name}.png: {size:,} bytes{', too large' if size > LARGEST else ''}")
        browser.close()


if __name__ == "__main__":
    main()
