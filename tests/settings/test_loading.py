"""A file and an environment → the settings that hold, each with where it comes from, or one clear error."""

from __future__ import annotations

import os
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from ondit.errors import SettingError
from ondit.settings import SETTINGS, age, load
from ondit.settings.ages import rule
from ondit.settings.writing import example


def written(folder: Path, text: str, name: str = "ondit.toml") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(tmp_path: Path) -> None:
    file = written(tmp_path, 'by = "ada"\n[serve]\nport = 9000\nnames = ["a.example", "b.example"]\n')
    found = load(None, {"ONDIT_BY": "grace"}, [tmp_path])
    origins = {each.setting.key: (each.value, each.origin) for each in found.held}
    assert origins["by"] == ("grace", "environment")
    assert origins["serve.port"] == (9000, "file")
    assert origins["serve.host"] == ("127.0.0.1", "default")
    assert found.file == file
    assert found.as_environment() == {
        "ONDIT_BY": "grace", "ONDIT_SERVE_PORT": "9000", "ONDIT_SERVE_NAMES": "a.example b.example",
    }  # fmt: skip


def test_the_first_file_counts_alone_and_one_that_is_named_goes_before_all(tmp_path: Path) -> None:
    here = written(tmp_path / "here", 'by = "here"\n')
    written(tmp_path / "home", 'by = "home"\n[serve]\nlogin = true\n')
    named = written(tmp_path, 'by = "named"\n', "other.toml")
    folders = [tmp_path / "none", here.parent, tmp_path / "home"]
    assert (load(None, {}, folders)["by"], load(None, {}, folders)["serve.login"]) == ("here", False)
    assert load(None, {"ONDIT_CONFIG": str(named)}, folders)["by"] == "named"
    assert load(here, {"ONDIT_CONFIG": str(named)}, folders)["by"] == "here"


def test_a_file_of_somebody_else_is_taken_only_where_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, 'allow_addresses = ["10.0.0.0/8"]')
    monkeypatch.setattr("os.geteuid", lambda: os.stat(file).st_uid + 1)
    if os.stat(file).st_uid == 0:
        os.chown(file, 12345, -1)
    with pytest.raises(SettingError, match="settings of another user"):
        load(None, {}, [tmp_path])
    assert load(file, {}, [tmp_path])["allow_addresses"] == ("10.0.0.0/8",)
    assert load(None, {"ONDIT_CONFIG": str(file)}, [tmp_path])["allow_addresses"] == ("10.0.0.0/8",)


