"""Sums and other numbers with a unit, as said: ``"4,5 milliards d'euros"`` is ``"4500000000 EUR"``. Never converted."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any

from ondit.records import Span

_SPACE = "[ \u00a0\u202f]"


@cache
def words_for_details(language: str) -> dict[str, Any]:
    """A language's ``details.toml``; empty for a language without one."""
    path = files("ondit.languages") / language / "details.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def either(entries: object) -> str:
    """A pattern for any of some words, the longest first."""
    assert isinstance(entries, (dict, list))
    return "|".join(re.escape(e) for e in sorted(entries, key=lambda e: (-len(e), e)))


@cache
def _pattern(language: str) -> re.Pattern[str] | None:
    table = words_for_details(language)
    if not table:
        return None
    money, units, scales = either(table["currencies"]), either(table["units"]), either(table["scales"])
    number = rf"\d+(?:[.,]\d+)*(?:{_SPACE}\d{{3}})*(?:[.,]\d+)?"
    return re.compile(
        rf"(?P<before>(?<![\w])(?:{money}))?{_SPACE}?(?<![\w.,])(?P<number>{number})(?:[{_SPACE[1:-1]}-]?"
        rf"(?P<scale>{scales})(?!\w))?(?:(?:{_SPACE}(?:de{_SPACE}|d['’])?|-)?(?P<after>{money}|{units})(?!\w))?",
        re.IGNORECASE,
    )


def amount(written: str, decimal: str) -> Decimal | None:
    """A number as a language writes it: ``amount("4 264", ",")`` is 4264."""
    plain = re.sub(r"[ \u00a0\u202f]", "", written)
    other = "." if decimal == "," else ","
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(other)}\d{{3}})+(?:{re.escape(decimal)}\d+)?", plain):
        plain = plain.replace(other, "")
    try:
        return Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None


def sums_in(text: str, language: str, start: int, end: int) -> Iterator[tuple[str, str, Span]]:
    """Kind (``sum`` or ``number``), normalised value and span of each quantity with a unit between two offsets."""
    pattern = _pattern(language)
    if pattern is None:
        return
    table = words_for_details(language)
    for match in pattern.finditer(text, start, end):
        unit = (match["before"] or match["after"] or "").lower()
        value = amount(match["number"], table["decimal"])
        if not unit or value is None:
            continue
        if match["scale"]:
            value = value.scaleb(table["scales"][match["scale"].lower()])
        shown = format(value.normalize(), "f")
        span = (match.start("before") if match["before"] else match.start("number"), match.end())
        if unit in table["currencies"]:
            yield "sum", f"{shown} {table['currencies'][unit]}", span
        elif unit in table["units"]:
            yield "number", f"{shown} {table['units'][unit]}", span
