"""Who had it from whom: one small story a phenomenon, its readings built by hand."""

# ruff: noqa: E501  (texts of stories stay on one line)

from __future__ import annotations

from itertools import permutations

import pytest

from ondit.records import Reading, Trace
from ondit.tracing import trace
from ondit.tracing.publishers import stands_for
from tests.hand import Says, day, page, rumour_of

SCOOP = page(
    "https://morning.example/scoop",
    "The Morning Ledger",
    day(2),
    "Corvane eyes a stake in Ostrel\n\nCorvane is in talks to buy a stake in Ostrel, two people familiar with the talks told The Morning Ledger. "
    "The two groups declined to comment.",
    [Says("Corvane is in talks to buy a stake in Ostrel", "two people familiar with the talks", name=None)],
)

SCOOP_WORDS = "Corvane is in talks to buy a stake in Ostrel"


def edges(found: Trace) -> set[tuple[str, str]]:
    """Edges as (echo, article or outlet)."""
    return {(edge.echo, edge.article or edge.outlet or "") for edge in found.edges}


def kinds(found: Trace, echo: str) -> set[str]:
    return {evidence.kind for edge in found.edges if edge.echo == echo for evidence in edge.evidence}


def traced(*pages: object, **more: object) -> Trace:
    rumour, readings = rumour_of(pages, **more)  # type: ignore[arg-type]
    return trace(rumour, readings)


def test_own_unnamed_sources_make_an_origin() -> None:
    found = traced(SCOOP)
    assert found.edges == () and found.independent_origins == 1
    assert [origin.article for origin in found.origins] == ["https://morning.example/scoop"]
    assert found.origins[0].proof


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Corvane wants a stake in Ostrel, The Morning Ledger reported on Monday.", "en"),
        ("According to the Morning Ledger, Corvane is negotiating a stake in Ostrel.", "en"),
        ("Corvane and Ostrel are talking about a stake, a story first reported by The Morning Ledger.", "en"),
        ("Corvane is negotiating a stake in Ostrel, according to a report in The Morning Ledger.", "en"),
        ("Two people told The Morning Ledger that Corvane wants a stake in Ostrel.", "en"),
        ("The Morning Ledger, citing two people, says Corvane wants a stake in Ostrel.", "en"),
        ("Selon The Morning Ledger, Corvane négocierait une entrée au capital d’Ostrel.", "fr"),
        ("Corvane négocie une part d’Ostrel, a révélé The Morning Ledger.", "fr"),
        ("Le quotidien The Morning Ledger affirme que Corvane veut entrer chez Ostrel.", "fr"),
        ("D’après un article paru dans The Morning Ledger, Corvane veut entrer chez Ostrel.", "fr"),
        ("Corvane wants a stake in Ostrel, said The Morning Ledger, which broke the story on Monday.", "en"),
        ("The Morning Ledger, which ran the story of Corvane and its stake in Ostrel, has yet to answer.", "en"),
        ("The Morning Ledger, qui a lancé l’information d’une entrée de Corvane chez Ostrel, se tait.", "fr"),
        ("Corvane, dont The Morning Ledger avait raconté mardi l’entrée chez Ostrel, se tait.", "fr"),
    ],
)
def test_an_outlet_cited_in_the_text_is_whom_it_was_had_from(text: str, language: str) -> None:
    text = "Corvane and Ostrel\n\n" + text
    echo = page(
        "https://herald.example/1",
        "Daily Herald of Bray",
        day(3),
        text,
        [Says(text.split("\n\n")[1], kind="implied")],
        language=language,
    )
    found = traced(SCOOP, echo)
    assert edges(found) == {("https://herald.example/1", "https://morning.example/scoop")}
    assert found.independent_origins == 1
    for edge in found.edges:
        for evidence in edge.evidence:
            assert evidence.span and "Morning Ledger" in text[slice(*evidence.span)]


def test_a_cited_outlet_whose_article_is_not_here_is_a_node_and_the_origin() -> None:
    text = "Talks\n\nCorvane wants a stake in Ostrel, the Financial Times reported."
    found = traced(page("a", "Bray Post", day(3), text, [Says(text.split("\n\n")[1], kind="implied")]))
    assert edges(found) == {("a", "Financial Times")}
    assert [(o.article, o.outlet) for o in found.origins] == [(None, "Financial Times")]


