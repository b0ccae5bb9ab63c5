"""Take the pictures of the README and docs/web.md anew, from the demo story: ``make pictures``. Pages need chromium."""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from rich.console import Console

from ondit import cli, demo
from ondit.cli._desk import moment
from ondit.desk import Desk
from ondit.show.rumour_tables import print_dossier

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
PAGE, SIZE = "09-comptoir-economique.html", "1180,1000"
CHROMIUM = (
    "chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --hide-scrollbars"
)


def marked_page(folder: Path) -> None:
    """`ondit read --html` of one page of the demo, as a browser shows it."""
    (page,) = (str(page) for page in demo.pages() if page.name == PAGE)
    marked, picture = folder / "read.html", PICTURES / "read.png"
    cli.run(["read", "--html", str(marked), page])
    profile = f"--user-data-dir={folder / 'profile'}"
    shot = [*CHROMIUM.split(), profile, f"--screenshot={picture}", f"--window-size={SIZE}", marked.as_uri()]
    subprocess.run(shot, check=True, capture_output=True, timeout=120)


def dossier(folder: Path) -> None:
    """`ondit show` of the demo's rumour as of the day after the denial, as a terminal shows it."""
    at = moment(demo.MOMENTS[1])
    cli.run(["demo", "--keep", str(folder / "demo.db")])
    screen = Console(
        record=True,
        width=100,
        file=io.StringIO(),
        highlight=False,
        emoji=False,
        markup=False,
        color_system="truecolor",
        force_terminal=True,
    )
    with Desk(folder / "demo.db", create=False) as desk:
        found = max(desk.rumours(at), key=lambda each: len(each.rumour.reports))
        readings = desk.readings({report.article for report in found.rumour.reports}, at)
        print_dossier(found, readings, screen, brief=True)
    command = f"ondit show {found.rumour.id} --as-of {demo.MOMENTS[1]}"
    screen.save_svg(str(PICTURES / "dossier.svg"), title=command)


@contextmanager
def served(desk: Path) -> Iterator[str]:
    """The address of `ondit serve` on a desk, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "ondit", "serve", "--desk", str(desk), "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(600):
                with suppress(OSError), urllib.request.urlopen(f"{address}/healthz", timeout=5):
                    break
                time.sleep(0.1)
            yield address
        finally:
            server.terminate()


def served_pages(desk: Path, empty: Path) -> None:
    """Every page of `ondit serve`, as a browser shows it: most in light, one in dark and one on a telephone."""
    from playwright.sync_api import Browser, sync_playwright

    def picture(browser: Browser, name: str, address: str, size: tuple[int, int], scheme: str = "light") -> None:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale="en-GB",
            timezone_id="Europe/Paris",
        )
        page = context.new_page()
        page.goto(address)
        page.screenshot(path=PICTURES / f"{name}.jpg", type="jpeg", quality=80)
        context.close()

    with Desk(desk, create=False) as opened:
        found = max(opened.rumours(), key=lambda each: len(each.rumour.reports))
    rumour, article = f"/rumours/{found.rumour.id}", f"/article?key={quote(found.rumour.reports[0].article, safe='')}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        with served(desk) as address:
            picture(browser, "web-board", f"{address}/", (1180, 900))
            picture(browser, "web-dossier", address + rumour, (1180, 1900))
            picture(browser, "web-dossier-then", f"{address}{rumour}?as_of={demo.MOMENTS[0]}", (1180, 900))
            picture(browser, "web-dossier-dark", address + rumour, (1180, 900), "dark")
            picture(browser, "web-dossier-telephone", address + rumour, (360, 780))
            picture(browser, "web-article", address + article, (1180, 900))
            picture(browser, "web-outlets", f"{address}/outlets", (1180, 900))
            picture(browser, "web-search", f"{address}/search?q=batteries", (1180, 700))
            picture(browser, "web-rules", f"{address}/rules", (1180, 900))
        Desk(empty).close()
        with served(empty) as address:
            picture(browser, "web-empty", f"{address}/", (1180, 700))
        browser.close()


def main() -> None:
    """All pictures, or the dossier in the terminal alone where there is no browser."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        dossier(Path(folder))
        if shutil.which("chromium"):
            marked_page(Path(folder))
            served_pages(Path(folder) / "demo.db", Path(folder) / "empty.db")
        else:
            print("no chromium here: the pictures of pages stay as they are", file=sys.stderr)


if __name__ == "__main__":
    main()
