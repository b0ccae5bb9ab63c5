"""Details as each report gives them, side by side: sums and numbers as said, dates resolved, places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ondit.linking.dates import dates_in
from ondit.linking.names import canonical
from ondit.linking.sums import sums_in
from ondit.records import Detail, Reading, Report, Span, Statement


def details_of(readings: Sequence[Reading], reports: Sequence[Report]) -> tuple[Detail, ...]:
    """Details in what the reports' statements say (an article-level report: its whole proof), context left out."""
    by_key = {r.article.key: r for r in readings}
    found: dict[tuple[str, str, Span], Detail] = {}
    for report in reports:
        if report.stance == "context":
            continue
        reading = by_key[report.article]
        statement = None if report.statement is None else reading.statements[report.statement]
        spans = statement.content if statement is not None else report.proof
        for start, end in spans:
            for kind, value, span in _in_span(reading, statement, start, end):
                said = reading.article.text[span[0] : span[1]]
                detail = Detail(kind, value, said, report.article, span, report.source_name)
                found.setdefault((report.article, kind, span), detail)
    return tuple(found.values())


def _in_span(reading: Reading, statement: Statement | None, start: int, end: int) -> Iterator[tuple[str, str, Span]]:
    article = reading.article
    yield from sums_in(article.text, article.language, start, end)
    published = article.published.date() if article.published else None
    future = statement is not None and statement.tense == "future"
    for value, span in dates_in(article.text, article.language, published, start, end, future=future):
        yield "date", value, span
    for entity in reading.entities:
        if entity.kind == "place":
            for a, b in entity.mentions:
                if start <= a and b <= end:
                    yield "place", canonical(entity.name), (a, b)
