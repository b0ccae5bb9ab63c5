"""The index of words over every version: FTS5 on SQLite, tsvector on PostgreSQL, the same answers from both.

Case and accents do not count ("Élysée" is found by "elysee"): they are folded here, before either index sees them.
"""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import Connection, text

from ondit.records import Article

MOST_CHARACTERS = 200_000  # of an article that are indexed: PostgreSQL takes no tsvector over a megabyte


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
        match = "SELECT rowid FROM words WHERE words MATCH :terms"
        value = " ".join(f'"{term}"' for term in terms)
    else:
        match = "SELECT seq FROM words WHERE words @@ plainto_tsquery('simple', :terms)"
        value = " ".join(terms)
    statement = f"SELECT key FROM version WHERE seq IN ({match}) GROUP BY key ORDER BY max(seq) DESC LIMIT :most"
    rows = connection.execute(text(statement), {"terms": value, "most": most})
    return tuple(row.key for row in rows)


def _fold(words: str) -> str:
    """Lower-case words without accents or punctuation, one space between."""
    plain = unicodedata.normalize("NFKD", words[:MOST_CHARACTERS]).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))
