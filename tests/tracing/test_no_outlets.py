"""Names that stand beside a word of the press and are nobody's outlet, and names that are one outlet's and look like
another's."""

# ruff: noqa: E501  (texts of stories stay on one line)

from __future__ import annotations

import pytest

from ondit.tracing import trace
from tests.hand import Says, day, page, rumour_of

SAID = "Corvane is in talks to buy a stake in Ostrel"


@pytest.mark.parametrize(
    ("text", "source", "name", "language"),
    [
        ("Corvane is in talks to buy a stake in Ostrel, Italian news media said.", "Italian news media", "Italian", "en"),
        ("Arab outlets reported that Corvane is in talks to buy a stake in Ostrel.", "Arab outlets", "Arab", "en"),
        ("According to her Facebook, Corvane is in talks to buy a stake in Ostrel.", "her Facebook", "Facebook", "en"),
        ("Corvane is in talks to buy a stake in Ostrel, said St. Peter.", "St", "St", "en"),
        ("Corvane is in talks to buy a stake in Ostrel, the network said from Larch Hill N.C. today.", "the network", "Larch Hill N.C.", "en"),
        ("Corvane négocie une part d’Ostrel, selon le Sénégal.", "le Sénégal", "Sénégal", "fr"),
    ],
)  # fmt: skip
def test_a_people_a_state_and_a_platform_are_no_outlets(text: str, source: str, name: str, language: str) -> None:
    content = SAID if SAID in text else "Corvane négocie une part d’Ostrel"
    assert targets("Bray Post", text, [Says(content, source, "outlet", name)], language) == set()


@pytest.mark.parametrize(
    ("text", "source", "name", "cited"),
    [
        # The reading stops at the stroke.
        ("According to Re/code, Corvane is in talks to buy a stake in Ostrel.", "Re/code", "Re", {"Recode"}),
        ("Corvane is in talks to buy a stake in Ostrel, Stagewhisper.com reported.", None, None, {"Stagewhisper.com"}),
        ("Corvane is in talks to buy a stake in Ostrel, as reported by a user on www.facebook.com.", None, None, set()),
        ("Corvane is in talks to buy a stake in Ostrel, as told to press@stagewhisper.com.", None, None, set()),
        # "The National" is a paper too, and "Time" a magazine.
        ("Corvane is in talks to buy a stake in Ostrel, according to the National Lantern.", None, None, set()),
        ("Corvane is in talks to buy a stake in Ostrel, according to Time.", None, None, {"Time"}),
        ("Corvane is in talks to buy a stake in Ostrel, restored via Time Machine.", None, None, set()),
        ("The Wall Street Journal is out. Corvane is in talks to buy a stake in Ostrel, the Journal said.", None, None, {"The Wall Street Journal"}),
    ],
)  # fmt: skip
def test_a_name_is_taken_whole(text: str, source: str | None, name: str | None, cited: set[str]) -> None:
    says = [Says(SAID, source, "outlet", name)] if source else [Says(SAID, kind="implied")]
    assert targets("Bray Post", text, says) == cited


def test_an_outlet_of_a_partys_own_is_no_outlet_that_it_was_had_from() -> None:
    text = "A report accused Vice of haste. Vice said that it discusses a merger with Ostrel."
    says = [Says("it discusses a merger with Ostrel", "Vice", "outlet", "Vice")]
    assert targets("Bray Post", text, says, parties=("Vice Media", "Ostrel")) == set()
    assert targets("Bray Post", text, says, parties=("Corvane", "Ostrel")) == {"Vice"}


def test_whom_a_report_names_as_its_witness_is_not_whom_it_was_had_from() -> None:
    text = "The site claims that talks of Corvane with Ostrel were confirmed by the BBC on Friday."
    says = [Says("that talks of Corvane with Ostrel were confirmed by the BBC on Friday", "The site", "document")]
    assert targets("Bray Post", text, says) == set()


def test_who_cite_the_same_outlet_and_share_only_short_runs_did_not_copy_each_other() -> None:
    said = "the Morning Ledger reported that Corvane is in talks to buy a stake in Ostrel"
    one = f"Stake\n\nOn Monday {said}. The board met in the old mill for six long hours and left for the station after dark without a word to those who waited outside."
    other = f"Stake\n\nIn Bray {said}. His board met in the old hall for six long days and left for the station at noon without a word to those standing outside."
    pages = [page(key, key, day(3), text, [Says(said, kind="implied")]) for key, text in (("a", one), ("b", other))]
    rumour, readings = rumour_of(pages)
    assert {kind for edge in trace(rumour, readings).edges for kind in {e.kind for e in edge.evidence}} == {"citation"}


def targets(
    outlet: str,
    text: str,
    says: list[Says],
    language: str = "en",
    parties: tuple[str, ...] = ("Corvane", "Ostrel"),
) -> set[str]:
    """The outlets that an article with a headline and this text has the news from."""
    rumour, readings = rumour_of([page("a", outlet, day(3), f"Stake\n\n{text}", says, language=language)], parties)
    return {edge.outlet or "" for edge in trace(rumour, readings).edges}
