"""Archives of millions of articles: read, link and load them with Ray, on one machine or a cluster.

The work is done by ``ondit.archive``; here are only the options, and the lines that tell how far it is.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from ondit.cli._desk import desk_option, json_option, parties

F = TypeVar("F", bound=Callable[..., Any])


def cluster_options(command: F) -> F:
    """Where to run, and with how much."""
    for option in (
        click.option("--quiet", is_flag=True, help="Do not tell how far it is."),
        click.option(
            "--store", type=click.IntRange(80), default=256, show_default=True, metavar="MIB",
            help="Memory for what workers hand to each other, on this machine; more is spilled to disk.",
        ),
        click.option("--ray", "address", metavar="ADDRESS", help="A Ray cluster, like ray://host:10001 or auto."),
        click.option(
            "--workers", type=click.IntRange(1), default=2, show_default=True, help="Processes that read or link."
        ),
    ):  # fmt: skip
        command = option(command)
    return command


@click.group("archive")
def command() -> None:
    """Read, link and load archives of millions of articles, with Ray.

    Needs the extra: pip install 'ondit[archive]'. docs/archive.md tells what it writes and what it takes.
    """


@command.command("read")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", required=True, metavar="DIR", help="The archive: a folder, or s3://… or gs://…")
@click.option(
    "--part-characters", type=click.IntRange(100), default=1_000_000, show_default=True,
    help="About how much text is one part: read at once, and again after a crash.",
)  # fmt: skip
@click.option("--no-dedupe", is_flag=True, help="Read every article, also those that say what another one says.")
@click.option(
    "--near", type=click.FloatRange(0.5, 1.0), default=0.9, show_default=True,
    help="Share of its fingerprints from which an article counts as a copy of another of the same site; 1: exact only.",
)  # fmt: skip
@click.option("--plan", is_flag=True, help="Read a sample, and tell time, memory and cost of the rest; write nothing.")
@click.option(
    "--core-hour", type=click.FloatRange(0), default=0.05, show_default=True, help="With --plan: price of a core hour."
)
@cluster_options
@json_option
def read(
    inputs: tuple[str, ...],
    out: str,
    part_characters: int,
    no_dedupe: bool,
    near: float,
    plan: bool,
    core_hour: float,
    workers: int,
    address: str | None,
    store: int,
    quiet: bool,
    as_json: bool,
) -> None:
    """Read each INPUT into the archive DIR: WARC, Parquet or JSONL files, a folder or pattern of them; local, s3://, gs://.

    What is done stays done: the same command again does only what is missing. A record that cannot be read goes to the
    table dead_letters with the reason.
    """
    from ondit.archive import on_ray

    on_ray.require()
    cluster = on_ray.Cluster(workers, address, store)
    if plan:
        from ondit.archive.plan import plan_for

        found = plan_for(inputs, workers, core_hour)
        _tell(found.facts(), as_json, found.lines())
        return
    from ondit.archive.run_read import Task, read_archive

    task = Task(inputs, out, part_characters, not no_dedupe, near if near < 1 else None)
    totals = read_archive(task, cluster, _teller(quiet))
    _tell(totals, as_json, [_line(out, totals)])


@command.command("link")
@click.argument("folder", metavar="DIR")
@cluster_options
@json_option
def link(folder: str, workers: int, address: str | None, store: int, quiet: bool, as_json: bool) -> None:
    """Link the archive DIR: rumours, reports, trace and status, as a desk would have them of the same articles."""
    from ondit.archive import on_ray

    on_ray.require()
    from ondit.archive.link_archive import link_archive

    totals = link_archive(folder, on_ray.Cluster(workers, address, store), _teller(quiet))
    _tell(totals, as_json, [_line(folder, totals)])


@command.command("load")
@click.argument("folder", metavar="DIR")
@desk_option
@click.option("--no-derive", is_flag=True, help="Only store; rumours are derived when somebody asks the desk.")
@json_option
def load(folder: str, desk: str, no_derive: bool, as_json: bool) -> None:
    """Put the articles and readings of the archive DIR into a desk; what it holds already stays as it is."""
    from ondit.archive import on_ray

    on_ray.require()
    from ondit.archive.load_archive import load_archive

    totals = load_archive(folder, desk, derive=not no_derive, parties=parties())
    _tell(totals, as_json, [_line(desk, totals)])


def _line(where: str, totals: dict[str, int]) -> str:
    return f"{where}: " + ", ".join(f"{name.replace('_', ' ')} {n:,}" for name, n in totals.items())


def _teller(quiet: bool) -> Callable[[str, dict[str, Any]], None]:
    from ondit.archive.progress import Progress

    return (lambda stage, note: None) if quiet else Progress(lambda line: click.echo(line, err=True))


def _tell(facts: dict[str, Any], as_json: bool, lines: list[str]) -> None:
    if as_json:
        from ondit.show.as_json import line

        sys.stdout.buffer.write(line(facts).encode() + b"\n")
    else:
        for each in lines:
            click.echo(each)
