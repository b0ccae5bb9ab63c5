"""Words that an article recalls with their date: "late in 2024 the head of Corvane had praised Ostrel's van".

They show what somebody thought then; they are no support of what is rumoured now.
"""

from __future__ import annotations

import re
from datetime import timedelta

from ondit.linking.dates import dates_in
from ondit.records import Reading, Statement

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


def _ends(value: str) -> str:
    """The last day that a date value allows, to compare as text; a value of fewer parts ends late in its span."""
    last = value.split("/")[-1]
    return last + {4: "-12-31", 7: "-31"}.get(len(last), "")
