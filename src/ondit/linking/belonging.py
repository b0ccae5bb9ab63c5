"""Whether an article of a story is about its rumour, or other news of the same parties that came along.

Articles are gathered into a story by all that they share, and other news of the same parties shares much. An article
belongs by what it says (something in it comes near enough to the proposition), or by whom it has it from: it names the
outlet of another article of the story as its source, or links to that article.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from ondit.linking.claims import Claim
from ondit.linking.gist import sentences_of
from ondit.linking.lexicon import lexicon
from ondit.linking.names import canonical
from ondit.linking.proposition import Near, Proposition
from ondit.linking.terms import fold
from ondit.outlets import find, without_article
from ondit.records import Reading

NEAR_ENOUGH = 0.48
"""Statements about other things come nearer in one case of twenty (docs/decisions/041-one-proposition.md)."""

SENTENCE_ENOUGH = 0.52
"""The same for the nearest of an article's first sentences: of eight, one comes near by chance sooner than a claim."""

_FIRST = 8  # sentences of an article that are looked at
_LONGEST = 600  # characters of one, on average, at most


def belongs(
    reading: Reading,
    claims: Sequence[Claim],
    near: Sequence[Near],
    proposition: Proposition,
    others: Iterable[Reading],
) -> bool:
    """Whether the article belongs to the rumour. ``claims`` are its own, headline first, and ``near`` how near each is
    to the proposition; ``others`` are the story's articles."""
    if (
        reading.assessments
        or max(each.told for each in near) >= NEAR_ENOUGH
        or any(proposition.says(claim) for claim in claims)
    ):
        return True
    return nearest_sentence(reading, proposition) >= SENTENCE_ENOUGH or _relays(reading, others)


def nearest_sentence(reading: Reading, proposition: Proposition) -> float:
    """How near the article's first sentences come to what others claim."""
    return proposition.nearest_text(_first_sentences(reading), reading.article.key)


def _first_sentences(reading: Reading) -> list[str]:
    text = reading.article.text
    return [text[a:b] for a, b in sentences_of(text[: _LONGEST * _FIRST])[:_FIRST]]


def _speaks_of_news(reading: Reading, outlets: Collection[str]) -> bool:
    """Whether it begins with another outlet of the story ("two days after the Gazette spoke of it"). ``outlets`` are
    names as their pages write them; one that is an ordinary word too needs a word for news beside it ("asked about
    Time's report")."""
    claims = lexicon(reading.article.language).claims
    first = _first_sentences(reading)
    for outlet in outlets:
        known = find(outlet)
        name = re.compile(rf"(?<!\w){re.escape(without_article(outlet))}(?!\w)")
        told = [said for said in first if name.search(said)]
        if known is None or not known.word:
            told = [said for said in told if " " in without_article(outlet) or not _opens(said, name)]
        else:
            told = [said for said in told if claims is not None and claims.search(fold(said))]
        if told:
            return True
    return False


def _opens(said: str, name: re.Pattern[str]) -> bool:
    """Whether a sentence has a name of one word only at its start, where any word has a capital."""
    return all(match.start() == 0 for match in name.finditer(said))


def _relays(reading: Reading, others: Iterable[Reading]) -> bool:
    """Whether it names or links another article of the story as the one from whom it has its news."""
    article = reading.article
    mine = canonical(article.outlet or "")
    there = [other.article for other in others if other.article.key != article.key]
    written = {other.outlet for other in there if other.outlet and canonical(other.outlet) != mine}
    outlets = {canonical(name) for name in written}
    addresses = {address for other in there for address in (other.key, other.url) if address}
    if any(link.url in addresses for link in article.links):
        return True
    if _speaks_of_news(reading, sorted(written)):
        return True
    named = [
        name
        for statement in reading.statements
        for name in ((statement.source_name if statement.source_kind == "outlet" else None), *statement.channel)
    ]
    return any(canonical(name) in outlets for name in named if name)
