"""What could open a rumour, and what does not: a table of sentences, each with the statement that was read in it."""

from __future__ import annotations

from typing import Any

import pytest

from linking.built_readings import reading
from ondit.linking.deserving import CONDITIONS, points
from ondit.linking.openings import RULES, could_open, opened_by

DENY = {"polarity": "deny", "source_kind": "person"}
UNNAMED = {"source_kind": "anonymous"}
PAPER = {"source_kind": "outlet", "source_name": "Le Fanal"}

CASES: list[tuple[str, str, dict[str, Any], str | None]] = [
    # whoever denies a claim, or says that something is not so, opens one
    ("en", "Sorel denied that the yard was for sale.",
     {"source": "Sorel", "cue": "denied", "content": "that the yard was for sale", **DENY}, "O1"),
    ("en", "Sorel dismissed the reports of a sale.",
     {"source": "Sorel", "cue": "dismissed", "content": "the reports of a sale", "denial": "report", **DENY}, "O1"),
    ("en", "The talk of a sale is false, Sorel said.",
     {"source": "Sorel", "cue": "said", "content": "The talk of a sale is false", "denial": "report", **DENY}, "O1"),
    ("fr", "Sorel a rejeté ces accusations.",
     {"source": "Sorel", "cue": "a rejeté", "content": "ces accusations", "denial": "report", **DENY}, "O1"),
    ("fr", "Brest : la vente avance, Ostrel dément.",
     {"source": "Ostrel", "cue": "dément", "content": "dément", **DENY}, "O1"),
    # whoever rejects a plan, an idea or a person, or calls them wrong, does not
    ("en", "Sorel rejected a push for a longer pier.",
     {"source": "Sorel", "cue": "rejected", "content": "a push for a longer pier", **DENY}, None),
    ("en", "Sorel dismissed the mayor as a fool.",
     {"source": "Sorel", "cue": "dismissed", "content": "the mayor as a fool", "denial": "report", **DENY}, None),
    ("en", "It was wrong to close the yard, Sorel said.",
     {"source": "Sorel", "cue": "said", "content": "It was wrong to close the yard", "denial": "report", **DENY}, None),
    ("fr", "Sorel a rejeté l'idée d'un second quai.",
     {"source": "Sorel", "cue": "a rejeté", "content": "l'idée d'un second quai", **DENY}, None),
    # unnamed sources open one, unless they are many, around somebody, or speak of themselves
    ("en", "People close to it said the yard would go to Ostrel.",
     {"source": "People close to it", "cue": "said", "content": "the yard would go to Ostrel", **UNNAMED}, "O2"),
    ("en", "Aides said the mayor would make the case for the yard.",
     {"source": "Aides", "cue": "said", "content": "the mayor would make the case for the yard", **UNNAMED}, None),
    ("en", "Several delegates said they would stay all night.",
     {"source": "Several delegates", "cue": "said", "content": "they would stay all night", **UNNAMED}, None),
    ("fr", "Selon un sondage, le chantier fermera avant la fin du mois.",
     {"source": "un sondage", "cue": "Selon", "content": "le chantier fermera avant la fin du mois", **UNNAMED}, None),
    ("en", "Reports indicate that the yard has gone to Ostrel.",
     {"source": "Reports", "cue": "indicate", "content": "that the yard has gone to Ostrel", "source_kind": "document"},
     "O5"),
    # another outlet's word opens one, unless it only passes on what somebody says who is named
    ("fr", "Le chantier serait vendu à Ostrel, rapporte Le Fanal.",
     {"source": "Le Fanal", "cue": "rapporte", "content": "Le chantier serait vendu à Ostrel", **PAPER}, "O4"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "statement", "rule"), CASES, ids=[case[1][:50] for case in CASES])
def test_what_opens_a_rumour(language: str, text: str, statement: dict[str, Any], rule: str | None) -> None:
    built = reading("page", "Brest", text, statement, language=language)
    assert could_open(built.statements[0], built) == rule


def test_an_outlet_that_passes_on_what_a_named_person_says_opens_nothing() -> None:
    told = {"source": "Le Fanal", "cue": "rapporte", "content": "La mairie a dit que le chantier fermera", **PAPER}
    said = {"source": "La mairie", "cue": "a dit", "content": "que le chantier fermera", "source_kind": "official"}
    built = reading("page", "Brest", "La mairie a dit que le chantier fermera, rapporte Le Fanal.", told, said)
    assert could_open(built.statements[0], built) is None


def test_an_outlet_that_tells_what_a_named_party_does_opens_a_rumour() -> None:
    told = {"source": "Le Fanal", "cue": "rapporte", "content": "Ostrel prévoit un second quai à Brest", **PAPER}
    plan = {"source": "Ostrel", "cue": "prévoit", "content": "un second quai à Brest", "source_kind": "organisation"}
    built = reading("page", "Brest", "Ostrel prévoit un second quai à Brest, rapporte Le Fanal.", told, plan)
    assert could_open(built.statements[0], built) == "O4"


def test_what_a_single_article_tells_must_deserve_it() -> None:
    """Hearsay about an inquiry, in the first lines, deserves it; an outlet's word on an everyday event does not."""
    told = {"source": "Le Fanal", "cue": "Selon", "content": "Ostrel aurait dissimulé une enquête", **PAPER}
    grave = reading("page", "Brest", "Selon Le Fanal, Ostrel aurait dissimulé une enquête sur le quai.",
                    {**told, "certainty": "hedged"}, language="fr")  # fmt: skip
    plain = {"source": "The Beacon", "cue": "reported", "content": "The pier has a new coat of paint", **PAPER}
    text = "The pier has a new coat of paint, The Beacon reported."
    everyday = reading("page", "Brest", text, plain, language="en")
    assert opened_by(grave.statements[0], grave) == "O4"
    assert could_open(everyday.statements[0], everyday) == "O4"
    assert opened_by(everyday.statements[0], everyday) is None


def test_every_point_is_of_a_rule_or_a_condition() -> None:
    rules = {rule.id for rule in RULES}
    known = {condition.id for condition in CONDITIONS}
    together = {f"{rule} {condition}" for rule in rules for condition in known}
    assert set(points()) <= {"base"} | rules | known | together
