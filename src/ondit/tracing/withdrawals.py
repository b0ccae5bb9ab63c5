"""Withdrawals: an outlet takes back what it carried, and who still carries it after that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ondit.reading.found import overlap
from ondit.records import Edge, Withdrawal
from ondit.tracing.nodes import Node
from ondit.tracing.outlet_mentions import OutletNames
from ondit.tracing.publishers import same_outlet
from ondit.tracing.recalled_words import looks_back
from ondit.tracing.sentences import sentence_at, sentences
from ondit.tracing.words import words


def withdrawals(nodes: Mapping[str, Node], names: OutletNames) -> tuple[Withdrawal, ...]:
    """Every withdrawal that a page makes in its own voice, or reports of another outlet that carried the rumour, with
    the words that say it, in order of time. What an outlet says itself goes before what others say of it."""
    found: list[Withdrawal] = []
    carriers = [node.outlet for node in nodes.values() if node.outlet]
    for key in sorted(nodes):
        withdrawal = _withdrawal(nodes[key], names, carriers)
        if withdrawal is not None:
            found.append(withdrawal)
    own = [w for w in found if same_outlet(w.outlet, nodes[w.article].outlet)]
    found = [w for w in found if w in own or not any(same_outlet(w.outlet, other.outlet) for other in own)]
    return tuple(sorted(found, key=lambda w: (w.at is None, w.at.timestamp() if w.at else 0.0, w.article)))


def _withdrawal(node: Node, names: OutletNames, carriers: Sequence[str]) -> Withdrawal | None:
    lexicon = words(node.article.language)
    at = node.updated if node.updated and node.time and node.updated > node.time else node.time
    of_others: Withdrawal | None = None
    for sentence in sentences(node.text):
        said = node.text[sentence[0] : sentence[1]]
        match = lexicon.withdraws.search(said)
        if match is None or _quoted(node, sentence[0] + match.start()):
            continue
        named = [m.outlet for m in names.mentions(said, node.outlet) if m.span[0] <= match.end()]
        others = [outlet for outlet in named if not same_outlet(outlet, node.outlet)]
        if others and len(others) == len(named):
            gone = next((outlet for outlet in others if any(same_outlet(outlet, each) for each in carriers)), None)
            if gone is not None and of_others is None:
                of_others = Withdrawal(node.key, gone, at or node.seen, sentence)
        elif named or lexicon.own_voice.search(said):
            return Withdrawal(node.key, node.outlet, at or node.seen, sentence)
    marked = next((report for report in node.reports if report.retracts), None)
    if of_others is None and marked is not None and (not marked.outlet or same_outlet(marked.outlet, node.outlet)):
        of_another = marked.source_kind == "outlet" and marked.source_name
        if not of_another or same_outlet(marked.source_name, node.outlet):
            return Withdrawal(node.key, node.outlet, at or node.seen, marked.proof[0] if marked.proof else None)
    return of_others


def _quoted(node: Node, place: int) -> bool:
    """Whether somebody else's quoted words say it."""
    sentence = sentence_at(node.text, place)
    return any(
        statement.quote == "direct" and any(overlap(span, (place, place + 1)) for span in statement.content)
        for statement in node.reading.statements
        if overlap(statement.sentence, sentence)
    )


def still_carrying(
    nodes: Mapping[str, Node], edges: Sequence[Edge], taken_back: Iterable[Withdrawal]
) -> tuple[str, ...]:
    """Keys of articles that have it, directly or through others, from an outlet that withdrew, and still support it.

    An article that also reports the withdrawal, a denial or a doubt does not simply carry it on; nor does one whose
    news is that a party would not say, and that only looks back on the report ("the Packet had reported").
    """
    gone = tuple(taken_back)
    if not gone:
        return ()
    own = {withdrawal.article for withdrawal in gone}
    tainted = {key for key, node in nodes.items() if any(same_outlet(node.outlet, w.outlet) for w in gone)}
    reached: set[str] = set()
    grew = True
    while grew:
        grew = False
        for edge in edges:
            direct = edge.outlet is not None and any(same_outlet(edge.outlet, w.outlet) for w in gone)
            through = edge.article is not None and (edge.article in reached or edge.article in tainted)
            if (direct or through) and edge.echo not in reached:
                reached.add(edge.echo)
                grew = True
    return tuple(
        key
        for key in sorted(reached - own - tainted)
        if "supports" in nodes[key].stances
        and not nodes[key].stances & {"denies", "doubts"}
        and not _only_an_answer(nodes[key])
    )


def _only_an_answer(node: Node) -> bool:
    """Whether a party declines in an article, and all that speaks for the rumour there is set back in time."""
    supports = [node.statement(report) for report in node.reports if report.stance == "supports"]
    declines = any(report.polarity == "decline" and report.role == "principal" for report in node.reports)
    return declines and all(statement is not None and looks_back(node, statement)[0] for statement in supports)
