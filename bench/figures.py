"""Figures, the digest of the data they were measured on, the floors that pin them, and the page that shows them."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "bench" / "floors.toml"
PAGE = ROOT / "docs" / "benchmarks.md"

# A figure may fall by this much before it counts as a fall: other releases of the libraries below round otherwise.
SLACK = 0.002


@dataclass(frozen=True, slots=True)
class Figure:
    """One number. ``pinned`` figures have a floor (accuracies); times and sizes depend on the machine and have none."""

    name: str
    value: float
    note: str = ""
    unit: str = ""
    pinned: bool = True

    def shown(self) -> str:
        """The number as people read it."""
        digits = 3 if not self.unit else (0 if self.value >= 100 else 2)
        return f"{self.value:.{digits}f}{' ' + self.unit if self.unit else ''}"


@dataclass(frozen=True, slots=True)
class Result:
    """What one benchmark found: figures, the digest of its data, and a sentence or two on what was measured.

    ``rows`` are for programs: what ``ondit bench NAME --json`` prints, one object a line, in place of the figures.
    """

    figures: tuple[Figure, ...]
    digest: str
    about: str = ""
    more: str = ""
    rows: tuple[dict[str, Any], ...] = ()


def lines_of(file: Path) -> list[dict[str, Any]]:
    """The objects of a file that has one a line."""
    with file.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def unpinned(name: str, value: float, note: str, unit: str) -> Figure:
    """A figure of the machine: without a floor."""
    return Figure(name, value, note, unit, pinned=False)


def digest_of(files: Iterable[Path]) -> str:
    """SHA-256 over the bytes of the data files, in the order given, cut to 16 hexadecimal digits."""
    total = hashlib.sha256()
    for file in files:
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()[:16]


def floors() -> dict[str, dict[str, object]]:
    """The pinned floors: benchmark → {"digest": …, figure: floor}."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}


def falls(name: str, result: Result) -> list[str]:
    """What fell below its floor, in words. Figures measured on other data are not comparable and say so; a result
    without a pinned figure (another folder, with --data) has no floors."""
    pinned = floors().get(name, {})
    if not pinned or not any(figure.pinned for figure in result.figures):
        return []
    if pinned["digest"] != result.digest:
        return [f"{name}: the data have changed ({pinned['digest']} → {result.digest}), so its floors say nothing"]
    now = {figure.name: figure.value for figure in result.figures if figure.pinned}
    fell = []
    for figure, floor in pinned.items():
        if figure == "digest":
            continue
        assert isinstance(floor, float)
        if figure not in now:
            fell.append(f"{name}: {figure} has a floor ({floor:.3f}) and is no longer measured")
        elif now[figure] < floor - SLACK:
            fell.append(f"{name}: {figure} fell to {now[figure]:.3f}, below its floor of {floor:.3f}")
    return fell


def raise_floors(name: str, result: Result, *, lower: bool = False) -> None:
    """Pin the figures of this result. A floor only rises, unless ``lower`` is said or the data have changed."""
    all_floors = floors()
    old = all_floors.get(name, {})
    same_data = old.get("digest") == result.digest
    new: dict[str, object] = {"digest": result.digest}
    for figure in result.figures:
        before = old.get(figure.name)
        if figure.pinned:
            value = max(0.0, round(figure.value - 0.0005, 3))
            keep = same_data and not lower and isinstance(before, float)
            new[figure.name] = max(value, before) if keep and isinstance(before, float) else value
    all_floors[name] = new
    lines = [
        "# Accuracy floors, with the digest of the data they were measured on. `ondit bench NAME --raise` raises them."
    ]
    for bench, pinned in sorted(all_floors.items()):
        lines += ["", f"[{bench}]"]
        lines += [
            f'"{key}" = "{value}"' if isinstance(value, str) else f'"{key}" = {value}' for key, value in pinned.items()
        ]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def markdown(name: str, result: Result, command: str = "") -> str:
    """One section of docs/benchmarks.md; ``command`` is what measures it, where that is not ``ondit bench NAME``."""
    rows = "\n".join(f"| {figure.name} | {figure.shown()} | {figure.note} |" for figure in result.figures)
    parts = [
        f"## {name}",
        result.about,
        f"| figure | value | |\n| --- | ---: | --- |\n{rows}",
        result.more,
        f"`{command or f'ondit bench {name}'}`; data {result.digest}.",
    ]
    return "\n\n".join(part.strip() for part in parts if part.strip())


HEAD = """# Benchmarks

Every figure here was written by `ondit bench NAME --write`; nothing is typed by hand. Accuracies have floors in
`bench/floors.toml`, pinned with the digest of their data, and a test fails where one is missed. Times and sizes depend
on the machine; where they are compared, both sides were measured in the same run.
"""


def publish(name: str, result: Result, command: str, *, write: bool) -> None:
    """Prints the section of a long benchmark, which ``ondit bench`` does not run, and writes it where that is asked."""
    section = markdown(name, result, command)
    print(section)
    if write:
        write_section(name, section)


def write_section(name: str, section: str) -> None:
    """Put one benchmark's section into the page, in the place of its former one; sections stand by name."""
    old = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
    sections = dict(re.findall(r"<!-- bench:(\w+) -->\n(.*?)\n<!-- end -->", old, flags=re.DOTALL))
    sections[name] = section
    body = "\n\n".join(f"<!-- bench:{key} -->\n{sections[key]}\n<!-- end -->" for key in sorted(sections))
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(f"{HEAD}\n{body}\n", encoding="utf-8")


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a Markdown table; the first is its head."""
    head, *rest = rows
    lines = [head, ["---"] * len(head), *rest]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
