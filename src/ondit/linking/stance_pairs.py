"""Pairs of a headline and an article as numbers, each text in the company of the others about the same claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ondit.linking.logistic import Matrix
from ondit.linking.stance_features import BODY, BOTH, HEAD, body_row, both_row, claim_of, head_row, in_company
from ondit.linking.stance_model import CAMPS, StanceModel, together
from ondit.linking.stance_sides import Row, Side

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Table:
    """``heads`` and ``bodies`` name the rows; ``head_company`` and ``body_company`` number their companies. Pair ``i``
    is of row ``left[i]`` of the heads and ``right[i]`` of the bodies; ``both[i]`` are its own numbers."""

    heads: tuple[str, ...]
    bodies: tuple[str, ...]
    head_rows: Row
    body_rows: Row
    head_company: Numbers
    body_company: Numbers
    left: Numbers
    right: Numbers
    both: Row


def table_of(pairs: Sequence[tuple[str, str]], sides: Mapping[str, Side], company: Mapping[str, Any]) -> Table:
    """Rows of everything that ``pairs`` (headline, article) name. ``company`` maps each text to what gathers it with
    others about the same claim."""
    heads = tuple(sorted({head for head, _ in pairs}))
    bodies = tuple(sorted({body for _, body in pairs}))
    number = {group: i for i, group in enumerate(dict.fromkeys(company[key] for key in (*heads, *bodies)))}
    of_heads = np.array([number[company[key]] for key in heads], dtype=np.int64)
    of_bodies = np.array([number[company[key]] for key in bodies], dtype=np.int64)
    head_rows = np.zeros((len(heads), 2 * len(HEAD)), dtype=np.float32)
    body_rows = np.zeros((len(bodies), 2 * len(BODY)), dtype=np.float32)
    for group in range(len(number)):
        mine, theirs = np.nonzero(of_heads == group)[0], np.nonzero(of_bodies == group)[0]
        first, second = [sides[heads[i]] for i in mine], [sides[bodies[i]] for i in theirs]
        claim = claim_of([*first, *second])
        if first:
            head_rows[mine] = in_company(np.stack([head_row(side, claim) for side in first]))
        if second:
            body_rows[theirs] = in_company(np.stack([body_row(side, claim) for side in second]))
    at_head, at_body = ({key: i for i, key in enumerate(keys)} for keys in (heads, bodies))
    both = [both_row(sides[head], sides[body]) for head, body in pairs]
    return Table(
        heads,
        bodies,
        head_rows,
        body_rows,
        of_heads,
        of_bodies,
        np.array([at_head[head] for head, _ in pairs], dtype=np.int64),
        np.array([at_body[body] for _, body in pairs], dtype=np.int64),
        np.array(both, dtype=np.float32).reshape(-1, len(BOTH)),
    )


def weighed(table: Table, head: Matrix, body: Matrix) -> Matrix:
    """Rows of ``together``, one a pair, from the chances of ``CAMPS`` of every headline and every article."""
    size = int(max(table.head_company.max(initial=0), table.body_company.max(initial=0))) + 1
    heads, bodies = _means(head, table.head_company, size), _means(body, table.body_company, size)
    group = table.head_company[table.left]
    return together(head[table.left], body[table.right], heads[group], bodies[group], table.both)


def weighed_alone(table: Table, head: Matrix, body: Matrix) -> Matrix:
    """The same rows as if no other text were about the claim: each text is all the company of its side."""
    mine, theirs = head[table.left], body[table.right]
    return together(mine, theirs, mine, theirs, table.both)


def judged(table: Table, use: StanceModel) -> Sequence[str]:
    """The stance of each pair of a table, given that it is about one claim."""
    return use.judge(weighed(table, use.head.chances(table.head_rows), use.body.chances(table.body_rows)))


def _means(chances: Matrix, company: Numbers, size: int) -> Matrix:
    """The mean of each company; of one without members, nothing."""
    total = np.zeros((size, len(CAMPS)))
    np.add.at(total, company, chances)
    return np.asarray(total / np.maximum(np.bincount(company, minlength=size), 1)[:, None])
