"""An Atom feed for every rule of alerts: what somebody was told, with the words, sources and links of each."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

import nh3
from fastapi import APIRouter, Request, Response
from markupsafe import escape

from ondit.desk.alerting import Alert, outbox, rules
from ondit.desk.alerting.wording import link_of
from ondit.errors import NotFound
from ondit.show.rumour_json import time_text
from ondit.web.feeds import ATOM, KEPT_TAGS, add_element
from ondit.web.house import house_of
from ondit.web.render import absolute, answer
from ondit.web.visit import needs

router = APIRouter(include_in_schema=False)
MOST = 50  # entries


@router.get("/alerts/{name}.atom")
def atom(request: Request, name: str) -> Response:
    """The last alerts of one rule, newest first; of one that has ended, too."""
    needs(request, "reader")
    with house_of(request).shelf.desk._store.reading() as connection:
        since = {rule.name: since for rule, since in rules.stored(connection, ended=True)}.get(name)
        found = outbox.alerts(connection, name, MOST)
    if since is None:
        raise NotFound("there is no rule of this name", where=name[:80], remedy="ondit alert list shows them")
    last = found[0].id if found else ""
    updated = time_text(found[0].at if found else since) or ""
    return answer(
        request, lambda: feed_of(request, name, updated, found), "application/atom+xml; charset=utf-8", last=last
    )


def feed_of(request: Request, name: str, updated: str, alerts: Sequence[Alert]) -> bytes:
    """The feed's bytes."""
    address = absolute(request, f"/alerts/{name}.atom")
    feed = Element("feed", {"xmlns": ATOM})
    add_element(feed, "id", address)
    add_element(feed, "title", name)
    SubElement(feed, "link", {"rel": "self", "href": address})
    add_element(feed, "updated", updated)
    add_element(SubElement(feed, "author"), "name", "ondit")
    for alert in alerts:
        entry = SubElement(feed, "entry")
        add_element(entry, "id", f"urn:sha256:{alert.id}")
        add_element(entry, "title", alert.headline)
        add_element(entry, "updated", time_text(alert.at) or "")
        SubElement(entry, "category", {"term": alert.kind})
        if alert.rumour is not None:
            SubElement(entry, "link", {"href": absolute(request, f"/rumours/{alert.rumour}")})
        # Escaped already; a feed goes to readers that we do not know, so it is also held to a few plain tags.
        add_element(entry, "content", nh3.clean(_words(alert), tags=KEPT_TAGS)).set("type", "html")
    body: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return body


def _words(alert: Alert) -> str:
    rows = []
    for quote in alert.quotes:
        was = f"<blockquote>{escape(quote.was)} →</blockquote>" if quote.was else ""
        where = escape(", ".join(part for part in (quote.source_name, quote.outlet) if part) or quote.article)
        link = link_of(quote)
        said = f'<a href="{escape(link)}">{where}</a>' if link else where
        rows.append(f"{was}<blockquote>{escape(quote.words)}</blockquote><p>{said}</p>")
    return "".join(rows)
