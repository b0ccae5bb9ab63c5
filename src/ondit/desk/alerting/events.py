"""Two states of the desk and the articles that came in between → what happened that somebody may want to know.

An echo of what is known is no event: the same voice, the same details and the same origins, again. Nothing is an
event that does not rest on an article that came in: what only our reading or a person's judgement changed is no news.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ondit.desk.edits import Edit
from ondit.outlets import normal_name
from ondit.records import Detail, Dossier, Report, Span
from ondit.tracing.speakers import same_name
from ondit.weighing.last_words import Voice
from ondit.weighing.voices import facts

_SPEAKERS = ("principal", "authority", "expert")
_TOLD = ("sum", "number", "date")  # places are named for many reasons, most of them no news
_DAYS_AROUND = 3  # a date so near to its report's own is when something was said, not what
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Cited:
    """Where the words stand that an event rests on: in an article's text, or (of an edit) what became of them."""

    article: str
    span: Span | None = None
    source_name: str | None = None
    words: str | None = None
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """``subject`` tells two events of one kind and rumour apart; the same event always has the same one.

    ``rumours`` are all ids by which the rumour is or was known, its own first. ``outlets`` are those of the articles.
    """

    kind: str
    subject: str
    headline: str
    cited: tuple[Cited, ...]
    rumours: tuple[str, ...] = ()
    question: str | None = None
    parties: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    status: str | None = None
    before: str | None = None
    origins: int | None = None


def events_of(before: Mapping[str, Dossier], after: Iterable[Dossier], fresh: Collection[str]) -> tuple[Event, ...]:
    """What happened to rumours. ``before`` by id, as they were; ``fresh`` are the keys of the articles that came in."""
    found: list[Event] = []
    for dossier in after:
        if any(report.article in fresh for report in dossier.rumour.reports):
            names = (dossier.rumour.id, *dossier.rumour.former_ids)
            olds = [before[name] for name in names if name in before]
            found += _of_rumour(olds, dossier, fresh)
    return tuple(found)


def edit_event(edit: Edit, outlet: str | None, rumours: Sequence[Dossier]) -> Event | None:
    """An article that was edited, where this touches a statement. ``rumours`` are those that it reports, or did."""
    if not edit.touched:
        return None
    kinds = {"correction": "corrected, and says so", "update": "updated", "stealth": "changed without saying so"}
    count = len(edit.touched)
    headline = (
        f"{outlet or edit.article}: an article was {kinds[edit.kind]}; {count} statement{'s'[: count > 1]} touched"
    )
    cited = [Cited(edit.article, None, each.source_name, each.now or "", each.was) for each in edit.touched]
    return _of_article("changed", edit.after, headline, cited, outlet, rumours)


def gone_event(article: str, outlet: str | None, rumours: Sequence[Dossier], subject: str) -> Event:
    """An article that is no longer at its address: what it said of ``rumours``, the last that was seen of it."""
    headline = f"{outlet or article}: an article is no longer at its address"
    reports = [report for each in rumours for report in each.rumour.reports if report.article == article]
    cited = list(dict.fromkeys(_cited(report) for report in reports))[:3] or [Cited(article)]
    return _of_article("gone", subject, headline, cited, outlet, rumours)


def _of_article(
    kind: str, subject: str, headline: str, cited: Sequence[Cited], outlet: str | None, rumours: Sequence[Dossier]
) -> Event:
    """What happened to an article, of whatever rumours it reports; the first one stands for them."""
    first = rumours[0] if rumours else None
    return Event(
        kind,
        subject,
        headline,
        tuple(cited),
        tuple(dict.fromkeys(n for each in rumours for n in (each.rumour.id, *each.rumour.former_ids))),
        first.rumour.question if first else None,
        tuple(dict.fromkeys(party for each in rumours for party in each.rumour.parties)),
        (outlet,) if outlet else (),
        first.status.name if first else None,
        None,
        first.trace.independent_origins if first else None,
    )


