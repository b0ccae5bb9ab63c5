"""HTML pages to articles. Pages and names are invented."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ondit import page
from ondit.records import Article

FRENCH = """<!doctype html><html lang="fr"><head><meta charset="utf-8">
<title>Velmor et Castrel discutent d'une usine à Brest - La Gazette d'Armor</title>
<link rel="canonical" href="https://gazette-armor.example/eco/velmor-castrel?utm_source=x#top">
<meta property="og:site_name" content="La Gazette d'Armor">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle",
 "headline": "Velmor et Castrel discutent d'une usine à Brest", "datePublished": "2025-05-03T10:15:00+02:00",
 "dateModified": "2025-05-03T12:00:00+02:00", "author": [{"@type": "Person", "name": "Léa Test"}],
 "publisher": {"name": "La Gazette d'Armor"}}</script></head>
<body><nav><a href="/">Accueil</a><a href="/eco">Économie</a></nav>
<main><article><h1>Velmor et Castrel discutent d'une usine à Brest</h1>
<p class="byline">Par Léa Test avec AFP</p><p class="date">Publié le 3 mai 2025 à 10h15</p>
<div class="share"><a href="#">Partager</a> <a href="#">Facebook</a></div>
<p>Le constructeur Velmor a engagé des discussions avec Castrel,\xa0selon <a href="https://lejournal.example/velmor">Le
Journal <b>des</b> Affaires</a>, qui cite deux sources proches du dossier.</p>
<p>La suite de votre contenu après cette annonce</p>
<p>« Nous ne commentons pas les rumeurs », a répondu une porte-parole de Velmor. Castrel n'a pas souhaité s'exprimer
(avec AFP).</p>
<p>À lire aussi : <a href="/eco/autre">Le port de Brest inaugure un quai</a></p>
<div class="related"><p>Lire aussi</p><ul><li><a href="/eco/b">Castrel cherche un nouveau patron</a></li>
<li><a href="/eco/c">Velmor ferme son site de Lille</a></li></ul></div>
<h2>Un marché disputé</h2>
<p>PARIS (Reuters) - Les deux groupes avaient déjà discuté en 2019, sans aboutir. Le projet porterait sur 800
emplois.</p>
<aside><h3>Inscrivez-vous à notre newsletter</h3><p>Recevez chaque matin l'essentiel de l'actualité.</p></aside>
<p>Nos guides</p></article></main>
<footer><p>© 2025 La Gazette d'Armor. Nous utilisons des cookies pour mesurer l'audience.</p></footer></body></html>"""


@pytest.fixture(scope="module")
def french() -> Article:
    return page.article_from_bytes(FRENCH.encode(), key="french.html")


def test_the_text_is_title_and_paragraphs_and_nothing_else(french: Article) -> None:
    assert french.text.split("\n\n") == [
        "Velmor et Castrel discutent d'une usine à Brest",
        "Le constructeur Velmor a engagé des discussions avec Castrel, selon Le Journal des Affaires, qui cite deux "
        "sources proches du dossier.",
        "« Nous ne commentons pas les rumeurs », a répondu une porte-parole de Velmor. Castrel n'a pas souhaité "
        "s'exprimer (avec AFP).",
        "Un marché disputé",
        "PARIS (Reuters) - Les deux groupes avaient déjà discuté en 2019, sans aboutir. Le projet porterait sur 800 "
        "emplois.",
    ]
    assert french.title_span == (0, len(french.title or ""))
    assert [french.text[s:e] for s, e in french.paragraphs] == french.text.split("\n\n")[1:]


def test_the_facts_are_those_that_the_page_declares(french: Article) -> None:
    assert french.byline == "Léa Test avec AFP"
    assert french.outlet == "La Gazette d'Armor"
    assert french.language == "fr"
    assert french.key == french.url == "https://gazette-armor.example/eco/velmor-castrel"
    assert french.published == datetime(2025, 5, 3, 8, 15, tzinfo=UTC)
    assert french.updated == datetime(2025, 5, 3, 10, 0, tzinfo=UTC)


def test_links_stand_where_their_anchors_stand_and_related_headlines_stand_apart(french: Article) -> None:
    (link,) = french.links
    assert link.url == "https://lejournal.example/velmor"
    assert link.span is not None and french.text[slice(*link.span)] == link.text == "Le Journal des Affaires"
    assert [(entry.url, entry.text) for entry in french.related] == [
        ("https://gazette-armor.example/eco/autre", "Le port de Brest inaugure un quai"),
        ("https://gazette-armor.example/eco/b", "Castrel cherche un nouveau patron"),
        ("https://gazette-armor.example/eco/c", "Velmor ferme son site de Lille"),
    ]


def english(head: str = "", top: str = "", url: str | None = None) -> Article:
    """An English page with the given head elements and elements between its title and its text."""
    text = (
        f"<html><head><title>Velmor denies talks with Castrel | The Invented Post</title>{head}</head><body>"
        f"<article><h1>Velmor denies talks with Castrel</h1>{top}"
        "<p>Velmor denied on Monday that it had held any talks with Castrel about a plant in Brest, after a report "
        "in the Business Journal that cited two people close to the matter.</p><p>“There were no talks,” a spokeswoman "
        "said. Castrel, which is based in Lyon, did not answer a request for comment.</p><p>Shares in both companies "
        "were little changed in early trading, and analysts said that they had not expected a deal this year.</p>"
        "</article></body></html>"
    )
    return page.article_from_bytes(text.encode(), key="english.html", url=url)


def ld(json: str) -> str:
    """A JSON-LD script element."""
    return f'<script type="application/ld+json">{json}</script>'


TIMES = [
    ('<meta property="article:published_time" content="2025-05-03T10:15:00-04:00">', "2025-05-03T14:15"),
    ('<meta property="article:published_time" content="2025-05-03T10:15:00+0200">', "2025-05-03T08:15"),
    ('<meta property="article:published_time" content="2025-05-03T10:15:00Z">', "2025-05-03T10:15"),
    ('<meta property="article:published_time" content="2025-05-03 10:15:00.123 +01:00">', "2025-05-03T09:15"),
    ('<meta name="date" content="Sat, 03 May 2025 10:15:00 EST">', "2025-05-03T15:15"),
    ('<meta itemprop="datePublished" content="2025-05-03T10:15:00+05:30">', "2025-05-03T04:45"),
    ('<meta name="pubdate" content="1746267300">', "2025-05-03T10:15"),
    ('<meta name="pubdate" content="1746267300000">', "2025-05-03T10:15"),
    # a time without zone is read in the zone of the page's other time
    (
        '<meta name="pubdate" content="2025-05-03T10:15:00"><meta name="lastmod" content="2025-05-03T11:00:00+02:00">',
        "2025-05-03T08:15",
    ),
    # the one that tells the hour is better than the one that tells the day
    (
        '<meta property="article:published_time" content="2025-05-03">'
        '<meta name="parsely-pub-date" content="2025-05-03T10:15:00Z">',
        "2025-05-03T10:15",
    ),
    ('<meta property="article:published_time" content="0001-01-01T00:00:00Z">', None),
    ('<meta property="article:published_time" content="2999-01-01T00:00:00Z">', None),
    ('<meta property="article:published_time" content="yesterday">', None),
    ('<meta property="article:published_time" content="9999999999999">', None),
    (ld('{"@type": "NewsArticle", "datePublished": {"a": 1}}'), None),
    (ld('{"@type": "NewsArticle", "datePublished": "2025-05-03T10:15Z",}'), "2025-05-03T10:15"),
    (ld('{"@graph": [{"@type": ["NewsArticle"], "datePublished": "2025-05-03T10:15Z"}]}'), "2025-05-03T10:15"),
    (ld("[" * 5000), None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), TIMES)
def test_published_is_an_aware_time_in_utc_by_the_zone_in_the_page(head: str, expected: str | None) -> None:
    published = english(head).published
    assert (published.strftime("%Y-%m-%dT%H:%M") if published else None) == expected
    assert published is None or published.tzinfo is UTC


@pytest.mark.parametrize(
    ("top", "expected"),
    [
        ("<p>Published May 3, 2025 at 10:15 am EDT</p>", "2025-05-03T14:15"),
        ("<p>Publié le 3 mai 2025 à 10h15</p>", "2025-05-03T10:15"),
        ('<time datetime="2025-05-03T10:15:00+02:00">3 May</time>', "2025-05-03T08:15"),
    ],
)
def test_a_time_that_is_only_shown_is_read_too(top: str, expected: str) -> None:
    article = english(top=top)
    assert article.published is not None and article.published.strftime("%Y-%m-%dT%H:%M") == expected
    assert article.text.split("\n\n")[1].startswith("Velmor denied on Monday")


BYLINES = [
    ('<meta name="author" content="Jane Test">', "", "Jane Test"),
    ("", '<p class="byline">By Jane Test and John Sample</p>', "Jane Test and John Sample"),
    (
        '<meta name="author" content="Jane Test">',
        '<p class="byline">By Jane Test with Reuters</p>',
        "Jane Test with Reuters",
    ),
    ('<meta property="article:author" content="https://facebook.example/jane">', "", None),
    (ld('{"@type": "NewsArticle", "author": [{"name": "Jane Test"}, {"name": "AFP"}]}'), "", "Jane Test, AFP"),
    ("", '<div class="author">Jane Test - Nov 19, 2025, 10:31 pm CST</div>', "Jane Test"),
    ("", '<div class="auteur">Léa Test | 19/11/2025 à 10h31</div>', "Léa Test"),
    ("", '<address class="author">Reuters</address>', "Reuters"),
    ("", '<aside><p class="author">Somebody Else</p></aside>', None),
    ("", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "top", "byline"), BYLINES)
def test_the_byline_keeps_agency_credits(head: str, top: str, byline: str | None) -> None:
    assert english(head, top).byline == byline


CANONICALS = [
    # (head, fetched from, key)
    ('<link rel="canonical" href="https://post.example/a">', None, "https://post.example/a"),
    ('<link rel="canonical" href="/a">', "https://post.example/a?x=1", "https://post.example/a"),
    ('<link rel="canonical" href="https://post.example/">', "https://post.example/a", "https://post.example/a"),
    ('<meta property="og:url" content="https://post.example/b">', None, "https://post.example/b"),
    ('<link rel="canonical" href="javascript:alert(1)">', None, "english.html"),
    ('<link rel="canonical" href="http://[">', None, "english.html"),
    ("", "https://post.example/a?id=7&utm_medium=rss#c2", "https://post.example/a?id=7"),
    ("", None, "english.html"),
    # a copy that names another site as its original stays an article of its own
    ('<link rel="canonical" href="https://agency.example/a">', "https://post.example/a", "https://post.example/a"),
]


@pytest.mark.parametrize(("head", "url", "key"), CANONICALS)
def test_the_key_is_the_canonical_address_where_there_is_one(head: str, url: str | None, key: str) -> None:
    assert english(head, url=url).key == key


def test_a_canonical_address_on_another_site_is_kept_as_a_link() -> None:
    article = english('<link rel="canonical" href="https://agency.example/a">', url="https://post.example/a")
    assert [link.url for link in article.links] == ["https://agency.example/a"]


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ('<meta property="og:site_name" content="The Invented Post">', "The Invented Post"),
        ('<script type="application/ld+json">{"@type":"Article","publisher":{"name":"Post"}}</script>', "Post"),
        ('<link rel="canonical" href="https://www.post.example/a">', "www.post.example"),
    ],
)
def test_the_outlet_is_named(head: str, outlet: str) -> None:
    assert english(head).outlet == outlet


ENGLISH_FURNITURE = [
    "Advertisement", "Story continues below advertisement", "Read more: A headline about another thing altogether",
    "Sign up for our newsletter", "Share this article", "Photo credit: Jane Sample", "Related articles",
]  # fmt: skip


@pytest.mark.parametrize("line", ENGLISH_FURNITURE)
def test_english_furniture_between_paragraphs_is_gone(line: str) -> None:
    prose = "Velmor is a maker of small electric cars with some 9,000 employees in France. " * 2
    article = english(top=f"<p>{prose}</p><p>{line}</p>")
    assert line not in article.text and "9,000 employees" in article.text
