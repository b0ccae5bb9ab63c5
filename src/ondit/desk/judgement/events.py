"""Judgements as rows of the log. All functions run inside a transaction of their caller."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, insert, select

from ondit import codec
from ondit.desk import schema
from ondit.records import Correction, Judgement


def append(connection: Connection, judgement: Judgement) -> None:
    """Stores one judgement."""
    packed = zlib.compress(codec.dumps(judgement).encode("ascii"), 6)
    row = {"id": judgement.id, "at": judgement.at, "kind": judgement.kind, "rumour": judgement.rumour}
    connection.execute(insert(schema.judgement).values(**row, judgement=packed))
    connection.execute(insert(schema.log).values(at=judgement.at, kind="judgement", subject=judgement.id))


def stored(connection: Connection) -> tuple[Judgement, ...]:
    """Every judgement in the order in which they were made, each marked if it was undone."""
    rows = connection.execute(select(schema.judgement.c.judgement).order_by(schema.judgement.c.seq)).scalars()
    return marked([codec.loads(Judgement, zlib.decompress(row)) for row in rows])


def marked(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The same, each marked if a later one that holds undoes it. To undo an undoing brings the first back."""
    undone: set[str] = set()
    for each in reversed(judgements):
        if each.undoes is not None and each.id not in undone:
            undone.add(each.undoes)
    return tuple(replace(each, undone=each.id in undone) for each in judgements)


def corrections(connection: Connection) -> tuple[Correction, ...]:
    """Every correction that holds, in the order in which they were made."""
    return tuple(each.correction for each in stored(connection) if each.correction is not None and not each.undone)
