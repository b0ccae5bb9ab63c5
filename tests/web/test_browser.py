"""A real Chromium on the demo desk: what a newsroom does with it, by pointer and by keyboard, and what axe says."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ondit.web.people import People
from soak import SOAK
from web_client import served
from web_hostile import KEY, hostile

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium here (as root: apt-get install chromium)")

PASSWORD = "correct horse battery"
SERIOUS = ("serious", "critical")
PASTED = (
    "Brévelle : la mairie dément\n\nSelon Le Fanal, la mairie de Brévelle aurait vendu le port. « C’est faux », a "
    "déclaré lundi la maire, Anne Corvec. Elle a démenti toute négociation."
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    """A page that fails the test if a script fails or the policy is broken."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/Paris", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(20_000)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda line: said.append(line.text) if "Content Security" in line.text else None)
    yield page
    context.close()
    assert said == []


def open_first(page: Any, server: str) -> None:
    """From the board to the dossier of its first rumour."""
    page.goto(server)
    page.locator(".rumour h2 a").first.click()
    page.wait_for_selector("#dossier")


def drag_to(page: Any, minute: int) -> None:
    """Drags the slider to a minute since 1970, and waits for the page as it was then."""
    page.locator("#slide").evaluate(
        "(input, value) => { input.value = value; input.dispatchEvent(new Event('input', {bubbles: true})); }",
        str(minute),
    )
    page.wait_for_url(re.compile(rf"[?&]t={minute}"))


def test_a_rumour_is_found_and_its_slider_shows_what_was_known_then(tab: Any, server: str) -> None:
    tab.goto(server)
    tab.locator("#find").fill("batteries saint nazaire")
    tab.keyboard.press("Enter")
    tab.locator(".hits h3 a").first.click()
    tab.wait_for_selector("#dossier")
    assert "unverified" not in (tab.locator("#dossier").get_attribute("class") or "")
    first = int(tab.locator("#slide").get_attribute("min") or 0)
    drag_to(tab, first + 60 * 24)
    assert "unverified" in (tab.locator("#dossier").get_attribute("class") or "")
    times = [each.get_attribute("datetime") for each in tab.locator(".ledger time").all()]
    assert times and max(times) < "2026-03-04"
    assert tab.locator(".veil").count() == 1
    tab.get_by_text("Back to now").click()
    tab.wait_for_url(re.compile(r"/rumours/r-[^?]*$"))
    assert "unverified" not in (tab.locator("#dossier").get_attribute("class") or "")


def test_a_proof_leads_to_its_words_and_the_words_back_to_the_rumour(tab: Any, server: str) -> None:
    open_first(tab, server)
    link = tab.locator(".why .q a").first
    words = link.locator("mark").inner_text()
    link.click()
    tab.wait_for_selector(".lit")
    lit = "".join(tab.locator(".lit").all_inner_texts())
    assert words.rstrip("…").strip() in " ".join(lit.split()).lstrip("- ")
    assert tab.locator("#lit").evaluate("each => each.getBoundingClientRect().top") < 900
    tab.locator(".in a").first.click()
    tab.wait_for_selector("#dossier")


def test_a_pasted_page_is_read_at_once_and_kept_only_when_that_is_asked(tab: Any, own: Path) -> None:
    with served(own) as server:
        tab.goto(server)
        tab.locator("#paste").fill(PASTED)
        tab.get_by_role("button", name="Read it").click()
        tab.wait_for_selector(".cards .card", timeout=60_000)
        assert tab.locator(".card.deny").count() >= 1
        tab.get_by_role("button", name="Keep it in the desk").click()
        tab.wait_for_url(re.compile("/article"))
        tab.goto(server + "/search?q=brevelle")
        assert tab.locator(".hits h3").count() >= 1


def test_an_uploaded_file_is_read(tab: Any, server: str, tmp_path: Path) -> None:
    file = tmp_path / "page.txt"
    file.write_text(PASTED, encoding="utf-8")
    tab.goto(server)
    tab.locator("input[type=file]").set_input_files(str(file))
    tab.get_by_role("button", name="Read it").click()
    tab.wait_for_selector(".cards .card", timeout=60_000)


def test_two_rumours_are_merged_and_it_is_taken_back(tab: Any, own: Path) -> None:
    with served(own) as server:
        tab.goto(server)
        before = tab.locator(".rumour").count()
        open_first(tab, server)
        boxes = tab.locator("input[name=articles]")
        tab.get_by_text("Split: some articles").click()
        boxes.last.check()
        tab.locator("details[open] form.stack button").click()
        tab.wait_for_selector("#editor .hits li")
        tab.goto(server)
        assert tab.locator(".rumour").count() == before + 1
        tab.locator(".rumour h2 a").first.click()
        tab.get_by_text("Merge: another rumour").click()
        tab.locator("details[open] form.stack button").click()
        tab.wait_for_selector("#editor .hits li")
        tab.goto(server)
        assert tab.locator(".rumour").count() == before
        tab.locator(".rumour h2 a").first.click()
        tab.locator("#editor .hits li", has_text="merged").get_by_role("button", name="Take it back").click()
        tab.wait_for_load_state()
        tab.goto(server)
        assert tab.locator(".rumour").count() == before + 1


