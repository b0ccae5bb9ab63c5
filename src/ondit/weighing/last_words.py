"""What each principal and authority says last: news is told apart from a word that an article only recalls.

An article may hold a voice's new word beside its old one ("Corvane confirms the purchase, which it denied last week"),
or only the old one, after the new one is out. What counts is when a word was said, not where it stands last.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby

from ondit.records import Report, Rumour, Trace
from ondit.tracing.speakers import speakers_of
from ondit.weighing.as_of import time_of

START = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Voice:
    """The last word of one principal or authority on the whole of the rumour, and when it was said."""

    name: str
    report: Report
    confirms: bool
    time: datetime


@dataclass
class _Memory:
    """What one voice has said so far: its last word, and the articles that carried each of its words, with the first
    report in each."""

    last: Voice | None = None
    carried: dict[bool, dict[str, Report]] = field(default_factory=dict)


def last_words(rumour: Rumour, reports: Sequence[Report], trace: Trace) -> tuple[list[Voice], list[Voice]]:
    """The last word of each voice, and the first word of those that said the opposite before.

    ``reports`` are those of principals and authorities that deny or confirm the whole, in order of time.
    """
    echoes = frozenset((edge.echo, edge.article) for edge in trace.edges if edge.article)
    recalled: dict[tuple[str, int | None], datetime | None] = {(w.article, w.statement): w.at for w in trace.recalled}
    sides = [{r.article for r in reports if (r.stance == "confirms") == side} for side in (True, False)]
    memories: dict[str, _Memory] = {}
    for article, group in groupby(reports, key=lambda report: report.article):
        said: dict[str, list[Report]] = {}
        for report in group:
            for name in speakers_of(rumour, report) or (f"{report.role} in {report.article}",):
                said.setdefault(name, []).append(report)
        for name, theirs in said.items():
            memory = memories.setdefault(name, _Memory())
            old = [report for report in theirs if (report.article, report.statement) in recalled]
            for report in old:
                _recall(memory, name, report, recalled[report.article, report.statement])
            fresh = [report for report in theirs if report not in old]
            if fresh:
                looks_around = article in sides[0] and article in sides[1]
                _hear(memory, name, _news(memory, fresh), echoes, looks_around)
            for report in theirs:
                memory.carried.setdefault(report.stance == "confirms", {}).setdefault(article, report)
    last = [memory.last for memory in memories.values() if memory.last is not None]
    last.sort(key=lambda voice: (time_of(voice.report) or START, voice.report.article, voice.name))
    turned = []
    for voice in last:
        if opposite := list(memories[voice.name].carried.get(not voice.confirms, {}).values()):
            turned.append(Voice(voice.name, opposite[0], not voice.confirms, time_of(opposite[0]) or START))
    return last, turned


def _recall(memory: _Memory, name: str, report: Report, at: datetime | None) -> None:
    """A word of earlier: counts where nothing later is known of the voice; without a date, where nothing is."""
    known = time_of(report) or START
    voice = Voice(name, report, report.stance == "confirms", min(at, known) if at else START)
    if voice.confirms and at is None:
        return  # "had announced in spring that it wanted to grow": before the rumour, and not about it
    if memory.last is None or (memory.last.confirms != voice.confirms and voice.time > memory.last.time):
        memory.last = voice


def _news(memory: _Memory, fresh: Sequence[Report]) -> Report:
    """Of the words that one article has of one voice, the news: where they contradict each other, the one that was not
    known before; else, by the way in which news are written, the one that stands first.
    """
    ordered = sorted(fresh, key=lambda report: report.proof[0] if report.proof else (0, 0))
    stances = {report.stance == "confirms" for report in ordered}
    if len(stances) == 1:
        return fresh[-1]
    known = stances & memory.carried.keys()
    if len(known) == 1:
        return next(report for report in ordered if (report.stance == "confirms") not in known)
    if len(known) == 2 and memory.last is not None:
        return next(report for report in ordered if (report.stance == "confirms") == memory.last.confirms)
    return ordered[0]


def _hear(memory: _Memory, name: str, report: Report, echoes: frozenset[tuple[str, str]], looks_around: bool) -> None:
    """A word of now. A word said again is a newer word ("denies again"), unless the article only looks back: it holds
    another's opposite word too, or has the news from an article that carried this word already.
    """
    voice = Voice(name, report, report.stance == "confirms", time_of(report) or START)
    relayed = any((report.article, source) in echoes for source in memory.carried.get(voice.confirms, ()))
    if memory.last is None:
        memory.last = voice
    elif memory.last.confirms == voice.confirms:
        if not (looks_around or relayed):
            memory.last = voice
    elif not relayed:
        memory.last = voice
