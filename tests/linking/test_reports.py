"""What each report of the invented story says of its rumour."""

from __future__ import annotations

from linking.invented_story import whole
from ondit.linking import link


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
