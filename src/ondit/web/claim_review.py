"""A dossier as schema.org/ClaimReview, for the head of its page and for programs that gather such reviews.

Only a status that says something about the claim itself is a rating: a rumour that is merely unverified, contested or
asleep has none, since a reader of the mark-up would take any number for a verdict.
"""

from __future__ import annotations

from typing import Any

from fastapi import Request

from ondit.desk.times import first_time, last_change
from ondit.records import Dossier
from ondit.web.render import absolute

RATINGS = {"denied": 1, "retracted": 1, "confirmed": 5}
BEST, WORST = 5, 1


def claim_review(request: Request, dossier: Dossier) -> dict[str, Any]:
    """The review of one rumour as a JSON-LD object."""
    rumour = dossier.rumour
    first, changed = first_time(dossier), last_change(dossier)
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": dossier.status.name}
    if dossier.status.name in RATINGS:
        rating |= {"ratingValue": RATINGS[dossier.status.name], "bestRating": BEST, "worstRating": WORST}
    appearances = [
        {"@type": "CreativeWork", "url": key}
        for key in dict.fromkeys(report.article for report in rumour.reports)
        if key.startswith(("http://", "https://"))
    ]
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": absolute(request, f"/rumours/{rumour.id}"),
        "claimReviewed": rumour.wording or rumour.question,
        "datePublished": changed.date().isoformat() if changed else None,
        "author": {"@type": "Organization", "name": "ondit", "url": absolute(request, "/")},
        "itemReviewed": {
            "@type": "Claim",
            "datePublished": first.date().isoformat() if first else None,
            "appearance": appearances[:20],
        },
        "reviewRating": rating,
    }
