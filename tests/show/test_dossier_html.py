"""The dossier that is sent to an editor: whole, with its proof, harmless, and the same without us."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import UTC, datetime

import lxml.html
import pytest

from ondit.records import Dossier, Judgement
from ondit.show.dossier_html import dossier_page
from show.told import LEDGER, SAVED, TEXTS, TOLD, WIRE, dossier, readings

MADE = datetime(2026, 3, 9, 12, tzinfo=UTC)


def page(*told: Dossier) -> str:
    return dossier_page([(each, readings()) for each in told or (dossier(),)], made=MADE)


def words(text: str) -> str:
    return " ".join(lxml.html.fromstring(text).text_content().split())


def test_it_says_where_the_rumour_stands_why_who_says_what_and_in_which_words() -> None:
    said = words(page())
    for part in (
        "Do Orvane and Kelmar plan a plant?", "denied", "every principal denies", "No talks have taken place",
        "Origins: Harbour Ledger", "had it from Harbour Ledger", "Independent origins: 1", "by citation",
        "one origin, nobody has confirmed it", "2026-03-02 08:00 UTC", LEDGER, WIRE, SAVED, f"{1:064x}",
    ):  # fmt: skip
        assert part in said, part


@pytest.mark.parametrize("name", TOLD)
def test_every_status_and_outcome_has_a_page(name: str) -> None:
    said = words(page(TOLD[name]()))
    assert TOLD[name]().status.name in said
    assert ("Proved true, marked by ada" in said) == (name == "proved true after a denial")


def test_it_holds_no_script_and_asks_for_nothing_from_outside() -> None:
    tree = lxml.html.fromstring(page())
    assert not tree.xpath("//script|//iframe|//object|//embed|//img|//link|//form|//*[@style]")
    assert not [name for node in tree.iter() for name in node.attrib if str(name).startswith("on")]
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy and "script" not in policy
    assert "url(" not in page() and "@import" not in page()
    assert {each.partition(":")[0] for each in tree.xpath("//@href")} == {"https"}


def test_what_a_page_says_is_shown_as_text_and_every_mark_stands_so_in_its_article() -> None:
    text = page()
    assert "<b>on Wednesday</b>" not in text and "&lt;b&gt;on Wednesday&lt;/b&gt;" in text
    marks = [html.unescape(each) for each in re.findall(r"<mark>(.*?)</mark>", text, flags=re.DOTALL)]
    assert len(marks) >= 4
    assert not [mark for mark in marks if not any(mark.rstrip("…") in given for given in TEXTS.values())]


def test_hostile_words_stay_words() -> None:
    evil = "</style><script>alert(1)</script>\x00{{ 7 * 7 }}"
    whole = dossier()
    note = Judgement("j-2", MADE, evil, "note", whole.rumour.id, text=evil)
    mark = replace(note, kind="outcome", value="true", link=f"javascript:{evil}")
    told = replace(whole, rumour=replace(whole.rumour, question=evil, parties=(evil,)), judgements=(note, mark))
    tree = lxml.html.fromstring(page(told).replace("\0", ""))
    assert not tree.xpath("//script") and "49" not in words(page(told).replace("\0", "")).split()
    assert not [each for each in tree.xpath("//@href") if not each.startswith("https://")]


def test_several_are_one_page_and_none_says_so() -> None:
    assert len(lxml.html.fromstring(page(dossier(), TOLD["confirmed"]())).xpath("//article")) == 2
    assert "No rumours." in words(dossier_page([], made=MADE))


def test_as_of_a_moment_is_said() -> None:
    text = dossier_page([(dossier(), readings())], made=MADE, as_of=MADE, by="seen")
    assert "as of 2026-03-09 12:00 UTC, by when pages were seen" in words(text)
