"""Links: an article points at the page of another, or at another outlet's site from a sentence about the rumour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from ondit.outlets import by_domain
from ondit.records import Evidence, Stance
from ondit.tracing.nodes import Clue, Node, Topic, relevance
from ondit.tracing.publishers import registered_domain, same_outlet
from ondit.tracing.sentences import sentence_at
from ondit.tracing.words import words

# Addresses of people's own pages and of tools: a link there is no citation of an outlet.
_NOT_OUTLETS = frozenset(
    (
        "twitter.com x.com t.co facebook.com fb.com instagram.com youtube.com youtu.be linkedin.com whatsapp.com "
        "tiktok.com google.com wikipedia.org pinterest.com reddit.com t.me threads.net bsky.app apple.com amazon.com"
    ).split()
)


def links(node: Node, topic: Topic, nodes: Mapping[str, Node]) -> Iterator[Clue]:
    """A clue for each link to an article of the rumour, and for links to outlets from a sentence about it."""
    by_address = {plain_address(other.article.url or key): key for key, other in nodes.items()}
    by_address |= {plain_address(key): key for key in nodes}
    for link in node.article.links:
        target = by_address.get(plain_address(link.url))
        if target == node.key:
            continue
        if target is not None:
            yield Clue(
                node.key, Evidence("link", link.span, link.url), article=target, of=_stances(node, nodes[target])
            )
            continue
        if link.span is None or not link.url.startswith(("http://", "https://")):
            continue
        known = by_domain(link.url)
        if known is None or same_outlet(known.name, node.outlet) or registered_domain(link.url) in _NOT_OUTLETS:
            continue
        sentence = sentence_at(node.text, link.span[0])
        sure, stances = relevance(node, topic, sentence, words(node.article.language).news)
        if sure >= 0.8:
            yield Clue(node.key, Evidence("link", link.span, link.url), outlet=known.name, of=stances, weight=0.8)


def plain_address(url: str) -> str:
    """An address without scheme, ``www.``, fragment, tracking parameters and trailing slash; paths unchanged."""
    parts = urlsplit(url.strip())
    if not parts.netloc:
        return url.strip().split("#")[0].removeprefix("./")
    query = [(k, v) for k, v in parse_qsl(parts.query) if not k.startswith(("utm_", "at_", "fbclid", "gclid", "xtor"))]
    host = parts.netloc.casefold().removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    return f"{host}{parts.path.rstrip('/')}" + (f"?{urlencode(query)}" if query else "")


def _stances(node: Node, target: Node) -> frozenset[Stance]:
    """What a link between two articles can have passed on: the stances that both hold."""
    shared = node.stances & target.stances - {"context"}
    return shared or frozenset({"supports"})
