"""The saved French brief of the shared cases, row by row: what one article must give alone, and with two pages more.

Only the few words that name a statement are quoted here; the article itself stays where it lies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ondit import page, read
from ondit.desk import Desk
from ondit.records import Dossier, Reading, Span, Statement

CASE = Path(__file__).parents[2].parent / "shared" / "cases" / "ford-xiaomi.txt"
pytestmark = pytest.mark.skipif(not CASE.exists(), reason="the shared cases are not beside this checkout")

# The brief carries no date of its own; it was saved some days after the first report.
SAVED = datetime(2026, 2, 3, 9, tzinfo=UTC)
BEFORE = datetime(2026, 2, 2, 9, tzinfo=UTC)
# The first report and a relay of it, in words of our own.
PAGES = {
    "https://www.ft.com/content/talks": """<html lang="en"><head>
<title>Ford in early talks with Xiaomi on US electric cars</title>
<meta property="og:site_name" content="Financial Times">
<meta property="article:published_time" content="2026-01-31T06:00:00Z"></head><body><article>
<h1>Ford in early talks with Xiaomi on US electric cars</h1>
<p>Ford has held preliminary talks with the Chinese group Xiaomi about building electric cars together in the United
States, according to four people familiar with the matter.</p>
<p>The Michigan carmaker has discussed a joint venture in which Xiaomi would bring its technology, two of the people
said. No decision has been taken.</p>
<p>The people added that Ford had also sounded out other Chinese carmakers over the past year, as it looks for a cheaper
way into battery-powered models at home.</p></article></body></html>""",
    "https://gazette-morlac.example/ford-xiaomi": """<html lang="fr"><head>
<title>Ford et Xiaomi discuteraient d'une coentreprise aux États-Unis</title>
<meta property="og:site_name" content="La Gazette de Morlac">
<meta property="article:published_time" content="2026-01-31T11:30:00Z"></head><body><article>
<h1>Ford et Xiaomi discuteraient d'une coentreprise aux États-Unis</h1>
<p>Le constructeur américain Ford aurait entamé des discussions préliminaires avec le chinois Xiaomi pour produire
ensemble des voitures électriques aux États-Unis, rapporte samedi le Financial Times.</p>
<p>Selon le quotidien, qui cite quatre personnes au fait du dossier, Xiaomi apporterait sa technologie à une
coentreprise. Aucune décision n'aurait encore été prise.</p>
<p>À Morlac, où les concessionnaires attendent des modèles moins chers, la nouvelle a été accueillie avec curiosité.</p>
</article></body></html>""",
}


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read(str(CASE))


@pytest.fixture(scope="module")
def desk(reading: Reading, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with the first report, a relay of it, and the brief."""
    folder = tmp_path_factory.mktemp("case")
    with Desk(folder / "ondit.db") as opened:
        for number, (address, markup) in enumerate(PAGES.items()):
            file = folder / f"{number}.html"
            head = f'<head><link rel="canonical" href="{address}">'
            file.write_text(markup.replace("<head>", head), encoding="utf-8")
            opened.add(page.load(str(file)))
        opened.add(replace(reading.article, published=SAVED))
        yield opened


@pytest.fixture(scope="module")
def dossier(desk: Desk) -> Dossier:
    (found,) = desk.rumours()
    return found


def words(reading: Reading, span: Span | None) -> str:
    return "" if span is None else reading.article.text[slice(*span)]


def said(reading: Reading, statement: Statement) -> str:
    return " … ".join(words(reading, span) for span in statement.content)


def by_cue(reading: Reading, cue: str, source: str = "") -> Statement:
    """The one statement with these words in its cue, and these in its source."""
    found = [
        one for one in reading.statements if cue in words(reading, one.cue) and source in words(reading, one.source)
    ]
    assert len(found) == 1, [words(reading, one.cue) for one in reading.statements]
    return found[0]


def test_the_furniture_is_dropped_and_the_related_headline_is_a_link_and_no_statement(reading: Reading) -> None:
    text = reading.article.text
    assert reading.article.title is not None and text.startswith(reading.article.title)
    assert text.count(reading.article.title) == 1
    assert not [
        words for words in ("Accueil", "après cette annonce", "À lire aussi", "4 264", "guides") if words in text
    ]
    assert [link.text[:14] for link in reading.article.related] == ["Nouveau record"]
    assert not [one for one in reading.statements if "record" in said(reading, one)]


def test_the_headline_asks_and_gives_the_question_of_the_rumour(reading: Reading, dossier: Dossier) -> None:
    assert words(reading, reading.question) == reading.article.title
    assert not [one for one in reading.statements if one.cue and one.cue[1] <= len(reading.article.title or "")]
    assert dict(dossier.rumour.questions)["fr"] == reading.article.title


def test_the_financial_times_is_the_source_and_the_origin(reading: Reading, desk: Desk, dossier: Dossier) -> None:
    for cue in ("laisse entendre", "révélée"):
        one = by_cue(reading, cue)
        assert (one.source_kind, one.source_name) == ("outlet", "Financial Times")
    with Desk(":memory:") as alone:
        alone.add(reading.article, reading=reading)
        (found,) = alone.rumours()
        assert [(edge.echo, edge.outlet) for edge in found.trace.edges] == [(reading.article.key, "Financial Times")]
        assert [origin.outlet for origin in found.trace.origins if origin.of == "support"] == ["Financial Times"]
    (edge,) = [edge for edge in dossier.trace.edges if edge.echo == reading.article.key]
    assert edge.article == "https://www.ft.com/content/talks"