@pytest.mark.parametrize(
    ("text", "language", "outlet"),
    [
        ("According to the Lorne Courier, Corvane wants a stake in Ostrel.", "en", "Lorne Courier"),
        ("Corvane wants a stake in Ostrel, The Bray Evening Post reported.", "en", "The Bray Evening Post"),
        ("Selon La Gazette du Val d’Orb, Corvane voudrait entrer chez Ostrel.", "fr", "La Gazette du Val d’Orb"),
        ("Corvane voudrait entrer chez Ostrel, croit savoir L’Écho de Bray.", "fr", "L’Écho de Bray"),
        ("Corvane voudrait entrer chez Ostrel, rapporte Bray Matin.", "fr", "Bray Matin"),
    ],
)
def test_an_outlet_that_nobody_knows_is_known_by_the_form_of_its_name(text: str, language: str, outlet: str) -> None:
    found = traced(
        page("a", "Valdry Online", day(3), f"Stake\n\n{text}", [Says(text, kind="implied")], language=language)
    )
    assert edges(found) == {("a", outlet)}


def test_a_resolved_source_of_the_reading_counts_as_a_citation() -> None:
    text = "Talks\n\nThe paper said Corvane wants a stake in Ostrel."
    echo = page(
        "a", "Bray Post", day(3), text, [Says("Corvane wants a stake", "The paper", "outlet", "The Morning Ledger")]
    )
    assert edges(traced(SCOOP, echo)) == {("a", "https://morning.example/scoop")}


def test_a_citation_about_something_else_is_no_edge() -> None:
    text = (
        "Talks\n\nCorvane is in talks to buy a stake in Ostrel, a person close to the board told the Bray Post. "
        "Prices are up. The weather will be mild, according to the Morning Ledger."
    )
    echo = page(
        "a",
        "Bray Post",
        day(3),
        text,
        [Says("Corvane is in talks to buy a stake in Ostrel", "a person close to the board")],
    )
    found = traced(SCOOP, echo)
    assert edges(found) == set() and found.independent_origins == 2


def test_a_link_to_the_article_is_an_edge_whatever_tracking_it_carries() -> None:
    text = "Talks\n\nCorvane may be after Ostrel, it is said today."
    echo = page(
        "a",
        "Bray Post",
        day(3),
        text,
        [Says("Corvane may be after Ostrel", kind="implied")],
        links=[("it is said", "http://www.morning.example/scoop/?utm_source=x#top")],
    )
    found = traced(SCOOP, echo)
    assert edges(found) == {("a", "https://morning.example/scoop")} and kinds(found, "a") == {"link"}
    assert found.independent_origins == 1


@pytest.mark.parametrize(
    ("first", "last", "byline"),
    [
        ("PARIS (AFP) - Corvane négocierait une part d’Ostrel.", "", None),
        ("Corvane négocierait une part d’Ostrel.", "\n\n(avec AFP)", None),
        ("Corvane négocierait une part d’Ostrel.", "\n\nSource : AFP", None),
        ("Corvane négocierait une part d’Ostrel.", "\n\nLe Courrier de Bray avec l’AFP", None),
        ("Corvane négocierait une part d’Ostrel.", "", "Le Courrier de Bray avec AFP"),
    ],
)
def test_a_credit_line_names_the_agency(first: str, last: str, byline: str | None) -> None:
    text = f"Une entrée au capital\n\n{first}\n\nLes deux groupes emploient 4 000 personnes.{last}"
    echo = page(
        "a", "Le Courrier de Bray", day(3), text, [Says(first[-30:], kind="implied")], language="fr", byline=byline
    )
    found = traced(echo)
    assert edges(found) == {("a", "Agence France-Presse")} and kinds(found, "a") == {"credit"}
    assert [origin.outlet for origin in found.origins] == ["Agence France-Presse"]


WIRE_TEXT = (
    "Corvane wants Ostrel\n\nCorvane has held several weeks of talks to buy a large minority stake in Ostrel, two bankers told Reuters. "
    "The maker of pumps would pay in cash and in shares, and keep the site of Lorne open until the end of the decade. "
    "Neither side would name a price. Works councils are to be heard in May, before the boards meet again in June."
)


