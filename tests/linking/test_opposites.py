"""What speaks against a rumour without denying it in so many words."""

from __future__ import annotations

import pytest

from linking.built_readings import reading
from ondit.linking import link
from ondit.linking.own_words import clauses, turns
from ondit.records import Reading

WHO = {"Rhodri Pascall": ("person", "Pascall"), "Harnside": ("organisation",)}
CLAIM = "Rhodri Pascall will leave Harnside for Aberllwyn in the summer"


def _told(said: str, **more: object) -> list[Reading]:
    claim = {"content": CLAIM, "source": "a person close to him", "cue": "said", "source_kind": "anonymous",
             "certainty": "hedged"}  # fmt: skip
    answer = {"content": said, "source": "Harnside", "cue": "said", "source_name": "Harnside",
              "source_kind": "organisation"} | more  # fmt: skip
    return [
        reading("claim", "Pascall to leave Harnside", f"{CLAIM}, a person close to him said.", claim,
                language="en", outlet="Gazette", day=3, entities=WHO),
        reading("again", "Pascall set for Harnside exit", f"{CLAIM}, a person close to him said.", claim,
                language="en", outlet="Herald", day=3, entities=WHO),
        reading("answer", "Harnside answers", f"{said}, Harnside said.", answer,
                language="en", outlet="Courier", day=4, entities=WHO),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "stance"),
    [
        ("Rhodri Pascall will stay at Harnside in the summer", "denies"),
        ("Rhodri Pascall remains under contract at Harnside", "denies"),
        ("Rhodri Pascall is tired and will not leave Harnside in the summer", "denies"),
        ("Rhodri Pascall will leave Harnside in the summer", "confirms"),
    ],
)
def test_who_says_that_it_lasts_denies_that_it_ends(said: str, stance: str) -> None:
    (rumour,) = link(_told(said))
    assert [report.stance for report in rumour.reports if report.article == "answer"] == [stance]


def test_a_clause_is_what_a_joining_word_parts() -> None:
    assert clauses("that he was ill and had not been suspended", "en") == ["that he was ill", "had not been suspended"]
    assert turns("il reste en poste", "fr") == {(0, True)}
    assert not turns("the talks continue", "en")
    assert (0, True) not in turns("il reste mais démissionnera", "fr")
