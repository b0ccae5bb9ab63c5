"""The first tables: the log, what was derived from it, and the index of words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ondit.desk.schema import Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "log",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "page",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "version",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(64), nullable=False, unique=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("page", sa.String(64), sa.ForeignKey("page.sha256")),
        sa.Column("outlet", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("published", Moment),
        sa.Column("updated", Moment),
        sa.Column("seen", Moment, nullable=False),
        sa.Column("article", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("version_by_key", "version", ["key"])
    op.create_table(
        "reading",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("version", sa.String(64), sa.ForeignKey("version.id"), nullable=False),
        sa.Column("reader", sa.String(200), nullable=False),
        sa.Column("made", Moment, nullable=False),
        sa.Column("reading", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("version", "reader", name="reading_once"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "follow",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("since", Moment, nullable=False),
    )
    op.create_table(
        "rumour",
        sa.Column("id", sa.String(200), primary_key=True),
        sa.Column("made_of", sa.String(64), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("first_seen", Moment),
        sa.Column("last_changed", Moment),
        sa.Column("dossier", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "rumour_article",
        sa.Column("rumour", sa.String(200), sa.ForeignKey("rumour.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("article", sa.Text, primary_key=True),
    )
    op.create_index("rumour_by_article", "rumour_article", ["article"])
    op.create_table(
        "rumour_name",
        sa.Column("name", sa.String(200), primary_key=True),
        sa.Column("rumour", sa.String(200), sa.ForeignKey("rumour.id", ondelete="CASCADE"), primary_key=True),
    )
    op.create_table(
        "derived_state",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("made_by", sa.String(200), nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("CREATE VIRTUAL TABLE words USING fts5(title, text, content='', tokenize='unicode61')")
    else:
        op.execute("CREATE TABLE words (seq integer PRIMARY KEY REFERENCES version (seq), words tsvector NOT NULL)")
        op.execute("CREATE INDEX words_index ON words USING gin (words)")
