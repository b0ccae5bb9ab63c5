"""What watching and alerts know of forgotten articles: the addresses that led to them, the alerts that quote them."""

from __future__ import annotations

import zlib
from collections.abc import Collection

from sqlalchemy import Connection, delete, select

from ondit import codec
from ondit.desk import schema
from ondit.desk.alerting.alert import Alert
from ondit.desk.batches import batches


def unwatch(connection: Connection, keys: Collection[str]) -> set[str]:
    """Takes the rows of these articles out; gives the addresses, so that they are not taken up again."""
    table = schema.watched
    rows = [
        (row.id, row.address)
        for some in batches(sorted(keys))
        for row in connection.execute(
            select(table.c.id, table.c.address).where(table.c.key.in_(some) | table.c.address.in_(some))
        )
    ]
    for some in batches([id for id, _ in rows]):
        connection.execute(delete(table).where(table.c.id.in_(some)))
    return {address for _, address in rows}


def drop_alerts(connection: Connection, articles: Collection[str], rumours: Collection[str]) -> None:
    """Takes out the alerts that quote one of these articles, and all about these rumours, sent or waiting."""
    table, gone = schema.alert, set(articles)
    ids = []
    for row in connection.execute(select(table.c.id, table.c.rumour, table.c.alert)):
        alert = codec.loads(Alert, zlib.decompress(row.alert))
        if row.rumour in rumours or any(quote.article in gone or quote.url in gone for quote in alert.quotes):
            ids.append(row.id)
    for some in batches(ids):  # what was sent of them, and when, goes with them
        connection.execute(delete(table).where(table.c.id.in_(some)))
