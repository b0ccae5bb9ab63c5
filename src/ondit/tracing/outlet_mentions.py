"""Where a text names an outlet: those of the table, those of the desk, and those that the reading found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from ondit.outlets import all_names, find, normal_name, platforms
from ondit.outlets.by_form import name_by_form, outlet_words
from ondit.records import Span
from ondit.tracing.publishers import canonical, known_outlet, stands_for
from ondit.tracing.words import melted, words_of_all_texts

_WORD_BEFORE = re.compile(r"([^\W\d_][\w'’-]*) $")
_WORD_AFTER = re.compile(r" ([^\W\d_]+)")
_WORD = re.compile(r"[^\W_][\w&+]*")
_LONG = re.compile(r"[^\W\d_]{4,}")
_MOSTLY = 0.7
# "Stagewhisper.com" is a site that is named; "@stagewhisper.com" and "http://…" are parts of something else.
_ADDRESS = re.compile(r"(?<![\w@/.-])(?:www\.)?((?:[A-Za-z0-9-]+\.)+[a-z]{2,})(?![\w@/-])")


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
    """A set of names to look for. Table names are always in it; ``local`` names are those of this desk, and ``pages``
    those of them that stand on pages of their own."""

    def __init__(self, local: Iterable[str] = (), parties: Iterable[str] = (), pages: Iterable[str] = ()) -> None:
        self._pages = frozenset(normal_name(page) for page in pages)
        names = [
            re.escape(name.replace("’", "'")).replace("'", "['’]") for name in parties if name and find(name) is None
        ]
        self._parties = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)") if names else None
        # By text and own outlet: a trace asks for the same ones several times.
        self._found: dict[tuple[str, str | None], tuple[Mention, ...]] = {}
        self._local: dict[str, list[tuple[str, str, bool]]] = {}
        for name in sorted({" ".join(name.split()) for name in local if name and len(name) > 1}):
            for form in _forms(name):
                self._local.setdefault(_key(form), []).append((form, canonical(name), False))

    def of_page(self, name: str) -> bool:
        """Whether a page of this desk is by an outlet of this name."""
        return normal_name(name) in self._pages

    def mentions(self, text: str, own: str | None = None) -> tuple[Mention, ...]:
        """Every outlet named in a text, in order; of names that overlap the longest.

        ``own`` is the outlet whose text it is: it may call itself by a part of its name ("told the Gazette").
        """
        if (text, own) not in self._found:
            self._found[text, own] = self._mentions(text, own)
        return self._found[text, own]

    def _mentions(self, text: str, own: str | None) -> tuple[Mention, ...]:
        found: list[Mention] = []
        mine = _parts_of(own) if own else {}
        end = 0
        taken = [match.span() for match in self._parties.finditer(text)] if self._parties else []
        addresses = {match.start(): match for match in _ADDRESS.finditer(text) if _is_outlets(match.group(1))}
        for word in _WORD.finditer(text):
            if word.start() < end or any(a <= word.start() < b for a, b in taken):
                continue
            if (address := addresses.get(word.start())) is not None:
                end = address.end()
                found.append(Mention(address.span(), self._at(address.group(1))))
                continue
            key = word.group().casefold()
            candidates = mine.get(key, []) + self._local.get(key, []) + _table_forms().get(key, [])
            best: tuple[str, str, bool] | None = None
            for form, outlet, common in candidates:
                if (best is None or len(form) > len(best[0])) and _stands_at(text, word.start(), form):
                    best = (form, outlet, common)
            if best is not None and best[2] and _inside_a_name(text, word.start(), word.start() + len(best[0])):
                continue
            if best is not None:
                end = word.start() + len(best[0])
                found.append(Mention((word.start(), end), best[1], best[2], _lead(best[0], best[1])))
            elif (span := name_by_form(text, word.start())) is not None:
                end = span[1]
                found.append(Mention(span, canonical(text[slice(*span)])))
        return _short_forms(text, tuple(found))

    def _at(self, address: str) -> str:
        """The outlet at an address: the table's, one of this desk whose name the address has, else the address."""
        if known := known_outlet(address):
            return known.name
        said = sorted({outlet for forms in self._local.values() for _, outlet, _ in forms})
        return next((name for name in said if stands_for(name, address)), address)


@lru_cache(maxsize=4096)
def _is_outlets(address: str) -> bool:
    """Whether a site that publishes may be at an address: it has an ending that names are registered under ("x.com"
    does, "end.Then" and "p.m" do not), and is no platform."""
    from tld import get_fld

    registered = get_fld(address, fail_silently=True, fix_protocol=True)
    return registered is not None and registered.split(".")[0] not in {name.casefold() for name in platforms()}


def _inside_a_name(text: str, place: int, end: int) -> bool:
    """Whether a word that is an outlet's name too is here part of a longer name: "Capital" of "Pellworth Capital",
    "Time" of "Time Machine"; a day or a month may stand behind one."""
    *_, cues = outlet_words()
    after = _WORD_AFTER.match(text, end)
    if after is not None and after.group(1)[:1].isupper() and after.group(1).casefold() not in words_of_all_texts():
        return not _in_capitals(text, place)  # "Time Says Corvane Is for Sale"
    before = _WORD_BEFORE.search(text, max(0, place - 40), place)
    return before is not None and before.group(1)[:1].isupper() and before.group(1).casefold() not in cues


def _in_capitals(text: str, place: int) -> bool:
    """Whether a line is a headline that gives its words capitals."""
    line = text[text.rfind("\n", 0, place) + 1 : place + 200].partition("\n")[0]
    long = _LONG.findall(line)
    return len(long) > 1 and sum(word[0].isupper() for word in long) >= _MOSTLY * len(long)


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
        earlier = next((outlet for known, outlet in full.items() if known.endswith(f" {name}")), None)
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


@lru_cache(maxsize=256)
def _parts_of(name: str) -> dict[str, list[tuple[str, str, bool]]]:
    """By first word, the parts of an outlet's name that it goes by in its own pages: "Evening Mail", "the Mail" of the
    Thornby Evening Mail, "au Courrier" of the Courrier de Brénaz. Each has one of the words that mark an outlet."""
    marks, _, articles, _ = outlet_words()
    said = name.split()
    index: dict[str, list[tuple[str, str, bool]]] = {}
    if len([word for word in said if word.casefold() not in articles]) < 2:
        return index
    tails = [said[at:] for at in range(1, len(said) - 1)]
    parts = [" ".join(tail) for tail in tails if marks & set(tail)]
    parts += [f"{article.capitalize()} {word}" for word in said if word in marks for article in articles]
    for form in (form for part in parts for form in _forms(part)):
        index.setdefault(_key(form), []).append((form, canonical(name), False))
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
