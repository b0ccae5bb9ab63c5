"""The work behind ``ondit.tracing.trace``, in the order in which it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ondit.linking.known_outlets import with_known_outlets
from ondit.linking.names import canonical as linked_name
from ondit.records import Evidence, Reading, Rumour, Trace
from ondit.tracing.citations import Relay, citations, is_party
from ondit.tracing.copied_text import LONG_RUN, CopyOf, best_sources, candidates, copy_between
from ondit.tracing.credit_lines import credit_lines
from ondit.tracing.edges import Draft, borrowed_spans, drafts, drop_cycles
from ondit.tracing.links import links
from ondit.tracing.no_outlets import may_be_outlet
from ondit.tracing.nodes import Clue, Node, Topic, claim_sentences, nodes_of, topic_of
from ondit.tracing.origins import count_voices, own_word_origins, support_origins, word_origins
from ondit.tracing.outlet_mentions import OutletNames
from ondit.tracing.own_sourcing import own_sourcing
from ondit.tracing.publishers import same_outlet, stands_for
from ondit.tracing.recalled_words import recalled_words
from ondit.tracing.shared_details import with_details
from ondit.tracing.time_order import earlier, order_of
from ondit.tracing.translated_copy import with_translations
from ondit.tracing.withdrawals import still_carrying, withdrawals


def trace_articles(rumour: Rumour, readings: Mapping[str, Reading]) -> Trace:
    """See ``ondit.tracing.trace``."""
    known = with_known_outlets(readings.values(), [linked_name(party) for party in rumour.parties])
    nodes = nodes_of(rumour, {reading.article.key: reading for reading in known})
    topic = topic_of(rumour)
    pages = {node.outlet for node in nodes.values() if node.outlet}
    known_here = [name for name in _local_names(nodes.values()) if name in pages or not is_party(name, topic)]
    names = OutletNames(known_here, rumour.parties, pages)
    nodes = named_outlets(nodes, names)
    clues: list[Clue] = []
    relays: list[Relay] = []
    for node in nodes.values():
        cited, relayed = citations(node, topic, names)
        clues += [*cited, *links(node, topic, nodes), *credit_lines(node, names)]
        relays += relayed
    taken_back, recalled = withdrawals(nodes, names), recalled_words(nodes)
    gone = {w.article for w in taken_back if same_outlet(w.outlet, nodes[w.article].outlet)}
    found, notes = drafts(nodes, clues, gone)
    own = {key for key, node in nodes.items() if own_sourcing(node, topic, names, ()).claimed}
    found = _with_copies(nodes, topic, found, notes)
    found = with_translations(nodes, found, own)
    sourcing = {key: own_sourcing(node, topic, names, borrowed_spans(nodes, found, key)) for key, node in nodes.items()}
    found = with_details(rumour, nodes, found, [key for key, own in sourcing.items() if own.claimed or own.plain])
    found, circles = drop_cycles(nodes, found, [key for key, own in sourcing.items() if own.claimed])
    origins, silent = support_origins(nodes, found, sourcing, relays, gone)
    if not origins:
        origins = own_word_origins(nodes)
    count, owners = count_voices(origins)
    edges = tuple(draft.edge() for draft in found)
    carrying = still_carrying(nodes, edges, taken_back)
    undated = [f"{key} has no date" for key, node in nodes.items() if node.time is None]
    since = [f"withdrawn by {w.outlet or w.article} on {w.at.isoformat()}" for w in taken_back if w.at and carrying]
    return Trace(
        rumour.id,
        edges,
        (*origins, *word_origins(rumour, nodes, found, {(word.article, word.statement) for word in recalled})),
        count,
        carrying,
        tuple(dict.fromkeys([*notes, *circles, *silent, *owners, *undated, *since])),
        taken_back,
        recalled,
    )


def named_outlets(nodes: Mapping[str, Node], names: OutletNames) -> dict[str, Node]:
    """The nodes, those whose pages give only an address with the name that other pages call their outlet by."""
    bare = {node.outlet for node in nodes.values() if node.outlet and "." in node.outlet}
    if not bare:
        return dict(nodes)
    said = sorted({mention.outlet for node in nodes.values() for mention in names.mentions(node.text)})
    known = {address: next((name for name in said if stands_for(name, address)), address) for address in bare}
    return {key: replace(node, outlet=known.get(node.outlet or "", node.outlet)) for key, node in nodes.items()}


def _local_names(nodes: Iterable[Node]) -> list[str]:
    """Outlets that the desk knows by their pages, or that the readings found to be outlets."""
    names: list[str] = []
    for node in nodes:
        names += [node.outlet] if node.outlet else []
        said = [entity.name for entity in node.reading.entities if entity.kind == "outlet"]
        said += [s.source_name for s in node.reading.statements if s.source_kind == "outlet" and s.source_name]
        names += [name for name in dict.fromkeys(said) if may_be_outlet(name, node.reading)]
    return [name for name in names if name[:1].isupper() or name[:1].isdigit() or "." in name]


def _with_copies(nodes: Mapping[str, Node], topic: Topic, found: list[Draft], notes: list[str]) -> list[Draft]:
    """The drafts with edges for copied text, where a common source does not explain it already."""
    order = order_of(nodes)
    copies: list[CopyOf] = []
    leave_out = {key: (*node.claim_spans, *claim_sentences(node, topic)) for key, node in nodes.items()}
    for one, other in candidates({key: node.text for key, node in nodes.items()}):
        if same_outlet(nodes[one].outlet, nodes[other].outlet):
            continue
        echo, source = _direction(nodes, found, one, other)
        copy = copy_between(nodes[echo].text, nodes[source].text, leave_out[echo])
        if copy is None:
            continue
        if earlier(nodes[one], nodes[other]) is None:
            notes.append(f"{one} and {other} share their text; no times tell who was first")
        copies.append(CopyOf(echo, source, copy))
    drafts_by = {(draft.echo, draft.article): draft for draft in found}
    for one_copy in best_sources(copies, order):
        draft = drafts_by.get((one_copy.echo, one_copy.source))
        if draft is None:
            if _common_source(found, one_copy):
                continue
            draft = Draft(one_copy.echo, one_copy.source, nodes[one_copy.source].outlet)
            drafts_by[one_copy.echo, one_copy.source] = draft
            found = [*found, draft]
        note = f"{one_copy.copy.words} words, {one_copy.copy.share:.0%} of the text"
        for span, target in one_copy.copy.runs:
            draft.evidence.append(Evidence("copy", span, note, target))
        shared = nodes[one_copy.echo].stances & nodes[one_copy.source].stances - {"context"}
        draft.of |= shared or {"supports"}
    return found


def _direction(nodes: Mapping[str, Node], found: list[Draft], one: str, other: str) -> tuple[str, str]:
    """Echo and source of a pair that shares its text: what is said first, then time, then the one that credits."""
    if any(draft.echo == one and draft.article == other for draft in found):
        return one, other
    if any(draft.echo == other and draft.article == one for draft in found):
        return other, one
    first = earlier(nodes[one], nodes[other])
    if first is not None:
        return (other, one) if first else (one, other)
    credits = {key: sum(draft.echo == key for draft in found) for key in (one, other)}
    return (one, other) if (credits[one], one) > (credits[other], other) else (other, one)


def _common_source(found: list[Draft], copy: CopyOf) -> bool:
    """Whether both have from one third what makes them alike: its text, which they credit; or, where only short runs
    are shared, its news, which they cite."""
    kinds = ("credit",) if copy.copy.longest >= LONG_RUN else ("credit", "citation", "link")

    def targets(key: str) -> set[tuple[str | None, str | None]]:
        return {
            (draft.article, draft.outlet)
            for draft in found
            if draft.echo == key and any(e.kind in kinds for e in draft.evidence)
        }

    return bool(targets(copy.echo) & targets(copy.source))