def test_an_agency_text_run_by_many_papers_is_one_origin() -> None:
    wire = page(
        "https://www.reuters.com/1",
        "Reuters",
        day(2),
        WIRE_TEXT,
        [Says("Corvane has held several weeks", "two bankers")],
    )
    papers = [
        page(
            f"paper{n}",
            f"Paper {n} of Bray",
            day(2, 10 + n),
            WIRE_TEXT.replace("two bankers told Reuters", f"two bankers {how}"),
            [Says("Corvane has held several weeks", "two bankers")],
        )
        for n, how in enumerate(["said", "told the agency", "have said", "explained"])
    ]
    found = traced(wire, *papers)
    assert edges(found) == {(f"paper{n}", "https://www.reuters.com/1") for n in range(4)}
    assert found.independent_origins == 1
    assert kinds(found, "paper1") == {"copy"}
    for edge in found.edges:
        for evidence in edge.evidence:
            assert evidence.span and evidence.target_span


def test_a_quotation_that_both_took_from_a_third_is_not_copying() -> None:
    said = "“We have been talking with the people of Corvane for several weeks now about many things, and we will go on talking with them until we have found what is good for our people and for our customers”"
    one = page(
        "a",
        "Bray Post",
        day(2),
        f"One\n\n{said}, a manager of Ostrel told the Bray Post, speaking of a stake for Corvane.",
        [Says("We have been talking", "a manager of Ostrel")],
    )
    two = page(
        "b",
        "Lorne Echo",
        day(3),
        f"Two\n\nIn Lorne a manager of Ostrel told the Lorne Echo about Corvane and a stake: {said}.",
        [Says("We have been talking", "a manager of Ostrel")],
    )
    found = traced(one, two)
    assert found.edges == () and found.independent_origins == 2


def test_the_same_misspelling_gives_an_echo_away() -> None:
    first = page(
        "a",
        "Bray Post",
        day(2),
        "Stake\n\nCorvanne wants a stake in Ostrel, a banker told the Bray Post.",
        [Says("wants a stake", "a banker")],
    )
    echo = page(
        "b",
        "Lorne Echo",
        day(3),
        "Move\n\nIt seems that Corvanne is after Ostrel.",
        [Says("is after Ostrel", kind="implied")],
    )
    other = page(
        "c",
        "Valdry Daily",
        day(3),
        "Move\n\nIt seems that Corvane is after Ostrel.",
        [Says("is after Ostrel", kind="implied")],
    )
    found = traced(first, echo, other)
    assert edges(found) == {("b", "a")} and kinds(found, "b") == {"detail"}


def test_a_translated_copy_is_found_by_what_its_sentences_say() -> None:
    english = (
        "Stake\n\nCorvane wants a stake in Ostrel, a banker told the Bray Post. The maker of pumps lost 12 million euros last year "
        "after a fire in its warehouse. Its workers have been on strike for three weeks over the pace of work. "
        "The price of steel has doubled since the spring, which weighs on the whole industry."
    )
    french = (
        "Participation\n\nCorvane voudrait entrer chez Ostrel. Le fabricant de pompes a perdu 12 millions d’euros l’an dernier "
        "après un incendie dans son entrepôt. Ses salariés sont en grève depuis trois semaines contre les cadences de travail. "
        "Le prix de l’acier a doublé depuis le printemps, ce qui pèse sur toute l’industrie."
    )
    first = page("a", "Bray Post", day(2), english, [Says("Corvane wants a stake in Ostrel", "a banker")])
    echo = page(
        "b",
        "Le Matin de Lorne",
        day(3),
        french,
        [Says("Corvane voudrait entrer chez Ostrel", kind="implied")],
        language="fr",
    )
    found = traced(first, echo)
    assert edges(found) == {("b", "a")} and kinds(found, "b") == {"translation"} and found.independent_origins == 1
    other_figure = page(
        "b",
        "Le Matin de Lorne",
        day(3),
        french.replace("12 millions", "40 millions"),
        [Says("Corvane voudrait entrer chez Ostrel", kind="implied")],
        language="fr",
    )
    assert edges(traced(first, other_figure)) == set()


