"""Citations: an article says from which outlet it has the news ("according to the Gazette", "selon La Gazette").

Two ways, each with its words as proof: the reading's own statements (source or channel is another outlet, resolved
across the article: "le quotidien" after its name), and outlets named beside a verb or preposition of reporting in a
sentence that speaks about the rumour.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from ondit.linking.names import same
from ondit.outlets import find, normal_name
from ondit.outlets.by_form import is_name_of_outlet
from ondit.reading.found import overlap
from ondit.records import Evidence, Span, Statement
from ondit.tracing.no_outlets import may_be_outlet, owned_by
from ondit.tracing.nodes import Clue, Node, Topic, on_topic, relevance
from ondit.tracing.outlet_mentions import Mention, OutletNames
from ondit.tracing.publishers import canonical, same_outlet
from ondit.tracing.sentences import sentence_at, sentences
from ondit.tracing.words import Words, words

_GOES_ON = re.compile(r" (?:de la |de l['’]|d['’]|du |des |de |of the |of )[a-zà-ÿ]")
_SURE = 0.5  # below it a sentence is not taken to be about the rumour


@dataclass(frozen=True, slots=True)
class Relay:
    """One outlet that only passes on another's word: "the Gazette, citing the Courier"."""

    outlet: str
    origin: str


def citations(node: Node, topic: Topic, names: OutletNames) -> tuple[tuple[Clue, ...], tuple[Relay, ...]]:
    """The outlets that an article cites for the rumour, and which of those only relay another."""
    clues = list(_from_statements(node, topic, names))
    relays = list(_relays_in_statements(node))
    lexicon = words(node.article.language)
    mentions = [
        mention for mention in names.mentions(node.text, node.outlet) if not same_outlet(mention.outlet, node.outlet)
    ]
    for place, mention in enumerate(mentions):
        sentence = sentence_at(node.text, mention.span[0])
        told = lexicon.told.search(before_name(node.text, sentence[0], mention)) and any(
            overlap(span, sentence) for span, _ in node.about
        )
        # An outlet that is named without a word of reporting is cited where it has told the rumour before, on a page.
        bare = not (told or cited(node.text, mention, lexicon))
        if bare and not names.of_page(mention.outlet):
            continue
        if owned_by(mention.outlet, topic.parties) or _within_anothers_word(node, mention, lexicon):
            continue
        sure, stances = relevance(node, topic, sentence, lexicon.news)
        if sure < _SURE or (sure == 1.0 and stances == {"supports"} and not _speaks(node, topic, sentence)):
            continue
        evidence = Evidence("citation", mention.span)
        clues.append(Clue(node.key, evidence, outlet=mention.outlet, of=stances, weight=sure, bare=bare))
        following = mentions[place + 1] if place + 1 < len(mentions) else None
        if following and following.span[0] < sentence[1] and _relayed(node.text, mention, following, lexicon):
            relays.append(Relay(mention.outlet, following.outlet))
    return _once(clues), tuple(dict.fromkeys(relays))


def _within_anothers_word(node: Node, mention: Mention, lexicon: Words) -> bool:
    """Whether only another outlet, or a document, says that this one has the news: "the site claims that the BBC
    confirmed it" has the news from the site."""
    for statement in node.reading.statements:
        if statement.source_kind not in ("outlet", "document") or same_outlet(statement.source_name, mention.outlet):
            continue
        if mention.outlet in statement.channel or (statement.source_name is None and statement.source_kind == "outlet"):
            continue
        # "…, citing a report in the weekly Rail Hebdo" may be read as a statement of what is cited.
        cue = node.text[slice(*statement.cue)] if statement.cue is not None else ""
        if cue and lexicon.relays.match(cue):
            continue
        if statement.source_kind == "document" and _named_as_source(node.text, mention, lexicon):
            continue  # "according to a note that the Gazette unearthed"
        if any(start <= mention.span[0] and mention.span[1] <= end for start, end in statement.content):
            return True
    return False


def _named_as_source(text: str, mention: Mention, lexicon: Words) -> bool:
    start, _ = sentence_at(text, mention.span[0])
    return bool(lexicon.before.search(before_name(text, start, mention)))


def _speaks(node: Node, topic: Topic, sentence: Span) -> bool:
    """Whether a sentence is about the rumour by its own words, or goes on from one that is ("the two sides are …"),
    with one more between ("The paper cited two people. The Gazette had said so before.")."""
    order = sentences(node.text)
    here = order.index(sentence) if sentence in order else 0
    told = [sentence, *order[max(here - 2, 0) : here]]
    if any(on_topic(node, topic, place) for place in told):
        return True
    # "A study quoted by the Gazette puts the need for pumps at 63 million" has the rumour's sum and is about pumps.
    return not any(on_topic(node, topic, place) for place in order)


