"""A page as PDF, printed by a browser that is there.

Chromium sets every script that a newsroom meets, and a library that does would be larger than it is worth. It is given
a page without script or outside resource, a profile of its own, and no way to the network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from ondit.errors import MissingPart

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
MAX_SECONDS = 120
_REMEDY = "apt-get install chromium, or write .html and print it from any browser"


def pdf_of(page: str) -> bytes:
    """The PDF of a whole HTML page. Raises MissingPart where no browser is there, or it does not print."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise MissingPart("what prints PDF (Chromium) is not installed", where="export", remedy=_REMEDY)
    with tempfile.TemporaryDirectory(prefix="ondit-pdf-") as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": folder, "LANG": "C.UTF-8"}  # none of our secrets
        try:
            done = subprocess.run(
                _line(browser, source, target), env=environment, cwd=folder, capture_output=True, timeout=MAX_SECONDS
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            what = f"{Path(browser).name} did not print ({type(error).__name__})"
            raise MissingPart(what, where="export", remedy=_REMEDY) from error
        if not target.is_file() or not target.read_bytes().startswith(b"%PDF-"):
            said = " ".join(done.stderr.decode(errors="replace").split())[-160:]
            raise MissingPart(f"{Path(browser).name} did not print ({said})", where="export", remedy=_REMEDY)
        return target.read_bytes()


def _line(browser: str, source: Path, target: Path) -> list[str]:
    return [
        browser,
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-extensions",
        "--disable-background-networking",
        "--proxy-server=127.0.0.1:9",
        "--no-pdf-header-footer",
        f"--user-data-dir={source.parent / 'profile'}",
        # Chromium's own sandbox needs an ordinary user.
        *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
        f"--print-to-pdf={target}",
        source.as_uri(),
    ]