def test_an_outlet_that_cites_another_and_adds_sources_of_its_own_is_a_further_origin() -> None:
    text = (
        "Stake\n\nCorvane wants a stake in Ostrel, The Morning Ledger reported. "
        "A member of the board of Ostrel confirmed the talks about a stake to the Bray Post."
    )
    both = page(
        "a",
        "Bray Post",
        day(3),
        text,
        [
            Says("Corvane wants a stake in Ostrel", kind="outlet", name="The Morning Ledger"),
            Says("confirmed the talks about a stake", "A member of the board of Ostrel"),
        ],
    )
    found = traced(SCOOP, both)
    assert edges(found) == {("a", "https://morning.example/scoop")} and found.independent_origins == 2
    second = next(origin for origin in found.origins if origin.article == "a")
    assert text[slice(*second.proof[0])] == "Bray Post"


@pytest.mark.parametrize(
    ("said", "own"),
    [("“We were shown the plan to sell the stake in Ostrel”", True), ("“The stake in Ostrel will be sold”", False)],
)
def test_who_says_with_a_name_what_they_were_told_is_a_source_of_the_outlets_own(said: str, own: bool) -> None:
    text = f"Stake\n\nThe Morning Ledger reported that Corvane eyes Ostrel. {said}, Ann Lowe said."
    says = [Says(said, "Ann Lowe", "person", "Ann Lowe", quote="direct")]
    found = traced(SCOOP, page("a", "Bray Post", day(3), text, says))
    assert [origin.article for origin in found.origins] == [SCOOP[0].article.key] + ["a"] * own


def test_unnamed_sources_without_a_word_on_whose_they_are_stay_with_the_cited_outlet() -> None:
    text = "Stake\n\nCorvane wants a stake in Ostrel, The Morning Ledger reported. People close to the talks said a stake of 30% was planned."
    echo = page(
        "a",
        "Bray Post",
        day(3),
        text,
        [
            Says("Corvane wants a stake", kind="outlet", name="The Morning Ledger"),
            Says("a stake of 30%", "People close to the talks"),
        ],
    )
    assert traced(SCOOP, echo).independent_origins == 1


def test_nothing_of_its_own_is_said_by_not_being_able_to_verify() -> None:
    text = "Stake\n\nCorvane wants a stake in Ostrel, The Morning Ledger reported. The Bray Post could not independently verify the talks on a stake."
    echo = page(
        "a", "Bray Post", day(3), text, [Says("Corvane wants a stake", kind="outlet", name="The Morning Ledger")]
    )
    assert traced(SCOOP, echo).independent_origins == 1


def test_outlets_of_one_owner_are_one_voice() -> None:
    pages = [
        page(
            url,
            outlet,
            day(n),
            f"Stake\n\nCorvane wants a stake in Ostrel, a banker told {outlet}.",
            [Says("Corvane wants a stake", "a banker")],
        )
        for n, (url, outlet) in enumerate(
            [("a", "The Wall Street Journal"), ("b", "New York Post"), ("c", "Reuters")], 2
        )
    ]
    found = traced(*pages)
    assert found.independent_origins == 2 and any("News Corp" in note for note in found.notes)


def test_two_feeds_of_one_address_are_one_voice() -> None:
    pages = [
        page(
            f"https://{sub}.braypost.example/{sub}",
            None,
            day(2),
            f"Stake {sub}\n\nCorvane wants a stake in Ostrel, a banker said {sub}.",
            [Says("Corvane wants a stake", "a banker")],
        )
        for sub in ("feeds", "amp")
    ]
    assert traced(*pages).independent_origins == 1


def test_an_outlet_that_only_relays_another_is_no_origin() -> None:
    text = "Stake\n\nCorvane wants a stake in Ostrel, said Bloomberg, citing the Nikkei."
    found = traced(page("a", "Bray Post", day(2), text, [Says("Corvane wants a stake", kind="implied")]))
    assert [origin.outlet for origin in found.origins] == ["Nikkei"] and found.independent_origins == 1


