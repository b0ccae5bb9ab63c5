"""What cannot be read is told once, and the others are still done, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ondit.cli._inputs import Failures, growing_batches, loaded, readings
from ondit.errors import NotFound, OnditError, UnknownLanguage
from ondit.page.bundles.loaded import Loaded
from ondit.records import Article, Reading


def load(target: str) -> Iterator[Loaded | OnditError]:
    """A target with blanks in it holds several."""
    for name in target.split():
        if name.startswith("missing"):
            yield NotFound("no such file", where=name)
        else:
            article = Article(key=name, text=name, language="xx" if name.startswith("odd") else "fr")
            yield Loaded(article, None, name)


def articles(targets: Iterable[str], failures: Failures) -> Iterator[Article]:
    return (each.article for each in loaded(targets, load, failures))


def read_many(some: Iterable[Article]) -> Iterator[Reading]:
    for article in some:
        if article.language == "xx":
            raise UnknownLanguage("no reader", where=article.key)
        yield Reading(article, ())


def done(*targets: str) -> tuple[list[str], list[str]]:
    told: list[OnditError] = []
    failures = Failures(told.append)
    keys = [each.article.key for each in readings(articles(targets, failures), read_many, failures)]
    assert failures.count == len(told)
    return keys, [error.where for error in told]


def test_all_good_inputs_are_read_in_order() -> None:
    names = [f"page{n}" for n in range(100)]
    assert done(*names) == (names, [])


def test_an_input_that_cannot_be_loaded_does_not_stop_the_others() -> None:
    assert done("a", "missing1", "b", "missing2", "c") == (["a", "b", "c"], ["missing1", "missing2"])


def test_an_article_that_cannot_be_read_is_told_once_and_its_batch_is_still_done() -> None:
    assert done("a", "b", "odd1", "c", "d", "odd2", "e") == (["a", "b", "c", "d", "e"], ["odd1", "odd2"])


def test_what_is_broken_inside_an_input_does_not_stop_the_rest_of_it() -> None:
    assert done("a missing1 b", "c") == (["a", "b", "c"], ["a missing1 b → missing1"])


def test_nothing_good_gives_nothing() -> None:
    assert done("missing1", "odd1") == ([], ["missing1", "odd1"])


def test_the_first_article_is_shown_before_the_second_is_loaded() -> None:
    asked: list[str] = []

    def noting(target: str) -> Iterator[Loaded | OnditError]:
        asked.append(target)
        return load(target)

    failures = Failures(lambda error: None)
    found = (each.article for each in loaded(["a", "b", "c"], noting, failures))
    next(readings(found, read_many, failures))
    assert asked == ["a"]


def test_batches_grow_and_then_stay() -> None:
    assert [len(batch) for batch in growing_batches(range(100))] == [1, 2, 4, 8, 16, 32, 32, 5]


def test_an_error_further_on_names_the_input_too() -> None:
    told: list[OnditError] = []
    failures = Failures(told.append)
    failures.add(UnknownLanguage("no reader", where="https://a.example/canonical", remedy="see"), "saved.html")
    failures.add(NotFound("no such file", where="saved.html", remedy="look"), "saved.html")
    assert [str(error) for error in told] == [
        "saved.html → https://a.example/canonical: no reader; see [OND-105]",
        "saved.html: no such file; look [OND-101]",
    ]
