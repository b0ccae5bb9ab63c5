"""What watching and alerts need to go on where they were."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ondit.desk.schema import Moment

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "watched",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("via", sa.String(64)),
        sa.Column("key", sa.Text),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("body", sa.String(64)),
        sa.Column("status", sa.Integer),
        sa.Column("note", sa.Text),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("added", Moment, nullable=False),
        sa.Column("checked", Moment),
        sa.Column("changed", Moment),
        sa.Column("due", Moment),
    )
    op.create_index("watched_by_via", "watched", ["via", "due"])
    op.create_index("watched_by_key", "watched", ["key"])
    op.create_table(
        "alert_rule",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("since", Moment, nullable=False),
        sa.Column("ended", Moment),
        sa.Column("rule", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("alert_rule_by_name", "alert_rule", ["name"])
    op.create_table(
        "alert",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(64), nullable=False, unique=True),
        sa.Column("rule", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("rumour", sa.String(200)),
        sa.Column("at", Moment, nullable=False),
        sa.Column("alert", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("alert_by_rule", "alert", ["rule"])
    op.create_table(
        "dispatch",
        sa.Column("alert", sa.String(64), sa.ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("channel", sa.String(80), primary_key=True),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due", Moment, nullable=False),
    )
    op.create_index("dispatch_by_state", "dispatch", ["state", "due"])
    op.create_table(
        "delivery",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("alert", sa.String(64), sa.ForeignKey("alert.id", ondelete="CASCADE"), nullable=False),
        sa.Column("channel", sa.String(80), nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("note", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_index("delivery_by_alert", "delivery", ["alert"])