def test_a_circle_is_cut_where_time_cuts_it_and_said() -> None:
    one = page(
        "a",
        "Bray Post",
        day(2),
        "Stake\n\nCorvane wants a stake in Ostrel, a banker told the Bray Post. The Lorne Echo also reported the stake.",
        [Says("Corvane wants a stake", "a banker"), Says("also reported the stake", kind="outlet", name="Lorne Echo")],
        updated=day(4),
    )
    two = page(
        "b",
        "Lorne Echo",
        day(3),
        "Stake\n\nCorvane wants a stake in Ostrel, the Bray Post reported.",
        [Says("Corvane wants a stake", kind="outlet", name="Bray Post")],
    )
    found = traced(one, two)
    assert edges(found) == {("b", "a")} and found.independent_origins == 1
    assert any("circle" in note for note in found.notes) and any("edit" in note for note in found.notes)


def test_a_wrong_clock_is_said_and_an_impossible_one_is_not_believed() -> None:
    echo_text = "Stake\n\nCorvane wants a stake in Ostrel, The Morning Ledger reported."
    says = [Says("Corvane wants a stake", kind="outlet", name="The Morning Ledger")]
    close = traced(SCOOP, page("a", "Bray Post", day(2, 3), echo_text, says))
    assert edges(close) == {("a", "https://morning.example/scoop")} and any("clock" in note for note in close.notes)
    far = traced(SCOOP, page("a", "Bray Post", day(-20), echo_text, says))
    assert edges(far) == {("a", "The Morning Ledger")} and any("dated later" in note for note in far.notes)


def test_articles_without_a_date_are_traced_and_said() -> None:
    echo = page(
        "a",
        "Bray Post",
        None,
        "Stake\n\nCorvane wants a stake in Ostrel, The Morning Ledger reported.",
        [Says("Corvane wants a stake", kind="outlet", name="The Morning Ledger")],
    )
    found = traced(SCOOP, echo)
    assert edges(found) == {("a", "https://morning.example/scoop")} and "a has no date" in found.notes


def test_who_first_carried_a_denial_is_listed_apart() -> None:
    denial = page(
        "https://www.reuters.com/2",
        "Reuters",
        day(3),
        "Ostrel\n\nOstrel told Reuters that there were no talks with Corvane.",
        [Says("there were no talks", "Ostrel", "organisation", "Ostrel", "denies", "principal")],
    )
    relay = page(
        "b",
        "Lorne Echo",
        day(4),
        "Ostrel\n\nOstrel denied the talks, Reuters reported.",
        [
            Says(
                "Ostrel denied the talks",
                "Ostrel",
                "organisation",
                "Ostrel",
                "denies",
                "principal",
                channel=("Reuters",),
            )
        ],
    )
    found = traced(SCOOP, denial, relay)
    assert found.independent_origins == 1
    assert [(o.article, o.own_word) for o in found.origins if o.of == "denial"] == [("https://www.reuters.com/2", True)]


def test_a_press_release_alone_is_one_origin_and_its_own_word() -> None:
    pages = [
        page(
            f"p{n}",
            f"Paper {n} of Bray",
            day(2, 9 + n),
            f"Stake {n}\n\nCorvane said in a statement, page {n}, that it will buy a stake in Ostrel.",
            [Says("it will buy a stake", "Corvane", "organisation", "Corvane", "confirms", "principal")],
        )
        for n in range(3)
    ]
    found = traced(*pages)
    assert found.independent_origins == 1 and found.origins[0].own_word


def test_after_a_withdrawal_those_who_still_carry_it_are_listed() -> None:
    echo = page(
        "a",
        "Bray Post",
        day(3),
        "Stake\n\nCorvane wants a stake in Ostrel, The Morning Ledger reported.",
        [Says("Corvane wants a stake", kind="outlet", name="The Morning Ledger")],
    )
    further = page(
        "b",
        "Lorne Echo",
        day(4),
        "Stake\n\nCorvane wants a stake in Ostrel, according to the Bray Post.",
        [Says("Corvane wants a stake", kind="outlet", name="Bray Post")],
    )
    back = page(
        "https://morning.example/back",
        "The Morning Ledger",
        day(6),
        "Correction\n\nWe have withdrawn our report that Corvane wants a stake in Ostrel.",
        [
            Says(
                "Corvane wants a stake in Ostrel",
                kind="outlet",
                name="The Morning Ledger",
                stance="denies",
                retracts=True,
            )
        ],
    )
    found = traced(SCOOP, echo, further, back)
    assert found.still_carrying == ("a", "b")
    assert [w.article for w in found.withdrawals] == ["https://morning.example/back"]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("That was not so, and the article has been taken down from our site.", "en"),
        ("We got it wrong: our report of talks was about another company.", "en"),
        ("Il n’en était rien : l’article a été mis hors ligne par nos soins.", "fr"),
    ],
)
def test_an_outlet_takes_its_news_back_in_plain_words(words: str, language: str) -> None:
    text = f"Corvane and Ostrel\n\n{words}"
    note = page("note", "The Morning Ledger", day(6), text, [Says(words, kind="implied")], language=language)
    assert [(w.article, w.outlet) for w in traced(SCOOP, note).withdrawals] == [("note", "The Morning Ledger")]


