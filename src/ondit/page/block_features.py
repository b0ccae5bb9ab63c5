"""What can be seen of each block without understanding it: words, links, markup around it, place, neighbours.

One row a block, columns as in ``NAMES``. The chooser in ``body`` is learned on these (bench/train_pages.py).
After Kohlschütter et al. 2010 (shallow text features), readability (weight of containers) and dragnet (class names).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ondit.page.blocks import Block

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WORD = re.compile(r"\w+")
_GOOD = re.compile(r"article|body|content|story|entry|post|text|paragraph|main|news", re.I)
_BAD = re.compile(
    r"relat|sidebar|comment|share|social|promo|\bads?\b|advert|sponsor|newsletter|subscri|widget|footer|popular|trend"
    r"|recirc|outbrain|taboola|recommend|signup|sign-up|disclaim|legal|cookie|consent|breadcrumb|menu|nav|most-|more-"
    r"|teaser|donat|rating|affiliat|toolbar|pager|paginat|modal|popup|hidden|list-item|card|rail",
    re.I,
)
_AROUND = re.compile(
    r"caption|credit|byline|author|\bbio\b|dateline|timestamp|\bdate\b|meta|\btags?\b|keyword|photo|image|gallery|"
    r"figure|embed|twitter|tweet|instagram|video|media|summary|standfirst|subtitle|dek|deck|headline|title",
    re.I,
)
_REGIONS = ("article", "main", "section", "aside", "footer", "nav", "header", "form", "figure", "ul", "ol", "table")
_TAGS = ("p", "li", "figcaption", "blockquote", "td", "pre", "div")
_END = (".", "!", "?", "…", "”", '"', "»", ")")
_LOOK_UP = 12

_OWN = (
    "words log_words link_density anchors bold_share ends commas digits capitals lower_start upper question colon_end "
    "mean_word heading p li figcaption blockquote td pre div copyright at_sign separators"
).split()
_PLACE = (
    "article main section aside footer nav header form figure ul ol table depth good bad around near_good near_bad "
    "near_around itemprop duplicates after_title before_title title_distance position from_end siblings sibling_prose "
    "parent_share grand_share core_inside core_distance signature_words signature_share signature_vote"
).split()
_VOTES = ("precise", "recalling", "is_title")
_NEAR = ("words", "link_density", "ends", "p", "heading", "precise", "recalling", "bad", "parent_share")
NAMES: tuple[str, ...] = (
    *_OWN, *_PLACE, *_VOTES,
    *(f"{name}@{step:+d}" for step in (-2, -1, 1, 2) for name in _NEAR),
    "votes_before", "votes_after", "vote_gap_before", "vote_gap_after", "inside_votes",
)  # fmt: skip


def features_of(
    blocks: Sequence[Block], title: str | None, precise: Sequence[float], recalling: Sequence[float]
) -> NDArray[np.float32]:
    """A row for each block. ``precise`` and ``recalling``: the share of its words that trafilatura keeps, two ways."""
    index = {name: i for i, name in enumerate(NAMES)}
    table = np.zeros((len(blocks), len(NAMES)), dtype=np.float32)
    if not blocks:
        return table
    counts = [len(_WORD.findall(block.text)) for block in blocks]
    for i, block in enumerate(blocks):
        table[i, : len(_OWN)] = _own(block, counts[i])
    _fill_places(table, index, blocks, counts, title, precise)
    table[:, index["precise"]] = precise
    table[:, index["recalling"]] = recalling
    for step in (-2, -1, 1, 2):
        for name in _NEAR:
            column = table[:, index[name]]
            moved = np.full(len(blocks), -1, dtype=np.float32)
            if step < 0:
                moved[-step:] = column[:step]
            else:
                moved[:-step] = column[step:]
            table[:, index[f"{name}@{step:+d}"]] = moved
    _fill_votes(table, index, counts)
    return table


def _own(block: Block, words: int) -> tuple[float, ...]:
    text, size = block.text, len(block.text)
    letters = sum(map(str.isalpha, text)) or 1
    heading = float(block.tag in ("h1", "h2", "h3", "h4", "h5", "h6"))
    return (
        min(words, 150), float(np.log1p(words)), block.linked / size, min(len(block.anchors), 10), block.bold / size,
        float(text.endswith(_END)), min(text.count(","), 10), sum(map(str.isdigit, text)) / size,
        sum(map(str.isupper, text)) / letters, float(text[0].islower()), float(text.isupper()),
        float(text.endswith("?")), float(text.endswith(":")), letters / max(1, words), heading,
        *(float(block.tag == tag) for tag in _TAGS), float("©" in text), float("@" in text),
        float(text.count("|") + text.count("•") + text.count("»") + text.count(">")),
    )  # fmt: skip


def _fill_places(
    table: NDArray[np.float32],
    index: dict[str, int],
    blocks: Sequence[Block],
    counts: Sequence[int],
    title: str | None,
    precise: Sequence[float],
) -> None:
    prose = [
        count if count >= 8 and block.linked < 0.5 * len(block.text) else 0
        for block, count in zip(blocks, counts, strict=True)
    ]
    weight: dict[HtmlElement, float] = {}
    known: dict[HtmlElement, list[HtmlElement]] = {}
    paths: list[list[HtmlElement]] = []
    for block, amount in zip(blocks, prose, strict=True):
        path = _path(block.element, known)
        paths.append(path)
        for element in path:
            weight[element] = weight.get(element, 0.0) + amount
    total = float(sum(prose)) or 1.0
    core = _core(paths, prose, weight, total)
    above_core = set(core.iterancestors()) if core is not None else set()
    texts = Counter(block.text for block in blocks)
    signatures = [_signature(path) for path in paths]
    by_signature: Counter[str] = Counter()
    voted: Counter[str] = Counter()
    for signature, count, vote in zip(signatures, counts, precise, strict=True):
        by_signature[signature] += count
        voted[signature] += count * (vote > 0.5)
    bare = _bare(title or "")
    title_at = _title_position(blocks, bare)
    marked: dict[HtmlElement, tuple[bool, bool, bool, bool]] = {}
    children: Counter[HtmlElement] = Counter(path[1] if len(path) > 1 else path[0] for path in paths)
    for i, (block, path) in enumerate(zip(blocks, paths, strict=True)):
        row = dict.fromkeys(_PLACE, 0.0)
        for element in path:
            if element.tag in _REGIONS:
                row[element.tag] = 1.0
        row["depth"] = len(path)
        for level, element in enumerate(path[:_LOOK_UP]):
            if element.tag in ("body", "html"):
                break
            good, bad, around, itemprop = marked.get(element) or _marks(element, marked)
            near = level < 3
            for name, flag in (("good", good), ("bad", bad), ("around", around)):
                if flag:
                    row[name] += 1
                    row[f"near_{name}"] = max(row[f"near_{name}"], float(near))
            if itemprop:
                row["itemprop"] = 1.0
        parent = path[1] if len(path) > 1 else path[0]
        grand = path[2] if len(path) > 2 else parent
        row["duplicates"] = min(texts[block.text] - 1, 5)
        row["after_title"] = float(title_at is not None and i > title_at)
        row["before_title"] = float(title_at is not None and i < title_at)
        row["title_distance"] = min(abs(i - title_at), 60) if title_at is not None else -1
        row["position"], row["from_end"] = i / len(blocks), min(len(blocks) - i, 80)
        row["siblings"] = min(children[parent], 60)
        row["sibling_prose"] = min(weight[parent] / max(1, children[parent]), 80)
        row["parent_share"], row["grand_share"] = weight[parent] / total, weight[grand] / total
        if core is not None:
            row["core_inside"] = float(core in path)
            common = 0 if core in path else next((d for d, e in enumerate(core.iterancestors(), 1) if e in path), 20)
            row["core_distance"] = min(common, 20) if above_core or core in path else 20
        row["signature_words"] = float(np.log1p(by_signature[signatures[i]]))
        row["signature_share"] = by_signature[signatures[i]] / max(1, sum(counts))
        row["signature_vote"] = voted[signatures[i]] / max(1, by_signature[signatures[i]])
        for name in _PLACE:
            table[i, index[name]] = row[name]
        table[i, index["is_title"]] = float(bool(bare) and _bare(block.text) == bare)


def _path(element: HtmlElement, known: dict[HtmlElement, list[HtmlElement]]) -> list[HtmlElement]:
    """``element`` and all that it stands in, from the inside out; siblings share the work."""
    if element not in known:
        parent = element.getparent()
        above: list[HtmlElement] = [] if parent is None else known.get(parent) or [parent, *parent.iterancestors()]
        if parent is not None:
            known[parent] = above
        known[element] = [element, *above]
    return known[element]


def _marks(
    element: HtmlElement, marked: dict[HtmlElement, tuple[bool, bool, bool, bool]]
) -> tuple[bool, bool, bool, bool]:
    """Whether an element's class and id sound like article, like furniture, like what stands around; its itemprop."""
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
    good, bad, around = (pattern.search(marks) is not None for pattern in (_GOOD, _BAD, _AROUND))
    itemprop = (element.get("itemprop") or "").lower() in ("articlebody", "text", "reviewbody")
    marked[element] = (good, bad, around, itemprop)
    return good, bad, around, itemprop


