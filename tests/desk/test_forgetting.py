"""What is forgotten is gone from the desk and from its file, and everything else is as it was."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import cheap
import pytest
from sqlalchemy import text

from ondit.desk import Desk
from ondit.desk.backup import back_up, restore
from ondit.desk.forgetting import Retention
from ondit.desk.forgetting.finding import Held, of_source
from ondit.desk.forgetting.retention import due
from ondit.errors import Forgotten, NotFound, SettingError
from ondit.settings import age

SECRET = "Quillonvane"  # a word that stands in one article only
SECRETS = (SECRET, SECRET.lower(), "confidante")


def fill(desk: Desk, days: dict[str, float] | None = None) -> None:
    """Three articles about the plant; the middle one names what nobody else does."""
    pages = {
        "herald": (f"{SECRET} > plant > supports",),
        "echo": (f"{SECRET} > tower > denies", f"the confidante of {SECRET} > plant > supports"),
        "wire": ("Company > plant > denies",),
    }
    for number, (key, sentences) in enumerate(pages.items()):
        article = cheap.article(key, *sentences, at=number)
        seen = cheap.hour(24 * (days or {}).get(key, number))
        desk.add(article, f"<p>{article.text}</p>".encode(), seen=seen)


def url(key: str) -> str:
    return f"https://{key}.example/"


def everything(desk: Desk) -> str:
    """All that the desk's tables hold, unpacked, as text."""
    import zlib

    from ondit.desk import schema

    parts: list[str] = []
    with desk._store.reading() as connection:
        for table in schema.metadata.sorted_tables:
            for row in connection.execute(table.select()):
                for value in row:
                    if isinstance(value, bytes):
                        value = zlib.decompress(value).decode("utf-8", "replace")
                    parts.append(str(value))
    return "\n".join(parts)


def bytes_of(place: str) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(Path(place).parent.glob(Path(place).name + "*")))


def test_nothing_of_a_forgotten_article_is_left_in_any_table(place: str) -> None:
    with cheap.desk(place) as desk:
        fill(desk)
        assert SECRET in everything(desk) and desk.search(SECRET)
        forgot = desk.forget([url("herald"), url("echo")], why="asked for by its subject")
        assert (forgot.articles, forgot.versions, forgot.pages) == (2, 2, 2)
        rest = everything(desk)
        assert SECRET not in rest and "confidante" not in rest
        assert url("herald") not in rest and url("echo") not in rest
        assert not desk.search(SECRET) and desk.search("company") == (url("wire"),)
        with pytest.raises(NotFound):
            desk.versions(url("herald"))


def test_what_is_left_is_what_a_desk_without_it_would_hold(place: str, tmp_path: Path) -> None:
    with cheap.desk(place) as desk, cheap.desk(tmp_path / "other.db") as other:
        fill(desk)
        desk.forget([url("echo")], why="test", scrubbed=False)
        for number, key, line in (
            (0, "herald", f"{SECRET} > plant > supports"),
            (2, "wire", "Company > plant > denies"),
        ):
            article = cheap.article(key, line, at=number)
            other.add(article, f"<p>{article.text}</p>".encode(), seen=cheap.hour(24 * number))
        assert cheap.tables(desk) == cheap.tables(other)
        before = cheap.tables(desk)
        desk.rebuild()
        assert cheap.tables(desk) == before


@pytest.mark.parametrize("packed", [False, True], ids=["a process of its own", "while another one has the desk open"])
def test_its_bytes_are_gone_from_the_file(packed: bool, tmp_path: Path) -> None:
    place = str(tmp_path / "ondit.db")
    # What lies uncompressed in the file: titles, outlets, keys, words of the index, questions.
    with cheap.desk(place) as desk:
        fill(desk)
        desk.add(cheap.article("quillonvane", "Somebody > secret-confidante > denies"))
    with cheap.desk(place) as desk:
        if packed:
            other = cheap.desk(place)
            other.rumours()
        assert b"quillonvane" in bytes_of(place) and b"secret-confidante" in bytes_of(place)
        desk.forget([url("herald"), url("echo"), url("quillonvane")], why="test")
        for word in (*SECRETS, "quillonvane", "secret-confidante", "herald.example", "echo.example"):
            assert word.encode() not in bytes_of(place), word
        assert b"wire.example" in bytes_of(place)
        if packed:
            other.close()