def test_the_order_of_the_pages_changes_nothing() -> None:
    text = "Stake\n\nCorvane wants a stake in Ostrel, The Morning Ledger reported."
    pages = [SCOOP] + [
        page(key, f"Bray {key}", day(3), text, [Says("Corvane wants", kind="outlet", name="The Morning Ledger")])
        for key in "abc"
    ]
    rumour, readings = rumour_of(pages)
    expected = trace(rumour, readings)
    for order in permutations(pages):
        again, shuffled = rumour_of(order)
        assert trace(again, shuffled) == expected


def test_nothing_in_gives_nothing_out() -> None:
    rumour, _ = rumour_of([SCOOP])
    empty: dict[str, Reading] = {}
    assert trace(rumour, empty).edges == () and trace(rumour, empty).independent_origins == 0


def test_a_piece_of_an_outlets_name_that_the_reading_took_for_the_whole_is_no_outlet() -> None:
    echo = page(
        "a",
        "Bray Post",
        day(3),
        "Stake\n\nCorvane wants a stake in Ostrel, L'Écho des Ateliers reported.",
        [Says("Corvane wants a stake in Ostrel", "L'Écho des Ateliers", "outlet", "Ateliers")],
    )
    assert edges(traced(echo)) == {("a", "L'Écho des Ateliers")}


def test_the_outlet_to_which_a_denial_was_said_is_whom_it_was_had_from() -> None:
    text = "Ostrel\n\n« Rien n'est prévu chez Ostrel », a affirmé une porte-parole de Corvane au quotidien The Morning Ledger."
    says = [Says("Rien n'est prévu chez Ostrel", "une porte-parole de Corvane", "person", None, "denies", "principal")]
    assert edges(traced(SCOOP, page("a", "Le Fanal", day(3), text, says, language="fr"))) == {
        ("a", "https://morning.example/scoop")
    }


def test_an_outlet_named_without_a_word_of_reporting_is_cited_where_it_told_the_rumour_before() -> None:
    said = f"{SCOOP_WORDS}. Two days after The Morning Ledger spoke of it, the town hall is silent."
    late = page("a", "Bray Post", day(3), f"Stake\n\n{said}", [Says(SCOOP_WORDS, kind="implied")])
    early = page("a", "Bray Post", day(1), f"Stake\n\n{said}", [Says(SCOOP_WORDS, kind="implied")])
    assert edges(traced(SCOOP, late)) == {("a", "https://morning.example/scoop")}
    assert not edges(traced(SCOOP, early))  # it cannot have the news from a later page by a bare name
    assert not edges(traced(late))  # nor from an outlet that has no page


@pytest.mark.parametrize(
    ("outlet", "words", "language"),
    [
        ("Marlcombe Gazette", "two officers told the Gazette", "en"),
        ("Thornby Evening Mail", "two officers told the Evening Mail", "en"),
        ("Le Courrier de Brénaz", "ont dit deux cadres au Courrier", "fr"),
    ],
)
def test_an_outlet_may_call_itself_by_a_part_of_its_name(outlet: str, words: str, language: str) -> None:
    told = page("a", outlet, day(3), f"Stake\n\n{SCOOP_WORDS}, {words}.", [Says(SCOOP_WORDS)], language=language)
    found = traced(told)
    assert not edges(found) and [origin.article for origin in found.origins] == ["a"]


