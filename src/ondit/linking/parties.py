"""Whom a rumour is about: the names that its claims share, fewest words that say it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from ondit.linking.claims import Claim, headline_of
from ondit.linking.names import canonical, names_in, same
from ondit.linking.no_parties import is_designation, no_parties, towns
from ondit.outlets import find
from ondit.outlets.by_form import is_name_of_outlet
from ondit.records import Entity, Reading, Span

_MOST = 4
_KINDS = ("organisation", "person", "outlet")
_FEW, _MANY = 0.34, 0.5  # shares of a name's articles that take it for somebody, where this one does, or does not
_TITLE = 4  # words in quotation marks that may be a work's title
_QUOTED = 40  # characters within which its marks stand
_OPENS, _CLOSES = '“«"', '”»"'
_INSIDE = re.compile(r"[\w,;)%] (?:[\w’'-]{0,3}[’'])?\Z")  # what stands before a name inside a sentence


def parties_of(openers: Sequence[Claim], readings: Sequence[Reading], named: Collection[str]) -> tuple[str, ...]:
    """Names as most articles write them, the most spoken of first.

    Counted once an article, where a headline or an opening claim names them; a name that only half as many articles
    name as the first one is left out. Places count only where there is nobody else, and so does what turns out to be
    no organisation. ``named`` are the story's names that stand in the midst of a sentence (``names_of``).
    """
    spelled: dict[str, Counter[str]] = {}
    told: Counter[str] = Counter()
    places: Counter[str] = Counter()
    by_article: dict[str, list[Claim]] = {}
    for claim in openers:
        by_article.setdefault(claim.article, []).append(claim)
    shares = _shares(readings)
    for reading in readings:
        spans = [headline_of(reading), *(c.span for c in by_article.get(reading.article.key, []))]
        here: dict[str, tuple[Counter[str], int]] = {}
        for entity in _entities(reading):
            told_of = [m for m in entity.mentions if any(s <= m[0] and m[1] <= e for s, e in spans)]
            inside = len(told_of)
            name = canonical(entity.name)
            if (
                not inside
                or not name
                or is_designation(entity.name)
                or all(_title(reading.article.text, mention) for mention in told_of)
            ):
                continue
            if entity.kind == "outlet" and not _inside_claims(entity, by_article.get(reading.article.key, [])):
                continue
            spelled.setdefault(name, Counter())[entity.name] += 1
            if name not in here:
                least = _FEW if entity.kind in _KINDS else _MANY
                here[name] = ((told if shares.get(name, 0.0) > least else places), 1 + int(inside > 1))
        for name, (counts, times) in here.items():
            # "Pascall" of the headline is "Rhodri Pascall" of the text: one article counts once.
            if not any(
                other is counts and same(name, longer) and len(longer) > len(name)
                for longer, (other, _) in here.items()
            ):
                counts[name] += times
    none = no_parties(readings, told)
    told = Counter({name: n for name, n in told.items() if name not in none}) or told
    ranked = _likelier(_merged(told or places), named)
    if not ranked:
        return ()
    ranked = _but_outlets(ranked, readings)
    local = towns(readings, [name for name, _ in ranked])
    others = [(name, n) for name, n in ranked if name not in local]
    if len([name for name, n in others if 2 * n >= others[0][1]]) > 1:
        ranked = others  # a town is a party only where nearly nobody else is
    most = ranked[0][1]
    kept = [name for name, n in ranked if 2 * n >= most][:_MOST]
    return tuple(_spelling(spelled[name]) for name in kept)


def _but_outlets(ranked: Sequence[tuple[str, int]], readings: Sequence[Reading]) -> Sequence[tuple[str, int]]:
    """Without the papers of the story's own pages, where anybody else is named: they tell it. A party's page is no
    paper's."""
    names = {reading.article.outlet for reading in readings if reading.article.outlet}
    outlets = {canonical(name) for name in names if find(name) is not None or is_name_of_outlet(name)}
    others = [(name, n) for name, n in ranked if name not in outlets]
    return others if others and 2 * others[0][1] >= ranked[0][1] else ranked


def _shares(readings: Sequence[Reading]) -> dict[str, float]:
    """By canonical name, the share of the articles with it that take it for somebody. Where a name only hangs on a
    preposition ("with Corvane"), or is a thing's ("Hollow Tide 2"), one article does not tell."""
    kinds: dict[str, list[bool]] = {}
    for reading in readings:
        for name, kind in {(canonical(e.name), e.kind) for e in reading.entities}:
            kinds.setdefault(name, []).append(kind in _KINDS)
    return {name: sum(some) / len(some) for name, some in kinds.items()}


def _title(text: str, mention: Span) -> bool:
    """Whether a name stands in quotation marks with no sentence around it: "Le Phare noir" is a film."""
    opening = max(text.rfind(mark, max(0, mention[0] - _QUOTED), mention[0]) for mark in _OPENS)
    ends = [at for mark in _CLOSES if (at := text.find(mark, mention[1], mention[1] + _QUOTED)) >= 0]
    if opening < 0 or not ends or any(mark in text[opening + 1 : mention[0]] for mark in _CLOSES):
        return False
    return len(text[opening + 1 : min(ends)].split()) <= _TITLE


def _entities(reading: Reading) -> Sequence[Entity]:
    if reading.entities:
        return reading.entities
    text = reading.article.text
    found: dict[str, list[tuple[int, int]]] = {}
    for name, at in names_in(text[:4000]):
        found.setdefault(name, []).append((at, at + len(name)))
    return [Entity(text[m[0][0] : m[0][1]], "organisation", tuple(m)) for m in found.values()]


def names_of(readings: Sequence[Reading]) -> set[str]:
    """Canonical names that stand somewhere in the midst of a sentence: "Movement around Corvane" begins with none."""
    return {
        canonical(entity.name)
        for reading in readings
        for entity in _entities(reading)
        if any(_INSIDE.search(reading.article.text, max(0, a - 20), a) for a, _ in entity.mentions)
    }


def _likelier(ranked: Sequence[tuple[str, int]], names: Collection[str]) -> Sequence[tuple[str, int]]:
    """Only those that are of ``names`` or a form of one, where some are."""
    some = [(name, n) for name, n in ranked if any(same(name, other) for other in names)]
    return some or ranked


def _inside_claims(entity: Entity, claims: Sequence[Claim]) -> bool:
    return any(c.span[0] <= a and b <= c.span[1] for a, b in entity.mentions for c in claims)


def _merged(counts: Counter[str]) -> list[tuple[str, int]]:
    """Names that begin or end with one another counted as one, under the name that people use.

    That is the longer one ("Ilias Brandvold") where half as many say it as say the shorter; one that stands in a
    headline or two ("Sale of Corvane") is the shorter with words around it.
    """
    merged: dict[str, int] = {}
    for name in sorted(counts, key=lambda n: (-len(n), n)):
        long = next((other for other in merged if same(other, name)), name)
        total = merged.pop(long, 0) + counts[name]
        merged[long if 2 * (total - counts[name]) >= counts[name] else name] = total
    return sorted(merged.items(), key=lambda item: (-item[1], item[0]))


def _spelling(written: Counter[str]) -> str:
    return min(written, key=lambda w: (-written[w], w))
