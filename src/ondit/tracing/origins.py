"""Origins: the ends of the chains. Articles are many, origins are few, and these are what is counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from ondit.reading.found import overlap
from ondit.records import Origin, Report, Rumour, Span
from ondit.tracing.citations import Relay
from ondit.tracing.edges import Draft
from ondit.tracing.nodes import Node
from ondit.tracing.own_sourcing import Sourcing
from ondit.tracing.publishers import same_outlet, voice
from ondit.tracing.speakers import denied_by_another, in_own_name, speakers_of
from ondit.tracing.time_order import order_of


def support_origins(
    nodes: Mapping[str, Node],
    edges: Sequence[Draft],
    sourcing: Mapping[str, Sourcing],
    relays: Sequence[Relay],
    gone: Collection[str] = (),
) -> tuple[list[Origin], list[str]]:
    """Origins of support, first in time first, and remarks.

    An article is an origin by its own sourcing; a cited outlet that is not here is one unless it only relays another;
    where a chain ends in an article that says nothing of its source, that article is; an article with neither source
    nor echo counts only if nobody carried the news before it. ``gone`` are articles that take the news back: they
    tell it once more and are no origin.
    """
    order = order_of(nodes)
    origins: list[Origin] = []
    notes: list[str] = []
    carriers = [key for key in sorted(nodes, key=order.__getitem__) if "supports" in nodes[key].stances]
    carriers = [key for key in carriers if key not in gone]
    parents = {key: [edge for edge in edges if edge.echo == key and "supports" in edge.of] for key in carriers}
    echoing = {edge.echo for edge in edges if "supports" in edge.of or any(e.kind == "copy" for e in edge.evidence)}
    followed = {edge.article for edge in edges if edge.article and "supports" in edge.of}
    silent: list[str] = []
    for key in carriers:
        own = sourcing.get(key, Sourcing())
        proof = own.claimed or (own.plain if key not in echoing else ())
        if proof:
            origins.append(Origin(key, nodes[key].outlet, "support", False, proof))
        elif not parents[key]:
            silent.append(key)
    origins += _outlets_not_here(nodes, edges, relays, origins)
    for key in silent:
        first = not origins and not any(order[other] < order[key] for other in carriers if other != key)
        if key in followed or first:
            origins.append(Origin(key, nodes[key].outlet, "support", False, ()))
        else:
            notes.append(f"{key} does not say where it has it from; not counted as an origin")
    return sorted(origins, key=lambda o: (order.get(o.article or "", len(order)), o.outlet or "")), notes


def _outlets_not_here(
    nodes: Mapping[str, Node], edges: Sequence[Draft], relays: Sequence[Relay], known: Sequence[Origin]
) -> list[Origin]:
    cited: list[str] = []
    ends = {edge.outlet for edge in edges if edge.article is None and edge.outlet and "supports" in edge.of}
    for outlet in sorted(filter(None, ends)):
        chain = outlet
        for _ in range(8):  # relays are few; a circle of them must still end
            further = next((r.origin for r in relays if same_outlet(r.outlet, chain)), None)
            if further is None:
                break
            chain = further
        cited.append(chain)
    here = [node.outlet for node in nodes.values() if "supports" in node.stances]
    fresh: list[Origin] = []
    for outlet in dict.fromkeys(cited):
        if any(same_outlet(outlet, o.outlet) for o in [*known, *fresh]):
            continue
        if any(same_outlet(outlet, name) for name in here) and known:
            continue  # its own article is here and is judged by what it shows
        fresh.append(Origin(None, outlet))
    return fresh


def word_origins(
    rumour: Rumour, nodes: Mapping[str, Node], edges: Sequence[Draft], recalled: Collection[tuple[str, int | None]]
) -> list[Origin]:
    """Who first carried each denial and each confirmation, by speaker; ``own_word`` where a principal speaks.

    ``recalled`` are reports that only look back: they count for a denial that nobody here carried as news.
    """
    order = order_of(nodes)
    carried: dict[tuple[Literal["denial", "confirmation"], str], list[tuple[str, Report]]] = {}
    answered = False  # once a party or an authority has denied it, an unnamed source adds nothing
    for key in sorted(nodes, key=order.__getitem__):
        answered = answered or any(r.stance == "denies" and in_own_name(r) for r in nodes[key].reports)
        for report in nodes[key].reports:
            if report.stance not in ("denies", "confirms") or not (in_own_name(report) or denied_by_another(report)):
                continue
            of: Literal["denial", "confirmation"] = "denial" if report.stance == "denies" else "confirmation"
            # Nobody can tell two unnamed sources apart: the first to carry one carries them all.
            for speaker in speakers_of(rumour, report) or (() if answered else ("",)):
                carried.setdefault((of, speaker), []).append((key, report))
    found: dict[tuple[str, str | None, str | None], Origin] = {}
    for (of, _), reports in carried.items():
        news = [(key, report) for key, report in reports if (key, report.statement) not in recalled]
        if not news and of == "confirmation":
            continue
        key, report = (news or reports)[0]
        article, outlet = _first_carrier(nodes, edges, key, report, {key for key, _ in reports})
        proof: tuple[Span, ...] = report.proof if article == key else ()
        origin = Origin(article, outlet, of, report.role == "principal", proof)
        known = found.get((of, article, outlet))
        if known is not None:  # several speak in one article
            own, proof = known.own_word or origin.own_word, tuple(dict.fromkeys([*known.proof, *proof]))
            origin = Origin(article, outlet, of, own, proof)
        found[of, article, outlet] = origin
    return sorted(found.values(), key=lambda origin: (origin.of != "denial", order.get(origin.article or "", -1)))


def _first_carrier(
    nodes: Mapping[str, Node], edges: Sequence[Draft], key: str, report: Report, carriers: Collection[str]
) -> tuple[str | None, str | None]:
    """From whom an article has somebody's word: an article that has it too, or an outlet that is named beside it."""
    statement = nodes[key].statement(report)
    beside = statement.sentence if statement else (report.proof[0] if report.proof else None)
    seen = {key}
    while True:
        mine = [edge for edge in edges if edge.echo == key and report.stance in edge.of and edge.said]
        onward = next((edge for edge in mine if edge.article in carriers and edge.article not in seen), None)
        if onward is not None and onward.article is not None:
            key = onward.article
            seen.add(key)
            continue
        if len(seen) == 1 and beside is not None:
            for edge in mine:
                if edge.article is None and any(e.span and overlap(e.span, beside) for e in edge.evidence):
                    return None, edge.outlet
        return key, nodes[key].outlet


def own_word_origins(nodes: Mapping[str, Node]) -> list[Origin]:
    """A party's own announcement where nobody carried it as a rumour before: one origin for each party, own word."""
    order = order_of(nodes)
    first: dict[str, Origin] = {}
    for key in sorted(nodes, key=order.__getitem__):
        for report in nodes[key].reports:
            if report.stance in ("confirms", "supports") and report.role == "principal":
                speaker = (report.speaks_for or report.source_name or "").casefold()
                first.setdefault(speaker, Origin(key, nodes[key].outlet, "support", True, report.proof))
    return list(first.values())


def count_voices(origins: Iterable[Origin]) -> tuple[int, list[str]]:
    """How many independent origins of support there are once outlets of one owner count once; with remarks."""
    voices: dict[str, list[str]] = {}
    for origin in origins:
        if origin.of == "support":
            name = origin.outlet or origin.article or ""
            key = f"word:{origin.article}" if origin.own_word else voice(name)
            voices.setdefault(key, []).append(name)
    notes = [
        f"counted once, one owner ({key.removeprefix('owner:')}): {', '.join(sorted(set(names)))}"
        for key, names in sorted(voices.items())
        if len(set(names)) > 1 and key.startswith("owner:")
    ]
    return len(voices), notes
