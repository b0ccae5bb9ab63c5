"""Where a rumour stands: the status at every moment of generated stories with known truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bench.figures import Figure, Result, digest_of, table
from bench.story_pages import Story
from bench.tracing import FIRST_SEED, told
from ondit.records import Reading, Rumour
from ondit.tracing import trace
from ondit.weighing import as_of, status

STORIES, PIPELINE_STORIES = 100, 20
_A_MOMENT = timedelta(minutes=1)


@dataclass
class Count:
    """Moments judged right, by true status; the confusions; and stories right throughout."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    whole: int = 0
    stories: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.right.total() / max(self.all.total(), 1)


def measure(data: Path) -> Result:
    """Figures for ``ondit bench weighing``. ``data`` is not needed: the stories are generated."""
    del data
    seeds = range(FIRST_SEED, FIRST_SEED + STORIES)
    alone, whole = run(seeds), run(seeds[:PIPELINE_STORIES], pipeline=True)
    rows = [["true status", "moments", "right", "right through the pipeline"]]
    for name in sorted(alone.all):
        through = f"{whole.right[name] / whole.all[name]:.3f}" if whole.all[name] else "–"
        rows.append([name, str(alone.all[name]), f"{alone.right[name] / alone.all[name]:.3f}", through])
    figures = (
        Figure("status right", alone.share, f"share of moments of {STORIES} stories, true statements"),
        Figure("stories right throughout", alone.whole / alone.stories),
        Figure("pipeline status right", whole.share, f"{PIPELINE_STORIES} stories, from the pages' text"),
    )
    files = ("stories.py", "story_pages.py", "story_words.py", "story_templates.toml", "story_truth.py")
    digest = digest_of([Path(__file__).with_name(name) for name in files])
    about = "Every moment at which a page of the rumour came out, and those at which it should have fallen asleep."
    return Result(figures, digest, about, table(rows))


def run(seeds: Iterable[int], pipeline: bool = False) -> Count:
    """Ask for the status at every moment of the stories of these seeds, each time with only what was there then."""
    count = Count()
    for made, rumour, readings in told(seeds, pipeline):
        compare(made, rumour, readings, count)
    return count


def compare(made: Story, rumour: Rumour | None, readings: dict[str, Reading], count: Count) -> None:
    """Add one story's moments."""
    wrong = 0
    for at, name in made.statuses:
        known = as_of(rumour, at) if rumour else None
        found = "nothing"
        if known is not None:
            found = status(known, trace(known, readings), at + _A_MOMENT).name
        count.all[name] += 1
        count.right[name] += found == name
        if found != name:
            wrong += 1
            count.confused[name, found] += 1
            count.examples.append(f"seed {made.seed} at {at.isoformat()}: {found}, not {name}")
    count.stories += 1
    count.whole += not wrong


if __name__ == "__main__":
    import sys

    done = run(range(FIRST_SEED, FIRST_SEED + int(sys.argv[1])), pipeline="--pipeline" in sys.argv)
    print("\n".join(done.examples[:40]))
    print(done.share, done.whole / done.stories, dict(done.confused), dict(done.all))
