"""From one story's articles to its rumours: what was opened, who reports it and how, under which name and question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from ondit.linking.claims import Claim, claims_of
from ondit.linking.deserving import deserves
from ondit.linking.details import details_of
from ondit.linking.follow import asked_id, language_of
from ondit.linking.ids import id_of
from ondit.linking.known_outlets import with_known_outlets
from ondit.linking.names import canonical
from ondit.linking.openings import ASKED, DOUBTED, could_open
from ondit.linking.parties import names_of, parties_of
from ondit.linking.proposition import proposition_of
from ondit.linking.questions import questions_of
from ondit.linking.reports import reports_of
from ondit.records import Reading, Report, Rumour
from ondit.vectors import encode

_NEVER = datetime.max.replace(tzinfo=UTC)
_LONGEST = 180


def when(reading: Reading) -> tuple[datetime, str]:
    """The order of articles in time: published, else last; then by key."""
    return (reading.article.published or _NEVER, reading.article.key)


def rumours_of(story: Mapping[str, Reading], asked: Sequence[str] = ()) -> list[Rumour]:
    """The rumours of one story (articles by key); none where nothing opens one. ``asked`` are questions that a person
    follows and that this story is about.

    Articles that were gathered with the others and turn out to be about something else are looked at again without
    them.
    """
    left = sorted(story.values(), key=when)
    claims = {r.article.key: claims_of(r) for r in left}
    found: list[Rumour] = []
    while left:
        openers = openers_of(left, claims)
        if not openers and asked and not found:
            openers = [(claims[r.article.key][0], ASKED) for r in left]
        if not openers:
            break
        rumour = _rumour(left, claims, openers)
        here = {report.article for report in rumour.reports}
        if not here:
            break
        found.append(rumour if found else _asked_too(rumour, asked))
        left = [reading for reading in left if reading.article.key not in here]
    return found


def _asked_too(rumour: Rumour, asked: Sequence[str]) -> Rumour:
    """The same rumour under the question that a person asked, which leads to it by its id too."""
    if not asked:
        return rumour
    mine = {language_of(question): question for question in reversed(asked)}
    return replace(
        rumour,
        question=asked[0],
        questions=tuple(sorted({**dict(rumour.questions), **mine}.items())),
        former_ids=(*rumour.former_ids, *(asked_id(question) for question in asked)),
    )


def openers_of(readings: Sequence[Reading], claims: Mapping[str, Sequence[Claim]]) -> list[tuple[Claim, str]]:
    """Claims that open a rumour, each with the id of its rule, in order of time.

    Where one article alone tells it, none of its claims does unless one deserves it; what several tell is spreading.
    """
    found: list[tuple[Claim, str]] = []
    worth = False
    for reading in with_known_outlets(readings):
        mine = claims[reading.article.key]
        for claim in mine[1:]:
            assert claim.statement is not None
            statement = reading.statements[claim.statement]
            rule = could_open(statement, reading)
            if rule:
                found.append((claim, rule))
                worth = worth or deserves(statement, reading, rule)
        if any(a.verdict != "true" for a in reading.assessments):
            found.append((mine[0], DOUBTED))
            worth = True
    return found if worth or len(readings) > 1 else []


def _rumour(
    readings: Sequence[Reading], claims: Mapping[str, Sequence[Claim]], openers: Sequence[tuple[Claim, str]]
) -> Rumour:
    by_key = {r.article.key: r for r in readings}
    named = names_of(readings)
    parties = parties_of([claim for claim, _ in openers], readings, named)
    names = [canonical(party) for party in parties]
    every = [claim for reading in readings for claim in claims[reading.article.key]]
    proposition = proposition_of([claim for claim, _ in openers], every, {*names, *named})
    reports = reports_of(with_known_outlets(readings, names), claims, proposition, names)
    here = {report.article for report in reports}
    readings = [reading for reading in readings if reading.article.key in here] or readings
    openers = [(claim, rule) for claim, rule in openers if claim.article in here] or openers
    if told := _told(reports, claims):
        again = parties_of(told, readings, named)
        if again and again != parties:
            parties, names = again, [canonical(party) for party in again]
            reports = reports_of(with_known_outlets(readings, names), claims, proposition, names)
    rule = openers[0][1]
    saying = [claim for claim, _ in openers if proposition.says(claim)] or [claim for claim, _ in openers]
    ids = list(dict.fromkeys(id_of(c.article, c.text) for c, _ in openers))
    wordings = {}
    for language in sorted({r.article.language for r in readings}):
        there = [c for c in saying if by_key[c.article].article.language == language]
        if there:
            wordings[language] = _best(there, by_key).text
    wording = _best(saying, by_key)
    questions = questions_of(readings, wordings, parties)
    language = by_key[wording.article].article.language
    return Rumour(
        id=ids[0],
        question=dict(questions).get(language, questions[0][1] if questions else wording.text),
        parties=parties,
        reports=reports,
        wording=" ".join(wording.text.split())[:_LONGEST],
        wording_article=wording.article,
        wording_span=wording.span,
        opened_by=rule,
        questions=questions,
        details=details_of(readings, reports),
        former_ids=tuple(ids[1:]),
    )


def _told(reports: Sequence[Report], claims: Mapping[str, Sequence[Claim]]) -> list[Claim]:
    """What the reports say of the rumour itself."""
    return [
        claims[report.article][report.statement + 1]
        for report in reports
        if report.statement is not None and report.stance != "context"
    ]


def _best(claims: Sequence[Claim], by_key: Mapping[str, Reading]) -> Claim:
    """The claim that lies nearest to all the others, among affirmed ones of a fair length."""

    def fair(claim: Claim) -> bool:
        statement = None if claim.statement is None else by_key[claim.article].statements[claim.statement]
        return 20 <= len(claim.text) <= _LONGEST and (statement is None or statement.polarity == "affirm")

    some = [c for c in claims if fair(c)] or list(claims)
    vectors = encode([c.text for c in some])
    near = np.round(vectors @ vectors.mean(axis=0), 4)
    return some[int(np.argmax(near))]
