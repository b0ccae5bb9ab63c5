"""What each story tells is kept: an arrival that leaves a story as it was no longer has it told again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "linked_told",
        sa.Column("story", sa.String(64), primary_key=True),
        sa.Column("told", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "linked_told_by",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("story", sa.String(64), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("linked_told_by_story", "linked_told_by", ["story"])
