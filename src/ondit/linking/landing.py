"""Stories across languages: one in one language lands on the one that it tells too in another.

Between languages only names, numbers and vectors can be compared, so one pair of articles says little. What decides is
an article against a whole story: its best members, its centre, and how far behind the next story is. The smaller story
lands, and on one only, so that no story in a third language ties together two that were kept apart in their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from ondit.linking.blocks import rank
from ondit.linking.gist import Gist
from ondit.linking.pair_score import FEATURES, Matrix, PairModel, Table, chance
from ondit.linking.pair_tables import features_between

_LOOKED_AT = ("bag", "lead", "called", "names", "numbers", "opening", "wide", "first", "crossing")
# What the next story must have at least, to be what a story is measured against: what any two texts may have.
_BEHIND = {"best crossing": 0.3, "best names": 0.0, "best bag": 0.05, "centre": 0.3, "three opening": 0.3}
_OF_STORY = (*(f"best {f}" for f in _LOOKED_AT), *(f"three {f}" for f in _LOOKED_AT), "centre")
LANDING = (*_OF_STORY, *(f"{f} ahead" for f in _BEHIND), "articles")

_BEST = 2  # articles of the smaller story that decide
_GUESTS, _HOSTS = 8, 48  # articles of the smaller and the larger story that are looked at

Pair = tuple[str, str]
Meeting = tuple[frozenset[str], tuple[frozenset[str], ...]]  # a story, and those in other languages that it may be


def against(gists: Sequence[Gist], story: Sequence[Gist]) -> Table:
    """What each article shares with a story: shape ``(len(gists), len(_OF_STORY))``."""
    rows = features_between(gists, story)[:, :, [FEATURES.index(name) for name in _LOOKED_AT]]
    ordered = -np.sort(-rows, axis=1)
    centre = np.stack([gist.opening for gist in story]).mean(axis=0)
    centre /= max(1e-9, float(np.linalg.norm(centre)))
    near = np.stack([gist.opening for gist in gists]) @ centre
    return np.concatenate([ordered[:, 0], ordered[:, :3].mean(axis=1), near[:, None]], axis=1)


def ahead(shares: Table, sizes: Sequence[int]) -> Table:
    """Features of one article against each of the stories it may land on, shape ``(stories, len(LANDING))``.

    ``shares`` has the row of ``against`` for each story, ``sizes`` the numbers of their articles.
    """
    columns = [shares]
    for name, least in _BEHIND.items():
        mine = shares[:, _OF_STORY.index(name)]
        others = [max([least, *np.delete(mine, at)]) for at in range(len(mine))]
        columns.append((mine - np.array(others))[:, None])
    columns.append(np.log(np.array(sizes, dtype=np.float64))[:, None])
    return np.asarray(np.round(np.concatenate(columns, axis=1), 4))


def offers_of(
    groups: Sequence[frozenset[str]],
    abroad: Iterable[Pair],
    gists: Mapping[str, Gist],
    use: PairModel,
    known: dict[Meeting, tuple[float, ...]],
) -> dict[Meeting, tuple[float, ...]]:
    """Each smaller story with the larger ones that it may land on, and the chance that it tells each of them.

    ``abroad`` are the pairs of two languages that are worth a look, ``known`` what was found out before.
    """
    home = {key: number for number, group in enumerate(groups) for key in group}
    hosts: dict[int, set[int]] = {}
    for a, b in abroad:
        if home[a] != home[b]:
            host, guest = sorted((home[a], home[b]), key=lambda number: _larger_first(groups[number]))
            hosts.setdefault(guest, set()).add(host)
    found = {}
    for guest, some in hosts.items():
        meeting = (groups[guest], tuple(groups[host] for host in sorted(some)))
        found[meeting] = known[meeting] if meeting in known else _chances(*meeting, gists, use.landing)
    return found


def landed(
    groups: Sequence[frozenset[str]], offers: Mapping[Meeting, Sequence[float]], least: float
) -> list[frozenset[str]]:
    """Groups of keys after landing, best chances first; none below ``least`` lands."""
    likely = [
        (-score, _larger_first(host), _larger_first(guest), host, guest)
        for (guest, hosts), scores in offers.items()
        for host, score in zip(hosts, scores, strict=True)
        if score >= least
    ]
    goes: dict[frozenset[str], frozenset[str]] = {}
    taken: set[frozenset[str]] = set()
    for _, _, _, host, guest in sorted(likely, key=lambda offer: offer[:3]):
        if guest not in goes and guest not in taken and host not in goes:
            goes[guest] = host
            taken.add(host)
    merged = {group: set(group) for group in groups if group not in goes}
    for guest, host in goes.items():
        merged[host] |= guest
    return [frozenset(group) for group in merged.values()]


def _larger_first(group: frozenset[str]) -> tuple[int, str]:
    return (-len(group), min(group))


def _chances(
    guest: frozenset[str], stories: Sequence[frozenset[str]], gists: Mapping[str, Gist], weights: Matrix
) -> tuple[float, ...]:
    guests = [gists[key] for key in sorted(guest, key=rank)[:_GUESTS]]
    shares = [against(guests, [gists[key] for key in sorted(story, key=rank)[:_HOSTS]]) for story in stories]
    chances = []
    for at in range(len(guests)):
        rows = ahead(np.stack([share[at] for share in shares]), [len(story) for story in stories])
        chances.append(chance(rows @ weights[:-1] + weights[-1]))
    best = np.sort(np.stack(chances), axis=0)[::-1][:_BEST].mean(axis=0)
    return tuple(round(float(score), 4) for score in best)
