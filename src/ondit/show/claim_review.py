"""A dossier as schema.org/ClaimReview (JSON-LD): for the head of its page, for an export, for who gathers such reviews.

Only a status that says something about the claim itself, or an outcome that a person marked, is a rating in numbers:
a rumour that is merely unverified, contested or asleep has a word and no number, since a reader of the mark-up would
take any number for a verdict.

Terms: https://schema.org/ClaimReview and the types that it names; a test holds them to a list.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ondit.desk.judgement.judging import outcome_of
from ondit.desk.stages import Clock
from ondit.desk.times import first_time, last_change, report_time
from ondit.records import Dossier, Reading, Report
from ondit.show.rumour_json import because, time_text

RATINGS = {"denied": 1, "retracted": 1, "confirmed": 5}
OUTCOMES = {"false": 1, "partly": 3, "true": 5}
BEST, WORST = 5, 1
MOST_APPEARANCES = 20
NAME = "ondit"


def claim_review(
    dossier: Dossier,
    readings: Mapping[str, Reading],
    *,
    url: str | None = None,
    home: str | None = None,
    author: str = NAME,
    by: Clock = "published",
) -> dict[str, Any]:
    """The review of one rumour as a JSON-LD object. ``url`` is where its dossier is shown, ``home`` the site of its
    ``author``, where there are such. ``readings`` are those of its articles."""
    rumour = dossier.rumour
    appearances = _appearances(dossier, readings, by)
    claim = {
        "@type": "Claim",
        "text": rumour.wording or rumour.question,
        "author": _claimant(dossier),
        "datePublished": time_text(first_time(dossier, by)),
        "firstAppearance": appearances[0] if appearances else None,
        "appearance": appearances[:MOST_APPEARANCES],
        "about": [{"@type": "Thing", "name": party} for party in rumour.parties],
    }
    return _kept(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "@id": f"urn:ondit:{rumour.id}",
            "url": url,
            "name": rumour.question,
            "claimReviewed": rumour.wording or rumour.question,
            "inLanguage": next((language for language, asked in rumour.questions if asked == rumour.question), None),
            "datePublished": time_text(last_change(dossier, by)),
            "author": _kept({"@type": "Organization", "name": author, "url": home}),
            "itemReviewed": _kept(claim),
            "reviewRating": _rating(dossier),
        }
    )


def _rating(dossier: Dossier) -> dict[str, Any]:
    status, outcome = dossier.status, outcome_of(dossier)
    word = f"proved {outcome.value}" if outcome is not None else status.name
    value = OUTCOMES.get(outcome.value or "") if outcome is not None else RATINGS.get(status.name)
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": word, "ratingExplanation": because(status)}
    if value is not None:
        rating |= {"ratingValue": value, "bestRating": BEST, "worstRating": WORST}
    return _kept(rating)


def _claimant(dossier: Dossier) -> dict[str, Any] | None:
    """Who brought the claim up: the outlet of the one origin, if there is one and it is known."""
    outlets = {report.article: report.outlet for report in dossier.rumour.reports}
    origins = [origin for origin in dossier.trace.origins if origin.of == "support"]
    names = {origin.outlet or outlets.get(origin.article or "") for origin in origins} - {None}
    return {"@type": "Organization", "name": names.pop()} if len(names) == 1 else None


def _appearances(dossier: Dossier, readings: Mapping[str, Reading], by: Clock) -> list[dict[str, Any]]:
    """The articles that report it and have an address, oldest first."""
    first: dict[str, Report] = {}
    for report in sorted(dossier.rumour.reports, key=lambda report: _order(report, by)):
        first.setdefault(report.article, report)
    return [
        _appearance(report, readings, by) for key, report in first.items() if key.startswith(("http://", "https://"))
    ]


def _appearance(report: Report, readings: Mapping[str, Reading], by: Clock) -> dict[str, Any]:
    article = readings[report.article].article if report.article in readings else None
    return _kept(
        {
            "@type": "NewsArticle",
            "url": report.article,
            "headline": article.title if article else None,
            "inLanguage": article.language if article else None,
            "datePublished": time_text(report_time(report, by)),
            "publisher": {"@type": "Organization", "name": report.outlet} if report.outlet else None,
        }
    )


def _order(report: Report, by: Clock) -> tuple[float, str]:
    at = report_time(report, by)
    return (at.timestamp() if at else float("inf"), report.article)


def _kept(value: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is not known: an empty property is not valid."""
    return {name: each for name, each in value.items() if each not in (None, "", [], {})}
