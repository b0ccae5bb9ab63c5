"""The true status of a generated story at every moment, told from its events; written apart from the rules measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

SLEEP = timedelta(days=90)


def statuses(
    pages: Sequence[Any], events: Iterable[tuple[datetime, str, str]], parties: tuple[str, str], origins: set[str]
) -> list[tuple[datetime, str]]:
    """(moment, status) for the moment of every page that reports, and for falling asleep."""
    known = sorted((event for event in events), key=lambda event: event[0])
    moments = sorted(page.published for page in pages if page.relevant and page.published)
    found: list[tuple[datetime, str]] = []
    for here, following in zip(moments, [*moments[1:], None], strict=True):
        name = _name([event for event in known if event[0] <= here], pages, here, parties, origins)
        found.append((here, name))
        if following and following - here > SLEEP and name in ("unverified", "contested"):
            found.append((here + SLEEP + timedelta(minutes=1), "dormant"))
    return found


def _name(
    events: list[tuple[datetime, str, str]],
    pages: Sequence[Any],
    here: datetime,
    parties: tuple[str, str],
    origins: set[str],
) -> str:
    word: dict[str, tuple[datetime, str]] = {}
    for at, kind, who in events:
        if kind in ("deny", "confirm"):
            word[who] = (at, kind)
    confirmed = [at for at, kind in word.values() if kind == "confirm"]
    denied = [at for at, kind in word.values() if kind == "deny"]
    gone = {who for _, kind, who in events if kind == "withdraw"}
    standing = {p.outlet for p in pages if p.kind in ("origin", "second") and p.at <= here} | (
        origins - {p.outlet for p in pages if p.kind in ("origin", "second")}
    )
    if confirmed:
        return "contested" if denied and max(denied) > max(confirmed) else "confirmed"
    if gone and not standing - gone:
        return "retracted"
    if len(denied) == len(parties):
        return "denied"
    return "contested" if denied else "unverified"
