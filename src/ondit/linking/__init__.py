"""Statements to rumours: which articles speak about the same rumour, and what each says of it.

``link(readings)`` gives the rumours of a set of readings; ``Linker`` the same as they arrive, one at a time.
Articles are gathered into stories (``stories``: candidates by rare words and vectors, a learned pair score,
average link); the claims of a story that rest on hearsay or are denied open rumours (``openings``); every statement
about one becomes a report with a stance (``stances``), a role and, for denials, a scope. All of it is a function of the
set of readings: the order in which they come does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence

from ondit.linking.linker import Linker
from ondit.records import Reading, Rumour

__all__ = ["Linker", "gathered", "link", "nearness"]


def link(readings: Sequence[Reading], *, follow: Sequence[str] = ()) -> tuple[Rumour, ...]:
    """The rumours of a set of readings, sorted by id. ``follow`` are claims or questions that a person asked for."""
    linker = Linker(follow=follow)
    for reading in readings:
        linker.add(reading)
    return linker.rumours()


def gathered(readings: Sequence[Reading]) -> tuple[Rumour, ...]:
    """The rumours of articles that somebody says tell one story, whatever their scores."""
    from ondit.linking.rumours import rumours_of

    return tuple(rumours_of({reading.article.key: reading for reading in readings}))


def nearness(a: Reading, b: Reading) -> float:
    """How likely two articles are about the same, in [0, 1]."""
    from ondit.linking.gist import gist_of
    from ondit.linking.pair_score import scores

    return scores([(gist_of(a), gist_of(b))])[0]
