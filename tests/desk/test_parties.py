"""A file of parties and a desk: names agree before anything is linked, and another file makes another state."""

from __future__ import annotations

from pathlib import Path

import cheap
import pytest

from ondit.cli import run
from ondit.desk import Desk
from ondit.parties import NOBODY, Parties, Party

BOTH = Parties((Party("Company", aliases=("The Firm", "La Société")),))


def names(desk: Desk) -> set[str | None]:
    return {report.source_name for dossier in desk.rumours() for report in dossier.rumour.reports}


@pytest.fixture
def filled(place: str) -> str:
    with cheap.desk(place) as desk:
        desk.add(cheap.article("a", "The Firm > plant > denies"))
        desk.add(cheap.article("b", "La Société > plant > denies", at=1))
    return place


def opened(place: str, parties: Parties) -> Desk:
    return cheap.desk(place, parties=parties)


def test_what_was_read_before_is_told_under_the_names_of_the_file(filled: str) -> None:
    with opened(filled, NOBODY) as desk:
        assert names(desk) == {"The Firm", "La Société"}
    with opened(filled, BOTH) as desk:
        assert names(desk) == {"Company"}
        readings = desk.readings(["https://a.example/"])
        assert readings["https://a.example/"].statements[0].source_name == "Company"
        assert {r.source_name for d in desk.rumours(cheap.hour(0)) for r in d.rumour.reports} == {"Company"}
        state = cheap.tables(desk)
        assert desk.rebuild() == () and cheap.tables(desk) == state
    with opened(filled, NOBODY) as desk:
        assert names(desk) == {"The Firm", "La Société"}, "nothing in the log was touched"


def test_another_file_derives_anew_once_and_the_same_one_does_not(filled: str) -> None:
    from ondit.desk import cache

    def made_by(desk: Desk) -> str:
        desk.catch_up()
        with desk._store.reading() as connection:
            return cache.state(connection)[1]

    with opened(filled, BOTH) as desk:
        assert BOTH.digest in made_by(desk)
    with opened(filled, BOTH) as desk:
        with desk._store.reading() as connection:
            assert BOTH.digest in cache.state(connection)[1]
        assert desk.catch_up() == ()
    with opened(filled, Parties((Party("Somebody else"),))) as desk:
        assert BOTH.digest not in made_by(desk)


def test_the_reader_is_signed_with_the_file_so_that_reread_reads_by_it() -> None:
    from ondit.desk.stages import real_stages

    plain, known = real_stages(), real_stages(BOTH)
    assert plain.reader != known.reader and BOTH.digest in known.reader
    assert real_stages(Parties((Party("Somebody else"),))).reader != known.reader


def test_the_setting_reaches_every_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("ondit.desk.desk.real_stages", lambda *_: cheap.STAGES)
    with cheap.desk("ondit.db") as desk:
        desk.add(cheap.article("a", "The Firm > plant > denies"))
    (tmp_path / "ondit.toml").write_text('parties = "parties.toml"\n')
    (tmp_path / "parties.toml").write_text('[[party]]\nname = "Company"\naliases = ["The Firm"]\n')
    assert run(["show", "r-plant"]) == 0
    assert "Company" in capfd.readouterr().out
    (tmp_path / "parties.toml").write_text("[[party]]\nname = 3\n")
    assert run(["show", "r-plant"]) == 2
    err = capfd.readouterr().err
    assert len(err.splitlines()) == 1 and "parties.toml, party 1" in err and "[OND-401]" in err
