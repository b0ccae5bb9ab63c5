"""Corrections of single reports: found again by their words, then put in place of what was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from difflib import SequenceMatcher
from typing import Any, get_args

from ondit import records
from ondit.errors import SettingError
from ondit.records import Correction, Reading, Report, Statement

LIKE = 0.6  # how alike (difflib's ratio) the content of a statement must be to be the one that was corrected
REMOVED = "removed"
CHOICES: dict[str, tuple[str, ...] | None] = {
    "stance": get_args(records.Stance),
    "role": get_args(records.Role),
    "scope": get_args(records.Scope),
    "source_kind": get_args(records.SourceKind),
    "polarity": get_args(records.Polarity),
    "certainty": get_args(records.Certainty),
    "source_name": None,
    "speaks_for": None,
    REMOVED: ("yes",),
}
_OF_REPORTS = frozenset(field.name for field in fields(Report))
_OF_STATEMENTS = frozenset(field.name for field in fields(Statement))


def checked(given: Mapping[str, str | None]) -> tuple[tuple[str, str], ...]:
    """The fields that were given, sorted. Raises SettingError for a name or value that makes no sense."""
    found = {name: " ".join(value.split()) for name, value in given.items() if value is not None}
    if not found:
        raise SettingError("nothing to correct", where="correct", remedy=f"give one of {', '.join(CHOICES)}")
    for name, value in found.items():
        choices = CHOICES.get(name, ())
        if name not in CHOICES or (choices is not None and value not in choices):
            allowed = ", ".join(CHOICES if name not in CHOICES else choices or ())
            raise SettingError(f"no {name}={value[:80]!r}", where="correct", remedy=f"use one of {allowed}")
        if not value or len(value) > 300:
            raise SettingError(f"{name} needs 1 to 300 characters", where="correct")
    return tuple(sorted(found.items()))


def anchor(report: Report, reading: Reading, given: tuple[tuple[str, str], ...]) -> Correction:
    """A correction of a report, with the words by which it is found again."""
    sentence, content = words_of(report, reading)
    return Correction(report.article, report.statement, sentence, content, given)


def words_of(report: Report, reading: Reading) -> tuple[str, str]:
    """The sentence and the content that a report rests on."""
    text = reading.article.text
    if report.statement is None:
        said = " ".join(text[a:b] for a, b in report.proof)
        return said, said
    statement = reading.statements[report.statement]
    return _sentence(statement, text), _content(statement, text)


def corrected_reports(
    reports: Sequence[Report], corrections: Iterable[Correction], readings: Mapping[str, Reading]
) -> tuple[Report, ...]:
    """The reports of a rumour after corrections, in their order."""
    found: list[Report | None] = list(reports)
    for correction in corrections:
        at = _which(reports, correction, readings)
        report = None if at is None else found[at]
        if at is None or report is None:
            continue
        values: dict[str, Any] = dict(correction.fields)
        found[at] = (
            None
            if REMOVED in values
            else replace(report, **{name: value for name, value in values.items() if name in _OF_REPORTS})
        )
    return tuple(report for report in found if report is not None)


def corrected_reading(reading: Reading, corrections: Iterable[Correction]) -> Reading:
    """The reading with its statements corrected; the very same one where nothing is."""
    statements = list(reading.statements)
    for correction in corrections:
        values: dict[str, Any] = {k: v for k, v in correction.fields if k in _OF_STATEMENTS}
        if correction.article == reading.article.key and correction.statement is not None and values:
            at = _nearest(correction, [words_of_statement(each, reading) for each in reading.statements])
            if at is not None:
                statements[at] = replace(statements[at], **values)
    return reading if tuple(statements) == reading.statements else replace(reading, statements=tuple(statements))


def words_of_statement(statement: Statement, reading: Reading) -> tuple[str, str]:
    """The sentence and the content of a statement."""
    return _sentence(statement, reading.article.text), _content(statement, reading.article.text)


def _which(reports: Sequence[Report], correction: Correction, readings: Mapping[str, Reading]) -> int | None:
    """Which report it was that was corrected."""
    some = [
        at
        for at, report in enumerate(reports)
        if report.article == correction.article and (report.statement is None) == (correction.statement is None)
    ]
    nearest = _nearest(correction, [words_of(reports[at], readings[reports[at].article]) for at in some])
    return None if nearest is None else some[nearest]


def _nearest(correction: Correction, words: Sequence[tuple[str, str]]) -> int | None:
    """The words that are the corrected ones, or as like them as they must be; the first of several alike."""
    wanted = (correction.sentence, correction.content)
    if wanted in words:
        return words.index(wanted)
    best, found = LIKE, None
    for at, (sentence, content) in enumerate(words):
        like = max(_like(content, correction.content), _like(sentence, correction.sentence) - 0.1)
        if like > best:
            best, found = like, at
    return found


def _like(a: str, b: str) -> float:
    return SequenceMatcher(None, a, b, autojunk=False).ratio() if a and b else 0.0


def _sentence(statement: Statement, text: str) -> str:
    return text[statement.sentence[0] : statement.sentence[1]]


def _content(statement: Statement, text: str) -> str:
    return " ".join(text[a:b] for a, b in statement.content)
