"""What others take along: an Atom feed a rumour, a card to embed, and oEmbed, which tells programs of the card."""

from __future__ import annotations

import json
import re
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

import nh3
from fastapi import APIRouter, Query, Request, Response
from markupsafe import escape

from ondit.desk.times import first_time, last_change
from ondit.errors import NotFound
from ondit.records import Dossier
from ondit.show.dossier_parts import reasons_of
from ondit.show.quotes import quote_at
from ondit.show.rumour_json import time_text
from ondit.web.house import house_of
from ondit.web.render import absolute, answer, render
from ondit.web.rows import voices_of
from ondit.web.visit import needs, visit_of

router = APIRouter(include_in_schema=False)
ATOM = "http://www.w3.org/2005/Atom"
KEPT_TAGS = {"p", "ul", "li", "blockquote", "a", "strong"}
CARD_WIDTH, CARD_HEIGHT = 480, 260


@router.get("/rumours/{name}.atom")
def atom(request: Request, name: str) -> Response:
    """A feed of one rumour: an entry for every moment at which its status or its deciding reason changed."""
    needs(request, "reader")
    found = house_of(request).shelf.dossier(name)
    return answer(request, lambda: feed_of(request, found), "application/atom+xml; charset=utf-8")


def feed_of(request: Request, dossier: Dossier) -> bytes:
    """The feed's bytes."""
    texts = visit_of(request).texts
    page = absolute(request, f"/rumours/{dossier.rumour.id}")
    feed = Element("feed", {"xmlns": ATOM})
    add_element(feed, "id", page)
    add_element(feed, "title", dossier.rumour.question)
    SubElement(feed, "link", {"href": page})
    SubElement(feed, "link", {"rel": "self", "href": absolute(request, f"/rumours/{dossier.rumour.id}.atom")})
    updated = last_change(dossier) or first_time(dossier)
    add_element(feed, "updated", time_text(updated) or "1970-01-01T00:00:00Z")
    add_element(SubElement(feed, "author"), "name", "ondit")
    readings = house_of(request).shelf.readings({r.article for s in dossier.timeline for r in s.reasons if r.article})
    for status in reversed(dossier.timeline):
        if status.at is None:
            continue
        entry = SubElement(feed, "entry")
        moment = time_text(status.at) or ""
        add_element(entry, "id", f"{page}#{moment}")
        add_element(entry, "title", f"{texts('status-' + status.name)}: {dossier.rumour.question}")
        add_element(entry, "updated", moment)
        SubElement(entry, "link", {"href": absolute(request, f"/rumours/{dossier.rumour.id}", as_of=moment)})
        rows = []
        for because in reasons_of(status.reasons, readings):
            said = [f"{q.before}{q.words}{q.after} — {q.outlet}" for q in because.quotes[:1]]
            quotes = "".join(f"<blockquote>{escape(words)}</blockquote>" for words in said)
            rows.append(f"<li>{escape(texts.reason(because.text))}{quotes}</li>")
        # Escaped already; a feed goes to readers that we do not know, so it is also held to a few plain tags.
        add_element(entry, "content", nh3.clean(f"<ul>{''.join(rows)}</ul>", tags=KEPT_TAGS)).set("type", "html")
    body: bytes = tostring(feed, encoding="utf-8", xml_declaration=True)
    return body


def add_element(parent: Element, name: str, words: str) -> Element:
    """Puts an element with words into another; what XML cannot hold is replaced."""
    made = SubElement(parent, name)
    made.text = re.sub(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", words)  # XML 1.0, 2.2
    return made


@router.get("/card/{name}")
def card(request: Request, name: str) -> Response:
    """A small page of one rumour for a frame elsewhere."""
    needs(request, "reader")
    shelf = house_of(request).shelf
    found = shelf.dossier(name)
    voices = voices_of(found)[:2]
    readings = shelf.readings({voice.article for voice in voices})
    quotes = [(voice, quote_at(readings, voice.article, voice.span)) for voice in voices]
    articles = len({report.article for report in found.rumour.reports})
    values = {"dossier": found, "quotes": quotes, "articles": articles, "changed": last_change(found)}
    return answer(request, lambda: render(request, "card.html.j2", **values))


@router.get("/oembed")
def oembed(
    request: Request,
    url: str,
    maxwidth: Annotated[int, Query(ge=1)] = CARD_WIDTH,
    maxheight: Annotated[int, Query(ge=1)] = CARD_HEIGHT,
    format: Literal["json"] = "json",
) -> Response:
    """What to put where somebody links to a dossier (oEmbed 1.0)."""
    needs(request, "reader")
    house = house_of(request)
    found = re.fullmatch(r"/rumours/([^/]+)", unquote(urlsplit(url).path).removeprefix(house.settings.prefix))
    if found is None:
        raise NotFound("no dossier has this address", where=url[:200])
    dossier = house.shelf.dossier(found[1])
    source = escape(absolute(request, f"/card/{dossier.rumour.id}"))
    width, height = min(maxwidth, CARD_WIDTH), min(maxheight, CARD_HEIGHT)
    title = escape(dossier.rumour.question)
    frame = f'<iframe src="{source}" width="{width}" height="{height}" title="{title}" loading="lazy"></iframe>'
    value = {
        "version": "1.0",
        "type": "rich",
        "provider_name": "ondit",
        "provider_url": absolute(request, "/"),
        "title": dossier.rumour.question,
        "width": width,
        "height": height,
        "html": frame,
    }
    return answer(request, lambda: json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"), "application/json")
