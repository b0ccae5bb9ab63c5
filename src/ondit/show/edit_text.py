"""Edits of an article, for people and as plain objects: the contract of ``ondit diff --json``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from ondit.show.printable import printable

if TYPE_CHECKING:
    from ondit.desk.edits import Edit, Touched
    from ondit.desk.word_diff import Hunk

KINDS = {
    "correction": "Correction, and the page says so",
    "update": "Update, with its time stated",
    "stealth": "Stealth edit: the page does not say that it was changed",
}
_KEPT = 60  # characters of unchanged words that are shown beside a change


def edit_object(edit: Edit, new_text: str) -> dict[str, Any]:
    """One edit: what kind, when, the words taken out and put in, and the statements that it touches."""
    return {
        "article": edit.article,
        "kind": edit.kind,
        "seen": _time(edit.seen),
        "stated": _time(edit.stated),
        "before": edit.before,
        "after": edit.after,
        "notes": [{"text": new_text[slice(*note)], "span": list(note)} for note in edit.notes],
        "hunks": [
            {
                "old": None if hunk.old is None else list(hunk.old),
                "new": None if hunk.new is None else list(hunk.new),
                "pieces": [{"sign": piece.sign, "text": piece.text} for piece in hunk.pieces],
            }
            for hunk in edit.hunks
        ],
        "touched": [
            {
                "was": each.was,
                "now": each.now,
                "source_name": each.source_name,
                "was_statement": each.was_statement,
                "now_statement": each.now_statement,
            }
            for each in edit.touched
        ],
    }


def summary(edit: Edit) -> str:
    """An edit on one line."""
    count = len(edit.touched)
    what = "" if not count else f"; touches {count} statement{'s' if count > 1 else ''}"
    return f"{KINDS[edit.kind]}{what}"


def print_edit(edit: Edit, new_text: str, screen: Console) -> None:
    """One edit as a reader takes it in: what went out in [-…-], what came in in {+…+}, some words around them."""
    stated = f", stated {edit.stated:%Y-%m-%d %H:%M}" if edit.stated else ""
    screen.print(Text(f"{edit.seen:%Y-%m-%d %H:%M} seen{stated}: ", style="dim").append(summary(edit), style="bold"))
    for note in edit.notes:
        screen.print(Padding(Text("note: ", style="bold").append(printable(new_text[slice(*note)])), (0, 0, 0, 2)))
    for hunk in edit.hunks:
        if hunk.new not in edit.notes:
            screen.print(Padding(_hunk(hunk), (0, 0, 0, 2)))
    for each in edit.touched:
        screen.print(Padding(Text(_touched(each), style="dim"), (0, 0, 0, 2)))


def _touched(each: Touched) -> str:
    who = f" ({printable(each.source_name)})" if each.source_name else ""
    if each.now is None:
        return f"statement taken out{who}: “{printable(each.was or '')}”"
    if each.was is None:
        return f"statement put in{who}: “{printable(each.now)}”"
    return f"statement changed{who}: “{printable(each.was)}” → “{printable(each.now)}”"


def _hunk(hunk: Hunk) -> Text:
    text = Text("~ ")
    for at, piece in enumerate(hunk.pieces):
        words = " ".join(printable(word) for word in piece.text.split())
        before, behind = (" " * (part != part.strip()) for part in (piece.text[:1], piece.text[-1:]))
        if piece.sign == "out":
            text.append(before).append(f"[-{words}-]", style="red strike").append(behind)
        elif piece.sign == "in":
            text.append(before).append(f"{{+{words}+}}", style="bold green").append(behind)
        else:
            words = _shortened(words, first=at == 0, last=at == len(hunk.pieces) - 1)
            text.append(f"{before}{words}{behind}")
    return text


def _shortened(words: str, first: bool, last: bool) -> str:
    """The unchanged words next to a change; those far from any are left out."""
    if first and not last and len(words) > _KEPT:
        return "… " + words[-_KEPT:].split(" ", 1)[-1]
    if last and not first and len(words) > _KEPT:
        return words[:_KEPT].rsplit(" ", 1)[0] + " …"
    if not first and not last and len(words) > 2 * _KEPT:
        return words[:_KEPT].rsplit(" ", 1)[0] + " … " + words[-_KEPT:].split(" ", 1)[-1]
    return words


def _time(moment: Any) -> str | None:
    return None if moment is None else moment.isoformat().replace("+00:00", "Z")
