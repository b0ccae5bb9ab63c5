"""What each report of the invented story says of its rumour."""

from __future__ import annotations

from dataclasses import replace

import pytest

from linking.built_readings import reading
from linking.invented_story import whole
from ondit.linking import link
from ondit.linking.said_before import said_long_before
from ondit.records import Reading


def test_one_rumour_is_found_across_two_languages_and_other_news_stays_out() -> None:
    (rumour,) = link(whole())
    assert {r.article for r in rumour.reports} == {"whisper", "relay", "denial"}
    assert set(rumour.parties) == {"Velmora", "Tachino"}
    assert dict(rumour.questions)["fr"] == "Velmora et Tachino envisagent-ils une fusion ?"


def test_each_report_has_its_stance_and_its_role() -> None:
    (rumour,) = link(whole())
    assert [(r.article, r.statement, r.stance, r.role) for r in rumour.reports] == [
        ("whisper", 0, "supports", "other"),
        ("relay", 0, "supports", "outlet"),
        ("denial", 0, "supports", "outlet"),
        ("denial", 1, "denies", "principal"),
        ("denial", 2, "context", "principal"),
    ]


def test_every_proof_is_a_span_of_its_article() -> None:
    texts = {r.article.key: r.article.text for r in whole()}
    for rumour in link(whole()):
        for report in rumour.reports:
            assert report.proof
            assert all(0 <= a < b <= len(texts[report.article]) for a, b in report.proof)


COMPANIES = {"Velmora": ("organisation",), "Tachino": ("organisation",)}
OLD = "Fin 2024, Velmora avait dit vouloir fusionner avec Tachino."


@pytest.mark.parametrize(
    ("body", "day", "long_before"),
    [
        (OLD, 9, True),
        (OLD, None, True),  # an undated article that names the year of a saying looks back
        ("Lundi, Velmora a dit vouloir fusionner avec Tachino.", 9, False),
        ("Velmora a dit vouloir fusionner avec Tachino avant fin 2024.", 9, False),  # the date is in what is said
        ("Le 2 mars 2026, Velmora a dit vouloir fusionner avec Tachino.", 9, False),
    ],
)
def test_words_with_an_old_date_beside_them_were_said_long_before(
    body: str, day: int | None, long_before: bool
) -> None:
    content = body[body.index("vouloir") :].rstrip(".")
    cue = "avait dit" if "avait dit" in body else "a dit"
    made = reading("a", "Velmora et Tachino", body, {"content": content, "source": "Velmora", "cue": cue}, day=day)
    assert said_long_before(made.statements[0], made) is long_before


def test_a_party_that_others_speak_of_does_not_speak_in_its_own_name() -> None:
    body = "Velmora has agreed to merge with Tachino, two people said."
    inner = {"content": "to merge with Tachino", "source": "Velmora", "cue": "has agreed", "source_name": "Velmora",
             "source_kind": "organisation"}  # fmt: skip
    outer = {"content": "Velmora has agreed to merge with Tachino", "source": "two people", "cue": "said",
             "source_kind": "anonymous"}  # fmt: skip
    title = "Velmora and Tachino agree to merge"
    made = reading("a", title, body, inner, outer, language="en", day=1, entities=COMPANIES)
    alone = replace(made, statements=made.statements[:1])
    denied = reading(
        "b",
        "Tachino denies merger with Velmora",
        "Tachino has denied that it would merge with Velmora.",
        {"content": "that it would merge with Velmora", "source": "Tachino", "cue": "has denied",
         "source_name": "Tachino", "source_kind": "organisation", "polarity": "deny"},
        language="en",
        day=2,
        entities=COMPANIES,
    )  # fmt: skip

    def confirming(first: Reading) -> list[str]:
        return [r.article for rumour in link([first, denied]) for r in rumour.reports if r.stance == "confirms"]

    assert confirming(alone) == ["a"]
    assert confirming(made) == []
