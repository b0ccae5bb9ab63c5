"""Give a rumour, or all, to others: as ClaimReview, CSV, JSON lines, Parquet, HTML or PDF.

The format is that of the file's name, else `--format`; without either it is JSON lines on the standard output.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ondit.cli._desk import desk_option, moment_options, open_desk
from ondit.cli._settings import setting
from ondit.errors import SettingError

if TYPE_CHECKING:
    from ondit.desk import Desk
    from ondit.desk.stages import Clock
    from ondit.records import Dossier, Reading

FORMATS = ("jsonl", "jsonld", "csv", "parquet", "html", "pdf")
SUFFIXES = {f".{name}": name for name in FORMATS} | {".json": "jsonld", ".ndjson": "jsonl", ".htm": "html"}


@click.command("export")
@click.argument("rumour", required=False)
@click.option("--all", "everything", is_flag=True, help="Every rumour of the desk.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="What to write [default: by the name of --out].")
@click.option(
    "--out",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Where to write it [default: the standard output].",
)
@setting("--site", key="site", metavar="URL", help="Where others see this desk, for the links of a ClaimReview.")
@setting("--newsroom", key="newsroom", metavar="NAME", help="Who reviews, for a ClaimReview.")
@desk_option
@moment_options
def command(
    rumour: str | None,
    everything: bool,
    form: str | None,
    out: Path | None,
    site: str | None,
    newsroom: str,
    desk: str,
    as_of: datetime | None,
    by: str,
) -> None:
    """Export RUMOUR (its id, or as much of it as is unlike any other), or --all.

    jsonld: schema.org/ClaimReview. csv, parquet: a row for every report, with its words. jsonl: what `ondit show
    --json` prints. html, pdf: the dossier with its proof, in one file, to send to an editor.
    """  # fmt: skip
    if (rumour is None) != everything:
        raise SettingError("what to export is not said", where="export", remedy="name a RUMOUR, or say --all")
    if site is not None and not site.startswith(("http://", "https://")):
        raise SettingError(f"no address: {site!r}", where="--site", remedy="write it like https://rumours.example")
    name = form or (SUFFIXES.get(out.suffix.lower()) if out and str(out) != "-" else "jsonl")
    if name is None:
        raise SettingError("the name does not say which format", where=str(out), remedy=f"--format {'|'.join(FORMATS)}")
    clock: Clock = "seen" if by == "seen" else "published"
    with open_desk(desk, create=False) as opened:
        told = _told(opened, rumour, as_of, clock)
    _write(_made(name, told, as_of, clock, (site or "").rstrip("/"), newsroom, everything), out, name)


Told = list[tuple["Dossier", Mapping[str, "Reading"]]]


def _told(desk: Desk, rumour: str | None, as_of: datetime | None, by: Clock) -> Told:
    """The dossiers, each with the readings of its articles."""
    dossiers = desk.rumours(as_of, by=by) if rumour is None else (desk.show(rumour, as_of, by=by),)
    keys = {report.article for dossier in dossiers for report in dossier.rumour.reports}
    readings = desk.readings(keys, as_of, by=by)
    found: Told = []
    for dossier in dossiers:
        about = {report.article for report in dossier.rumour.reports}
        found.append((dossier, {key: readings[key] for key in about if key in readings}))
    return found


def _made(
    name: str, told: Told, as_of: datetime | None, by: Clock, site: str, newsroom: str, everything: bool
) -> str | bytes:
    from ondit.show.report_rows import as_csv, as_parquet, report_rows

    def page() -> str:
        from ondit.show.dossier_html import dossier_page

        return dossier_page(told, made=datetime.now(UTC).replace(microsecond=0), as_of=as_of, by=by)

    def pdf() -> bytes:
        from ondit.show.as_pdf import pdf_of

        return pdf_of(page())

    makers: dict[str, Callable[[], str | bytes]] = {
        "jsonl": lambda: _json_lines(told, by),
        "jsonld": lambda: _claim_reviews(told, by, site, newsroom, everything),
        "csv": lambda: as_csv(report_rows(told)),
        "parquet": lambda: as_parquet(report_rows(told)),
        "html": page,
        "pdf": pdf,
    }
    return makers[name]()


def _json_lines(told: Told, by: Clock) -> str:
    from ondit.show.as_json import line
    from ondit.show.rumour_json import dossier_object

    return "".join(line(dossier_object(dossier, readings, by)) + "\n" for dossier, readings in told)


def _claim_reviews(told: Told, by: Clock, site: str, newsroom: str, everything: bool) -> str:
    """One object, or with --all a list of them: JSON-LD takes both."""
    from ondit.show.as_json import line
    from ondit.show.claim_review import claim_review

    found = [
        claim_review(
            dossier,
            readings,
            url=f"{site}/rumours/{dossier.rumour.id}" if site else None,
            home=site or None,
            author=newsroom,
            by=by,
        )
        for dossier, readings in told
    ]
    if everything:
        return "[" + ",\n ".join(line(each) for each in found) + "]\n"
    return json.dumps(json.loads(line(found[0])), ensure_ascii=False, indent=1) + "\n"


def _write(content: str | bytes, out: Path | None, name: str) -> None:
    from ondit.show.write import write_whole

    if out is not None and str(out) != "-":
        write_whole(out, content)
        return
    if isinstance(content, bytes) and sys.stdout.isatty():
        raise SettingError(f"{name} is not for a terminal", where="export", remedy=f"say --out FILE.{name}")
    sys.stdout.buffer.write(content.encode("utf-8", "replace") if isinstance(content, str) else content)
    sys.stdout.buffer.flush()