@pytest.mark.parametrize(
    ("name", "address", "is_its"),
    [
        ("Bowline Shipping News", "www.bowlinenews.example", True),
        ("The Tarn Valley Post", "tarnvalleypost.example", True),
        ("Le Petit Arverne", "petit-arverne.example", True),
        ("Le Rivage", "lerivage.example", True),
        ("Bowline Shipping News", "shippingnews.example", False),
        ("Bowline Shipping News", "bowline.example", False),
        ("Lorne Post", "lornepostal.example", False),
    ],
)
def test_an_address_is_known_to_be_an_outlets_by_the_words_of_its_name(name: str, address: str, is_its: bool) -> None:
    assert stands_for(name, address) is is_its


def test_a_page_that_gives_only_its_address_is_the_article_of_the_outlet_that_others_name() -> None:
    text = f"Stake\n\n{SCOOP_WORDS}, three bankers said."
    scoop = page("https://www.bowlinenews.example/1", None, day(2), text, [Says(SCOOP_WORDS, "three bankers")])
    said = f"{SCOOP_WORDS}, Bowline Shipping News reported."
    echo = page("a", "Bray Post", day(3), f"Stake\n\n{said}", [Says(SCOOP_WORDS, kind="implied")])
    found = traced(scoop, echo)
    assert edges(found) == {("a", "https://www.bowlinenews.example/1")} and found.independent_origins == 1


def test_a_partys_name_that_holds_an_outlets_is_no_citation() -> None:
    text = "Stake\n\nPellworth Capital said that it wants a stake in Ostrel, and Ostrel told Pellworth Capital no."
    says = [Says("it wants a stake in Ostrel", "Pellworth Capital", "organisation", "Pellworth Capital")]
    assert edges(traced(page("a", "Bray Post", day(3), text, says), parties=("Pellworth Capital", "Ostrel"))) == set()
    assert edges(traced(page("a", "Bray Post", day(3), text, says))) == set()


def test_of_two_articles_of_an_outlet_the_one_of_the_day_that_is_named_is_meant() -> None:
    text = f"Stake\n\n{SCOOP_WORDS}, a banker told The Morning Ledger."
    again = page("later", "The Morning Ledger", day(10), text, [Says(SCOOP_WORDS, "a banker")])
    said = f"{SCOOP_WORDS}, The Morning Ledger reported on Tuesday."
    echo = page("a", "Bray Post", day(11), f"Stake\n\n{said}", [Says(SCOOP_WORDS, kind="implied")])
    assert ("a", "later") in edges(traced(SCOOP, again, echo))
    said = f"{SCOOP_WORDS}, a story that The Morning Ledger reported."
    echo = page("a", "Bray Post", day(11), f"Stake\n\n{said}", [Says(SCOOP_WORDS, kind="implied")])
    assert ("a", "https://morning.example/scoop") in edges(traced(SCOOP, again, echo))


def test_an_article_that_takes_the_news_back_is_no_origin_of_it() -> None:
    text = "Sorry\n\nOn 2 March we reported that Corvane wants a stake in Ostrel. We have withdrawn that report."
    back = page("back", "The Morning Ledger", day(5), text, [Says("Corvane wants a stake in Ostrel", "we", "person")])
    found = traced(SCOOP, back)
    assert [origin.article for origin in found.origins] == ["https://morning.example/scoop"]


def test_each_denial_is_listed_where_it_was_first_carried_and_not_where_another_one_was() -> None:
    one = "Ostrel\n\nOstrel denied the stake, its chief told the Bray Post."
    first = page(
        "one", "Bray Post", day(3), one, [Says("the stake", "Ostrel", "organisation", "Ostrel", "denies", "principal")]
    )
    two = "Corvane\n\nCorvane denies the stake. Ostrel had denied it to the Bray Post."
    second = page(
        "two",
        "Lorne Echo",
        day(4),
        two,
        [
            Says("the stake", "Corvane", "organisation", "Corvane", "denies", "principal"),
            Says("it to the Bray Post", "Ostrel", "organisation", "Ostrel SA", "denies", "principal", cue="had denied"),
        ],
    )
    found = traced(SCOOP, first, second)
    assert [origin.article for origin in found.origins if origin.of == "denial"] == ["one", "two"]
