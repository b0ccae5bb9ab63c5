"""Every page answers, and says what the desk says."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest

PAGES = ("/", "/?q=batterie&status=contested", "/outlets", "/rules", "/search?q=saint-nazaire", "/me")


def rumour(client: Any) -> str:
    """The id of the demo's first rumour."""
    found = re.search(r"/rumours/(r-[0-9a-f]+)", client.get("/").text)
    assert found
    return found[1]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_in_the_readers_language(path: str, language: str, client: Any) -> None:
    answer = client.get(path, headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text


def test_a_page_that_did_not_change_is_not_sent_again(client: Any) -> None:
    first = client.get("/")
    again = client.get("/", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/", headers={"if-none-match": first.headers["etag"], "accept-language": "fr"})
    assert other.status_code == 200


def test_a_dossier_shows_status_reasons_ledger_and_provenance(client: Any) -> None:
    text = client.get(f"/rumours/{rumour(client)}").text
    for id in ("why-title", "timeline-title", "provenance-title", "details-title", "ledger-title"):
        assert f'id="{id}"' in text
    assert "#lit" in text and 'type="range"' in text


def test_as_of_the_first_day_nothing_later_is_on_the_page(client: Any) -> None:
    name = rumour(client)
    then = client.get(f"/rumours/{name}?as_of=2026-03-02").text
    assert "Unverified" in then and "hexapresse" in then
    assert "harbourledger" not in then.split('id="why-title"')[1]
    before = client.get(f"/rumours/{name}?as_of=2026-01-01")
    assert before.status_code == 200 and "Nothing had been reported" in before.text


def test_every_proof_of_a_dossier_leads_to_lit_words(client: Any) -> None:
    text = client.get(f"/rumours/{rumour(client)}").text
    links = sorted(set(re.findall(r'href="(/article\?[^"]*)#lit"', text)))
    assert len(links) > 10
    for link in links[:12]:
        page = client.get(link.replace("&amp;", "&"))
        assert page.status_code == 200 and 'id="lit"' in page.text, link


def test_words_are_found_without_their_accents(client: Any) -> None:
    found = client.get("/search?q=energie").text
    accented = client.get(f"/search?q={quote('énergie')}").text
    assert re.findall(r'<h3><a href="[^"]*"', found) == re.findall(r'<h3><a href="[^"]*"', accented)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/rumours/r-none", 404),
        ("/article?key=none", 404),
        ("/?status=nonsense", 400),
        ("/?since=yesterday", 400),
        ("/?cursor=!!", 400),
        ("/readings/none", 404),
        ("/nowhere", 404),
    ],
)
def test_what_is_not_there_is_told_on_a_page(path: str, status: int, client: Any) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert str(status) in answer.text and "<html" in answer.text


def test_a_language_is_chosen_and_kept_and_leads_back_only_to_us(client: Any) -> None:
    answer = client.get("/language/fr?back=/outlets")
    assert answer.headers["location"] == "/outlets" and "ondit_language=fr" in answer.headers["set-cookie"]
    for elsewhere in ("//evil.example", "/\\evil.example", "https://evil.example", "/a b"):
        assert client.get("/language/fr", params={"back": elsewhere}).headers["location"] == "/"
    client.cookies.clear()
