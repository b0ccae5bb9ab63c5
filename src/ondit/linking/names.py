"""Names across wordings and languages: case, accents, legal forms, transliteration, other names of the same.

``canonical("Xiaomi Corp.")`` is ``"xiaomi"``. Other names (tickers, nicknames, transliterations, the name in another
language) are data in ``languages/names.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

from ondit.linking.lexicon import legal_forms, not_names
from ondit.linking.terms import fold

_JOINED = re.compile(r"[^\w&]+", re.UNICODE)
_CAPITALISED = r"[A-ZÀ-ÖØ-Þ][\w’'&.-]*[\w]|[A-ZÀ-ÖØ-Þ]"
_SMALL = "of|de|du|des|la|le|al|el|bin|ben|von|van|der|den|di|da"  # particles inside names
_RUN = re.compile(rf"(?:{_CAPITALISED})(?:[ \u00a0-](?:(?:{_SMALL})[ -])?(?:{_CAPITALISED}))*")


@cache
def _other_names() -> dict[str, str]:
    path = files("ondit.languages") / "names.toml"
    if not path.is_file():
        return {}
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {_plain(other): _plain(name) for name, others in table["names"].items() for other in others}


@lru_cache(maxsize=100_000)
def _plain(name: str) -> str:
    parts = [p for p in _JOINED.split(fold(name).replace("’", "'").replace("'s ", " ").removesuffix("'s")) if p]
    while parts and parts[0] in not_names():
        parts.pop(0)
    while len(parts) > 1 and parts[-1] in legal_forms():
        parts.pop()
    return " ".join(parts)


@lru_cache(maxsize=100_000)
def canonical(name: str) -> str:
    """The form under which a name is compared: folded, no article, no legal form, other names resolved."""
    plain = _plain(name)
    return _other_names().get(plain, plain)


def names_in(text: str) -> list[tuple[str, int]]:
    """Runs of capitalised words, canonical, with where they begin: for texts without a reading."""
    found = []
    for match in _RUN.finditer(text):
        name = canonical(match.group())
        if name and name not in not_names() and len(name) > 1:
            found.append((name, match.start()))
    return found


def parts(name: str) -> frozenset[str]:
    """The words of a canonical name by which a shorter mention may call it."""
    return frozenset(w for w in name.split() if len(w) > 2 or w.isupper())


def same(a: str, b: str) -> bool:
    """Whether two canonical names may be of the same: equal, or one is the other's last words ("farley")."""
    if a == b:
        return True
    short, long = sorted((a.split(), b.split()), key=len)
    return bool(short) and len(short) < len(long) and (long[-len(short) :] == short or long[: len(short)] == short)
