"""A dossier → the few facts of it that a board shows, filters and sorts by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ondit.desk.times import first_time, last_change, report_time
from ondit.records import Dossier, Report, Span
from ondit.show.dossier_parts import STANCES
from ondit.weighing.voices import facts

MOST_TICKS, MOST_VOICES = 60, 4


@dataclass(frozen=True, slots=True)
class Voice:
    """The last word of a principal or an authority: ``stance`` is denies | confirms | declines."""

    name: str
    stance: str
    article: str
    span: Span | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Row:
    """One rumour on the board. ``ticks`` are its articles: (time, weightiest stance); ``moves`` its statuses."""

    id: str
    digest: str
    question: str
    questions: tuple[tuple[str, str], ...]
    parties: tuple[str, ...]
    status: str
    origins: int
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    languages: tuple[str, ...]
    first: datetime | None
    changed: datetime | None
    latest: datetime | None
    chance: tuple[float, float, float] | None
    moves: tuple[tuple[datetime, str], ...]
    ticks: tuple[tuple[datetime, str], ...]
    voices: tuple[Voice, ...]
    folded: str

    def asked(self, language: str) -> str:
        """The question in a language, if somebody asked it in that language; else as it was first asked."""
        return dict(self.questions).get(language) or self.question


def row_of(dossier: Dossier, digest: str, languages: Mapping[str, str]) -> Row:
    """The row of a dossier. ``languages`` are those of the articles, by key."""
    rumour = dossier.rumour
    times = [time for report in rumour.reports if (time := report_time(report)) is not None]
    articles = tuple(dict.fromkeys(report.article for report in sorted(rumour.reports, key=_time_key)))
    chance = dossier.status.probability
    words = [rumour.question, *(question for _, question in rumour.questions), rumour.wording, *rumour.parties]
    return Row(
        id=rumour.id,
        digest=digest,
        question=rumour.question,
        questions=rumour.questions,
        parties=rumour.parties,
        status=dossier.status.name,
        origins=dossier.trace.independent_origins,
        articles=articles,
        outlets=tuple(sorted({report.outlet for report in rumour.reports if report.outlet})),
        languages=tuple(sorted({languages[key] for key in articles if key in languages})),
        first=first_time(dossier),
        changed=last_change(dossier),
        latest=max(times, default=None),
        chance=(chance.value, chance.low, chance.high) if chance else None,
        moves=tuple((status.at, status.name) for status in dossier.timeline if status.at),
        ticks=ticks_of(rumour.reports)[:MOST_TICKS],
        voices=voices_of(dossier)[:MOST_VOICES],
        folded=fold(" ".join(words)),
    )


def ticks_of(reports: tuple[Report, ...]) -> tuple[tuple[datetime, str], ...]:
    """Every article as its time and its weightiest stance, oldest first."""
    found: dict[str, tuple[datetime, str]] = {}
    for report in reports:
        at = report_time(report)
        if at is None:
            continue
        before = found.get(report.article)
        stance = report.stance if before is None else min(before[1], report.stance, key=STANCES.index)
        found[report.article] = (min(at, before[0]) if before else at, stance)
    return tuple(sorted(found.values()))


def voices_of(dossier: Dossier) -> tuple[Voice, ...]:
    """The last word of each principal and authority as the rules of status see it, denials first; a refusal to comment
    only where there is nothing else."""
    seen = facts(dossier.rumour, dossier.trace, None)
    found = {voice.name: _voice(voice.name, "denies", voice.report) for voice in seen.denying}
    found |= {voice.name: _voice(voice.name, "confirms", voice.report) for voice in seen.confirming}
    for report in reversed(seen.declining):
        name = report.speaks_for or report.source_name
        if name and name not in found:
            found[name] = _voice(name, "declines", report)
    return tuple(sorted(found.values(), key=lambda voice: (VOICES.index(voice.stance), voice.name)))


VOICES = ("denies", "confirms", "declines")


def _voice(name: str, stance: str, report: Report) -> Voice:
    return Voice(name, stance, report.article, report.proof[0] if report.proof else None, report_time(report))


def fold(words: str) -> str:
    """Lower-case words without accents or punctuation, one space between: as the index of the desk folds them."""
    plain = unicodedata.normalize("NFKD", words).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def _time_key(report: Report) -> tuple[float, str]:
    at = report_time(report)
    return (at.timestamp() if at else float("inf"), report.article)
