"""The demo story through the whole program, held to its gold: rumour, trace and status at every moment."""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from ondit import demo
from ondit.cli._desk import moment
from ondit.desk import Desk
from ondit.page.targets import load_with_bytes
from ondit.records import Dossier, Trace
from ondit.show.as_json import line, schema
from ondit.show.rumour_json import dossier_object, rumour_object
from ondit.tracing import trace_object

GOLD: dict[str, Any] = tomllib.loads(resources.files("ondit.demo").joinpath("gold.toml").read_text(encoding="utf-8"))
MOMENTS = GOLD["moments"]


@pytest.fixture(scope="module")
def numbers() -> dict[str, str]:
    """The number of every page by its article's key."""
    return {load_with_bytes(str(page))[0].key: page.name[:2] for page in demo.pages()}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The story, read once, added in another order than that of time."""
    found = [load_with_bytes(str(page)) for page in demo.pages()]
    random.Random(7).shuffle(found)
    with Desk(tmp_path_factory.mktemp("demo") / "ondit.db") as opened:
        readings = list(opened.read_many([article for article, _ in found]))
        for (article, page), reading in zip(found, readings, strict=True):
            opened.store(article, page, reading=reading)
        opened.catch_up()
        yield opened


@pytest.fixture(scope="module")
def dossier(desk: Desk, numbers: dict[str, str]) -> Dossier:
    """The rumour of the story: the one with the most of its pages."""
    rumours = desk.rumours()
    assert rumours, "no rumour at all"
    return max(rumours, key=lambda each: len(_pages(each, numbers) & set(GOLD["rumour"]["pages"])))


def _pages(dossier: Dossier, numbers: dict[str, str]) -> set[str]:
    return {numbers[report.article] for report in dossier.rumour.reports}


def _then(desk: Desk, dossier: Dossier, at: str) -> Dossier | None:
    return next((d for d in desk.rumours(moment(at)) if d.rumour.id == dossier.rumour.id), None)


def _origins(trace: Trace, of: str, numbers: dict[str, str]) -> list[str]:
    return [numbers.get(origin.article or "", origin.outlet or "") for origin in trace.origins if origin.of == of]


def test_the_gold_speaks_of_pages_that_are_there_and_natural_in_length(numbers: dict[str, str]) -> None:
    assert sorted(GOLD["rumour"]["pages"] + GOLD["rumour"]["elsewhere"]) == sorted(numbers.values())
    for page in demo.pages():
        assert 120 <= len(load_with_bytes(str(page))[0].text.split()) <= 350, page.name


def test_no_furniture_is_in_the_articles() -> None:
    wrong = ("cookie", "traceurs", "À lire aussi", "annonce", "Read next", "Sign up", "commentaires", "Nos guides", "©")
    for page in demo.pages():
        text = load_with_bytes(str(page))[0].text
        assert not [words for words in wrong if words in text], page.name


def test_the_story_is_one_rumour(desk: Desk, dossier: Dossier) -> None:
    others = {d.rumour.question: sorted({r.article for r in d.rumour.reports}) for d in desk.rumours() if d != dossier}
    assert not others


def test_its_reports_come_from_its_pages_and_no_others(dossier: Dossier, numbers: dict[str, str]) -> None:
    assert sorted(_pages(dossier, numbers)) == GOLD["rumour"]["pages"]


def test_its_parties_are_the_two_companies(dossier: Dossier) -> None:
    assert sorted(dossier.rumour.parties) == GOLD["rumour"]["parties"]


@pytest.mark.parametrize("page", sorted(GOLD["stances"]))
def test_a_page_is_seen_to_take_its_stance(dossier: Dossier, numbers: dict[str, str], page: str) -> None:
    stances = {report.stance for report in dossier.rumour.reports if numbers[report.article] == page}
    assert GOLD["stances"][page] in stances


@pytest.mark.parametrize("case", GOLD["declines"], ids=lambda case: f"{case['party']} in {case['page']}")
def test_a_refusal_to_comment_is_no_denial(dossier: Dossier, numbers: dict[str, str], case: dict[str, str]) -> None:
    reports = [report for report in dossier.rumour.reports if numbers[report.article] == case["page"]]
    by_party = [report for report in reports if case["party"] in (report.source_name, report.speaks_for)]
    assert not [report for report in by_party if report.stance == "denies"]
    assert any(report.polarity == "decline" for report in by_party), "it is shown as what it is"


def test_nobody_is_said_to_confirm_who_does_not(dossier: Dossier, numbers: dict[str, str]) -> None:
    confirming = {numbers[report.article] for report in dossier.rumour.reports if report.stance == "confirms"}
    assert sorted(confirming) == GOLD["confirming"]["pages"]


@pytest.mark.parametrize("page", sorted(GOLD["alone"]))
def test_a_page_alone_gives_what_it_can_give(desk: Desk, numbers: dict[str, str], page: str) -> None:
    key = next(key for key, number in numbers.items() if number == page)
    (reading,) = desk.readings([key]).values()
    with Desk(":memory:") as alone:
        alone.add(reading.article, reading=reading)
        found = [each.status.name for each in alone.rumours()]
    assert found == ([] if GOLD["alone"][page] == "none" else [GOLD["alone"][page]])


@pytest.mark.parametrize("page", [*sorted(GOLD["edges"]), "01"])
def test_a_page_had_it_from_where_it_says(dossier: Dossier, numbers: dict[str, str], page: str) -> None:
    edges = [edge for edge in dossier.trace.edges if numbers[edge.echo] == page]
    found = {numbers.get(edge.article or "", edge.outlet or "") for edge in edges}
    wanted = set(GOLD["edges"].get(page, ()))
    assert wanted <= found <= wanted | set(GOLD["also"].get(page, ()))


@pytest.mark.parametrize("gold", MOMENTS, ids=lambda gold: gold["at"])
def test_it_stands_where_it_stood(desk: Desk, dossier: Dossier, numbers: dict[str, str], gold: dict[str, Any]) -> None:
    then = _then(desk, dossier, gold["at"])
    if gold["status"] == "none":
        assert then is None
        return
    assert then is not None
    assert then.status.name == gold["status"], then.status.reasons


@pytest.mark.parametrize("gold", [gold for gold in MOMENTS if "origins" in gold], ids=lambda gold: gold["at"])
def test_its_origins_are_counted_as_they_were(
    desk: Desk, dossier: Dossier, numbers: dict[str, str], gold: dict[str, Any]
) -> None:
    then = _then(desk, dossier, gold["at"])
    assert then is not None
    assert _origins(then.trace, "support", numbers) == gold["origins"]
    assert then.trace.independent_origins == gold["independent_origins"]
    assert _origins(then.trace, "denial", numbers)[:1] == gold.get("denials", [])[:1] or "denials" not in gold
    if "confirmations" in gold:
        assert _origins(then.trace, "confirmation", numbers)[:1] == gold["confirmations"][:1]
    assert sorted(_pages(then, numbers)) == gold["pages"]


@pytest.mark.parametrize("order", [1, 2])
def test_a_desk_that_grew_page_by_page_in_another_order_is_the_same(
    desk: Desk, numbers: dict[str, str], tmp_path: Path, order: int
) -> None:
    readings = list(desk.readings(numbers).values())
    random.Random(order).shuffle(readings)
    with Desk(tmp_path / "other.db") as other:
        for reading in readings:
            other.add(reading.article, reading=reading)
        here = {d.rumour.id: (d.trace, d.status, d.timeline) for d in desk.rumours()}
        assert {d.rumour.id: (d.trace, d.status, d.timeline) for d in other.rumours()} == here


@pytest.mark.parametrize("gold", MOMENTS, ids=lambda gold: gold["at"])
def test_its_json_is_right_by_the_schemas_and_its_spans_lie_in_the_texts(desk: Desk, gold: dict[str, Any]) -> None:
    at = moment(gold["at"])
    for each in desk.rumours(at):
        readings = desk.readings({report.article for report in each.rumour.reports}, at)
        objects = {
            "rumours": rumour_object(each),
            "show": dossier_object(each, readings),
            "trace": trace_object(each.trace),
        }
        for name, value in objects.items():
            Draft202012Validator(schema(name), format_checker=FormatChecker()).validate(json.loads(line(value)))
        for report in objects["show"]["reports"]:
            text = readings[report["article"]].article.text
            for start, end in report["proof"]:
                assert 0 <= start < end <= len(text)
        for edge in each.trace.edges:
            for evidence in edge.evidence:
                assert evidence.span is None or evidence.span[1] <= len(readings[edge.echo].article.text)


def test_rebuilding_changes_nothing_and_adding_again_neither(desk: Desk) -> None:
    assert desk.rebuild() == ()
    for page in demo.pages():
        article, data = load_with_bytes(str(page))
        assert not desk.add(article, data)
