# ruff: noqa: E501
"""Who is who: pronouns, descriptions, groups, channels, what is taken up; our own texts, invented names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ondit.reading.found import Document, Found, Piece
from ondit.reading.lexicon import lexicon
from ondit.reading.mentions import told_as_person
from ondit.reading.parsing import parse
from ondit.reading.pieces import pieces
from ondit.reading.somebody import Somebody
from ondit.reading.who_is_who import Resolution, resolve
from ondit.records import Article

# (language, text, statements as (source, cue, content), which one is asked, the name expected)
NAMES = [
    # a surname alone, a title
    ("fr", "Claire Dumont dirige la Sotrava. Mme Dumont assure que tout va bien.", [("Mme Dumont", "assure", "que tout va bien")], 0, "Claire Dumont"),
    ("en", "Peter Halloway runs Sotrava. Halloway said that all is well.", [("Halloway", "said", "that all is well")], 0, "Peter Halloway"),
    # pronouns agree in gender
    ("fr", "Claire Dumont a reçu Paul Vasseur. Elle affirme que rien n'est signé.", [("Elle", "affirme", "que rien n'est signé")], 0, "Claire Dumont"),
    ("fr", "Claire Dumont a reçu Paul Vasseur. Il affirme que rien n'est signé.", [("Il", "affirme", "que rien n'est signé")], 0, "Paul Vasseur"),
    ("en", "Peter Halloway met Mary Quill. She said that nothing was signed.", [("She", "said", "that nothing was signed")], 0, "Mary Quill"),
    ("en", "Peter Halloway met Mary Quill. He said that nothing was signed.", [("He", "said", "that nothing was signed")], 0, "Peter Halloway"),
    # descriptions by what was said of somebody
    ("fr", "Le ministre des Transports Paul Vasseur a reçu Marc Tellier. Le ministre assure que la ligne ouvrira.", [("Le ministre", "assure", "que la ligne ouvrira")], 0, "Paul Vasseur"),
    ("en", "Governor Peter Halloway met John Reeve. The governor said that the line will open.", [("The governor", "said", "that the line will open")], 0, "Peter Halloway"),
    # an outlet by its class
    ("fr", "Le Figaro a publié une enquête sur la Sotrava. Selon le quotidien, la vente est proche.", [("le quotidien", "Selon", "la vente est proche")], 0, "Le Figaro"),
    # an unnamed source stays unnamed
    ("fr", "Paul Vasseur est à Lyon. Une source affirme que la vente est proche.", [("Une source", "affirme", "que la vente est proche")], 0, None),
    ("en", "Peter Halloway is in Boston. A source said that the sale is near.", [("A source", "said", "that the sale is near")], 0, None),
    # a group is its two members
    ("fr", "Zentrix et Molvane discutent. Zentrix recrute. Molvane aussi. Les deux groupes ont démenti ces rumeurs.", [("Les deux groupes", "ont démenti", "ces rumeurs")], 0, "Zentrix; Molvane"),
    # what opens an article is named after it
    ("en", "Surgeon denies claims over deaths.\n\nOlga Brandt said that nothing was proved.", [("Surgeon", "denies", "claims over deaths")], 0, "Olga Brandt"),
    # a relative pronoun takes up the name before it
    ("fr", "Le juge a entendu Paul Vasseur, qui affirme n'avoir rien su.", [("qui", "affirme", "n'avoir rien su")], 0, "Paul Vasseur"),
    # an agent is no person for "she"
    ("en", "Harbour Foods hired Mary Quill. She said that nothing was signed.", [("She", "said", "that nothing was signed")], 0, "Mary Quill"),
    # words that introduce somebody late in an article name nobody
    ("fr", "Paul Vasseur est à Lyon.\n\nLa foule grandit.\n\nUn chercheur affirme que la vente est proche.", [("Un chercheur", "affirme", "que la vente est proche")], 0, None),
    # a company by its class, a person by their age
    ("en", "The startup Parvel raised money. Mary Quill was glad. The company said that it would hire.", [("The company", "said", "that it would hire")], 0, "Parvel"),
]  # fmt: skip


def resolved(language: str, text: str, said: list[tuple[str, str, str]], *, parsed: bool = True) -> Resolution:
    """Resolve attributions given by their words; each word is looked for at its last place in the text."""
    article = Article(key="a", text=text, language=language)
    spans = [span for span, _ in pieces(article)]
    texts = [text[a:b] for a, b in spans]
    trees = list(parse(texts, language)) if parsed else [None] * len(texts)
    cut = tuple(Piece(a, words, tree) for (a, _), words, tree in zip(spans, texts, trees, strict=True))

    def at(words: str) -> tuple[int, int]:
        start = text.rindex(words)
        return start, start + len(words)

    found = [Found(0, 0, at(source), at(cue), (at(content),), "test") for source, cue, content in said]
    return resolve(Document(article, cut), found)


@pytest.mark.parametrize(("language", "text", "said", "which", "name"), NAMES)
def test_a_source_is_who_it_is(language: str, text: str, said: list, which: int, name: str | None) -> None:
    assert resolved(language, text, said).who[which].source_name == name


def test_a_spokesman_speaks_for_whom_the_words_say() -> None:
    text = "Un porte-parole de Zentrix a démenti cette rumeur."
    assert (
        resolved("fr", text, [("Un porte-parole de Zentrix", "a démenti", "cette rumeur")]).who[0].affiliation
        == "Zentrix"
    )


def test_sources_cited_by_an_outlet_come_through_it() -> None:
    text = "Des sources citées par Le Monde évoquent une vente."
    assert resolved("fr", text, [("Des sources citées par Le Monde", "évoquent", "une vente")]).who[0].channel == (
        "Le Monde",
    )


def test_what_is_told_to_an_agency_comes_through_it() -> None:
    text = "A source told Reuters that the sale is near."
    assert resolved("en", text, [("A source", "told", "that the sale is near")]).who[0].channel == ("Reuters",)


def test_a_denied_rumour_is_the_claim_said_before_by_another() -> None:
    text = "Selon Le Figaro, la vente est proche. Zentrix a démenti cette rumeur."
    said = [("Le Figaro", "Selon", "la vente est proche"), ("Zentrix", "a démenti", "cette rumeur")]
    who = resolved("fr", text, said).who
    assert (who[0].refers_to, who[1].refers_to) == (None, 0)


def test_reasons_for_anonymity_are_spans_of_the_text() -> None:
    text = "A person familiar with the talks said the sale is near, speaking on condition of anonymity."
    unnamed = resolved("en", text, [("A person familiar with the talks", "said", "the sale is near")]).who[0].anonymity
    assert unnamed is not None and unnamed.closeness is not None and unnamed.reason is not None
    assert text[slice(*unnamed.closeness)] == "familiar with the talks"
    assert "condition of anonymity" in text[slice(*unnamed.reason)]


def test_pieces_that_were_not_parsed_still_give_names() -> None:
    done = resolved("fr", "Claire Dumont a quitté Zentrix.\n\nDumont part à Lyon.", [], parsed=False)
    assert "Claire Dumont" in {one.name for one in done.entities}


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet=st.sampled_from("AÉabé '’-.,\n«»\"J.M\u00a0\U0001f600çÇ(:"), max_size=200),
    st.sampled_from(["fr", "en"]),
)
def test_mentions_lie_inside_any_text_and_are_its_words(text: str, language: str) -> None:
    for one in resolved(language, text, [], parsed=False).entities:
        for start, end in one.mentions:
            assert 0 <= start < end <= len(text)
            assert text[start:end].strip() == text[start:end]


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        ("en", "Orval Danesh, who is a lawyer", True),
        ("en", "Orval Danesh, which is in Kent", False),
        ("fr", "Odile Varin, à qui l’on doit ce livre", True),
        ("fr", "Odile Varin, qui publie ce livre", False),
        ("es", "Olalla Verín, quien lo publicó", True),
    ],
)
def test_a_word_that_only_people_have_behind_a_name_tells_a_person(language: str, text: str, person: bool) -> None:
    name = text.partition(",")[0]
    who = Somebody(name, "", spans=[(0, len(name))])
    assert told_as_person(who, text, lexicon(language)) is person
