"""An editor's judgement, from a form or a program, to the desk."""

from __future__ import annotations

from typing import Any

from ondit.errors import InputError
from ondit.records import Judgement
from ondit.web.house import House

KINDS = ("merge", "split", "correct", "outcome", "note", "undo")


def judge(house: House, by: str, kind: str, subject: str, **fields: Any) -> Judgement:
    """Makes a judgement about a rumour (``undo``: about a judgement), and shows what follows before it returns.

    Raises NoSuchRumour, SettingError, InputError.
    """
    desk = house.shelf.desk
    with house.shelf.changing():
        match kind:
            case "merge":
                made = desk.merge(subject, fields["other"], by=by)
            case "split":
                made = desk.split(subject, fields["articles"], by=by)
            case "outcome":
                made = desk.outcome(subject, fields["value"], link=fields.get("link"), by=by)
            case "note":
                made = desk.note(subject, fields["text"], by=by)
            case "undo":
                made = desk.undo(subject, by=by)
            case "correct":
                article, statement = fields.pop("article"), fields.pop("statement", None)
                made = desk.correct(subject, article, statement, by=by, **fields)
            case _:
                raise InputError("no such judgement", where=kind, remedy=f"use one of {', '.join(KINDS)}")
    return made
