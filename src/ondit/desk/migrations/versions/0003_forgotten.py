"""Tombstones of what was forgotten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ondit.desk.schema import Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "forgotten",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
