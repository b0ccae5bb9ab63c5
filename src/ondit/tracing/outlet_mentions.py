"""Where a text names an outlet: those of the table, those of the desk, and those that the reading found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from ondit.outlets import all_names, find, normal_name
from ondit.outlets.by_form import name_by_form, outlet_words
from ondit.records import Span
from ondit.tracing.publishers import canonical
from ondit.tracing.words import melted

_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’-]*) $")
_WORD = re.compile(r"[^\W_][\w&+]*")


@dataclass(frozen=True, slots=True)
class Mention:
    """An outlet's name in a text; ``word`` says that the name is an ordinary word too.

    ``lead`` is the preposition that melted into the name's article ("au Courrier" is "à" before "Le Courrier").
    """

    span: Span
    outlet: str
    word: bool = False
    lead: str = ""


class OutletNames:
    """A set of names to look for. Table names are always in it; ``local`` names are those of this desk."""

    def __init__(self, local: Iterable[str] = (), parties: Iterable[str] = ()) -> None:
        names = [
            re.escape(name.replace("’", "'")).replace("'", "['’]") for name in parties if name and find(name) is None
        ]
        self._parties = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)") if names else None
        self._local: dict[str, list[tuple[str, str, bool]]] = {}
        for name in sorted({" ".join(name.split()) for name in local if name and len(name) > 1}):
            for form in _forms(name):
                self._local.setdefault(_key(form), []).append((form, canonical(name), False))

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Every outlet named in a text, in order; of names that overlap the longest."""
        found: list[Mention] = []
        end = 0
        taken = [match.span() for match in self._parties.finditer(text)] if self._parties else []
        for word in _WORD.finditer(text):
            if word.start() < end or any(a <= word.start() < b for a, b in taken):
                continue
            key = word.group().casefold()
            candidates = self._local.get(key, []) + _table_forms().get(key, [])
            best: tuple[str, str, bool] | None = None
            for form, outlet, common in candidates:
                if (best is None or len(form) > len(best[0])) and _stands_at(text, word.start(), form):
                    best = (form, outlet, common)
            if best is not None and best[2] and _inside_a_name(text, word.start()):
                continue
            if best is not None:
                end = word.start() + len(best[0])
                found.append(Mention((word.start(), end), best[1], best[2], _lead(best[0], best[1])))
            elif (span := name_by_form(text, word.start())) is not None:
                end = span[1]
                found.append(Mention(span, canonical(text[slice(*span)])))
        return _short_forms(text, tuple(found))


def _inside_a_name(text: str, place: int) -> bool:
    """Whether a word that is an outlet's name too is here part of a longer name: "Capital" of "Pellworth Capital"."""
    *_, cues = outlet_words()
    before = _WORD_BEFORE.search(text, max(0, place - 40), place)
    return before is not None and before.group(1)[:1].isupper() and before.group(1).casefold() not in cues


def _stands_at(text: str, place: int, form: str) -> bool:
    piece = text[place : place + len(form)]
    after = text[place + len(form) : place + len(form) + 1]
    before = text[place - 1 : place]
    if after.isalnum() or before.isalnum() or piece.replace("’", "'").casefold() != form.casefold():
        return False
    # The name's own capitals, so that "time" is not Time; only the article before a name may be lower-case.
    piece = piece.replace("’", "'")
    article = (" " in form and len(form.split()[0]) <= 3) or form[:2].casefold() == "l'"
    return piece == form or (article and piece[1:] == form[1:]) or (piece.isupper() and len(form) > 3)


def _short_forms(text: str, found: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """ "The Times" after "The New York Times" is that paper."""
    full: dict[str, str] = {}
    resolved: list[Mention] = []
    for mention in found:
        name = normal_name(text[mention.span[0] : mention.span[1]])
        earlier = next((outlet for known, outlet in full.items() if mention.word and known.endswith(f" {name}")), None)
        resolved.append(replace(mention, outlet=earlier) if earlier else mention)
        full.setdefault(name, resolved[-1].outlet)
    return tuple(resolved)


@cache
def _table_forms() -> dict[str, list[tuple[str, str, bool]]]:
    index: dict[str, list[tuple[str, str, bool]]] = {}
    for name in all_names():
        outlet = find(name)
        if outlet is None or len(name) < 2:
            continue
        for form in _forms(name):
            index.setdefault(_key(form), []).append((form, outlet.name, outlet.word or len(form) <= 2))
    return index


def _forms(name: str) -> tuple[str, ...]:
    name = name.replace("’", "'")
    head, _, rest = name.partition(" ")
    forms = [name]
    if rest:
        forms += [f"{form} {rest}" for form in melted().get(head.casefold(), {})]
    if head.casefold() == "the" and rest and find(name) is None:
        forms.append(rest)
    return tuple(forms)


def _lead(form: str, outlet: str) -> str:
    """The preposition in a form that begins with one, "" in others ("Aux Écoutes" is a name of its own)."""
    head = form.split(" ")[0].casefold()
    if outlet.casefold().startswith(f"{head} "):
        return ""
    return next((forms[head] for forms in melted().values() if head in forms), "")


def _key(form: str) -> str:
    match = _WORD.search(form)
    return match.group().casefold() if match else ""
