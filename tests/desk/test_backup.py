"""A desk is put away and comes back whole; nothing is overwritten, and what is damaged is told."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest
from cheap import article, desk, link_to, tables

from ondit.cli import run
from ondit.desk.backup import back_up, restore
from ondit.errors import DeskUnavailable, SettingError

PAGES = (
    article("herald", "sources > plant > supports", at=0),
    article("echo", "herald > plant > supports", at=1, links=(link_to("herald"),)),
    article("wire", "Company > plant > denies", at=30),
)


def filled(place: str) -> dict[str, object]:
    with desk(place) as opened:
        for page in PAGES:
            opened.add(page)
        opened.note("r-plant", "Look again.", by="ines")
        opened.catch_up()
        found: dict[str, object] = tables(opened)
        return found


def test_a_desk_comes_back_whole_and_goes_on(place: str, tmp_path: Path) -> None:
    before = filled(place)
    file, other = tmp_path / "desk.tar.gz", str(tmp_path / "other.db")
    assert back_up(place, file) == file.stat().st_size
    assert restore(file, other) is False
    with desk(other) as opened:
        opened.catch_up()
        assert tables(opened) == before
        assert opened.search("plant") and opened.judgements()[0].text == "Look again."
        assert opened.add(article("late", "x > talks > supports", at=50))


def test_it_also_goes_from_a_file_into_a_database(database: str, tmp_path: Path) -> None:
    before = filled(str(tmp_path / "ondit.db"))
    back_up(str(tmp_path / "ondit.db"), tmp_path / "desk.tar.gz")
    restore(tmp_path / "desk.tar.gz", database)
    with desk(database) as opened:
        opened.catch_up()
        assert tables(opened) == before
        assert opened.search("plant")
        assert opened.add(article("late", "x > talks > supports", at=50))
    with pytest.raises(SettingError, match="already"):
        restore(tmp_path / "desk.tar.gz", database)


def test_nothing_is_overwritten_and_accounts_come_along(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "ondit.db")
    filled(place)
    from ondit.web.people import People

    People(f"{place}.people").add("ines", "admin", "correct horse battery")
    file = tmp_path / "desk.tar.gz"
    assert run(["backup", "--desk", place, str(file)]) == 0
    assert run(["backup", "--desk", place, str(file)]) == 2
    assert run(["restore", "--desk", place, str(file)]) == 2
    assert "already" in capsys.readouterr().err
    assert run(["restore", "--desk", str(tmp_path / "new.db"), str(file)]) == 0
    assert People(str(tmp_path / "new.db.people")).find("ines")
    assert run(["rumours", "--desk", str(tmp_path / "new.db")]) == 0


@pytest.mark.parametrize("harm", ["cut", "other", "swapped", "outside", "absent"])
def test_a_damaged_backup_is_told_and_makes_nothing(harm: str, tmp_path: Path) -> None:
    filled(str(tmp_path / "ondit.db"))
    file = tmp_path / "desk.tar.gz"
    back_up(str(tmp_path / "ondit.db"), file)
    if harm == "cut":
        file.write_bytes(file.read_bytes()[:2000])
    elif harm == "other":
        file.write_bytes(b"not a backup")
    elif harm == "absent":
        file.unlink()
    else:
        with tarfile.open(file, "w:gz") as archive:
            name = "desk.db" if harm == "swapped" else "../outside.db"
            info = tarfile.TarInfo(name)
            info.size = 3
            archive.addfile(info, io.BytesIO(b"abc"))
    with pytest.raises(DeskUnavailable):
        restore(file, str(tmp_path / "new.db"))
    assert not (tmp_path / "new.db").exists() and not (tmp_path.parent / "outside.db").exists()