def test_a_reader_that_does_not_let_go_is_told_and_scrubbing_later_does_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ondit.errors import DeskUnavailable

    monkeypatch.setattr("ondit.desk.open_store.WAIT_SECONDS", 0.2)
    place = str(tmp_path / "ondit.db")
    with cheap.desk(place) as desk, cheap.desk(place) as other:
        fill(desk)
        with other._store.reading() as connection:
            connection.execute(text("SELECT count(*) FROM version")).scalar()
            with pytest.raises(DeskUnavailable, match="--scrub"):
                desk.forget([url("herald"), url("echo")], why="test")
        assert not desk.search(SECRET)
        desk.scrub()
        assert SECRET.lower().encode() not in bytes_of(place)


def test_another_process_that_has_it_in_memory_forgets_it_too(place: str) -> None:
    with cheap.desk(place) as one, cheap.desk(place) as other:
        fill(one)
        assert len(other.rumours()) == 2
        one.forget([url("echo")], why="test", scrubbed=False)
        other.add(cheap.article("later", "Company > plant > denies", at=9))
        assert "confidante" not in everything(one)
        assert {d.rumour.id for d in other.rumours()} == {"r-plant"}


def test_a_forgotten_page_is_not_taken_in_again_unless_somebody_says_so(place: str) -> None:
    with cheap.desk(place) as desk:
        fill(desk)
        again = cheap.article("herald", "Somebody > plant > supports", at=5)
        desk.forget([again.key], why="the court said so", scrubbed=False)
        stone = desk.forgotten("https://no.example/", again.key)
        assert stone is not None and stone.why == "the court said so"
        assert desk.forgotten("https://no.example/", None) is None
        with pytest.raises(Forgotten, match="the court said so"):
            desk.add(again)
        assert desk.add(again, again=True).outcome == "new"
        assert desk.forgotten(again.key) is None
        assert desk.add(again).outcome == "known"


def test_nothing_is_forgotten_where_one_is_not_there_or_no_reason_is_given(place: str) -> None:
    with cheap.desk(place) as desk:
        fill(desk)
        before = everything(desk)
        with pytest.raises(NotFound):
            desk.forget([url("herald"), "https://no.example/"], why="test")
        with pytest.raises(SettingError):
            desk.forget([url("herald")], why=" ")
        assert everything(desk) == before


def test_a_page_that_two_articles_have_stays_for_the_other(place: str) -> None:
    with cheap.desk(place) as desk:
        desk.add(cheap.article("a", "Company > plant > denies"), b"the same bytes")
        desk.add(cheap.article("b", "Company > plant > denies"), b"the same bytes")
        assert desk.forget([url("a")], why="test", scrubbed=False).pages == 0
        assert desk.forget([url("b")], why="test", scrubbed=False).pages == 1


@pytest.mark.parametrize("gone", [("echo",), ("herald", "echo", "wire")], ids=["some articles", "all articles"])
def test_judgements_about_forgotten_pages_stay_and_break_nothing(gone: tuple[str, ...], place: str) -> None:
    from ondit.show.as_json import line
    from ondit.show.rumour_json import dossier_object

    with cheap.desk(place) as desk:
        fill(desk)
        desk.outcome("r-plant", "false", by="ada")
        desk.note("r-plant", "asked the ministry", by="ada")
        desk.correct("r-plant", url("echo"), 1, stance="doubts", source_name="confidante", by="ada")
        desk.merge("r-plant", "r-tower", by="ada")
        desk.split("r-plant", [url("echo")], by="ada")
        desk.forget([url(key) for key in gone], why="test", scrubbed=False)
        assert [each.kind for each in desk.judgements()] == ["outcome", "note", "correct", "merge", "split"]
        rest = everything(desk)
        assert "confidante" not in rest and not any(url(key) in rest for key in gone)
        for dossier in desk.rumours():
            readings = desk.readings({report.article for report in dossier.rumour.reports})
            assert line(dossier_object(dossier, readings))
        if len(gone) == 1:
            assert {j.kind for j in desk.show("r-plant").judgements} >= {"outcome", "note", "merge"}
        before = cheap.tables(desk)
        desk.rebuild()
        assert cheap.tables(desk) == before
        for each in reversed(desk.judgements()):
            desk.undo(each.id, by="ada")
        desk.add(cheap.article("later", "Company > plant > denies", at=9))
        assert desk.rumours()


def test_a_backup_made_afterwards_holds_nothing_of_it_and_still_refuses_it(place: str, tmp_path: Path) -> None:
    with cheap.desk(place) as desk:
        fill(desk)
        desk.forget([url("herald"), url("echo")], why="test")
    back_up(place, tmp_path / "desk.tar.gz")
    restore(tmp_path / "desk.tar.gz", str(tmp_path / "again.db"))
    assert SECRET.lower().encode() not in bytes_of(str(tmp_path / "again.db"))
    with cheap.desk(tmp_path / "again.db") as desk:
        assert desk.search("company") == (url("wire"),)
        with pytest.raises(Forgotten):
            desk.add(cheap.article("herald", "Somebody > plant > supports"))


