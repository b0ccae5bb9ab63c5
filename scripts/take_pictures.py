"""Take the pictures of the README anew, from the demo story: ``make pictures``. The page needs Debian's chromium."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

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


def main() -> None:
    """Both pictures, or the dossier alone where there is no browser."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        dossier(Path(folder))
        if shutil.which("chromium"):
            marked_page(Path(folder))
        else:
            print("no chromium here: docs/pictures/read.png stays as it is", file=sys.stderr)


if __name__ == "__main__":
    main()
