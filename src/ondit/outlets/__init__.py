"""Outlets and agencies: who they are, under which names and addresses, and who owns them.

The table is ``outlets.toml`` beside this file. Names are compared without case, accents, punctuation and a leading
article, so that "le Financial Times", "Les Echos" and "LES ÉCHOS" are found; addresses by their longest known
domain. Outlets of one owner count as one voice when origins are counted (``ondit.tracing``).
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal
from urllib.parse import urlsplit

Kind = Literal["newspaper", "agency", "broadcaster", "site", "magazine", "release"]

__all__ = ["Kind", "Outlet", "all_names", "by_domain", "find", "normal_name", "outlets", "platforms", "without_article"]


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet. ``word`` says that its bare name is an ordinary word too ("Marianne", "Time")."""

    name: str
    owner: str
    language: str
    country: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    word: bool = False

    @property
    def agency(self) -> bool:
        """Whether others print its texts as a matter of course."""
        return self.kind == "agency"


def find(name: str) -> Outlet | None:
    """The outlet that goes by this name or alias, whatever its case, accents and leading article; None if unknown."""
    known = _names()
    # The article tells "The Argus" from "L'Argus"; only where that fails may it go.
    return (known.get(_folded(name)) or known.get(normal_name(name))) if name else None


def by_domain(host: str) -> Outlet | None:
    """The outlet at this host or URL ("www.lemonde.fr", "https://fr.reuters.com/x"), by its longest known domain."""
    if "//" in host:
        host = urlsplit(host).hostname or ""
    labels = host.casefold().split("/")[0].split(":")[0].strip(".").split(".")
    known = _domains()
    for start in range(len(labels) - 1):
        if (found := known.get(".".join(labels[start:]))) is not None:
            return found
    return None


def all_names() -> tuple[str, ...]:
    """Every name and alias, as written in the table, longest first (so that a search finds the longest)."""
    return _all_names()


@lru_cache(maxsize=20_000)
def normal_name(name: str) -> str:
    """A name as it is compared: without case, accents, punctuation, domain ending and leading article."""
    return _folded(without_article(name))


def without_article(name: str) -> str:
    """A name or description without its leading article, otherwise as written."""
    written = name.strip()
    compared = written.replace("’", "'").casefold()
    for article in _articles():
        if compared.startswith(article) and len(compared) > len(article) and len(compared) == len(written):
            return written[len(article) :]
    return written


def _folded(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in bare).split())


@cache
def outlets() -> tuple[Outlet, ...]:
    """The whole table."""
    return tuple(
        Outlet(
            row["name"],
            row["owner"],
            row["language"],
            row["country"],
            row["kind"],
            tuple(row.get("aliases", ())),
            tuple(row["domains"]),
            row.get("word", False),
        )
        for row in _table()["outlets"]
    )


@cache
def platforms() -> frozenset[str]:
    """Names of platforms on which anybody says anything; they carry others' words and are no outlets."""
    return frozenset(map(str, _table()["platforms"]))


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("outlets.toml").read_text("utf-8"))


@cache
def _articles() -> tuple[str, ...]:
    return tuple(a if a[-1] in "'’" else f"{a} " for a in map(str, _table()["articles"]))


@cache
def _names() -> dict[str, Outlet]:
    known: dict[str, Outlet] = {}
    # Proper names go before aliases: "The Standard" must not hide an outlet that is really called so.
    for fold in (_folded, normal_name):
        for outlet in outlets():
            known.setdefault(fold(outlet.name), outlet)
    for fold in (_folded, normal_name):
        for outlet in outlets():
            for alias in outlet.aliases:
                known.setdefault(fold(alias), outlet)
    return known


@cache
def _domains() -> dict[str, Outlet]:
    return {domain: outlet for outlet in reversed(outlets()) for domain in outlet.domains}


@cache
def _all_names() -> tuple[str, ...]:
    names = {name for outlet in outlets() for name in (outlet.name, *outlet.aliases)}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))
