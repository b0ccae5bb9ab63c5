"""Readings made by hand, for tests of what comes after the reader. The story and its names are invented."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ondit.records import Article, Assessment, Entity, Link, Reading, Span, Statement

TITLE = "Orvane et Kelmar préparent-ils une usine commune à Besançon ?"
PARAGRAPHS = (
    "L’hypothèse circule depuis mardi. Selon le Courrier du Doubs, qui cite deux sources proches du dossier, "
    "Orvane aurait engagé des discussions avec Kelmar en vue d’une usine de batteries.",
    "Le groupe franc-comtois a formellement démenti : « Aucune négociation n’a eu lieu », assure sa directrice, "
    "Hélène Vautrin, qui ajoute que Kelmar « n’est pas un partenaire ».",
    "Kelmar s’est refusé à tout commentaire.",
    "À ce stade, l’affaire relève davantage de la spéculation que d’un projet.",
)


def span(text: str, words: str, start: int = 0) -> Span:
    """Where ``words`` stand in ``text``, from ``start`` on."""
    at = text.index(words, start)
    return at, at + len(words)


def statement(text: str, *content: str, sentence: str, **more: Any) -> Statement:
    """A statement by its words. ``source`` and ``cue`` are words too; all are looked for within the sentence."""
    within = span(text, sentence)

    def find(words: str) -> Span:
        found = span(text, words, within[0])
        assert found[1] <= len(text)
        return found

    for part in ("source", "cue"):
        more[part] = find(more[part]) if more.get(part) else None
    return Statement(content=tuple(find(words) for words in content), sentence=within, **more)


def article(**more: Any) -> Article:
    """The invented article: title and four paragraphs."""
    text = "\n\n".join((TITLE, *PARAGRAPHS))
    facts: dict[str, Any] = {
        "key": "https://depeche.example/orvane-kelmar",
        "url": "https://depeche.example/orvane-kelmar",
        "text": text,
        "language": "fr",
        "title": TITLE,
        "title_span": span(text, TITLE),
        "paragraphs": tuple(span(text, words) for words in PARAGRAPHS),
        "byline": "Inès Carbonel",
        "outlet": "La Dépêche du Jura",
        "published": datetime(2026, 3, 4, 7, 30, tzinfo=UTC),
        "links": (Link("https://courrier.example/orvane", "Courrier du Doubs", span(text, "Courrier du Doubs")),),
        "related": (Link("https://depeche.example/record", "Nouveau record pour la berline de Kelmar"),),
        "page_sha256": "0" * 64,
    }
    return Article(**facts | more)


def reading() -> Reading:
    """Its reading: a nested channel, a denial that holds a quotation, a refusal, a verdict, a headline that asks."""
    page = article()
    text = page.text
    first = PARAGRAPHS[0].partition(". ")[2]
    statements = (
        statement(
            text,
            "Orvane aurait engagé des discussions avec Kelmar en vue d’une usine de batteries",
            sentence=first,
            source="le Courrier du Doubs",
            cue="Selon",
            source_kind="outlet",
            source_name="Courrier du Doubs",
            certainty="hedged",
        ),
        statement(
            text,
            "Orvane aurait engagé des discussions avec Kelmar en vue d’une usine de batteries",
            sentence=first,
            source="deux sources proches du dossier",
            cue="cite",
            source_kind="anonymous",
            channel=("Courrier du Doubs",),
            certainty="hedged",
        ),
        statement(
            text,
            "« Aucune négociation n’a eu lieu »",
            sentence=PARAGRAPHS[1],
            source="Le groupe franc-comtois",
            cue="a formellement démenti",
            source_kind="organisation",
            source_name="Orvane",
            polarity="deny",
            quote="direct",
            denial="fact",
        ),
        statement(
            text,
            "Aucune négociation n’a eu lieu",
            sentence=PARAGRAPHS[1],
            source="sa directrice, Hélène Vautrin",
            cue="assure",
            source_kind="person",
            source_name="Hélène Vautrin",
            affiliation="Orvane",
            polarity="deny",
            quote="direct",
        ),
        statement(
            text,
            "que Kelmar « n’est pas un partenaire »",
            sentence=PARAGRAPHS[1],
            source="Hélène Vautrin",
            cue="ajoute",
            source_kind="person",
            source_name="Hélène Vautrin",
            affiliation="Orvane",
            quote="mixed",
        ),
        statement(
            text,
            "tout commentaire",
            sentence=PARAGRAPHS[2],
            source="Kelmar",
            cue="s’est refusé à",
            source_kind="organisation",
            source_name="Kelmar",
            polarity="decline",
        ),
    )
    return Reading(
        article=page,
        statements=statements,
        entities=(Entity("Kelmar", "organisation", (span(text, "Kelmar"),)),),
        assessments=(Assessment(span(text, PARAGRAPHS[3]), "speculation"),),
        question=page.title_span,
        reader="by hand",
    )
