"""The articles of a rumour as tracing looks at them: who carries it, when, and which words are about the rumour."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ondit.reading.found import overlap
from ondit.reading.lexicon import lexicon
from ondit.records import Article, Evidence, Reading, Report, Rumour, Span, Stance, Statement
from ondit.tracing.publishers import outlet_of
from ondit.tracing.sentences import sentences
from ondit.tracing.words import words_of_all_texts

_TERM = re.compile(r"[^\W\d_]{4,}")
_STEM = 5
_FIGURE = re.compile(r"\d(?:\d|[.,\u00a0\u202f ](?=\d{3}(?!\d))){2,}")  # of three digits and more
_SHORT = re.compile(r"(?<![\d.,])\d\d(?![\d.,]\d|\d)")


@dataclass(frozen=True)
class Node:
    """One article of the rumour. ``about`` are the spans whose words concern the rumour, with the stance of each.

    ``time`` is when it was published, else None; ``seen`` when the desk saw it.
    """

    key: str
    reading: Reading
    outlet: str | None
    time: datetime | None
    seen: datetime | None
    reports: tuple[Report, ...]
    about: tuple[tuple[Span, Stance], ...] = ()

    @property
    def article(self) -> Article:
        return self.reading.article

    @property
    def text(self) -> str:
        return self.reading.article.text

    @property
    def updated(self) -> datetime | None:
        return self.reading.article.updated

    @property
    def claim_spans(self) -> tuple[Span, ...]:
        """The title and the words of the claim itself: all who carry the rumour say them in much the same way."""
        title = (self.article.title_span,) if self.article.title_span else ()
        return (*title, *(span for report in self.reports for span in report.proof))

    @property
    def stances(self) -> frozenset[Stance]:
        return frozenset(report.stance for report in self.reports)

    def statement(self, report: Report) -> Statement | None:
        """The statement of a report, None where the article as a whole reports."""
        if report.statement is None or report.statement >= len(self.reading.statements):
            return None
        return self.reading.statements[report.statement]


@dataclass(frozen=True)
class Topic:
    """What the rumour is about, as words: names of its parties and the longer words of its wordings."""

    parties: tuple[str, ...]
    terms: frozenset[str] = field(default_factory=frozenset)
    figures: frozenset[str] = field(default_factory=frozenset)  # of two digits: they say something beside other words


@dataclass(frozen=True)
class Clue:
    """One piece of evidence that ``echo`` took the news from ``article`` (a key) or ``outlet`` (a name).

    ``of`` are the stances that the piece speaks for: a citation beside a denial says where the denial is from.
    ``weight`` in [0, 1] says how sure such a piece is by itself. ``bare`` is the name of an outlet without a word of
    reporting: it counts where that outlet has an earlier article here.
    """

    echo: str
    evidence: Evidence
    article: str | None = None
    outlet: str | None = None
    of: frozenset[Stance] = frozenset({"supports"})
    weight: float = 1.0
    bare: bool = False


def terms_of(text: str) -> frozenset[str]:
    """The words of a text that say what it is about: long ones, not of grammar nor of measures, and figures."""
    told = frozenset(_TERM.findall(text.casefold())) - words_of_all_texts()
    return told | {re.sub(r"\D", "", figure) for figure in _FIGURE.findall(text)}


def topic_of(rumour: Rumour) -> Topic:
    """The words by which a sentence is known to speak about the rumour."""
    said = " ".join(
        [rumour.wording, rumour.question, rumour.predicate, *(question for _, question in rumour.questions)]
    )
    names = {word for party in rumour.parties for word in _TERM.findall(party.casefold())}
    return Topic(rumour.parties, terms_of(said) - names, frozenset(_SHORT.findall(said)))


def nodes_of(rumour: Rumour, readings: Mapping[str, Reading]) -> dict[str, Node]:
    """One node for every article that reports on the rumour and is here, by key, in order of key.

    Articles that hold nothing but context about the parties are not part of the trace.
    """
    reports: dict[str, list[Report]] = {}
    for report in rumour.reports:
        if report.article in readings:
            reports.setdefault(report.article, []).append(report)
    return {key: _node(key, readings[key], tuple(reports[key])) for key in sorted(reports)}


def _node(key: str, reading: Reading, reports: tuple[Report, ...]) -> Node:
    article = reading.article
    times = [report.published for report in reports if report.published] or (
        [article.published] if article.published else []
    )
    seen = [report.seen for report in reports if report.seen]
    outlet = outlet_of(article, next((report.outlet for report in reports if report.outlet), None))
    return Node(
        key,
        reading,
        outlet,
        min(times) if times else None,
        min(seen) if seen else None,
        reports,
        _about(reading, reports),
    )


def _about(reading: Reading, reports: tuple[Report, ...]) -> tuple[tuple[Span, Stance], ...]:
    about: list[tuple[Span, Stance]] = []
    for report in reports:
        if report.stance == "context" and report.polarity != "decline":
            continue
        if report.statement is not None and report.statement < len(reading.statements):
            about.append((reading.statements[report.statement].sentence, report.stance))
        about.extend((span, report.stance) for span in report.proof)
    return tuple(dict.fromkeys(about))


def relevance(node: Node, topic: Topic, sentence: Span, news: re.Pattern[str]) -> tuple[float, frozenset[Stance]]:
    """How surely a sentence speaks about the rumour, in [0, 1], and for which stances it speaks."""
    inside = frozenset(stance for span, stance in node.about if overlap(span, sentence))
    if inside:
        return 1.0, inside
    said = node.text[sentence[0] : sentence[1]]
    if news.search(said):
        return 0.9, frozenset({"supports"})
    terms = terms_of(said)
    named = any(_names(party, terms) for party in topic.parties)
    if named and len(terms & topic.terms) >= 2:
        return 0.8, frozenset({"supports"})
    order = sentences(node.text)
    here = order.index(sentence) if sentence in order else -1
    beside = [order[i] for i in (here - 1, here + 1) if here >= 0 and 0 <= i < len(order)]
    near = frozenset(stance for span, stance in node.about for other in beside if overlap(span, other))
    if near and (named or _stems(terms) & _stems(topic.terms) or topic.figures & set(_SHORT.findall(said))):
        return 0.6, near
    # "Corvane declines to comment on a sale. The Gazette said that the two sides discuss a price.", and with a sentence
    # about a paper between; "It began with a memo in the Gazette. Corvane is said to be for sale."
    back = 2 if here > 1 and _speaks_of_press(node, order[here - 1]) else 1
    beyond = [*order[max(here - back, 0) : max(here, 0)], *(order[2:3] if here == 1 else ())]
    goes_on = frozenset(stance for span, stance in node.about if any(overlap(span, other) for other in beyond))
    if goes_on:
        return 0.5, goes_on
    return 0.0, frozenset()


def _speaks_of_press(node: Node, sentence: Span) -> bool:
    """Whether a sentence has a noun for an outlet: "Le quotidien cite deux grossistes"."""
    known = lexicon(node.article.language)
    said = _TERM.findall(node.text[slice(*sentence)].casefold())
    return any("outlet" in known.nouns.get(known.noun(word) or "", ()) for word in said)


def _stems(terms: frozenset[str]) -> frozenset[str]:
    """Words cut to where most of their inflected and derived forms still agree ("fermer", "fermetures")."""
    return frozenset(term[:_STEM] for term in terms)


def on_topic(node: Node, topic: Topic, sentence: Span) -> bool:
    """Whether a sentence names a party or takes up the words of the rumour."""
    terms = terms_of(node.text[slice(*sentence)])
    return bool(terms & topic.terms) or any(_names(party, terms) for party in topic.parties)


def claim_sentences(node: Node, topic: Topic) -> tuple[Span, ...]:
    """Sentences that name two parties or more: whoever carries the rumour has them, in much the same words."""
    found = []
    for sentence in sentences(node.text):
        terms = terms_of(node.text[slice(*sentence)])
        if sum(_names(party, terms) for party in topic.parties) >= 2:
            found.append(sentence)
    return tuple(found)


def _names(party: str, terms: frozenset[str]) -> bool:
    return any(word in terms for word in _TERM.findall(party.casefold()))
