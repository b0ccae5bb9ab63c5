"""The index of words over every version: FTS5 on SQLite, tsvector on PostgreSQL, the same answers from both.

Case and accents do not count ("Élysée" is found by "elysee"): they are folded here, before either index sees them.
"""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import Connection, text

from ondit.records import Article

MOST_CHARACTERS = 200_000  # of an article that are indexed: PostgreSQL takes no tsvector over a megabyte
_NEWEST = 2**31 - 1  # the numbers of versions are smaller, or this one at the very most


def index(connection: Connection, seq: int, article: Article) -> None:
    """Makes the version with this number findable by its words."""
    title, body = _fold(article.title or ""), _fold(article.text)
    if connection.dialect.name == "sqlite":
        statement = "INSERT INTO words (rowid, title, text) VALUES (:seq, :title, :body)"
        connection.execute(text(statement), {"seq": seq, "title": title, "body": body})
    else:
        statement = "INSERT INTO words (seq, words) VALUES (:seq, to_tsvector('simple', :body))"
        connection.execute(text(statement), {"seq": seq, "body": f"{title} {body}"})


def unindex(connection: Connection, seq: int, article: Article) -> None:
    """Takes the version with this number out of the index. FTS5 without contents wants the words that it was given."""
    if connection.dialect.name == "sqlite":
        statement = "INSERT INTO words (words, rowid, title, text) VALUES ('delete', :seq, :title, :body)"
        values = {"seq": seq, "title": _fold(article.title or ""), "body": _fold(article.text)}
        connection.execute(text(statement), values)
    else:
        connection.execute(text("DELETE FROM words WHERE seq = :seq"), {"seq": seq})


def search(connection: Connection, query: str, most: int) -> tuple[str, ...]:
    """Keys of articles that hold every word of the query in some version, newest first."""
    terms = _fold(query).split()
    if not terms:
        return ()
    if connection.dialect.name == "sqlite":
        seq, match = "words.rowid", "words MATCH :terms"
        value = " ".join(f'"{term}"' for term in terms)
    else:
        seq, match = "words.seq", "words.words @@ plainto_tsquery('simple', :terms)"
        value = " ".join(terms)
    statement = text(
        f"SELECT version.seq, version.key FROM words JOIN version ON version.seq = {seq}"
        f" WHERE {match} AND {seq} < :before ORDER BY {seq} DESC LIMIT :most"
    )
    # From the newest on, and no further than is asked for: a frequent word is in most of what a desk holds.
    keys: dict[str, None] = {}
    before = _NEWEST
    while len(keys) < most:
        rows = connection.execute(statement, {"terms": value, "before": before, "most": most}).all()
        keys |= {row.key: None for row in rows}
        if len(rows) < most:
            break
        before = rows[-1].seq
    return tuple(keys)[:most]


def _fold(words: str) -> str:
    """Lower-case words without accents or punctuation, one space between."""
    plain = unicodedata.normalize("NFKD", words[:MOST_CHARACTERS]).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))
