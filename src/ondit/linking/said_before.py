"""Words that an article recalls with their date: "late in 2024 the head of Corvane had praised Ostrel's van".

They show what somebody thought then; they are no support of what is rumoured now. Likewise a denial that is recalled.
"""

from __future__ import annotations

import re
from datetime import timedelta

from ondit.linking.dates import dates_in
from ondit.records import Reading, Span, Statement

LONG_AGO = timedelta(days=60)
_FULL = re.compile(r"\d{4}")


def said_long_before(statement: Statement, reading: Reading) -> bool:
    """Whether a date beside the content says that it was said long before the article: over two months, or, in one
    without a date, in a year that is named at all (what is new is told without its year)."""
    article = reading.article
    today = article.published.date() if article.published else None
    start, end = statement.sentence
    for value, span in dates_in(article.text, article.language, today, start, end):
        if any(a < span[1] and span[0] < b for a, b in statement.content) or not _FULL.match(value):
            continue
        if today is None or _ends(value) < (today - LONG_AGO).isoformat():
            return True
    return False


def recalled_by_who_said_it(statement: Statement, reading: Reading) -> bool:
    """Whether a denial without words of its own is recalled by whoever gave it, in a quotation that says something
    else: "I denied it too soon: yes, the workshop goes", she said."""
    if statement.polarity != "deny" or statement.cue is None:
        return False
    for other in reading.statements:
        if other is statement or other.quote == "indirect" or other.source_name != statement.source_name:
            continue
        if _within(statement.cue, other) and not any(_within(span, other) for span in statement.content):
            return other.polarity == "affirm"
    return False


def _within(span: Span, statement: Statement) -> bool:
    return any(a <= span[0] and span[1] <= b for a, b in statement.content)


def _ends(value: str) -> str:
    """The last day that a date value allows, to compare as text; a value of fewer parts ends late in its span."""
    last = value.split("/")[-1]
    return last + {4: "-12-31", 7: "-31"}.get(len(last), "")
