"""Pages of generated stories, and what a perfect reader and linker would make of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ondit.records import Article, Link, Reading, Report, Rumour, Span, Statement

_TAG = re.compile(r"</?[sc]>")


@dataclass
class Line:
    """One sentence with tags (<s> source, <c> content) and, if it is a statement, what it is."""

    tagged: str
    meta: dict[str, Any] | None = None


@dataclass
class Page:
    """One page of a story; ``relevant`` says that it reports on the rumour."""

    key: str
    outlet: str
    language: str
    at: datetime
    title: str
    lines: list[Line]
    kind: str
    relevant: bool = True
    shown_at: datetime | None = None  # what the page claims, where its clock is wrong
    undated: bool = False
    family: str = ""  # pages that share one text, copies and translations of each other
    byline: str | None = None
    first_line: str = ""  # before the text: "(AFP) -"
    last_line: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)

    @property
    def published(self) -> datetime | None:
        return None if self.undated else (self.shown_at or self.at)


@dataclass
class Story:
    """Pages and truth. ``edges`` are (echo, article key or outlet); ``allowed`` are true as well but may be missed.

    ``kinds`` says of each edge what evidence was put in. ``statuses`` are (from when, name), in order of time.
    """

    seed: int
    pages: list[Page]
    parties: tuple[str, str]
    wording: str
    edges: set[tuple[str, str]]
    allowed: set[tuple[str, str]]
    kinds: dict[tuple[str, str], set[str]]
    origins: int
    statuses: list[tuple[datetime, str]]
    happened: bool = False

    def articles(self) -> list[Article]:
        """The pages as articles, in order of time."""
        return [self.reading(page)[0].article for page in sorted(self.pages, key=lambda p: (p.at, p.key))]

    def records(self) -> tuple[Rumour, dict[str, Reading]]:
        """The rumour and readings as a perfect reader and linker would give them."""
        reports: list[Report] = []
        readings: dict[str, Reading] = {}
        for page in self.pages:
            reading, found = self.reading(page)
            readings[page.key] = reading
            if page.relevant:
                reports += found
        question = f"{self.wording}?"
        return Rumour(f"s{self.seed}", question, self.parties, tuple(reports), wording=self.wording), readings

    def reading(self, page: Page) -> tuple[Reading, list[Report]]:
        """One page as a reading with its reports."""
        text, statements, reports = page.title + "\n\n", [], []
        paragraphs: list[Span] = []
        for place, line in enumerate(page.lines):
            start = len(text)
            lead = page.first_line if place == 0 else ""
            plain, spans = untag(line.tagged, start + len(lead))
            text += lead + plain
            sentence = (start, len(text))
            paragraphs.append(sentence)
            text += "\n\n" if place % 2 == 0 else " "
            if line.meta is not None:
                statements.append(_statement(line.meta, spans, sentence))
                reports.append(_report(page, len(statements) - 1, line.meta, spans, sentence))
        text = (text.rstrip() + "\n\n" + page.last_line).rstrip()
        links = tuple(Link(url, words, _place(text, words)) for words, url in page.links)
        article = Article(
            page.key,
            text,
            page.language,
            page.title,
            (0, len(page.title)),
            tuple(paragraphs),
            page.byline,
            page.outlet,
            page.key,
            page.published,
            None,
            links,
        )
        return Reading(article, tuple(statements)), reports


def untag(tagged: str, start: int) -> tuple[str, dict[str, Span]]:
    """A sentence without its tags, and where the tagged parts stand."""
    plain, spans, opened, last = "", {}, {}, 0
    for tag in _TAG.finditer(tagged):
        plain += tagged[last : tag.start()]
        last = tag.end()
        name = tag.group().strip("</>")
        if tag.group().startswith("</"):
            spans[name] = (start + opened[name], start + len(plain))
        else:
            opened[name] = len(plain)
    return plain + tagged[last:], spans


def _statement(meta: dict[str, Any], spans: dict[str, Span], sentence: Span) -> Statement:
    deny = "deny" if meta["stance"] == "denies" else "affirm"
    return Statement(
        spans.get("s"),
        None,
        (spans["c"],),
        sentence,
        polarity=meta.get("polarity", deny),
        source_kind=meta["kind"],
        source_name=meta.get("name"),
        channel=meta.get("channel", ()),
    )


def _report(page: Page, index: int, meta: dict[str, Any], spans: dict[str, Span], sentence: Span) -> Report:
    return Report(
        page.key,
        index,
        meta["stance"],
        meta.get("role", "other"),
        (spans["c"],),
        meta.get("name"),
        meta["kind"],
        page.outlet,
        meta.get("scope", "whole"),
        page.published,
        page.at + timedelta(minutes=20),
        meta.get("retracts", False),
        meta.get("polarity"),
    )


def _place(text: str, words: str) -> Span | None:
    start = text.find(words)
    return (start, start + len(words)) if start >= 0 else None
