"""Which articles are meant by a page, a source or an age."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import Connection, func, select

from ondit.desk import schema
from ondit.outlets import normal_name


@dataclass(frozen=True, slots=True)
class Held:
    """One article of the desk: its key, the outlet that it names, and when its newest version was seen."""

    key: str
    outlet: str | None
    seen: datetime


def held(connection: Connection) -> tuple[Held, ...]:
    """Every article, by key."""
    v = schema.version
    seen = func.max(v.c.seen).label("seen")
    query = select(v.c.key, func.max(v.c.outlet).label("outlet"), seen).group_by(v.c.key).order_by(v.c.key)
    return tuple(Held(row.key, row.outlet, row.seen) for row in connection.execute(query))


def of_source(articles: Iterable[Held], source: str) -> tuple[str, ...]:
    """Keys of the articles of an outlet, by its name, or of a site, by its domain (with all below it)."""
    name, domain = normal_name(source), _domain(source)
    return tuple(each.key for each in articles if is_of(each, name, domain))


def is_of(article: Held, name: str, domain: str) -> bool:
    """Whether an article is of an outlet (a normal name) or of a site (a domain)."""
    if name and article.outlet is not None and normal_name(article.outlet) == name:
        return True
    host = _host(article.key)
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def source_of(words: str) -> tuple[str, str]:
    """What a person wrote for a source, as a normal name and as a domain ("" where it is none)."""
    return normal_name(words), _domain(words)


def _domain(source: str) -> str:
    host = _host(source) if "//" in source else source.strip().lower().removeprefix("www.").rstrip(".")
    return host if "." in host and " " not in host and "/" not in host else ""


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
