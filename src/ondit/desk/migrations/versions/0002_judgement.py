"""What people decide about rumours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ondit.desk.schema import Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "judgement",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(64), nullable=False, unique=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("rumour", sa.String(200), nullable=False),
        sa.Column("judgement", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("judgement_by_rumour", "judgement", ["rumour"])
