"""Sourcing of an outlet's own: unnamed sources that spoke to it, a document that it has seen, an interview.

Two grades. *Claimed*: the words say that it is the outlet's own ("told the Gazette", "nos informations"), or a witness
speaks with a name. *Plain*: a source is given, and nothing says through whom ("people close to the talks say"); that is
the outlet's own only where the article names nobody else from whom it has the news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ondit.reading.found import overlap
from ondit.reading.wording import word_set
from ondit.records import Report, Span, Statement
from ondit.tracing.citations import before_name
from ondit.tracing.nodes import Node, Topic, relevance
from ondit.tracing.outlet_mentions import OutletNames
from ondit.tracing.publishers import same_outlet
from ondit.tracing.sentences import sentence_at, sentences
from ondit.tracing.speakers import in_own_name
from ondit.tracing.words import words

_NAMED = frozenset({"person", "organisation", "official"})
_SPEAKERS = frozenset({"anonymous", "document"}) | _NAMED

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Sourcing:
    """What an article shows of its own sourcing for the rumour: ``claimed`` and ``plain`` words, as spans."""

    claimed: tuple[Span, ...] = ()
    plain: tuple[Span, ...] = ()


def own_sourcing(node: Node, topic: Topic, names: OutletNames, borrowed: Sequence[Span]) -> Sourcing:
    """The article's own sourcing in support of the rumour. ``borrowed`` are spans of text copied from another."""
    claimed = [span for span in _claimed(node, topic, names) if not any(overlap(span, other) for other in borrowed)]
    plain: list[Span] = []
    answered = any(r.stance in ("denies", "confirms") and in_own_name(r) for r in node.reports)
    for report in node.reports:
        statement = node.statement(report)
        if statement is None or report.stance != "supports" or not _speaks_for_itself(node, report, statement):
            continue
        # An article whose news is a party's answer looks back on the rumour through whoever else speaks in it, and has
        # the papers that the party gave out ("according to a joint statement"), not one that it alone has seen.
        given_out = statement.source_kind == "document" and not statement.channel
        if answered and (statement.source_kind in _NAMED or given_out):
            continue
        if statement.source_kind in _NAMED and not _is_told(node, statement):
            continue
        # A copied sentence brings its source along; only what the echo added is its own.
        if any(overlap(statement.sentence, other) for other in borrowed) or _names_another(node, statement, names):
            continue
        if _as_a_witness(node, statement):
            claimed.append(statement.source or statement.sentence)
        plain.append(statement.source or statement.sentence)
    return Sourcing(tuple(dict.fromkeys(claimed)), tuple(dict.fromkeys(plain)))


def _as_a_witness(node: Node, statement: Statement) -> bool:
    """Whether somebody with a name says in direct speech what they were told or saw themselves ("we were shown the
    plan"): the outlet has that from them, and not from whom it cites."""
    if statement.quote != "direct" or statement.source_kind not in ("person", "official") or not statement.source_name:
        return False
    first = word_set(node.article.language, "sources", "speaker")
    said = (word for a, b in statement.content for word in _WORD.findall(node.text[a:b].casefold()))
    return any(word in first for word in said)


def _is_told(node: Node, statement: Statement) -> bool:
    """Whether the article says who spoke, with a name or a description: "she" says nothing of it."""
    if statement.source_name and statement.source_name[:1].isupper():
        return True
    return statement.source is not None and len(node.text[slice(*statement.source)].split()) > 1


def _speaks_for_itself(node: Node, report: Report, statement: Statement) -> bool:
    own_channel = all(same_outlet(name, node.outlet) for name in statement.channel)
    if statement.source_kind == "outlet":
        return bool(statement.source_name) and same_outlet(statement.source_name, node.outlet)
    return own_channel and statement.source_kind in _SPEAKERS and report.role != "principal"


def _names_another(node: Node, statement: Statement, names: OutletNames) -> bool:
    start, end = statement.sentence
    return any(not same_outlet(m.outlet, node.outlet) for m in names.mentions(node.text[start:end], node.outlet))


def _claimed(node: Node, topic: Topic, names: OutletNames) -> list[Span]:
    """Sentences about the rumour (or beside one) whose words say that the sourcing is the outlet's own."""
    text, lexicon = node.text, words(node.article.language)
    found: list[Span] = []
    ours = [m for m in names.mentions(text, node.outlet) if same_outlet(m.outlet, node.outlet)]
    for place in sentences(text):
        said = text[place[0] : place[1]]
        if lexicon.not_own.search(said) or not _supports(node, topic, place):
            continue
        if match := lexicon.own_we.search(said):
            found.append((place[0] + match.start(), place[0] + match.end()))
    for mention in ours:
        span = mention.span
        place = sentence_at(text, span[0])
        before = before_name(text, place[0], mention)
        after = text[span[1] : place[1]]
        if lexicon.not_own.search(text[place[0] : place[1]]) or not _supports(node, topic, place):
            continue
        if lexicon.own_before.search(before) or lexicon.own_after.match(after):
            found.append(span)
    return found


def _supports(node: Node, topic: Topic, place: Span) -> bool:
    # "There is no offer, she told the Gazette": what the outlet has of its own is an answer, whatever its stance.
    if any(each.polarity != "affirm" and overlap(each.sentence, place) for each in node.reading.statements):
        return False
    sure, stances = relevance(node, topic, place, words(node.article.language).news)
    return sure >= 0.6 and "supports" in stances
