"""Title, byline, outlet, canonical address and times of a page, from what it declares and what it shows."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from ondit.page import declared
from ondit.page.assemble import Facts
from ondit.page.dates import moment, zone_of
from ondit.page.furniture import byline_in, dated_line
from ondit.page.whitespace import one_line
from ondit.records import Link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.html import HtmlElement

_PUBLISHED = (
    "article:published_time og:article:published_time article.published datepublished publishdate publish-date "
    "pubdate parsely-pub-date sailthru.date dc.date.issued dcterms.created dcterms.date dc.date date.issued "
    "originalpublicationdate article_date_original cxenseparse:recs:publishtime date"
).split()
_UPDATED = (
    "article:modified_time og:article:modified_time og:updated_time datemodified lastmod last-modified "
    "dcterms.modified dc.date.modified article.updated revision_date"
).split()
_OUTLETS = "og:site_name application-name dc.publisher publisher twitter:app:name:iphone".split()
_AUTHORS = "author article:author dc.creator parsely-author sailthru.author byl citation_author twitter:creator".split()
_SEPARATORS = re.compile(r"\s+[|•·–—-]\s+|\s*[|»]\s*")
_VISIBLE_BYLINE = re.compile(r"\b(byline|by-line|author|auteur|signature|article__author|writer)", re.I)
_MAX_BYLINE = 150


def facts_of(tree: HtmlElement, url: str | None) -> Facts:
    """What the page declares and shows about its article. ``url`` is where it was fetched from, if it was."""
    metas, ld = declared.metas(tree), declared.article_ld(tree)
    outlet = _outlet(metas, ld, url)
    canonical = canonical_url(tree, metas, ld, url)
    address = canonical
    elsewhere: tuple[Link, ...] = ()
    if url and canonical and site_of(canonical) != site_of(url):
        # A copy that names another site as its original stays an article of its own; the tie is kept as a link.
        address, elsewhere = without_fragment(url), (Link(canonical, ""),)
    elif url and not canonical:
        address = without_fragment(url)
    published, updated = times(tree, metas, ld)
    return Facts(
        title=_title(tree, metas, ld, outlet),
        byline=_byline(tree, metas, ld, outlet),
        outlet=outlet or (urlsplit(address).hostname if address else None),
        url=address,
        published=published,
        updated=updated if updated is None or published is None or updated >= published else None,
        declared_language=_language(tree, metas, ld),
        other_links=elsewhere,
    )


def canonical_url(
    tree: HtmlElement, metas: Mapping[str, list[str]], ld: Mapping[str, Any], url: str | None
) -> str | None:
    """The address that the page gives itself, absolute, without fragment; None where there is none."""
    said: list[Any] = [
        element.get("href")
        for element in tree.iter("link")
        if "canonical" in (element.get("rel") or "").lower().split()
    ]
    entity = ld.get("mainEntityOfPage")
    said += metas.get("og:url", [])
    said += [entity.get("@id") if isinstance(entity, dict) else entity, ld.get("url")]
    for candidate in said:
        if not isinstance(candidate, str) or not candidate.strip() or len(candidate) > 2000:
            continue
        address = _absolute(candidate.strip(), url)
        # A home page as canonical address is a template's mistake: no article lives there.
        if address and urlsplit(address).path.strip("/"):
            return without_fragment(address)
    return None


def times(
    tree: HtmlElement, metas: Mapping[str, list[str]], ld: Mapping[str, Any]
) -> tuple[datetime | None, datetime | None]:
    """Published and updated, aware, in UTC. A time without zone is read in the zone that the page's others carry."""
    published = [ld.get("datePublished"), *(v for name in _PUBLISHED for v in metas.get(name, []))]
    updated = [ld.get("dateModified"), *(v for name in _UPDATED for v in metas.get(name, []))]
    shown = _time_elements(tree)
    published += [value for value, is_update in shown if not is_update]
    updated += [value for value, is_update in shown if is_update]
    zone = next((z for value in (*published, *updated) if (z := zone_of(value)) is not None), None)
    first = _best([moment(value, zone=zone) for value in published])
    if first is None:
        first = _shown_in_words(tree)
    return first, next((m for value in updated if (m := moment(value, zone=zone)) is not None), None)


def _best(moments: list[datetime | None]) -> datetime | None:
    """The first that tells the hour, else the first."""
    known = [m for m in moments if m is not None]
    same_day = [m for m in known if abs((m - known[0]).total_seconds()) < 86400 * 1.5]
    return next((m for m in same_day if (m.hour, m.minute, m.second) != (0, 0, 0)), known[0] if known else None)


def _time_elements(tree: HtmlElement) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    for element in tree.iter("time", "span", "div", "p", "meta"):
        said = element.get("datetime") or (element.get("content") if element.get("itemprop") else None)
        prop = (element.get("itemprop") or "").lower()
        if not said or (element.tag != "time" and prop not in ("datepublished", "datemodified", "datecreated")):
            continue
        if any(parent.tag in ("aside", "footer", "nav") for parent in element.iterancestors()):
            continue
        marks = f"{prop} {element.get('class') or ''}".lower()
        found.append((said, bool(re.search(r"modif|update|maj\b", marks))))
        if len(found) >= 6:
            break
    return found


