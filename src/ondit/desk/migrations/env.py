"""What Alembic runs: the steps, on the connection and in the transaction that ``open_store`` holds."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
