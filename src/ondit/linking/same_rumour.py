"""Stories that turn out to tell one rumour: gathered apart by all that their articles say beside it.

Articles are gathered by their whole text. Two signs are seen only when it is known what is rumoured: two stories claim
the same of the same parties; or a story is nothing but an answer, and a party of another story gives it ("Corvane said
that the claims were without foundation" belongs to what is claimed of Corvane in these days).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from ondit.linking.names import canonical, same
from ondit.linking.proposition import bare_vectors
from ondit.records import Report, Rumour

SAME_CLAIM = 0.72
"""Nearness, names left out, at which two wordings about the same parties are one claim."""

NOT_LONG_AFTER = timedelta(days=45)
"""What lies farther apart is told anew, or answers something else."""

BESIDE = 40
"""With how many others that name a party of the same name, the next in time, a rumour is compared."""

Story = frozenset[str]


def joined(stories: Sequence[Story], rumours: Mapping[Story, Sequence[Rumour]]) -> list[Story]:
    """The stories, those that tell one rumour made one; in the order of their smallest keys.

    ``rumours`` are those of each story.
    """
    home = {story: story for story in stories}

    def find(story: Story) -> Story:
        while home[story] != story:
            story = home[story]
        return story

    for one, other in sorted(_pairs(stories, rumours), key=lambda pair: (min(pair[0]), min(pair[1]))):
        a, b = find(one), find(other)
        if a != b:
            home[max(a, b, key=min)] = min(a, b, key=min)
    together: dict[Story, set[str]] = {}
    for story in stories:
        together.setdefault(find(story), set()).update(story)
    return sorted((frozenset(keys) for keys in together.values()), key=min)


def _pairs(stories: Sequence[Story], rumours: Mapping[Story, Sequence[Rumour]]) -> list[tuple[Story, Story]]:
    told = [(story, rumour) for story in stories for rumour in rumours.get(story, ()) if rumour.reports]
    near = bare_vectors([(rumour.wording, [canonical(party) for party in rumour.parties]) for _, rumour in told])

    def nearness(a: int, b: int) -> float:
        return round(float(near[a] @ near[b]), 4)

    found: list[tuple[Story, Story]] = []
    answers: dict[int, list[int]] = {}
    for a, b in _neighbours([rumour for _, rumour in told]):
        (one, first), (other, second) = told[a], told[b]
        if one == other or not _near_in_time(first, second):
            continue
        answering = [_only_answers(first), _only_answers(second)]
        if answering == [True, False] and _answered(first, second):
            answers.setdefault(a, []).append(b)
        elif answering == [False, True] and _answered(second, first):
            answers.setdefault(b, []).append(a)
        elif not any(answering) and nearness(a, b) >= SAME_CLAIM and _shared_parties(first, second):
            found.append((one, other))
    for answer, claims in answers.items():
        best = max(claims, key=lambda claim: (nearness(answer, claim), told[claim][1].id))
        found.append((told[answer][0], told[best][0]))
    return found


def _neighbours(told: Sequence[Rumour]) -> list[tuple[int, int]]:
    """Pairs of places of rumours that share a word of a party's name, the nearest in time of each word."""
    by_word: dict[str, list[tuple[str, str, int]]] = {}
    for place, rumour in enumerate(told):
        times = _times(rumour)
        key = (times[0].isoformat() if times else "", rumour.id, place)
        named = [*map(canonical, rumour.parties), *(_denying(rumour) if _only_answers(rumour) else ())]
        for word in {word for name in named for word in name.split()}:
            by_word.setdefault(word, []).append(key)
    pairs: set[tuple[int, int]] = set()
    for keys in by_word.values():
        places = [place for _, _, place in sorted(keys)]
        for i, place in enumerate(places):
            pairs |= {(min(place, other), max(place, other)) for other in places[i + 1 : i + 1 + BESIDE]}
    return sorted(pairs)


def _near_in_time(first: Rumour, second: Rumour) -> bool:
    one, other = _times(first), _times(second)
    if not one or not other:
        return True
    return max(one[0], other[0]) - min(one[-1], other[-1]) <= NOT_LONG_AFTER


def _times(rumour: Rumour) -> list[datetime]:
    return sorted(report.published for report in rumour.reports if report.published)


def _shared_parties(first: Rumour, second: Rumour) -> bool:
    """Whether all parties of the rumour with fewer are parties of the other."""
    few, many = sorted(([canonical(p) for p in r.parties] for r in (first, second)), key=len)
    return bool(few) and all(any(same(party, other) for other in many) for party in few)


def _only_answers(rumour: Rumour) -> bool:
    """Whether nobody in it claims anything: parties deny, others repeat their words."""
    stated = [report for report in rumour.reports if report.statement is not None]
    return any(_denies(report) for report in stated) and not any(
        report.stance in ("supports", "confirms") for report in stated
    )


def _denies(report: Report) -> bool:
    return report.stance == "denies"


def _denying(rumour: Rumour) -> list[str]:
    """Canonical names of those who deny, and of those for whom they speak by any report of theirs."""
    own = {report.source_name for report in rumour.reports if _denies(report)} - {None}
    return [
        canonical(name)
        for report in rumour.reports
        if _denies(report) or report.source_name in own
        for name in (report.speaks_for, report.source_name)
        if name
    ]


def _answered(answer: Rumour, claim: Rumour) -> bool:
    """Whether one who denies is a party of the claim, and does so when it has been made."""
    before = not _times(answer) or not _times(claim) or _times(claim)[0] <= _times(answer)[-1]
    return before and any(same(name, canonical(party)) for name in _denying(answer) for party in claim.parties)