def test_what_was_watched_and_what_was_told_of_it_go_too(place: str) -> None:
    from ondit.desk.alerting import Rule, outbox, rules
    from ondit.desk.watching import ledger
    from ondit.desk.watching.ledger import Watched

    led_there = "https://echo.example/?from=feed"
    with cheap.desk(place) as desk:
        with desk._store.writing() as connection:
            rules.add(connection, Rule("all", to=("nobody",)), cheap.hour(0))
        fill(desk)
        with desk._store.writing() as connection:
            for address, key in ((led_there, url("echo")), ("https://wire.example/?from=feed", url("wire"))):
                ledger.put(connection, Watched(address, "page", cheap.hour(0), key=key, due=cheap.hour(1)))
        with desk._store.reading() as connection:
            told = outbox.alerts(connection)
        assert any(quote.article == url("echo") for alert in told for quote in alert.quotes)
        desk.forget([url("echo")], why="test", scrubbed=False)
        rest = everything(desk)
        assert "confidante" not in rest and "echo.example" not in rest and "wire.example/?from=feed" in rest
        with desk._store.writing() as connection:
            assert ledger.put_new(connection, [Watched(led_there, "page", cheap.hour(2))], 9)
            assert ledger.get(connection, led_there) is None
        desk.add(cheap.article("later", "Firm > plant > denies", at=9))
        with desk._store.reading() as connection:
            assert outbox.alerts(connection), "what comes later is told"


def test_a_server_shows_nothing_of_it_any_more(tmp_path: Path) -> None:
    from ondit.web.shelf import Shelf

    with cheap.desk(tmp_path / "ondit.db") as desk:
        fill(desk)
        shelf = Shelf(desk)
        shelf.refresh()
        assert url("echo") in shelf.articles and "r-tower" in shelf.rows
        with cheap.desk(tmp_path / "ondit.db") as other:
            other.forget([url("echo")], why="test")
        shelf.refresh()
        assert url("echo") not in shelf.articles and "r-tower" not in shelf.rows


# Which articles ------------------------------------------------------------------------------------------------------


def held(key: str, outlet: str | None = None, days: float = 0) -> Held:
    return Held(key, outlet, cheap.START - timedelta(days=days))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Daily Herald", {"a"}),
        ("the daily herald", {"a"}),
        ("herald.example", {"b", "c"}),
        ("https://www.herald.example/x", {"b", "c"}),
        ("www.herald.example", {"b", "c"}),
        ("sport.herald.example", {"c"}),
        ("Herald", set()),
        ("example", set()),
        ("", set()),
    ],
)
def test_a_source_is_an_outlet_by_its_name_or_a_site_by_its_domain(source: str, found: set[str]) -> None:
    articles = {
        "a": held("saved/a.html", "The Daily Herald"),
        "b": held("https://www.herald.example/1"),
        "c": held("https://sport.herald.example/2"),
        "d": held("https://notherald.example/3", "Herald Tribune"),
    }
    keys = of_source(articles.values(), source)
    assert {name for name, each in articles.items() if each.key in keys} == found


def test_a_rule_of_a_source_goes_before_the_general_one_and_what_was_judged_stays() -> None:
    articles = [
        held("old", days=800), held("young", days=20), held("https://forum.example/1", days=40),
        held("https://archive.example/1", days=800), held("judged", days=900),
    ]  # fmt: skip
    rules = (("forum.example", age("30 days")), ("archive.example", age("10 years")))
    retention = Retention(age("2 years"), rules)
    assert due(articles, retention, cheap.START, {"judged"}) == ("old", "https://forum.example/1")
    assert "judged" in due(articles, Retention(age("2 years"), rules, keep_judged=False), cheap.START, {"judged"})
    assert due(articles, Retention(), cheap.START, ()) == () and not Retention()


def test_a_desk_forgets_by_rule_what_is_due_and_no_more(place: str) -> None:
    with cheap.desk(place) as desk:
        fill(desk, {"herald": -800, "echo": -20, "wire": -900})
        desk.outcome("r-plant", "false", by="ada")
        retention = Retention(age("2 years"))
        assert desk.due(retention, now=cheap.START) == ()
        assert desk.forget_due(retention, now=cheap.START).articles == 0
        retention = Retention(age("2 years"), keep_judged=False)
        assert desk.due(retention, now=cheap.START) == (url("herald"), url("wire"))
        assert desk.forget_due(retention, now=cheap.START, scrubbed=False).articles == 2
        assert desk.older_than(age("1 day"), now=cheap.START) == (url("echo"),)