def test_a_path_counts_from_the_folder_of_its_file_and_an_address_does_not(tmp_path: Path) -> None:
    written(tmp_path / "a", 'desk = "news.db"\n')
    assert load(None, {}, [tmp_path / "a"])["desk"] == str(tmp_path / "a" / "news.db")
    written(tmp_path / "b", 'desk = "postgresql://ondit@host/news"\n')
    assert load(None, {}, [tmp_path / "b"])["desk"] == "postgresql://ondit@host/news"
    assert load(None, {"ONDIT_DESK": "news.db"}, [])["desk"] == "news.db"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('dsk = "a.db"', "is desk meant?"),
        ("[serve]\nprot = 1", "is serve.port meant?"),
        ("[watch_me]\na = 1", "no such setting: 'watch_me'"),
        ("serve = 3", "no such setting: 'serve'"),
        ("[serve]\nport = '8765'", "a whole number is wanted here, not text"),
        ("[serve]\nport = true", "a whole number is wanted here, not yes or no"),
        ("[serve]\nport = 70000", "no port: 70000"),
        ("[serve]\nlogin = 'yes'", "yes or no is wanted here, not text"),
        ("[serve]\nnames = 'a.example'", "a list of texts is wanted here"),
        ("desk = ['a']", "a text is wanted here"),
        ("allow_addresses = ['10.0.0.0/33']", "not a list of networks"),
        ("[forget]\nolder_than = 'long'", "no age: 'long'"),
        ("[forget]\nrules = ['Daily Herald']", "no rule: 'Daily Herald'"),
        ("[forget]\nrules = ['Daily Herald: 0 days']", "1 day to 200 years"),
        ("config = 'a.toml'", "no such setting: 'config'"),
        ("desk = ", "not TOML"),
        ("a\0 = 1", "not TOML"),
    ],
)
def test_a_file_that_makes_no_sense_is_one_line_that_names_it(text: str, said: str, tmp_path: Path) -> None:
    file = written(tmp_path, text)
    with pytest.raises(SettingError) as caught:
        load(None, {}, [tmp_path])
    line = str(caught.value)
    assert line.startswith(str(file)) and said in line and "; " in line and "\n" not in line


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ONDIT_DESQ", "x", "is ONDIT_DESK meant?"),
        ("ONDIT_SERVE_PORT", "http", "a whole number is wanted, not 'http'"),
        ("ONDIT_SERVE_LOGIN", "maybe", "yes or no is wanted, not 'maybe'"),
        ("ONDIT_ALLOW_ADDRESSES", "here", "not a list of networks"),
        ("ONDIT_FORGET_OLDER_THAN", "-3 days", "no age"),
    ],
)
def test_a_variable_that_makes_no_sense_is_one_line_that_names_it(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingError) as caught:
        load(None, {name: value}, [])
    assert str(caught.value).startswith(f"{name}: ") and said in str(caught.value)


def test_a_variable_without_a_value_is_not_set() -> None:
    assert load(None, {"ONDIT_DESK": "", "ONDIT_SERVE_PORT": " "}, [])["desk"] == "ondit.db"


def test_lists_in_variables_have_commas_or_where_it_is_said_so_blanks() -> None:
    found = load(None, {"ONDIT_ALLOW_ADDRESSES": "10.0.0.0/8, ::1/128", "ONDIT_SERVE_NAMES": "a.example b.example"}, [])
    assert found["allow_addresses"] == ("10.0.0.0/8", "::1/128")
    assert found["serve.names"] == ("a.example", "b.example")
    assert load(None, {"ONDIT_SERVE_NAMES": "a.example,b.example"}, [])["serve.names"] == ("a.example", "b.example")


def test_no_secret_is_shown() -> None:
    desk = "postgresql://ondit:s3cret@host/news?password=s3cret"
    found = load(None, {"ONDIT_DESK": desk, "ONDIT_OIDC_SECRET": "s3cret"}, [])
    shown = {each.setting.key: each.shown for each in found.held}
    assert "s3cret" not in str(shown)
    assert shown["desk"] == "postgresql://ondit:***@host/news?password=***"
    assert shown["oidc.secret"] == "(set, not shown)"


def test_the_example_explains_every_key_sets_none_and_is_right_when_every_line_counts(tmp_path: Path) -> None:
    text = example()
    assert not any(isinstance(value, str) for value in tomllib.loads(text).values())
    live = "\n".join(line[1:] if line.startswith("#") and line[1:2] != " " else line for line in text.splitlines())
    written(tmp_path, live.replace("# ondit.toml:", "#"))
    found = load(None, {}, [tmp_path])
    assert {each.setting.key for each in found.held if each.origin == "file"} == {
        setting.key for setting in SETTINGS if setting.file
    }


@pytest.mark.parametrize(
    ("words", "days"), [("1 day", 1), ("90 days", 90), ("2w", 14), ("18 Months", 540), ("2 years", 730), (" 3y ", 1095)]
)
def test_an_age_in_words_is_a_span_of_time(words: str, days: int) -> None:
    assert age(words) == timedelta(days=days)


def test_a_rule_has_a_source_that_may_hold_a_colon() -> None:
    assert rule("Focus: Money: 3 days") == ("Focus: Money", timedelta(days=3))
