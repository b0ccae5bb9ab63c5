"""A large desk for who shows it: generated articles whose stories are told as they were generated.

Linking and tracing a hundred thousand articles takes hours and is measured elsewhere (``bench.growth``); here each
story is a rumour by its number, and every echo has it from the story's first article. Statuses are weighed as always.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice
from pathlib import Path

from bench.growth_stream import READER, few, told
from ondit.desk import Desk, journal
from ondit.desk.stages import real_stages
from ondit.records import Edge, Evidence, Origin, Reading, Report, Rumour, Trace

ARTICLES = 100_000
LARGE, LARGER = 100, 300  # articles of every thousandth story, and of one in twenty thousand
_AT_ONCE = 500


def make_desk(data: Path, place: Path, articles: int) -> None:
    """Makes the desk, all that is shown of it derived."""
    stages = replace(real_stages(), reader=READER, link=_link, trace=_trace, gather=None, near=None, indexed=False)
    with Desk(place, stages=stages) as desk:
        stream = islice(_readings(data), articles)
        while part := list(islice(stream, _AT_ONCE)):
            with desk._store.writing() as connection:
                for reading in part:
                    article = reading.article
                    assert article.published is not None
                    journal.append(connection, article, article.text.encode(), reading, article.published)
        desk.catch_up()


def _readings(data: Path) -> Iterator[Reading]:
    """As in the bench of growth, but with some stories that many tell, and with titles."""
    for story, reading in told(data, 11, _many):
        title = f"{story.parties[0]}, {story.parties[1]}: {story.matter[0]} the {story.matter[1]} in {story.place}"
        yield replace(reading, article=replace(reading.article, title=title))


def _many(chance: random.Random, story: int) -> int:
    if story % 20_000 == 50:
        return LARGER
    return LARGE if story % 1_000 == 100 else few(chance, story)


def _story(reading: Reading) -> int:
    return int(reading.article.key.split("/")[-2])


def _number(reading: Reading) -> int:
    return int(reading.article.key.split("/")[-1])


def _link(readings: Sequence[Reading], follow: Sequence[str]) -> tuple[Rumour, ...]:
    ordered = sorted(readings, key=lambda each: (_story(each), _number(each)))
    return tuple(_rumour(story, list(told)) for story, told in groupby(ordered, _story))


def _rumour(story: int, readings: Sequence[Reading]) -> Rumour:
    first = readings[0].article
    assert first.title is not None
    parties = tuple(first.title.split(":")[0].split(", "))
    [span] = readings[0].statements[0].content
    said = first.text[slice(*span)]
    return Rumour(
        id=f"r-{story:08x}",
        question=f"Will {said.replace(' would ', ' ', 1)}?",
        parties=parties,
        reports=tuple(_report(each) for each in readings),
        wording=said,
        wording_article=first.key,
        wording_span=span,
        opened_by="O2",
        questions=(("en", f"Will {said.replace(' would ', ' ', 1)}?"),),
    )


def _report(reading: Reading) -> Report:
    article, [statement] = reading.article, reading.statements
    denies = statement.polarity == "deny"
    return Report(
        article=article.key,
        statement=0,
        stance="denies" if denies else "supports",
        role="principal" if denies else "other",
        proof=(statement.sentence,),
        source_name=statement.source_name,
        source_kind=statement.source_kind,
        outlet=article.outlet,
        published=article.published,
        seen=article.published,
        polarity=statement.polarity,
        speaks_for=statement.source_name if denies else None,
    )


def _trace(rumour: Rumour, readings: Mapping[str, Reading]) -> Trace:
    first, *others = rumour.reports
    echoes = [report for report in others if report.stance == "supports"]
    edges = tuple(Edge(each.article, first.article, None, (Evidence("citation", each.proof[0]),)) for each in echoes)
    origins = [Origin(first.article, first.outlet, proof=first.proof)]
    origins += [
        Origin(each.article, each.outlet, "denial", own_word=True, proof=each.proof)
        for each in others
        if each.stance == "denies"
    ]
    return Trace(rumour.id, edges, tuple(origins), 1)