def _shown_in_words(tree: HtmlElement) -> datetime | None:
    for element in tree.iter("time", "p", "span", "div"):
        text = one_line(element.text_content()) if len(element) < 4 else ""
        if 6 <= len(text) <= 120 and (shown := dated_line(text)) is not None:
            return shown
    return None


def _title(tree: HtmlElement, metas: Mapping[str, list[str]], ld: Mapping[str, Any], outlet: str | None) -> str | None:
    heads = [text for h1 in tree.iter("h1") if 0 < len(text := one_line(h1.text_content())) <= 400]
    told = [*metas.get("og:title", [])[:1], *_strings(ld.get("headline")), *metas.get("twitter:title", [])[:1]]
    element = tree.find(".//head/title")
    if element is None:
        element = tree.find(".//title")
    if element is not None and element.text:
        told.append(one_line(element.text))
    told = [clean for text in told if (clean := without_outlet(one_line(text), outlet))]
    best = max(heads, key=lambda head: max((_overlap(head, text) for text in told), default=0.0), default=None)
    if best is not None and (not told or max(_overlap(best, text) for text in told) >= 0.5):
        return best
    if told:
        return told[0]
    return heads[0] if heads else None


def without_outlet(title: str, outlet: str | None) -> str:
    """``title`` without the outlet's name behind a bar or dash at its end ("Some headline | The Paper")."""
    parts = [match for match in _SEPARATORS.finditer(title)]
    if not parts:
        return title
    head, tail = title[: parts[-1].start()], title[parts[-1].end() :]
    if outlet and (_bare(tail) in _bare(outlet) or _bare(outlet) in _bare(tail)):
        return without_outlet(head, outlet)
    return head if title[parts[-1].start() : parts[-1].end()].strip() == "|" and len(tail.split()) <= 4 else title


def _outlet(metas: Mapping[str, list[str]], ld: Mapping[str, Any], url: str | None) -> str | None:
    names = [*metas.get("og:site_name", []), *declared.names_in(ld.get("publisher"))]
    names += [value for name in _OUTLETS[1:] for value in metas.get(name, [])]
    return next((name for name in names if len(name) <= 80 and not name.startswith("http")), None)


def _byline(tree: HtmlElement, metas: Mapping[str, list[str]], ld: Mapping[str, Any], outlet: str | None) -> str | None:
    told = [*dict.fromkeys([*declared.names_in(ld.get("author")), *declared.names_in(ld.get("creator"))])]
    if not told:
        said = [v for name in _AUTHORS for v in metas.get(name, []) if not v.startswith(("http", "@"))]
        told = said[:1]
    line = ", ".join(told)[:_MAX_BYLINE] or None
    shown = _visible_byline(tree)
    if shown is None:
        return line
    if line is None or _bare(line) == _bare(outlet or "") or all(_bare(name) in _bare(shown) for name in told):
        return shown
    return line


def _visible_byline(tree: HtmlElement) -> str | None:
    for element in tree.iter("address", "a", "span", "div", "p", "li"):
        marks = f"{element.get('class') or ''} {element.get('rel') or ''} {element.get('itemprop') or ''}"
        if element.tag != "address" and not _VISIBLE_BYLINE.search(marks):
            continue
        if any(parent.tag in ("aside", "footer", "nav") for parent in element.iterancestors()):
            continue
        text = one_line(" ".join(element.itertext()))
        if 2 <= len(text) <= _MAX_BYLINE and (name := byline_in(text, marked=True)):
            return name
    return None


def _language(tree: HtmlElement, metas: Mapping[str, list[str]], ld: Mapping[str, Any]) -> str | None:
    root = tree.getroottree().getroot()
    said = [root.get("lang"), *metas.get("og:locale", []), *metas.get("content-language", []), ld.get("inLanguage")]
    return next((s.replace("_", "-") for s in said if isinstance(s, str) and s.strip()), None)


def site_of(url: str) -> str:
    """The registrable domain of an address ("news.example.co.uk" -> "example.co.uk"), else its host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    labels = host.split(".")
    if (
        len(labels) >= 3
        and len(labels[-1]) == 2
        and labels[-2] in ("co", "com", "org", "net", "gov", "ac", "gouv", "edu")
    ):
        return ".".join(labels[-3:])
    return ".".join(labels[-2:])


def without_fragment(url: str) -> str:
    """``url`` without fragment and without the parameters that only count readers (utm_…, fbclid, xtor)."""
    head = url.partition("#")[0]
    path, mark, query = head.partition("?")
    kept = [part for part in query.split("&") if part and not _COUNTERS.match(part)]
    return path + (mark + "&".join(kept) if kept else "")


_COUNTERS = re.compile(r"(utm_\w+|fbclid|gclid|xtor|at_\w+|ns_\w+|cmpid|ref_src|mc_[ce]id)=", re.I)


def _absolute(address: str, base: str | None) -> str | None:
    try:
        whole = urljoin(base, address) if base else address
        parts = urlsplit(whole)
        return whole if parts.scheme in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def _strings(value: Any) -> list[str]:
    return [value] if isinstance(value, str) and value.strip() else []


def _bare(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _overlap(one: str, other: str) -> float:
    first, second = set(re.findall(r"\w+", one.casefold())), set(re.findall(r"\w+", other.casefold()))
    return len(first & second) / max(1, min(len(first), len(second))) if len(first) > 1 or len(second) > 1 else 0.0
