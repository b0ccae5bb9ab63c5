"""Who publishes an article, and which outlets are one voice because one owner holds them.

A known outlet is found by name or address (``ondit.outlets``); an unknown one is known by the name on its page, else
by the registered domain of its address, so that two feeds of one site are one.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from ondit.outlets import Outlet, by_domain, find, normal_name
from ondit.records import Article


def outlet_of(article: Article, reported: str | None = None) -> str | None:
    """The name of the outlet that carries an article: the table's name where it is known, None where nothing says."""
    for name in (reported, article.outlet):
        if name:
            return canonical(name)
    address = article.url or article.key
    if "://" in address:
        known = by_domain(address)
        return known.name if known else registered_domain(address)
    return None


def canonical(name: str) -> str:
    """One name for one outlet, whichever alias or address was given."""
    known = known_outlet(name)
    return known.name if known else " ".join(name.split())


def known_outlet(name: str) -> Outlet | None:
    """The outlet of the table that goes by a name, or by an address given as a name ("lemonde.fr")."""
    return find(name) or (by_domain(name) if "." in name else None)


def same_outlet(one: str | None, other: str | None) -> bool:
    """Whether two names are of one outlet (False where either is missing)."""
    return bool(one and other) and _identity(one or "") == _identity(other or "")


def voice(name: str) -> str:
    """A key that outlets of one owner share."""
    known = known_outlet(name)
    return f"owner:{known.owner}" if known else f"name:{_identity(name)}"


@lru_cache(maxsize=4096)
def stands_for(name: str, address: str) -> bool:
    """Whether an address is that of an outlet by its name: "bowlinenews.example" of the Bowline Shipping News.

    The address holds the first word of the name and others of it, in their order; two at least where there are two.
    """
    label = normal_name(registered_domain(f"https://{address}").split(".")[0]).replace(" ", "")
    words = normal_name(name).split()
    if not words or "." in name:
        return False
    for start in (words, normal_name(f"x {name}").split()[1:]):  # with its leading article, and without
        kept, rest = 0, label
        for word in start:
            if rest.startswith(word):
                kept, rest = kept + 1, rest[len(word) :]
            elif not kept:
                break
        if not rest and kept >= min(2, len(words)):
            return True
    return False


@lru_cache(maxsize=4096)
def registered_domain(address: str) -> str:
    """The part of an address that somebody registered ("news.example.co.uk" gives "example.co.uk")."""
    from tld import get_fld

    host = (urlsplit(address).hostname or address).removeprefix("www.")
    # An ending that no registry knows (an intranet, ".example") has one label before it.
    return get_fld(address, fail_silently=True, search_private=True) or ".".join(host.split(".")[-2:])


def _identity(name: str) -> str:
    known = known_outlet(name)
    return known.name if known else (normal_name(name) or name)
