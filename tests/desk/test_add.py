"""Adding: what is stored, what is reported back, what changes nothing."""

from __future__ import annotations

import sys
from pathlib import Path

from cheap import STAGES, article, desk, hour, link_to, read, tables

from ondit.desk import Desk

WHISPER = article("herald", "sources > plant > supports", at=0)
ECHO = article("echo", "herald > plant > supports", at=1, links=(link_to("herald"),))
DENIAL = article("wire", "Company > plant > denies", at=30)


def test_a_rumour_appears_and_then_changes_its_status_with_the_reasons(place: str) -> None:
    with desk(place) as opened:
        assert opened.add(WHISPER).changes == ()
        (appeared,) = opened.add(ECHO).changes
        assert (appeared.kind, appeared.dossier.rumour.id) == ("appeared", "r-plant")
        assert appeared.dossier.trace.independent_origins == 1
        (moved,) = opened.add(DENIAL).changes
        assert moved.kind == "status"
        assert moved.before is not None and moved.before.name == "unverified"
        assert [reason.text for reason in moved.reasons] == ["Company denies"]


def test_the_same_page_again_changes_nothing(place: str) -> None:
    with desk(place) as opened:
        opened.add(WHISPER, b"<p>page</p>")
        opened.add(DENIAL)
        before, height = tables(opened), _height(opened)
        again = opened.add(WHISPER, b"<p>page</p>")
        assert again.outcome == "known" and not again
        assert tables(opened) == before and _height(opened) == height


def test_a_known_version_is_not_read_again(place: str) -> None:
    with desk(place) as opened:
        opened.add(WHISPER)
    with Desk(place, stages=None) as opened:
        opened._given_stages = STAGES.__class__(**{**_as_dict(STAGES), "read_many": _never})
        assert opened.store(WHISPER) == "known"


def test_other_words_under_the_same_key_are_a_version_and_other_furniture_is_not(place: str) -> None:
    with desk(place) as opened:
        assert opened.store(WHISPER) == "new"
        assert opened.store(article("herald", "sources > plant > supports", at=0, related=(link_to("ad"),))) == "known"
        assert opened.store(article("herald", "sources > factory > supports", at=0)) == "version"


def test_the_bytes_of_a_page_come_back_exactly(place: str) -> None:
    from hashlib import sha256

    from ondit.desk import journal

    data = bytes(range(256)) * 40
    with desk(place) as opened:
        opened.add(WHISPER, data)
        opened.add(DENIAL, data)
        with opened._store.reading() as connection:
            assert journal.page(connection, sha256(data).hexdigest()) == data


def test_the_reading_comes_back_exactly_whatever_its_letters(place: str) -> None:
    odd = article("odd", "Zoé\U0001f30d > l’usine\0 > supports", "日本 > ñandú > denies", at=None)
    with desk(place) as opened:
        opened.add(odd, seen=hour(3))
        assert opened.readings([odd.key]) == {odd.key: read(odd)}


def test_an_article_without_a_date_counts_from_when_it_was_seen(place: str) -> None:
    with desk(place) as opened:
        opened.add(article("odd", "Company > plant > denies", at=None), seen=hour(5))
        (dossier,) = opened.rumours()
        assert dossier.rumour.reports[0].published is None
        assert dossier.rumour.reports[0].seen == hour(5)


def test_a_rumour_whose_only_words_were_edited_away_is_gone_and_still_shown_as_it_was(place: str) -> None:
    with desk(place) as opened:
        opened.add(article("wire", "Company > plant > denies", at=0), seen=hour(1))
        (gone,) = opened.add(article("wire", "nothing of it", at=0, updated=9), seen=hour(9)).changes
        assert (gone.kind, gone.dossier.rumour.id) == ("gone", "r-plant")
        assert opened.rumours() == ()
        assert [dossier.status.name for dossier in opened.rumours(hour(5))] == ["denied"]


def test_words_are_found_without_their_accents_in_any_version(place: str) -> None:
    with desk(place) as opened:
        opened.store(article("un", "L'Élysée > usine d'Orée > supports"))
        opened.store(article("deux", "quelqu'un > autre chose > supports"))
        assert opened.search("elysee USINE") == ("https://un.example/",)
        assert opened.search('"; drop table words') == ()
        assert opened.search("  ") == ()


def test_the_newest_of_many_are_found_each_once_whatever_its_versions(place: str) -> None:
    with desk(place) as opened:
        for key in ("un", "deux", "trois"):
            opened.store(article(key, f"{key} > usine > supports"))
        for edit in range(1, 5):  # more versions of one article than are asked for
            opened.store(article("un", f"un > usine {edit} > supports", updated=edit))
        found = tuple(f"https://{key}.example/" for key in ("un", "trois", "deux"))
        for most in (1, 2, 3, 50):
            assert opened.search("usine", most) == found[:most]


def test_a_question_that_is_followed_opens_a_rumour_on_what_is_there_and_what_comes(place: str) -> None:
    with desk(place) as opened:
        opened.add(WHISPER)
        assert [change.kind for change in opened.follow("plant")] == ["appeared"]
        assert opened.follow("plant") == ()
        assert [change.kind for change in opened.add(article("late", "x > plant > supports", at=2)).changes] == [
            "joined"
        ]
        assert [each.question for each in opened.followed()] == ["plant"]


def test_opening_a_desk_and_asking_it_does_not_load_the_heavy_parts(tmp_path: Path) -> None:
    import subprocess

    with desk(tmp_path / "ondit.db") as opened:
        opened.add(DENIAL)
    code = (
        "import sys; from ondit.desk import Desk; d = Desk(sys.argv[1]); assert len(d.rumours()) == 1; "
        "print(sorted({'spacy', 'trafilatura', 'sklearn', 'alembic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path / "ondit.db")], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stderr


def _height(opened: Desk) -> int:
    from ondit.desk import journal

    with opened._store.reading() as connection:
        return journal.height(connection)


def _as_dict(stages: object) -> dict[str, object]:
    return {name: getattr(stages, name) for name in stages.__dataclass_fields__}  # type: ignore[attr-defined]


def _never(_articles: object) -> object:
    raise AssertionError("read again")