def test_the_newspaper_is_the_financial_times_and_the_conditional_of_hearsay_hedges(reading: Reading) -> None:
    one = by_cue(reading, "Selon")
    assert words(reading, one.source) == "le quotidien"
    assert (one.source_kind, one.source_name) == ("outlet", "Financial Times")
    assert (one.polarity, one.certainty) == ("affirm", "hedged")
    assert said(reading, one).startswith("Ford aurait engagé") and said(reading, one).endswith("aux États-Unis")


def test_sources_cited_by_the_newspaper_are_unnamed_and_speak_through_it(reading: Reading) -> None:
    one = by_cue(reading, "évoquent")
    assert (one.source_kind, one.source_name, one.channel) == ("anonymous", None, ("Financial Times",))
    assert said(reading, one).startswith("une réflexion plus large")


def test_the_two_groups_are_both_companies_and_deny_the_rumour(reading: Reading, dossier: Dossier) -> None:
    one = by_cue(reading, "démenti")
    assert words(reading, one.source) == "les deux groupes concernés"
    assert (one.source_kind, one.affiliation) == ("organisation", None)
    assert set((one.source_name or "").split("; ")) == {"Xiaomi", "Ford"}
    assert one.polarity == "deny"
    assert one.refers_to == reading.statements.index(by_cue(reading, "Selon"))
    denying = [report for report in dossier.rumour.reports if report.stance == "denies"]
    assert {report.role for report in denying} == {"principal"}
    assert {name for report in denying for name in (report.source_name or "").split("; ")} == {"Xiaomi", "Ford"}


def test_xiaomi_denies_talks_and_says_that_it_sells_nothing_there(reading: Reading) -> None:
    no_talks, not_there = by_cue(reading, "assuré"), by_cue(reading, "rappelé")
    for one in (no_talks, not_there):
        assert (one.source_kind, one.source_name, one.affiliation) == ("organisation", "Xiaomi", None)
        assert (one.quote, one.certainty) == ("indirect", "stated")
    assert said(reading, no_talks).removeprefix("qu’") == "aucune négociation n’avait eu lieu avec Ford"
    assert said(reading, not_there).startswith("qu’il ne commercialisait")
    assert (no_talks.polarity, not_there.polarity) == ("deny", "affirm")


def test_ford_did_the_same_and_called_it_unfounded_in_quoted_words(reading: Reading) -> None:
    same, unfounded = by_cue(reading, "fait de même"), by_cue(reading, "qualifié")
    assert (same.source_name, same.polarity) == ("Ford", "deny")
    assert same.refers_to == reading.statements.index(by_cue(reading, "assuré"))
    assert words(reading, unfounded.source) == "Le constructeur du Michigan"
    assert (unfounded.source_kind, unfounded.source_name) == ("organisation", "Ford")
    assert (unfounded.polarity, unfounded.quote, unfounded.denial) == ("deny", "mixed", "report")
    assert "« totalement infondées »" in said(reading, unfounded)


def test_the_head_of_ford_speaks_for_it_long_before_and_gives_context(reading: Reading, dossier: Dossier) -> None:
    admired, fantastic = by_cue(reading, "fait part"), by_cue(reading, "selon")
    for one in (admired, fantastic):
        assert (one.source_kind, one.source_name, one.affiliation) == ("person", "Jim Farley", "Ford")
        assert one.polarity == "affirm"
    assert admired.tense == "past" and "2024" in words(reading, admired.sentence)
    assert said(reading, fantastic).startswith("Un modèle « fantastique » qui menace")
    assert said(reading, fantastic).endswith("constructeurs historiques")
    assert fantastic.quote == "mixed"
    where = {reading.statements.index(one) for one in (admired, fantastic)}
    reports = [one for one in dossier.rumour.reports if one.article == reading.article.key and one.statement in where]
    assert [one.stance for one in reports] == ["context"] * len(reports)


def test_what_the_article_says_itself_is_no_statement(reading: Reading) -> None:
    start = reading.article.text.index("Aux États-Unis, le climat politique")
    assert not [one for one in reading.statements if one.sentence[1] > start]


def test_the_article_itself_takes_it_for_speculation(reading: Reading, dossier: Dossier) -> None:
    (verdict,) = reading.assessments
    assert verdict.verdict == "speculation" and "semble, à ce stade, relever" in words(reading, verdict.span)
    mine = [one for one in dossier.rumour.reports if one.article == reading.article.key and one.statement is None]
    assert [one.stance for one in mine] == ["doubts"]


def test_it_is_denied_by_all_principals_with_one_origin_and_no_confirmation(dossier: Dossier) -> None:
    assert sorted(dossier.rumour.parties) == ["Ford", "Xiaomi"]
    assert dossier.status.name == "denied"
    reasons = " ".join(reason.text for reason in dossier.status.reasons)
    assert "every principal does" in reasons and "1 independent origin (Financial Times)" in reasons
    assert dossier.trace.independent_origins == 1
    assert not [report for report in dossier.rumour.reports if report.stance == "confirms"]


def test_the_day_before_the_denials_it_was_reported_and_unverified(desk: Desk, dossier: Dossier) -> None:
    then = desk.show(dossier.rumour.id, BEFORE)
    assert then.status.name == "unverified"
    assert "reported" in " ".join(reason.text for reason in then.status.reasons)
    assert {report.stance for report in then.rumour.reports} == {"supports"}