def _of_rumour(olds: Sequence[Dossier], dossier: Dossier, fresh: Collection[str]) -> Iterator[Event]:
    make = _Maker(olds, dossier, fresh)
    if not olds:
        yield make("opened", "", "New rumour", make.reports[:3])
    spoke = list(_words_of_voices(olds, dossier, make))
    yield from spoke
    yield from _origins(olds, dossier, make)
    yield from _withdrawals(olds, dossier, make)
    if olds:
        told = {(each.article, each.source_name) for one in spoke for each in one.cited}
        yield from _facts(olds, dossier, make, told)
    was = olds[0].status.name if olds else "unverified"
    if dossier.status.name != was:
        rests = [make.cited(r.article, r.span) for r in dossier.status.reasons if r.article and r.article in fresh]
        subject = f"{was}>{dossier.status.name}:{'|'.join(sorted({each.article for each in rests or make.reports}))}"
        yield make("status", subject, f"{was} → {dossier.status.name}", rests[:3] or make.reports[:3])


class _Maker:
    """Events of one rumour: what they all say of it, and the reports that came in."""

    def __init__(self, olds: Sequence[Dossier], dossier: Dossier, fresh: Collection[str]) -> None:
        self.olds, self.dossier, self.fresh = olds, dossier, fresh
        self.came = [report for report in dossier.rumour.reports if report.article in fresh]
        self.reports = [_cited(report) for report in self.came if report.stance != "context"] or [
            _cited(report) for report in self.came
        ]

    def cited(self, article: str, span: Span | None) -> Cited:
        """A place in an article, with who speaks there, if a report says so."""
        mine = (each for each in self.came if each.article == article and span in each.proof and each.source_name)
        return Cited(article, span, next((each.source_name for each in mine), None))

    def __call__(self, kind: str, subject: str, headline: str, cited: Sequence[Cited]) -> Event:
        rumour, articles = self.dossier.rumour, {each.article for each in cited}
        outlets = {report.outlet for report in self.came if report.outlet and report.article in articles}
        return Event(
            kind,
            subject,
            f"{headline}: {rumour.question}",
            tuple(dict.fromkeys(cited)),
            (rumour.id, *rumour.former_ids),
            rumour.question,
            rumour.parties,
            tuple(sorted(outlets)),
            self.dossier.status.name,
            self.olds[0].status.name if self.olds else None,
            self.dossier.trace.independent_origins,
        )


def _cited(report: Report) -> Cited:
    return Cited(report.article, report.proof[0] if report.proof else None, report.source_name)


def _words_of_voices(olds: Sequence[Dossier], dossier: Dossier, make: _Maker) -> Iterator[Event]:
    """Principals and authorities that deny or confirm and had not; who turned round speaks anew."""
    said = facts(dossier.rumour, dossier.trace, None)
    earlier = [facts(old.rumour, old.trace, None) for old in olds]
    for voice in (*said.denying, *said.confirming):
        known = [each for old in earlier for each in (old.confirming if voice.confirms else old.denying)]
        if any(_same_voice(voice, other) for other in known):
            continue
        cited = [_cited(report) for report in make.came if _is_word_of(report, voice)]
        if cited:
            kind, verb = ("confirmed", "confirms") if voice.confirms else ("denied", "denies")
            subject = "|".join((normal_name(voice.name), *sorted({each.article for each in cited})))
            yield make(kind, subject, f"{_name(voice)} {verb}", cited)


def _same_voice(one: Voice, other: Voice) -> bool:
    return one.name == other.name or same_name(one.name, other.name)


def _is_word_of(report: Report, voice: Voice) -> bool:
    if report.stance != ("confirms" if voice.confirms else "denies") or report.role not in ("principal", "authority"):
        return False
    if report == voice.report:
        return True
    return any(name and same_name(name, voice.name) for name in (report.speaks_for, report.source_name))


