"""An HTML page to an Article: the stages of this package in their order."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from ondit.errors import NotAPage
from ondit.page import blocks, body, furniture, markup, metadata
from ondit.page.assemble import Facts, Paragraph, assemble
from ondit.page.language import language_of
from ondit.records import Article, Link

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def article_from_html(
    text: str, *, key: str, url: str | None, sha256: str | None, said: Facts | None = None
) -> Article:
    """The article that an HTML page holds; what is ``said`` of it elsewhere (in a mail's headers) goes first.

    Raises NotAPage where no text is found, TooLarge over a cap.
    """
    tree = markup.parse(text, where=key)
    facts = metadata.facts_of(tree, url)
    if said is not None:
        facts = replace(facts, **{f.name: value for f in fields(said) if (value := getattr(said, f.name))})
    paragraphs, related = _paragraphs(tree, facts, facts.url or url, None)
    if not paragraphs:
        remedy = "save the article's own page, with its text in it"
        raise NotAPage("no article text found in this page", where=key, remedy=remedy)
    language = language_of("\n".join(p.text for p in paragraphs), facts.declared_language)
    return assemble(paragraphs, facts, key=facts.url or key, language=language, related=related, sha256=sha256)


def body_of_html(text: str, *, chooser: body.Chooser | None = None) -> str:
    """The paragraphs of an HTML page, a line each: what the benchmark of article bodies compares."""
    tree = markup.parse(text, where="page")
    paragraphs, _ = _paragraphs(tree, metadata.facts_of(tree, None), None, chooser)
    return "\n".join(paragraph.text for paragraph in paragraphs)


def _paragraphs(
    tree: HtmlElement, facts: Facts, address: str | None, chooser: body.Chooser | None
) -> tuple[list[Paragraph], list[Link]]:
    found = blocks.blocks_of(tree)
    chosen = body.choose(tree, found, title=facts.title, chooser=chooser)
    return _without_furniture(found, chosen, facts.title, _base(tree, address))


def _without_furniture(
    found: list[blocks.Block], chosen: set[int], title: str | None, base: str | None
) -> tuple[list[Paragraph], list[Link]]:
    """Paragraphs and related headlines. Labels are looked for in all blocks of the article's stretch of the page."""
    if not chosen:
        return [], []
    first, last = min(chosen), max(chosen)
    stretch = found[first : last + 40]
    lines = [
        furniture.Line(
            text=block.text,
            run=i,
            linked=block.linked >= 0.8 * len(block.text),
            heading=block.tag in body.HEADINGS,
            href=block.anchors[0].href if block.anchors else None,
        )
        for i, block in enumerate(stretch)
    ]
    sorted_out = furniture.sort_out(lines)
    kept = [stretch[i] for i in sorted_out.kept if stretch[i].order in chosen]
    # In a page another story's headline is a link; a line without one behind "Most read" is a footer's.
    related = [
        Link(address, headline)
        for i, headline in sorted_out.related
        if (address := _address(lines[i].href, base) or "") or headline != lines[i].text
    ]
    kept = _without_head_lines(kept)
    bare_title = _bare(title or "")
    paragraphs = [
        Paragraph(block.text, _links(block, base))
        for block in kept
        if not bare_title or _bare(block.text) != bare_title
    ]
    return paragraphs, list(dict.fromkeys(related))


def _without_head_lines(kept: list[blocks.Block]) -> list[blocks.Block]:
    """``kept`` without bylines and datelines ("Publié le 3 mai 2025") before the first running text."""
    first = next((i for i, block in enumerate(kept) if furniture.is_prose(block.text)), 0)
    return [block for i, block in enumerate(kept) if i >= first or not furniture.is_head_line(block.text)]


def _links(block: blocks.Block, base: str | None) -> tuple[Link, ...]:
    return tuple(
        Link(address, block.text[anchor.start : anchor.end], (anchor.start, anchor.end))
        for anchor in block.anchors
        if (address := _address(anchor.href, base)) is not None
    )


def _address(href: str | None, base: str | None) -> str | None:
    """An absolute http(s) address, or None for anything else (fragment, mail, script, relative without a base)."""
    if not href or href.strip().startswith("#"):
        return None
    try:
        address = urljoin(base, href.strip()) if base else href.strip()
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def _base(tree: HtmlElement, url: str | None) -> str | None:
    element = tree.find(".//base[@href]")
    if element is None:
        return url
    try:
        return urljoin(url or "", element.get("href") or "") or url
    except ValueError:
        return url


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
