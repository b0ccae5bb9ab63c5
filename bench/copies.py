"""Near copies: altered copies of French Wikinews found among all the others, beside MinHash alone.

Of each of the sources one copy is made with 10 to 60 % of its words changed for words of other articles, and a tenth of
its paragraphs dropped. Right pairs are copy and source (and copies of one source); all other pairs are wrong. Each
MinHash is shown at the threshold that is best for it in this run.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from bench.figures import Figure, Result, digest_of, table
from ondit.tracing.copied_text import candidates, copied, is_copy

SOURCES, PERMUTATIONS = 240, 128
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_BOX = re.compile(r"(?:Vous pouvez également consulter|Sur le même sujet)[^\n]*(?:\n\n[^\n]*){0,2}")
Pairs = set[tuple[str, str]]


def measure(data: Path) -> Result:
    """Figures for ``ondit bench copies``."""
    file = data / "wikinews-fr" / "articles.jsonl"
    texts, right = corpus(file)
    rows = [["system", "precision", "recall", "F1", *(f"recall at {share:.0%}" for share in SHARES), "articles/s"]]
    figures: list[Figure] = []
    systems: list[tuple[str, Callable[[Mapping[str, str]], list[Pairs]]]] = [
        ("ondit", ours),
        ("datasketch MinHash", with_datasketch),
        ("rensa RMinHash", with_rensa),
    ]
    for name, system in systems:
        start = time.process_time()
        try:
            found = system(texts)
        except ImportError:  # a yardstick that is not installed has no row
            continue
        spent = (time.process_time() - start) / len(found)
        best = max(found, key=lambda pairs: f1(pairs, right))
        precision, recall = len(best & right) / max(len(best), 1), len(best & right) / len(right)
        by_share = [recall_at(best, right, place) for place in range(len(SHARES))]
        cells = [
            name,
            *(f"{x:.3f}" for x in (precision, recall, f1(best, right), *by_share)),
            f"{len(texts) / spent:.0f}",
        ]
        rows.append(cells)
        figures.append(Figure(f"{name} F1", f1(best, right), pinned=name == "ondit"))
        if name == "ondit":
            figures += [Figure("precision", precision), Figure("recall", recall)]
    about = f"{SOURCES} articles of French Wikinews and an altered copy of each ({len(texts)} texts, all pairs)."
    return Result(tuple(figures), digest_of([file]), about, table(rows))


def corpus(file: Path) -> tuple[dict[str, str], Pairs]:
    """Texts by key, and the right pairs. A copy's key ends in the place of its share of change."""
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    # Wikinews runs series (stages of a race, days of a protest) whose articles share their text, and boxes of links:
    # one article of each beginning is taken, without the boxes, so that only the altered copies are copies.
    series = {" ".join(_WORD.findall(row["text"])[:2]).casefold(): _BOX.sub("", row["text"]) for row in rows}
    long = [text for _, text in sorted(series.items()) if len(_WORD.findall(text)) >= 120]
    chance = random.Random(7)
    sources = chance.sample(long, SOURCES)
    vocabulary = _WORD.findall(" ".join(chance.sample(long, 100)))
    texts: dict[str, str] = {}
    right: Pairs = set()
    for number, text in enumerate(sources):
        place = number % len(SHARES)
        texts[f"{number:03}"] = text
        texts[f"{number:03}-{place}"] = altered(text, SHARES[place], vocabulary, chance)
        right.add((f"{number:03}", f"{number:03}-{place}"))
    return texts, right


def altered(text: str, share: float, vocabulary: Sequence[str], chance: random.Random) -> str:
    """A copy with that share of its words changed and a tenth of its paragraphs dropped."""
    kept = [part for part in text.split("\n") if chance.random() > 0.1] or [text]
    return _WORD.sub(lambda m: chance.choice(vocabulary) if chance.random() < share else m.group(), "\n".join(kept))


def ours(texts: Mapping[str, str]) -> list[Pairs]:
    """Winnowing, then exact alignment, as tracing does it."""
    return [{pair for pair in candidates(texts) if is_copy(copied(texts[pair[1]], texts[pair[0]]))}]


def with_datasketch(texts: Mapping[str, str]) -> list[Pairs]:
    """Pairs at several thresholds of estimated Jaccard over 3-word shingles, all pairs compared."""
    from datasketch import MinHash

    prints = {}
    for key, text in texts.items():
        prints[key] = MinHash(num_perm=PERMUTATIONS)
        prints[key].update_batch([shingle.encode() for shingle in shingles(text)])
    return at_thresholds(texts, lambda one, other: float(prints[one].jaccard(prints[other])))


def with_rensa(texts: Mapping[str, str]) -> list[Pairs]:
    """The same by rensa."""
    from rensa import RMinHash

    prints = {}
    for key, text in texts.items():
        prints[key] = RMinHash(num_perm=PERMUTATIONS, seed=42)
        prints[key].update(list(shingles(text)))
    return at_thresholds(texts, lambda one, other: float(prints[one].jaccard(prints[other])))


def shingles(text: str) -> set[str]:
    said = [word.casefold() for word in _WORD.findall(text)]
    return {" ".join(said[i : i + 3]) for i in range(len(said) - 2)}


def at_thresholds(texts: Iterable[str], near: Callable[[str, str], float]) -> list[Pairs]:
    keys = sorted(texts)
    scored = {(one, other): near(one, other) for i, one in enumerate(keys) for other in keys[i + 1 :]}
    return [{pair for pair, score in scored.items() if score >= t} for t in (0.02, 0.04, 0.06, 0.1, 0.2, 0.3, 0.5)]


def f1(found: Pairs, right: Pairs) -> float:
    return 2 * len(found & right) / max(len(found) + len(right), 1)


def recall_at(found: Pairs, right: Pairs, place: int) -> float:
    those = {pair for pair in right if pair[1].endswith(f"-{place}")}
    return len(found & those) / max(len(those), 1)
