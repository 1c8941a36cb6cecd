"""Make the pictures of the guide again: pages of the built catalogue, and pages of documents as they are printed.

    make guide-pictures

Builds the sample library for one fixed day, for the house and for the public, opens the pages in Chromium, lays the
documents out with LibreOffice, and writes site/assets/guide/*.webp. What is drawn by hand there (*.svg) is left alone.
"""

from __future__ import annotations

import base64
import functools
import http.server
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "site" / "assets" / "guide"
DAY = "2026-11-23"
QUALITY = 0.72
"""Of WebP, from 0 to 1: text stays sharp, and a picture below 100 KB."""

PROJECT = "projects/slj-flood-control"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Shot:
    """A picture of a page.

    Attributes:
        name: of the picture.
        page: the address below the site's root.
        public: whether it is the public's site.
        at: what the picture begins with, by its CSS selector; the top of the page without.
        height: of the picture in pixels.
        width: of the window in pixels.
        click: what is clicked first, one after the other.
        hover: what the mouse points at.
    """

    name: str
    page: str
    public: bool = False
    at: str = ""
    height: int = 620
    width: int = 960
    click: tuple[str, ...] = ()
    hover: str = ""


@dataclass(frozen=True)
class Sheet:
    """A picture of a page of a document; ``command`` makes the document, at ``{}``."""

    name: str
    command: tuple[str, ...]
    page: int
    dots_per_inch: int = 72


SHOTS = (
    Shot("clerk-project", f"{PROJECT}/index.html", height=545),
    Shot("clerk-downloads", f"{PROJECT}/index.html", at="h2:has-text('阅读和下载')", height=520),
    Shot("clerk-chapter", f"{PROJECT}/proposal-5.html", height=560),
    Shot("bureau-home", "index.html", height=560),
    Shot("bureau-board", "projects/board.html"),
    Shot("bureau-clocks", "projects/mzj-elder-care/index.html", at="table.clocks", height=380),
    Shot("public-list", "projects/index.html", click=("input[name=year]",), public=True),
    Shot("public-compare", "projects/compare.html?id=hbj-river-patrol&id=slj-flood-control", height=560),
    Shot("public-search", "search.html?q=会商"),
    Shot("public-cite", f"{PROJECT}/proposal-1.html", at="#section-1-5", hover="#section-1-5", height=360),
    Shot("public-phone", "projects/index.html", public=True, width=360, height=600),
)

SHEETS = (
    Sheet("document-application", ("export", "slj-flood-control", "--document", "application", "--to", "{}"), 1),
    Sheet("document-proposal", ("export", "slj-flood-control", "--document", "proposal", "--to", "{}"), 7),
    Sheet("document-opinions", ("letter", "mzj-elder-care", "--kind", "opinions", "--to", "{}"), 1),
    Sheet("document-letter", ("letter", "slj-flood-control", "--kind", "appraisal", "--draft", "--to", "{}"), 1),
)


def lunzheng(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "lunzheng", "--root", str(ROOT), *arguments], check=True, cwd=ROOT)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def photograph(browser: Browser, shot: Shot, origin: str) -> bytes:
    """The picture as PNG."""
    page = browser.new_page(viewport={"width": shot.width, "height": shot.height}, locale="zh-CN")
    page.goto(f"{origin}/{shot.page}", wait_until="networkidle")
    for selector in shot.click:
        page.locator(selector).first.click()
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    if shot.at:
        top = page.locator(shot.at).first.evaluate("element => element.getBoundingClientRect().top + scrollY")
        page.evaluate(f"scrollTo({{top: {top} - 120, behavior: 'instant'}})")
    if shot.hover:
        page.locator(shot.hover).first.hover()
    page.wait_for_timeout(500)
    picture = page.screenshot()
    page.close()
    return picture


def printed(sheet: Sheet, folder: Path) -> bytes:
    """A page of a document as PNG."""
    document = folder / f"{sheet.name}.docx"
    lunzheng(*(str(document) if word == "{}" else word for word in sheet.command))
    office = ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", str(folder), str(document)], check=True, capture_output=True)
    number, size = str(sheet.page), str(sheet.dots_per_inch)
    out = folder / sheet.name
    draw = ["pdftoppm", "-png", "-singlefile", "-f", number, "-l", number, "-r", size]
    subprocess.run([*draw, str(document.with_suffix(".pdf")), str(out)], check=True)
    return out.with_suffix(".png").read_bytes()


def keep(browser: Browser, name: str, picture: bytes) -> None:
    """Write a PNG as WebP, which Chromium itself can make."""
    page = browser.new_page()
    made = page.evaluate(
        """async ([data, quality]) => {
            const image = new Image();
            image.src = data;
            await image.decode();
            const canvas = document.createElement("canvas");
            [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
            canvas.getContext("2d").drawImage(image, 0, 0);
            return canvas.toDataURL("image/webp", quality);
        }""",
        [f"data:image/png;base64,{base64.b64encode(picture).decode('ascii')}", QUALITY],
    )
    page.close()
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / f"{name}.webp").write_bytes(base64.b64decode(made.partition(",")[2]))


def main() -> None:
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    missing = [] if path else ["chromium"]
    missing += [name for name in ("soffice", "pdftoppm") if not shutil.which(name)]
    if missing:
        sys.exit(f"Needed for the pictures: {', '.join(missing)} (scripts/setup.sh test-tools)")
    lunzheng("build", "--today", DAY)
    lunzheng("build", "--public", "--today", DAY)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        with served(ROOT / "build" / "site") as house, served(ROOT / "build" / "public" / "site") as public:
            for shot in SHOTS:
                keep(browser, shot.name, photograph(browser, shot, public if shot.public else house))
        for sheet in SHEETS:
            keep(browser, sheet.name, printed(sheet, Path(name)))
        browser.close()


if __name__ == "__main__":
    main()
