"""A denial of a part, from the page to what the reader sees: "denies the price, not the sale"."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ondit.cli import run

SALE = """Corvane would sell its Brest plant to Ostrel for 40 million euros

Corvane is about to sell its plant in Brest to Ostrel for 40 million euros, two people familiar with the matter said."""
PRICE = """Ostrel denies the price of Corvane's Brest plant

Two people familiar with the matter said that Corvane is about to sell its plant in Brest to Ostrel for 40 million
euros. Ostrel denied the price of 40 million euros for the plant in Brest."""


def test_the_scope_of_a_denial_is_kept_and_shown(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("sale", SALE), ("price", PRICE)):
        Path(f"{name}.txt").write_text(text, encoding="utf-8")
    assert run(["add", "sale.txt", "price.txt"]) == 0
    assert run(["rumours", "--json"]) == 0
    rumours = [json.loads(line) for line in capfd.readouterr().out.splitlines() if line.startswith("{")]
    (rumour,) = [each for each in rumours if len(each["articles"]) == 2]
    assert run(["show", rumour["id"], "--json"]) == 0
    reports = json.loads(capfd.readouterr().out)["reports"]
    denials = {(report["scope"], report["role"]) for report in reports if report["stance"] == "denies"}
    assert denials == {("sum", "principal")}
    assert rumour["status"] == "unverified", "who denies the price does not deny the sale"
    assert run(["show", rumour["id"]]) == 0
    assert "(the sum)" in capfd.readouterr().out
