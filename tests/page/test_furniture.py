"""Furniture phrases: every entry's examples, and the words of articles that look like them and must stay."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import pytest

from ondit.page import furniture

FOLDERS = [f for f in resources.files("ondit.languages").iterdir() if (f / "furniture.toml").is_file()]
TABLES = {folder.name: tomllib.loads((folder / "furniture.toml").read_text(encoding="utf-8")) for folder in FOLDERS}
EXAMPLES = [
    (language, kind, example)
    for language, table in TABLES.items()
    for kind, entries in table.items()
    for entry in entries
    for example in entry["examples"]
]


@pytest.mark.parametrize("language", sorted(TABLES))
def test_a_furniture_file_keeps_to_its_schema(language: str) -> None:
    for kind, entries in TABLES[language].items():
        assert kind in furniture.KINDS
        for entry in entries:
            assert set(entry) == {"pattern", "examples"} and entry["examples"]
            groups = set(re.compile(entry["pattern"], re.I).groupindex)
            assert groups <= {"byline": {"names"}, "dated": {"when"}, "related": {"headline"}}.get(kind, set())


@pytest.mark.parametrize(("language", "kind", "example"), EXAMPLES)
def test_an_example_is_recognised(language: str, kind: str, example: str) -> None:
    if kind == "byline":
        assert furniture.byline_in(example)
    elif kind == "dated":
        assert furniture.is_head_line(example)
    else:
        found = furniture.kind_of(example)
        assert found is not None and (found[0] == kind or "drop" in (kind, found[0]))


STAYS = [
    "(avec AFP)",
    "PARIS (Reuters) - Le groupe a démenti lundi toute discussion.",
    "Le groupe publie chaque jour une newsletter que lisent deux millions de personnes, selon son directeur général, "
    "qui a rappelé que la diffusion avait doublé en un an et que le titre restait bénéficiaire.",
    "Les plus lus des journaux ont perdu des lecteurs l'an dernier, a dit le ministre.",
    "À lire son discours, on croirait que rien n'a changé.",
    "Share prices fell on Monday after the report.",
    "Read the company's statement, and little is left of the report.",
    "Related parties held talks on Monday, the company said in its statement.",
    "Comments by the minister surprised the industry.",
    "Subscribers to the service will pay more from June, the company said.",
    "Le patron de Ford aime beaucoup Xiaomi",
    "Publicité : les régies inquiètes de la baisse des investissements",
    "The cookies that the company bakes are sold in twelve countries.",
]


@pytest.mark.parametrize("line", STAYS)
def test_words_of_an_article_stay(line: str) -> None:
    assert furniture.kind_of(line) is None
    assert not furniture.is_head_line(line)
