"""Judgements of people as plain objects and in words: the contract of ``ondit judge --json`` and part of ``show``."""

from __future__ import annotations

from typing import Any

from ondit.desk.judgement.judging import outcome_of
from ondit.records import Dossier, Judgement


def judgement_object(judgement: Judgement) -> dict[str, Any]:
    """One judgement: who, when, about which rumour, what; and whether it was undone since."""
    correction = judgement.correction
    return {
        "id": judgement.id,
        "at": judgement.at.isoformat().replace("+00:00", "Z"),
        "by": judgement.by,
        "kind": judgement.kind,
        "rumour": judgement.rumour,
        "other": judgement.other,
        "articles": list(judgement.articles),
        "correction": None
        if correction is None
        else {
            "article": correction.article,
            "statement": correction.statement,
            "sentence": correction.sentence,
            "fields": dict(correction.fields),
        },
        "value": judgement.value,
        "link": judgement.link,
        "text": judgement.text,
        "undoes": judgement.undoes,
        "undone": judgement.undone,
    }


def outcome_object(dossier: Dossier) -> dict[str, Any] | None:
    """The outcome that people marked and that holds."""
    marked = outcome_of(dossier)
    if marked is None:
        return None
    at = marked.at.isoformat().replace("+00:00", "Z")
    return {"value": marked.value, "link": marked.link, "by": marked.by, "at": at}


def said(judgement: Judgement) -> str:
    """What was decided, in words."""
    match judgement.kind:
        case "merge":
            return f"{judgement.other} went into {judgement.rumour}"
        case "split":
            return f"{judgement.other} split off {judgement.rumour}: {', '.join(judgement.articles)}"
        case "correct" if judgement.correction is not None and not judgement.correction.article:
            return "corrected a report of a page that was forgotten"
        case "correct" if judgement.correction is not None:
            what = ", ".join(f"{name} = {value}" for name, value in judgement.correction.fields)
            return f"corrected in {judgement.correction.article}: {what}; “{judgement.correction.sentence[:120]}”"
        case "outcome":
            return f"{judgement.rumour} proved {judgement.value}" + (
                f", see {judgement.link}" if judgement.link else ""
            )
        case "undo":
            return f"undid {judgement.undoes}"
        case _:
            return judgement.text or ""
