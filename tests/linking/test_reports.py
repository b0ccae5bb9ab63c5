"""What each report of the invented story says of its rumour."""

from __future__ import annotations

from dataclasses import replace

import pytest

from linking.built_readings import reading
from linking.invented_story import whole
from ondit.linking import link
from ondit.linking.own_words import negated
from ondit.linking.roles import role_of
from ondit.linking.said_before import recalled_by_who_said_it, said_long_before
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


def test_who_recalls_a_denial_of_their_own_does_not_deny() -> None:
    body = "Velmora fusionne avec Tachino. « J’ai démenti trop vite : oui, Velmora fusionne », a reconnu Luc Ferrand."
    inner = {"content": "Velmora fusionne avec Tachino", "cue": "ai démenti", "source_name": "Luc Ferrand",
             "polarity": "deny", "source_kind": "person"}  # fmt: skip
    outer = {"content": "« J’ai démenti trop vite : oui, Velmora fusionne »", "source": "Luc Ferrand",
             "cue": "a reconnu", "source_name": "Luc Ferrand", "quote": "direct", "source_kind": "person"}  # fmt: skip
    made = reading("a", "Velmora fusionne", body, inner, outer)
    denial, admission = made.statements
    assert recalled_by_who_said_it(denial, made)
    assert not recalled_by_who_said_it(admission, made)
    assert not recalled_by_who_said_it(denial, replace(made, statements=(denial,)))


def test_somebody_of_an_authority_stays_one_where_only_the_name_is_said_again() -> None:
    body = "La préfète Anne Lowel confirme la fusion. « C’est signé », ajoute Anne Lowel."
    first = {"content": "la fusion", "source": "La préfète Anne Lowel", "cue": "confirme", "source_name": "Anne Lowel",
             "source_kind": "official"}  # fmt: skip
    made = reading("a", "Velmora fusionne", body, first)
    again = replace(
        made.statements[0],
        source=(made.article.text.rindex("Anne"), made.article.text.rindex("Anne") + 10),
        source_kind="person",
    )
    both = replace(made, statements=(*made.statements, again))
    assert role_of(again, both, ["velmora"])[0] == "authority"
    assert role_of(again, replace(made, statements=(again,)), ["velmora"])[0] == "other"


@pytest.mark.parametrize(
    ("said", "language", "so"),
    [
        ("M. Ferrand n’a été mis en examen ni à Salvanes ni ailleurs", "fr", True),
        ("personne n’a été mis en examen dans ce dossier", "fr", True),
        ("M. Ferrand a été mis en examen à Salvanes", "fr", False),
        ("nobody is scrapping the bridge", "en", True),
        ("the board hadn't voted on it", "en", True),
    ],
)
def test_a_negation_of_two_words_may_have_its_second_one_far_on(said: str, language: str, so: bool) -> None:
    assert negated(said, language) is so
