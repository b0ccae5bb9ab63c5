"""Pages named on the command line → readings; what cannot be read is told once, and the others are still done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from ondit.errors import OnditError
from ondit.records import Article, Reading

if TYPE_CHECKING:
    from ondit.page.bundles import Loaded

LARGEST_BATCH = 32

T = TypeVar("T")


class Failures:
    """How many inputs failed; each is printed when it is met, by the name under which it was given."""

    def __init__(self, tell: Callable[[OnditError], None]) -> None:
        self._tell = tell
        self.count = 0
        self.given: dict[str, str] = {}  # an article's key, which may be its canonical address → the input as given

    def add(self, error: OnditError, target: str | None = None) -> None:
        """Tell an error that was met with the input given as ``target``, whatever address it was met at."""
        if target and target not in error.where:
            where = f"{target} → {error.where}" if error.where else target
            error = type(error)(error.what, where=where, remedy=error.remedy)
        self._tell(error)
        self.count += 1


def loaded(
    targets: Iterable[str], load: Callable[[str], Iterable[Loaded | OnditError]], failures: Failures
) -> Iterator[Loaded]:
    """The articles of each target, without what cannot be had. ``load`` gives all of one, errors in their place."""
    for target in targets:
        for each in load(target):
            if isinstance(each, OnditError):
                failures.add(each, target)
            else:
                failures.given[each.article.key] = each.given
                yield each


def readings(
    found: Iterable[Article],
    read_many: Callable[[Iterable[Article]], Iterator[Reading]],
    failures: Failures,
) -> Iterator[Reading]:
    """The reading of each article, in order.

    Articles go to the reader in batches, because it is faster on many at once. The first batches are small, so that
    somebody who waits sees the first article soon.
    """
    for batch in growing_batches(found):
        try:
            done = list(read_many(batch))
        except OnditError:
            done = list(_one_by_one(batch, read_many, failures))
        yield from done


def growing_batches(items: Iterable[T]) -> Iterator[list[T]]:
    """Lists of 1, 2, 4, … and then LARGEST_BATCH items."""
    rest, size = iter(items), 1
    while batch := list(islice(rest, size)):
        yield batch
        size = min(2 * size, LARGEST_BATCH)


def _one_by_one(
    batch: list[Article],
    read_many: Callable[[Iterable[Article]], Iterator[Reading]],
    failures: Failures,
) -> Iterator[Reading]:
    for article in batch:
        try:
            yield from list(read_many([article]))
        except OnditError as error:
            failures.add(error, failures.given.get(article.key, article.key))
