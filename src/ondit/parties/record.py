"""The record, and how a name, an epithet or an address is looked up in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Literal
from urllib.parse import urlsplit

from ondit.outlets import normal_name, without_article
from ondit.records import Span

Kind = Literal["person", "organisation", "outlet", "place"]
SHORTEST_TICKER = 3  # letters from which a ticker stands for its party without an exchange or a $ before it
_WORD = re.compile(r"\w+")
_QUOTED = r"(?:(?<=\$)|(?<=[A-Z]{3}:)|(?<=[A-Z]{3}: ))"  # "$F", "NYSE:F", "NYSE: F"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody under one ``name``. ``epithets`` are descriptions that mean nobody else ("le constructeur du Doubs")."""

    name: str
    kind: Kind = "organisation"
    aliases: tuple[str, ...] = ()
    tickers: tuple[str, ...] = ()
    epithets: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parties:
    """All of them. Hashable, so that what is made of it once is kept."""

    all: tuple[Party, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.all)

    @property
    def digest(self) -> str:
        """Equal digests, equal parties; "" for none. It stands beside what was derived with them."""
        return sha256(repr(self.all).encode("utf-8", "replace")).hexdigest()[:16] if self.all else ""

    def by_name(self, name: str | None) -> Party | None:
        """The party that goes by a name, an alias or a ticker: case, accents and a leading article do not count, but
        for a ticker they do."""
        if not name or not self.all:
            return None
        names, tickers = _names(self)
        return tickers.get(name.strip()) or names.get(normal_name(name))

    def by_epithet(self, words: str) -> Party | None:
        """The party that is described so."""
        return _epithets(self).get(normal_name(words)) if words and self.all else None

    def by_address(self, address: str | None) -> Party | None:
        """The party whose site an address is at."""
        try:
            host = (urlsplit(address or "").hostname or "").removeprefix("www.")
        except ValueError:
            return None
        labels, domains = host.split("."), _domains(self)
        ends = (".".join(labels[at:]) for at in range(len(labels) - 1))
        return next((domains[end] for end in ends if end in domains), None)

    def mentions(self, text: str) -> Iterator[tuple[Span, Party, bool]]:
        """Where a text names a party by name, alias or ticker, or (True) describes it: longest first at each place."""
        rows, busy = _written(self), 0
        for word in _WORD.finditer(text) if rows else ():
            if word.start() < busy:
                continue
            for written in rows.get(word.group().casefold(), ()):
                if match := _compiled(written.pattern).match(text, word.start()):
                    busy = match.end()
                    yield match.span(), written.party, written.epithet
                    break


NOBODY = Parties()


@lru_cache(maxsize=4)
def _names(parties: Parties) -> tuple[dict[str, Party], dict[str, Party]]:
    names = {normal_name(name): party for party in parties.all for name in (party.name, *party.aliases)}
    tickers = {t: party for party in parties.all for t in party.tickers if len(t) >= SHORTEST_TICKER}
    return names, tickers


@lru_cache(maxsize=4)
def _epithets(parties: Parties) -> dict[str, Party]:
    return {normal_name(words): party for party in parties.all for words in party.epithets}


@lru_cache(maxsize=4)
def _domains(parties: Parties) -> dict[str, Party]:
    return {domain.lower().removeprefix("www."): party for party in parties.all for domain in party.domains}


@dataclass(frozen=True, slots=True)
class _Written:
    """One way in which a party is written; the pattern begins at a word."""

    pattern: str
    party: Party
    epithet: bool


@lru_cache(maxsize=4)
def _written(parties: Parties) -> dict[str, tuple[_Written, ...]]:
    """Everything that is looked for, by its first word, the longest first."""
    rows: list[tuple[str, str, str, Party, bool]] = []  # the words, how they may begin, their pattern, whom they mean
    for party in parties.all:
        rows += [(name, "", _spaced(name), party, False) for name in (party.name, *party.aliases)]
        rows += [(bare, "", f"(?i:{_spaced(bare)})", party, True) for bare in map(without_article, party.epithets)]
        rows += [
            (ticker, "" if len(ticker) >= SHORTEST_TICKER else _QUOTED, re.escape(ticker), party, False)
            for ticker in party.tickers
        ]
    found: dict[str, list[_Written]] = {}
    for words, before, pattern, party, epithet in sorted(rows, key=lambda row: (-len(row[0]), row[0])):
        first = _WORD.search(words)
        assert first is not None, "load_parties refuses a name without a letter"
        cut = _spaced(words[first.start() :]) if not before and not epithet else pattern
        found.setdefault(first.group().casefold(), []).append(_Written(rf"{before}{cut}(?!\w)", party, epithet))
    return {word: tuple(each) for word, each in found.items()}


@lru_cache(maxsize=20_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    """Only those whose first word a text has are ever compiled."""
    return re.compile(pattern)


def _spaced(name: str) -> str:
    """A name as a pattern: any blanks between its words, either apostrophe."""
    words = [re.escape(word).replace("'", "['’]").replace("’", "['’]") for word in name.split()]
    return r"[\s\u00a0\u202f]+".join(words)