def cited(text: str, mention: Mention, lexicon: Words) -> bool:
    """Whether the words around an outlet's name make it the one who reports."""
    sentence = sentence_at(text, mention.span[0])
    before = before_name(text, sentence[0], mention)
    after = text[mention.span[1] : sentence[1]]
    if mention.word and _GOES_ON.match(after):
        return False  # "les chiffres du dernier Salon de la neige"
    if lexicon.before.search(before) or lexicon.inverted.search(before):
        return True
    if mention.word and not before.strip() and not text[slice(*mention.span)].isupper():
        return False  # "People said …" at the start of a sentence is about people
    return bool(lexicon.after.match(after) or lexicon.nouns.match(after))


def before_name(text: str, start: int, mention: Mention) -> str:
    """The words before an outlet's name, an elided article taken off and a melted preposition put back."""
    return (
        re.sub(r"\bl['’]\s*$", "", text[start : mention.span[0]], flags=re.IGNORECASE).replace("’", "'") + mention.lead
    )


def _from_statements(node: Node, topic: Topic, names: OutletNames) -> Iterator[Clue]:
    # "Rain is expected, says the Echo" in an article about the rumour: a statement that speaks of nothing in it does
    # not say whom the rumour was had from, where another sentence of the article does speak of it.
    speaking = any(on_topic(node, topic, place) for place in sentences(node.text))
    for report in node.reports:
        statement = node.statement(report)
        if statement is None or (report.stance == "context" and statement.polarity != "decline"):
            continue
        place = sentence_at(node.text, statement.sentence[0])
        answers = statement.refers_to is not None or statement.polarity == "decline"
        if speaking and not answers and not _speaks(node, topic, place):
            continue
        for outlet, span in _outlets_of(node, statement, names):
            if not same_outlet(outlet, node.outlet) and not is_party(outlet, topic):
                evidence = Evidence("citation", span)
                yield Clue(node.key, evidence, outlet=outlet, of=frozenset({report.stance}))


def is_party(outlet: str, topic: Topic) -> bool:
    """Whether what the reading took for an outlet is what the rumour is about, under its own name or a fuller one
    ("Studio Okapi" of a rumour about Okapi); "L'Écho de Brénaz" in one about Brénaz has the name of an outlet."""
    if find(outlet) is not None:
        return owned_by(outlet, topic.parties)
    name, parties = normal_name(outlet), [normal_name(party) for party in topic.parties]
    return name in parties or (not is_name_of_outlet(outlet) and any(same(name, party) for party in parties))


def _outlets_of(node: Node, statement: Statement, names: OutletNames) -> Iterator[tuple[str, Span]]:
    """The outlet that a statement comes from. Where its sentence has an outlet's full name, that is the proof; a piece
    of that name, taken for the whole ("Ateliers" of "L'Écho des Ateliers"), is no outlet of its own.
    """
    if statement.channel:
        name = statement.channel[0]
    elif statement.source_kind == "outlet" and statement.source_name:
        name = statement.source_name
    else:
        return
    if not _is_name(name):
        return
    outlet, said = canonical(name), set(normal_name(name).split())
    start, end = statement.sentence
    for mention in names.mentions(node.text[start:end], node.outlet):
        span = (start + mention.span[0], start + mention.span[1])
        # "Re/code", of which the reading took "Re", is the outlet that goes by the whole name.
        whole = statement.source is not None and span == statement.source and not statement.channel
        if whole or same_outlet(mention.outlet, outlet) or said < set(normal_name(mention.outlet).split()):
            yield mention.outlet, span
            return
    if not (names.of_page(name) or may_be_outlet(name, node.reading)):
        return
    yield outlet, statement.source or statement.cue or statement.sentence


def _is_name(name: str) -> bool:
    """Whether it is a name or an address, and not a common noun that nobody resolved ("le journal")."""
    return name[:1].isupper() or name[:1].isdigit() or "." in name or (find(name) is not None and " " in name)


def _relays_in_statements(node: Node) -> Iterator[Relay]:
    for report in node.reports:
        statement = node.statement(report)
        if statement is None:
            continue
        chain = [canonical(name) for name in statement.channel]
        if statement.source_kind == "outlet" and statement.source_name:
            chain.append(canonical(statement.source_name))
        for near, far in pairwise(chain):
            if (not same_outlet(near, far) and find(far) is not None) or _looks_like_outlet(node, far):
                yield Relay(near, far)


def _looks_like_outlet(node: Node, name: str) -> bool:
    return any(entity.kind == "outlet" and same_outlet(entity.name, name) for entity in node.reading.entities)


def _relayed(text: str, near: Mention, far: Mention, lexicon: Words) -> bool:
    between = text[near.span[1] : far.span[0]]
    return len(between) < 60 and bool(lexicon.relays.match(between.replace("’", "'")))


def _once(clues: list[Clue]) -> tuple[Clue, ...]:
    """One clue for each outlet and place, for all the stances that it speaks for, as sure as its surest."""
    best: dict[tuple[str | None, Span | None], Clue] = {}
    for clue in clues:
        key = (clue.outlet, clue.evidence.span)
        known = best.get(key, clue)
        best[key] = replace(known, of=known.of | clue.of, weight=max(known.weight, clue.weight))
    return tuple(best.values())