def test_one_logs_in_and_is_refused_what_is_not_theirs(tab: Any, own: Path) -> None:
    people = People(f"{own}.people")
    people.add("ines", "reader", PASSWORD)
    with served(own, login=True) as server:
        tab.goto(server)
        tab.wait_for_url(re.compile("/login"))
        for password in ("a wrong password", PASSWORD):
            tab.locator("input[name=name]").fill("ines")
            tab.locator("input[name=password]").fill(password)
            tab.locator("form.stack button").click()
            tab.wait_for_load_state()
            if password != PASSWORD:
                assert tab.get_by_role("alert").count() == 1
        tab.wait_for_selector(".rumours")
        tab.locator(".rumour h2 a").first.click()
        tab.wait_for_selector("#dossier")
        assert tab.locator("#editor button").count() == 0
        rumour = tab.url.rsplit("/", 1)[1]
        refused = tab.evaluate(
            "async (url) => (await fetch(url, {method: 'POST', headers: {'content-type': 'application/json'}, "
            "body: JSON.stringify({text: 'x'})})).status",
            f"{server}/api/v1/rumours/{rumour}/notes",
        )
        assert refused == 403


def test_the_keyboard_alone_is_enough(tab: Any, server: str) -> None:
    tab.goto(server)
    tab.keyboard.press("j")
    assert tab.evaluate("document.activeElement.closest('.rumour') !== null")
    tab.keyboard.press("?")
    assert tab.locator("dialog[open]").count() == 1
    tab.keyboard.press("Escape")
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "find"
    tab.keyboard.press("Tab")
    tab.keyboard.press("k")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#dossier")
    tab.locator("#slide").focus()
    tab.keyboard.press("Home")
    tab.wait_for_url(re.compile("t="))
    assert tab.evaluate("document.activeElement.id") == "slide"
    tab.locator("#main").focus()
    tab.keyboard.press("b")
    tab.wait_for_selector(".rumours")


def pages(page: Any, server: str) -> list[str]:
    """Every page of the demo desk."""
    page.goto(server)
    dossier = page.locator(".rumour h2 a").first.get_attribute("href")
    page.goto(server + dossier)
    article = page.locator(".why .q a").first.get_attribute("href")
    card = str(dossier).replace("rumours", "card")
    then = f"{dossier}?as_of=2026-03-03"
    found = ["/", article, "/search?q=usine", dossier, "/outlets", card, "/nowhere", then, "/rules", "/api", "/me"]
    return [str(each) for each in found]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_serious_and_no_page_scrolls_sideways(
    browser: Any, server: str, scheme: str, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True)
    page = context.new_page()
    tags = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found: list[str] = []
    for path in pages(page, server)[: None if SOAK else 7 if scheme == "light" else 3]:
        page.goto(server + path)
        for each in Axe().run(page, options=tags).response["violations"]:
            if each["impact"] in SERIOUS:
                where = [node["html"][:120] for node in each["nodes"][:3]]
                found.append(f"{path} {each['id']}: {where}")
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.append(f"{path} is wider than {width}")
    context.close()
    assert found == []


def test_times_are_in_the_readers_zone(tab: Any, server: str) -> None:
    open_first(tab, server)
    time = tab.locator(".moves time").last
    assert time.get_attribute("datetime") == "2026-03-02T05:30:00Z"
    assert "06:30" in time.inner_text()


def test_a_hostile_page_runs_nothing_and_keeps_its_place(browser: Any, tmp_path: Path) -> None:
    from ondit.desk import Desk

    with Desk(tmp_path / "desk.db") as desk:
        reading = hostile()
        desk.store(reading.article, None, reading=reading)
    with served(tmp_path / "desk.db") as server:
        context = browser.new_context(viewport={"width": 1280, "height": 800})
        page = context.new_page()
        said: list[str] = []
        page.on("dialog", lambda dialog: said.append(dialog.message))
        outside: list[str] = []
        page.on("request", lambda request: outside.append(request.url) if server not in request.url else None)
        for path in ("/", "/article?key=" + KEY.replace("&", "%26").replace("#", "%23"), "/search?q=alert"):
            page.goto(server + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280, path
        context.close()
    assert said == [] and outside == []