def _core(
    paths: Sequence[Sequence[HtmlElement]],
    prose: Sequence[int],
    weight: dict[HtmlElement, float],
    total: float,
) -> HtmlElement | None:
    """The smallest element that holds over 60 % of the page's running text."""
    best, best_depth = None, -1
    for path, amount in zip(paths, prose, strict=True):
        if not amount:
            continue
        for depth, element in enumerate(path):
            if weight[element] >= 0.6 * total:
                if len(path) - depth > best_depth:
                    best, best_depth = element, len(path) - depth
                break
    return best


def _signature(path: Sequence[HtmlElement]) -> str:
    return "/".join(f"{element.tag}.{element.get('class') or ''}" for element in path[:3])[:300]


def _title_position(blocks: Sequence[Block], bare: str) -> int | None:
    at = next((i for i, block in enumerate(blocks) if block.tag == "h1" and bare and _bare(block.text) == bare), None)
    if at is None:
        at = next((i for i, block in enumerate(blocks) if bare and _bare(block.text) == bare), None)
    return at if at is not None else next((i for i, block in enumerate(blocks) if block.tag == "h1"), None)


def _fill_votes(table: NDArray[np.float32], index: dict[str, int], counts: Sequence[int]) -> None:
    """How much of what trafilatura keeps stands before and after each block, and how far off its nearest is."""
    kept = table[:, index["precise"]] > 0.5
    words = np.asarray(counts, dtype=np.float32) * kept
    all_words = max(1.0, float(words.sum()))
    before = np.concatenate([[0.0], np.cumsum(words)[:-1]])
    table[:, index["votes_before"]] = before / all_words
    table[:, index["votes_after"]] = (all_words - before - words) / all_words
    for name, order in (("vote_gap_before", range(len(counts))), ("vote_gap_after", range(len(counts) - 1, -1, -1))):
        gap = 40
        for i in order:
            table[i, index[name]] = gap
            gap = 0 if kept[i] else min(gap + 1, 40)
    inside = (table[:, index["votes_before"]] > 0) & (table[:, index["votes_after"]] > 0)
    table[:, index["inside_votes"]] = inside


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())
