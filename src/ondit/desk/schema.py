"""The tables of a desk: a log that only grows, and what was derived from it.

=================  =====================================================================================
**log**            one row for whatever entered the desk, in the order of commits: (seq, at, kind, subject)
page               the bytes as they were fetched or given, compressed, by their SHA-256
version            what one version of a page says; ``published`` and ``updated`` as it says, ``seen`` by us
reading            what one reader version found in one version; a better reader adds rows
follow             a question that a person asked the desk to follow
judgement          what a person decided about a rumour, or undid
forgotten          a tombstone for each page that was forgotten: the hash of its address, when, why
**watch**          what `ondit watch` and the alerts need to go on where they were
watched            an address that is asked again and again: what it said last, when it is due
alert_rule         what people want to be told about; ended rules stay
alert              what they were to be told: the words, sources and links; its id is the idempotency key
dispatch           an alert on its way into one channel: waiting, sent or given up
delivery           one row for every attempt to send one
**derived**        may be dropped at any time: ``Desk.rebuild()`` makes the identical rows again
rumour             the dossier of each rumour
rumour_article     which articles report it
rumour_name        every id under which it can be found: its own, and former ones
derived_state      up to which row of the log the derived tables hold, and by which release
linked             what an article is about, in the forms that linking compares (``ondit.linking.index``)
linked_key         the keys that it is looked up by
linked_pair        how likely two articles are about the same
linked_answer      the article that a followed question is nearest to
linked_due         articles whose surroundings must be derived again
linked_told        what each story tells, so that one that stays as it was is not told again
linked_told_by     the articles of each such story
=================  =====================================================================================

The words of the articles are indexed beside these (FTS5 or tsvector, see ``search.py``).
The same definitions serve SQLite and PostgreSQL; ``migrations/`` makes them, a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData()


class Moment(TypeDecorator[datetime]):
    """An aware time in UTC. SQLite knows no zones and keeps it as text without one; we put the zone back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


log = Table(
    "log",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("subject", String(200), nullable=False),
    sqlite_autoincrement=True,
)

page = Table(
    "page",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
)

version = Table(
    "version",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("key", Text, nullable=False),
    Column("page", String(64), ForeignKey("page.sha256")),
    Column("outlet", Text),
    Column("title", Text),
    Column("language", String(16), nullable=False),
    Column("published", Moment),
    Column("updated", Moment),
    Column("seen", Moment, nullable=False),
    Column("article", LargeBinary, nullable=False),
    Index("version_by_key", "key"),
    sqlite_autoincrement=True,
)

reading = Table(
    "reading",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("version", String(64), ForeignKey("version.id"), nullable=False),
    Column("reader", String(200), nullable=False),
    Column("made", Moment, nullable=False),
    Column("reading", LargeBinary, nullable=False),
    UniqueConstraint("version", "reader", name="reading_once"),
    sqlite_autoincrement=True,
)

follow = Table(
    "follow",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("question", Text, nullable=False),
    Column("since", Moment, nullable=False),
)

judgement = Table(
    "judgement",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("at", Moment, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("rumour", String(200), nullable=False),
    Column("judgement", LargeBinary, nullable=False),
    Index("judgement_by_rumour", "rumour"),
    sqlite_autoincrement=True,
)

forgotten = Table(
    "forgotten",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("at", Moment, nullable=False),
    Column("why", Text, nullable=False),
)

watched = Table(
    "watched",
    metadata,
    Column("id", String(64), primary_key=True),  # SHA-256 of the address, which may be longer than an index takes
    Column("address", Text, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("via", String(64)),
    Column("key", Text),
    Column("etag", Text),
    Column("modified", Text),
    Column("body", String(64)),
    Column("status", Integer),
    Column("note", Text),
    Column("failures", Integer, nullable=False),
    Column("added", Moment, nullable=False),
    Column("checked", Moment),
    Column("changed", Moment),
    Column("due", Moment),
    Index("watched_by_via", "via", "due"),
    Index("watched_by_key", "key"),
)

alert_rule = Table(
    "alert_rule",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("name", String(80), nullable=False),
    Column("since", Moment, nullable=False),
    Column("ended", Moment),
    Column("rule", LargeBinary, nullable=False),
    Index("alert_rule_by_name", "name"),
    sqlite_autoincrement=True,
)

alert = Table(
    "alert",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("rule", String(80), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("rumour", String(200)),
    Column("at", Moment, nullable=False),
    Column("alert", LargeBinary, nullable=False),
    Index("alert_by_rule", "rule"),
    sqlite_autoincrement=True,
)

dispatch = Table(
    "dispatch",
    metadata,
    Column("alert", String(64), ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True),
    Column("channel", String(80), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due", Moment, nullable=False),
    Index("dispatch_by_state", "state", "due"),
)

delivery = Table(
    "delivery",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("alert", String(64), ForeignKey("alert.id", ondelete="CASCADE"), nullable=False),
    Column("channel", String(80), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("note", Text),
    Index("delivery_by_alert", "alert"),
    sqlite_autoincrement=True,
)

rumour = Table(
    "rumour",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("made_of", String(64), nullable=False),
    Column("question", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("first_seen", Moment),
    Column("last_changed", Moment),
    Column("dossier", LargeBinary, nullable=False),
)

rumour_article = Table(
    "rumour_article",
    metadata,
    Column("rumour", String(200), ForeignKey("rumour.id", ondelete="CASCADE"), primary_key=True),
    Column("article", Text, primary_key=True),
    Index("rumour_by_article", "article"),
)

rumour_name = Table(
    "rumour_name",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("rumour", String(200), ForeignKey("rumour.id", ondelete="CASCADE"), primary_key=True),
)

derived_state = Table(
    "derived_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("made_by", String(200), nullable=False),
)

# Numbers of articles are hashes of their keys: small rows, and the order in which linking looks at them.
linked = Table(
    "linked",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("article", Text, nullable=False),
    Column("version", String(64), nullable=False),
    Column("reader", String(200), nullable=False),
    Column("gist", LargeBinary, nullable=False),
)

linked_key = Table(
    "linked_key",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Index("linked_key_by_number", "number"),
    sqlite_with_rowid=False,
)

linked_pair = Table(
    "linked_pair",
    metadata,
    Column("a", BigInteger, primary_key=True, autoincrement=False),
    Column("b", BigInteger, primary_key=True, autoincrement=False),
    Column("score", Double, nullable=False),
    Column("one_language", Boolean, nullable=False),
    Index("linked_pair_by_b", "b"),
    sqlite_with_rowid=False,
)

linked_answer = Table(
    "linked_answer",
    metadata,
    Column("question", String(64), primary_key=True),
    Column("number", BigInteger),
)

linked_due = Table(
    "linked_due",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
)

linked_told = Table(
    "linked_told",
    metadata,
    Column("story", String(64), primary_key=True),
    Column("told", LargeBinary, nullable=False),
)

linked_told_by = Table(
    "linked_told_by",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("story", String(64), primary_key=True),
    Index("linked_told_by_story", "story"),
    sqlite_with_rowid=False,
)

LINKED = (linked, linked_key, linked_pair, linked_answer, linked_due, linked_told_by, linked_told)
DERIVED = (rumour, rumour_article, rumour_name, derived_state, *LINKED)
