"""The file of parties: what is read of it, what it refuses, whom a name means, where a text speaks of a party."""

from __future__ import annotations

from pathlib import Path

import pytest

from ondit.errors import SettingError
from ondit.parties import NOBODY, Parties, Party, load_parties

ORVANE = Party(
    "Orvane",
    aliases=("Orvane Motors", "Groupe Orvane"),
    tickers=("ORV", "O"),
    epithets=("le constructeur du Doubs", "the Besançon carmaker"),
    domains=("orvane.example",),
)
VAUTRIN = Party("Hélène Vautrin", "person", ("H. Vautrin",))
LEDGER = Party("Harbour Ledger", "outlet", ("The Ledger",), domains=("ledger.example", "ledger-live.example"))
PARTIES = Parties((ORVANE, VAUTRIN, LEDGER))

FILE = """
[[party]]
name = "Orvane"
aliases = ["Orvane Motors", "Groupe Orvane"]
tickers = ["ORV", "O"]
epithets = ["le constructeur du Doubs", "the Besançon carmaker"]
domains = ["orvane.example"]

[[party]]
name = "Hélène Vautrin"
kind = "person"
aliases = ["H. Vautrin"]

[[party]]
name = "Harbour Ledger"
kind = "outlet"
aliases = ["The Ledger"]
domains = ["ledger.example", "ledger-live.example"]
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "parties.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_file_is_read_as_it_stands_and_its_digest_changes_with_it(tmp_path: Path) -> None:
    assert load_parties(written(tmp_path, FILE)) == PARTIES
    assert load_parties(written(tmp_path, "")) == NOBODY and not NOBODY and NOBODY.digest == ""
    other = load_parties(written(tmp_path, FILE.replace('"ORV", ', "")))
    assert len({other.digest, PARTIES.digest, Parties((ORVANE,)).digest}) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[party]]", "party 1: name needs"),
        ("[[party]]\nname = 3", "party 1: name needs"),
        ("[[party]]\nname = '---'", "party 1: name needs"),
        ("[[party]]\nname = 'a'\nnickname = 'b'", "no such key: 'nickname'"),
        ("[[party]]\nname = 'a'\naliases = 'b'", "aliases is not a list"),
        ("[[party]]\nname = 'a'\naliases = ['']", "aliases needs"),
        ("[[party]]\nname = 'a'\nkind = 'firm'", "no kind 'firm'"),
        ("[[party]]\nname = 'a'\ndomains = ['https://a.example/']", "no domain"),
        ("[[party]]\nname = 'a'\nepithets = ['carmaker']", "too short for an epithet"),
        ("[[party]]\nname = 'a'\n[[party]]\nname = 'b'\naliases = ['The A']", "'a' is a name of a and of b"),
        ("[party]\nname = 'a'", "party is not a list of tables"),
        ("[[partie]]\nname = 'a'", "no such key: 'partie'"),
        ("party = [1]", "not a table"),
        ("[[party]", "not TOML"),
        ("\0", "not TOML"),
    ],
)
def test_a_file_that_makes_no_sense_is_one_line_that_names_the_place(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError) as caught:
        load_parties(written(tmp_path, text))
    assert said in str(caught.value) and "parties.toml" in str(caught.value) and "; " in str(caught.value)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="parties cannot be read"):
        load_parties(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Orvane", ORVANE), ("ORVANE MOTORS", ORVANE), ("le groupe Orvane", ORVANE), ("helene vautrin", VAUTRIN),
        ("Ledger", LEDGER), ("ORV", ORVANE), ("orv", None), ("O", None), ("Orvane Bank", None), ("", None),
    ],
)  # fmt: skip
def test_a_name_means_a_party_whatever_its_case_accents_and_article(name: str | None, party: Party | None) -> None:
    assert PARTIES.by_name(name) == party


@pytest.mark.parametrize(
    ("address", "party"),
    [
        ("https://www.orvane.example/press/1", ORVANE), ("https://fr.ledger.example/", LEDGER),
        ("https://notorvane.example/", None), ("https://example/", None), ("saved/a.html", None), ("https://[", None),
        (None, None),
    ],
)  # fmt: skip
def test_an_address_means_the_party_whose_site_it_is(address: str | None, party: Party | None) -> None:
    assert PARTIES.by_address(address) == party


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Orvane Motors told Orvane.", ["Orvane Motors", "Orvane"]),
        ("D'après le constructeur du Doubs, rien.", ["constructeur du Doubs"]),
        ("The Besançon\u00a0carmaker and the Besançon\ncarmaker", ["Besançon\u00a0carmaker", "Besançon\ncarmaker"]),
        ("Shares of ORV rose", ["ORV"]),
        ("Orvane (NYSE: O) rose, $O fell, O rose", ["Orvane", "O", "O"]),
        ("Orvanes and SuperOrvane and orvane", []),
        ("selon H. Vautrin", ["H. Vautrin"]),
        ("", []),
    ],
)
def test_a_text_speaks_of_a_party_where_its_words_stand(text: str, said: list[str]) -> None:
    found = [text[slice(*span)] for span, _, _ in PARTIES.mentions(text)]
    assert found == said


def test_looking_for_thousands_takes_no_longer_than_the_text() -> None:
    import time

    many = Parties(tuple(Party(f"Firm {n}x", aliases=(f"Company {n}y", f"{n}z Group")) for n in range(5000)))
    text = "Firm 7x and Company 4999y met the 12z Group. " * 200
    list(many.mentions("warm"))
    before = time.process_time()
    assert sum(1 for _ in many.mentions(text)) == 600
    assert time.process_time() - before < 5
