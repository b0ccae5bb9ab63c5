"""An alert as a plain object for programs, and as a title and a text for people."""

from __future__ import annotations

from typing import Any

from ondit.codec import time_text
from ondit.desk.alerting.alert import Alert, Quote


def as_object(alert: Alert, address: str | None = None) -> dict[str, Any]:
    """The contract of webhooks and of ``ondit alert sent --json``. ``address`` is where this desk is served."""
    return {
        "id": alert.id,
        "rule": alert.rule,
        "event": alert.kind,
        "at": time_text(alert.at),
        "headline": alert.headline,
        "rumour": None
        if alert.rumour is None
        else {
            "id": alert.rumour,
            "question": alert.question,
            "parties": list(alert.parties),
            "status": alert.status,
            "independent_origins": alert.origins,
            "link": dossier_link(alert, address),
        },
        "before": alert.before,
        "quotes": [
            {
                "words": quote.words,
                "was": quote.was,
                "source_name": quote.source_name,
                "outlet": quote.outlet,
                "title": quote.title,
                "article": quote.article,
                "link": link_of(quote),
                "span": None if quote.span is None else list(quote.span),
                "published": None if quote.published is None else time_text(quote.published),
            }
            for quote in alert.quotes
        ],
    }


def text_of(alert: Alert, address: str | None = None) -> str:
    """What a person reads in a message: the words, who says them, where, and the links."""
    lines = []
    for quote in alert.quotes:
        who = ", ".join(part for part in (quote.source_name, quote.outlet) if part)
        if quote.was:
            lines.append(f"was: “{quote.was}”")
        if quote.words or not quote.was:
            lines.append(f"{'now: ' if quote.was else ''}“{quote.words}”" if quote.words else f"({quote.article})")
        lines.append("  ".join(part for part in (f"— {who}" if who else "", link_of(quote) or quote.article) if part))
    if alert.rumour is not None:
        moved = f"{alert.before} → {alert.status}" if alert.kind == "status" and alert.before else alert.status
        lines.append(f"{moved} · independent origins: {alert.origins or 0} · {alert.rumour}")
        lines += [link] if (link := dossier_link(alert, address)) else []
    lines.append(f"rule {alert.rule} · {alert.id[:12]}")
    return "\n".join(lines)


def link_of(quote: Quote) -> str | None:
    """The address of the article that is quoted; None where it came from a file."""
    for each in (quote.url, quote.article):
        if each and each.startswith(("http://", "https://")):
            return each
    return None


def dossier_link(alert: Alert, address: str | None) -> str | None:
    """The address of the rumour's dossier, where the desk is served."""
    if not address or alert.rumour is None:
        return None
    return f"{address.rstrip('/')}/rumours/{alert.rumour}"
