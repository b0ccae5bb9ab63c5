"""Words that an article looks back on: a denial or a confirmation that was given before, and is no news in it.

"Corvane confirms the purchase, less than two weeks after telling this newspaper that there were no talks": the denial
stands in an article of today and is not of today. Three signs, all beside the content, never in it: the verb is set
back in time ("had denied", "after telling"), an adverb does it ("last week"), or a date before the article's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise

from ondit.linking.dates import dates_in
from ondit.reading.found import overlap
from ondit.records import Recalled, Span, Statement
from ondit.tracing.nodes import Node
from ondit.tracing.words import words

FRESH = timedelta(days=2)
"""A word said up to so long before the article is its news: dailies print on the next day, and time zones differ."""

_PAUSE = re.compile(r"[,;:–—]")
_DAY = re.compile(r"\d{4}-\d\d-\d\d$")


def recalled_words(nodes: Mapping[str, Node]) -> tuple[Recalled, ...]:
    """The denials and confirmations in the parties' or an authority's own name that are only looked back on."""
    found: list[Recalled] = []
    for key in sorted(nodes):
        node = nodes[key]
        for report in node.reports:
            statement = node.statement(report)
            if statement is None or report.statement is None or report.role not in ("principal", "authority"):
                continue
            if report.stance not in ("denies", "confirms"):
                continue
            back, at = looks_back(node, statement)
            if back:
                found.append(Recalled(key, report.statement, at))
    return tuple(dict.fromkeys(found))


def looks_back(node: Node, statement: Statement) -> tuple[bool, datetime | None]:
    """Whether the words beside the content set the saying back in time, and to when, if they say."""
    lexicon = words(node.article.language)
    said = _said_on(node, statement)
    if said is not None and node.time is not None:
        if node.time.date() - said >= FRESH:
            return True, datetime.combine(said, time(23, 59), UTC)
        return False, None  # it names the day, and that is today or yesterday
    if any(lexicon.back_then.search(node.text[a:b]) for a, b in _beside(node, statement)):
        return True, None
    if statement.cue is None:
        return False, None
    before = node.text[max(statement.sentence[0], statement.cue[0] - 40) : statement.cue[1]]
    return bool(_right_before(node.article.language).search(before)), None


@cache
def _right_before(language: str) -> re.Pattern[str]:
    """One of the words that set a verb back, at most two words before the cue's last one."""
    return re.compile(rf"(?:{words(language).looks_back.pattern})(?!\w)(?:\s+\w+){{1,3}}$", re.IGNORECASE)


def _said_on(node: Node, statement: Statement) -> date | None:
    """The day on which it was said, where the words around the cue give one that is not after the article's."""
    if node.time is None:
        return None
    today = node.time.date()
    for start, end in _beside(node, statement):
        for value, _ in dates_in(node.text, node.article.language, today, start, end):
            if _DAY.match(value) and date.fromisoformat(value) <= today:
                return date.fromisoformat(value)
    return None


def _beside(node: Node, statement: Statement) -> list[Span]:
    """The words around the cue that are not content: its own clause, and an adverb that opens the sentence."""
    start, end = statement.sentence
    edges = sorted({start, end, *(place for span in statement.content for place in span if start <= place <= end)})
    parts = [(a, b) for a, b in pairwise(edges) if not any(overlap((a, b), span) for span in statement.content)]
    if statement.cue is None:
        return parts
    clauses = [clause for part in parts for clause in _clauses(node.text, part)]
    opens = [clause for clause in clauses[:1] if clause[0] == start and len(node.text[slice(*clause)].split()) <= 4]
    return [clause for clause in clauses if overlap(clause, statement.cue) or clause in opens]


def _clauses(text: str, part: Span) -> Iterator[Span]:
    last = part[0]
    for mark in _PAUSE.finditer(text, *part):
        yield last, mark.end()
        last = mark.end()
    if last < part[1]:
        yield last, part[1]
