"""Who had it from whom: edges and independent origins on generated stories with known truth.

Two rows of figures: with the statements that a perfect reader and linker give (tracing alone), and through the whole
pipeline, from the pages' text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.figures import Figure, Result, digest_of, table
from bench.stories import story
from bench.story_pages import Story
from ondit.outlets import find
from ondit.records import Article, Reading, Rumour, Trace
from ondit.tracing import trace

STORIES, PIPELINE_STORIES, FIRST_SEED = 200, 30, 10_000


@dataclass
class Count:
    """Hits and misses over stories. ``by_kind`` counts truth edges by the evidence that was put in: (found, all)."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    exact: int = 0
    stories: int = 0
    by_kind: Counter[tuple[str, bool]] = field(default_factory=Counter)
    wrong_kinds: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.right + self.missed, 1)


def measure(data: Path) -> Result:
    """Figures for ``ondit bench tracing``. ``data`` is not needed: the stories are generated."""
    del data
    seeds = range(FIRST_SEED, FIRST_SEED + STORIES)
    alone = run(seeds)
    whole = run(seeds[:PIPELINE_STORIES], pipeline=True)
    rows = [["evidence put in", "edges", "recall"]]
    for kind in sorted({kind for kind, _ in alone.by_kind}):
        found, missed = alone.by_kind[kind, True], alone.by_kind[kind, False]
        rows.append([kind, str(found + missed), f"{found / (found + missed):.3f}"])
    figures = (
        Figure("edge precision", alone.precision, f"{STORIES} stories, true statements"),
        Figure("edge recall", alone.recall, "where any evidence was put in"),
        Figure("origins exact", alone.exact / alone.stories, "share of stories"),
        Figure("pipeline edge precision", whole.precision, f"{PIPELINE_STORIES} stories, from the pages' text"),
        Figure("pipeline edge recall", whole.recall),
        Figure("pipeline origins exact", whole.exact / whole.stories),
    )
    digest = digest_of(
        [
            Path(__file__).with_name(name)
            for name in ("stories.py", "story_pages.py", "story_words.py", "story_templates.toml")
        ]
    )
    about = "Generated stories (`bench/stories.py`, seeded) in English and French, with known truth; own templates."
    return Result(figures, digest, about, table(rows))


def run(seeds: Iterable[int], pipeline: bool = False) -> Count:
    """Trace the stories of these seeds and compare with their truth."""
    count = Count()
    for made, rumour, readings in told(seeds, pipeline):
        compare(made, trace(rumour, readings) if rumour else Trace("", (), (), 0), count)
    return count


def compare(made: Story, found: Trace, count: Count) -> None:
    """Add one story's hits and misses."""
    truth = {(echo, _name(target)) for echo, target in made.edges}
    allowed = {(echo, _name(target)) for echo, target in made.allowed}
    said = {(edge.echo, edge.article or _name(edge.outlet or "")): edge for edge in found.edges}
    about = {page.key for page in made.pages if page.relevant and page.kind not in ("word", "withdrawal")}
    for pair, edge in said.items():
        if pair in truth:
            count.right += 1
        elif pair not in allowed and pair[0] in about | {page.key for page in made.pages}:
            count.wrong += 1
            count.wrong_kinds.update({evidence.kind for evidence in edge.evidence})
            count.examples.append(f"seed {made.seed}: wrong {pair} {edge.evidence[0]}")
    for echo, target in made.edges:
        hit = (echo, _name(target)) in said
        count.missed += not hit
        for kind in made.kinds[echo, target]:
            count.by_kind[kind, hit] += 1
        if not hit:
            count.examples.append(f"seed {made.seed}: missed {(echo, target)} {made.kinds[echo, target]}")
    count.stories += 1
    count.exact += found.independent_origins == made.origins
    if found.independent_origins != made.origins:
        count.examples.append(
            f"seed {made.seed}: origins {found.independent_origins}, not {made.origins}: {found.origins}"
        )


def told(seeds: Iterable[int], pipeline: bool) -> Iterator[tuple[Story, Rumour | None, dict[str, Reading]]]:
    """The story of each seed with its rumour and readings: as they truly are, or as the pipeline finds them."""
    for seed in seeds:
        made = story(seed)
        rumour, readings = through_pipeline(made) if pipeline else made.records()
        yield made, rumour, readings


def through_pipeline(made: Story) -> tuple[Rumour | None, dict[str, Reading]]:
    """The story's rumour as reading and linking find it in its pages: of the rumours that they open, the fullest."""
    from ondit.linking import link
    from ondit.reading import read_many

    articles: list[Article] = made.articles()
    readings = {reading.article.key: reading for reading in read_many(articles)}
    relevant = {page.key for page in made.pages if page.relevant}
    rumours = link(list(readings.values()))

    def held(rumour: Rumour) -> tuple[int, str]:
        return len({report.article for report in rumour.reports} & relevant), rumour.id

    return (max(rumours, key=held) if rumours else None), readings


def _name(target: str) -> str:
    known = find(target)
    return known.name if known else target


if __name__ == "__main__":
    import sys

    done = run(range(FIRST_SEED, FIRST_SEED + int(sys.argv[1])), pipeline="--pipeline" in sys.argv)
    print("\n".join(done.examples[:60]))
    print(done.precision, done.recall, done.exact / done.stories, dict(done.by_kind), dict(done.wrong_kinds))
