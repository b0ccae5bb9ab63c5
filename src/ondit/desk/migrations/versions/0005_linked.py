"""The index of linking: a desk that grows no longer reads all it holds to place one article."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "linked",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("article", sa.Text, nullable=False),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("reader", sa.String(200), nullable=False),
        sa.Column("gist", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "linked_key",
        sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )
    op.create_index("linked_key_by_number", "linked_key", ["number"])
    op.create_table(
        "linked_pair",
        sa.Column("a", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("b", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("score", sa.Double, nullable=False),
        sa.Column("one_language", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("linked_pair_by_b", "linked_pair", ["b"])
    op.create_table(
        "linked_answer",
        sa.Column("question", sa.String(64), primary_key=True),
        sa.Column("number", sa.BigInteger),
    )
    op.create_table("linked_due", sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False))
    # What was derived without the index is derived again with it.
    op.execute("DELETE FROM derived_state")
