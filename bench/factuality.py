"""How a statement is judged once it is found: polarity, certainty, manner and kind of source, on gold spans.

The spans are the annotators' own, so that only the judging is measured; ``bench.reading`` measures both together. The
dev part of the French gold measures; our own annotations (``bench/french``) are what the rules were written with.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.figures import Figure, Result, digest_of
from ondit.reading.factuality import judge
from ondit.reading.found import Document, Piece
from ondit.reading.hearsay import conditionals
from ondit.reading.parsing import parse
from ondit.reading.pieces import pieces
from ondit.reading.training.gold import as_found, first_offset
from ondit.records import Article

FIELDS = ("polarity", "certainty", "quote", "source_kind")
RARE = {"polarity": ("deny", "decline"), "certainty": ("hedged", "question")}


def measure(data: Path) -> Result:
    """Judge the gold statements of the French dev part and compare."""
    file = data / "french-gold" / "dev.jsonl"
    articles = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    pairs: dict[str, list[tuple[str, str]]] = {field: [] for field in FIELDS}
    verbs: Counter[tuple[bool, bool]] = Counter()
    seconds, count = 0.0, 0
    for article in articles:
        document = parsed_document(article)
        gold = sorted(article["statements"], key=first_offset)
        found = [as_found(document, statement) for statement in gold]
        begun = time.process_time()
        judgements = judge(document, found)
        seconds += time.process_time() - begun
        count += len(found)
        for statement, judgement in zip(gold, judgements, strict=True):
            for field in FIELDS:
                pairs[field].append((statement[field], getattr(judgement, field)))
        verbs += hearsay_verbs(document, gold)
    figures = [figure for field in FIELDS for figure in scores(field, pairs[field])]
    right = verbs[True, True]
    said, meant = right + verbs[False, True], right + verbs[True, False]
    figures.append(Figure("conditionals of hearsay, F1", 2 * right / max(said + meant, 1), f"{meant} in the gold"))
    figures.append(Figure("a statement", 1000 * seconds / max(count, 1), unit="ms", pinned=False))
    return Result(tuple(figures), digest_of([file]), f"{count} statements of {len(articles)} articles, gold spans.")


def parsed_document(article: dict[str, Any], language: str = "fr") -> Document:
    """The article of a gold row, cut and parsed whole."""
    text = article["text"]
    title_end = text.find("\n")
    made = Article(key=article["id"], text=text, language=language, title_span=(0, max(title_end, 0)))
    cut = list(pieces(made))
    parses = parse([text[s:e] for (s, e), _ in cut], language)
    return Document(made, tuple(Piece(s, text[s:e], p, title) for ((s, e), title), p in zip(cut, parses, strict=True)))


def hearsay_verbs(document: Document, gold: list[dict[str, Any]]) -> Counter[tuple[bool, bool]]:
    """Conditional verb forms by (is hearsay in the gold, was taken for hearsay); hearsay in the gold is what stands in
    the content or cue of a hedged statement."""
    spans = [s for each in gold if each["certainty"] == "hedged" for s in [*each["content"], each["cue"] or (0, 0)]]
    counted: Counter[tuple[bool, bool]] = Counter()
    for piece in document.pieces:
        if piece.parsed is None:
            continue
        for i, kind in conditionals(piece.parsed).items():
            at = piece.start + int(piece.parsed.starts[i])
            counted[any(s <= at < e for s, e in spans), kind == "reportative"] += 1
    return counted


def scores(field: str, pairs: Iterable[tuple[str, str]]) -> list[Figure]:
    """Accuracy of a label, and F1 of its rarer values where the gold has any."""
    pairs = list(pairs)
    out = [Figure(f"{field}, accuracy", sum(a == b for a, b in pairs) / max(len(pairs), 1))]
    for value in RARE.get(field, ()):
        wanted = sum(a == value for a, _ in pairs)
        if wanted:
            right, given = sum(a == b == value for a, b in pairs), sum(b == value for _, b in pairs)
            out.append(Figure(f"{value}, F1", 2 * right / max(wanted + given, 1), f"{wanted} in the gold"))
    return out