def _name(voice: Voice) -> str:
    report = voice.report
    return voice.name if report.source_name or report.speaks_for else f"an unnamed {report.role}"


def _origins(olds: Sequence[Dossier], dossier: Dossier, make: _Maker) -> Iterator[Event]:
    count = dossier.trace.independent_origins
    if count < 2 or count <= max((old.trace.independent_origins for old in olds), default=0):
        return
    known = {(o.article, o.outlet) for old in olds for o in old.trace.origins if o.of == "support"}
    new = [o for o in dossier.trace.origins if o.of == "support" and (o.article, o.outlet) not in known]
    cited = [make.cited(o.article, next(iter(o.proof), None)) for o in new if o.article and o.article in make.fresh]
    subject = f"{count}:{'|'.join(sorted({each.article for each in cited or make.reports}))}"
    yield make("origin", subject, f"{count} independent origins", cited or make.reports[:3])


def _withdrawals(olds: Sequence[Dossier], dossier: Dossier, make: _Maker) -> Iterator[Event]:
    known = {normal_name(each.outlet or each.article) for old in olds for each in old.trace.withdrawals}
    for each in dossier.trace.withdrawals:
        name = normal_name(each.outlet or each.article)
        if each.article in make.fresh and name not in known:
            known.add(name)
            headline = f"{each.outlet or 'An outlet'} takes it back"
            yield make("withdrawn", f"{name}|{each.article}", headline, [Cited(each.article, each.span)])


def _facts(
    olds: Sequence[Dossier], dossier: Dossier, make: _Maker, told: Collection[tuple[str, str | None]]
) -> Iterator[Event]:
    """Details that nobody had given, and named sources that had not spoken, of all articles that came in, as one.

    ``told`` are the sources (by article) whose words are an event already.
    """
    given = {_value(detail) for old in olds for detail in old.rumour.details}
    published = {report.article: report.published for report in make.came}
    details: dict[str, Detail] = {}
    for detail in dossier.rumour.details:
        known = detail.article not in make.fresh or detail.kind not in _TOLD or _value(detail) in given
        if not known and not (detail.kind == "date" and _is_near(detail.value, published.get(detail.article))):
            details.setdefault(_value(detail), detail)
    spoken = [name for old in olds for report in old.rumour.reports for name in _names(report)]
    sources: dict[str, Report] = {}
    for report in make.came:
        name = report.source_name or ""
        if not name or report.source_kind == "outlet" or (report.article, name) in told:
            continue
        if report.source_kind != "person" and report.role not in _SPEAKERS:
            continue
        if report.stance in ("denies", "confirms") and report.role in ("principal", "authority"):
            continue  # an event of its own, if it is any: a spokesman who says it again is none
        if not any(same_name(name, other) for other in (*spoken, *sources)):
            sources[name] = report
    if not details and not sources:
        return
    said = [*(_said(detail) for detail in details.values()), *sources]
    cited = [Cited(d.article, d.span, d.source_name) for d in details.values()]
    cited += [_cited(report) for report in sources.values()]
    subject = "|".join(sorted([*details, *map(normal_name, sources)]))
    yield make("fact", subject, f"New: {', '.join(said[:4])}", cited[:6])


def _names(report: Report) -> Iterator[str]:
    yield from (name for name in (report.source_name, report.speaks_for, report.outlet) if name)


def _value(detail: Detail) -> str:
    """What a detail says, whatever it counts is called: 1,200 jobs and 1 200 salariés are one."""
    number = _NUMBER.search(detail.value) if detail.kind in ("sum", "number") else None
    return f"{detail.kind == 'date'}:{number[0] if number else detail.value}"


def _is_near(day: str, published: datetime | None) -> bool:
    try:
        return published is not None and abs((date.fromisoformat(day) - published.date()).days) <= _DAYS_AROUND
    except ValueError:
        return False


def _said(detail: Detail) -> str:
    return f"{detail.kind} {' '.join(detail.said.split())}"
