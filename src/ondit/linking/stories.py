"""Articles about the same thing, gathered: candidates from blocks, edges from pair scores, gathering inside components.

The result is a function of the set of articles alone: candidates are (``blocks``), scores are, and gathering runs over
a component's members in the order of their keys. It runs in each closed set alone (``closed_sets``): articles of one
language that hang together there, its components, are gathered first; then stories in one language land on those in
another (``landing``). Only closed sets that a new article touched are gathered again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from ondit.linking.blocks import Blocks
from ondit.linking.closed_sets import closed_sets, components, connected, tier
from ondit.linking.company import in_company
from ondit.linking.gathering import Merges, groups_at, merges_of, with_strays
from ondit.linking.gist import Gist
from ondit.linking.keys import keys_of
from ondit.linking.landing import Meeting, landed, offers_of
from ondit.linking.pair_score import PairModel, Table, model, scores

_STRAYS = 0.2  # how likely a stray is about a story that it goes to, at least
_LEAST = 0.1  # linkage down to which merges are kept: thresholds below make no sense

Pair = tuple[str, str]
Scorer = Callable[[Sequence[tuple[Gist, Gist]]], list[float]]


class Stories:
    """A growing set of articles and how they fall together."""

    def __init__(self, use: PairModel | None = None, *, scorer: Scorer | None = None) -> None:
        self._model = use or model()
        self._scorer: Scorer = scorer or (lambda pairs: scores(pairs, self._model))
        self._blocks = Blocks()
        self.gists: dict[str, Gist] = {}
        self._keys: dict[str, frozenset[str]] = {}
        self._ties: dict[str, dict[str, int]] = {}
        self._abroad: set[Pair] = set()
        self._touched: set[str] = set()
        self._whole: dict[str, frozenset[str]] = {}
        self._parts: dict[frozenset[str], list[frozenset[str]]] = {}
        self._scores: dict[Pair, float] = {}
        self._tables: dict[frozenset[str], Table] = {}
        self._merges: dict[tuple[frozenset[str], float], Merges] = {}
        self._offers: dict[Meeting, tuple[float, ...]] = {}

    def add(self, gist: Gist) -> None:
        """Take in one article; its key must be new."""
        self.gists[gist.key] = gist
        self._keys[gist.key] = keys_of(gist, self._model)
        self._ties[gist.key] = {}
        self._touched.add(gist.key)
        came, went = self._blocks.add(gist.key, self._keys[gist.key])
        self._score(came)
        for a, b in came:
            self._place(a, b)
        for a, b in went:
            self._abroad.discard((a, b))
            if self._ties[a].pop(b, None) is not None:
                del self._ties[b][a]
                self._touched |= {a, b}

    @classmethod
    def of(
        cls,
        gists: Iterable[Gist],
        scored: Mapping[Pair, float],
        use: PairModel | None = None,
    ) -> Stories:
        """The set that adding all these articles comes to, where the candidates among them are scored already.

        ``scored`` has the candidate pairs (sorted) whose score ``matters``; ``nearest`` finds nothing in such a set.
        """
        made = cls(use)
        for gist in gists:
            made.gists[gist.key] = gist
            made._keys[gist.key] = keys_of(gist, made._model)
            made._ties[gist.key] = {}
            made._touched.add(gist.key)
        made._scores.update(scored)
        for a, b in sorted(scored):
            made._place(a, b)
        return made

    def nearest(self, gist: Gist) -> list[tuple[float, str]]:
        """Articles that an outside text may be about, best first, with their scores."""
        found = sorted(self._blocks.candidates(keys_of(gist, self._model)) - {gist.key})
        scored = self._scorer([(gist, self.gists[k]) for k in found])
        return sorted(zip(scored, found, strict=True), key=lambda x: (-x[0], x[1]))

    def stories(
        self, join: float | None = None, land: float | None = None, firmness: float | None = None
    ) -> list[frozenset[str]]:
        """Every article in exactly one story; in the order of their smallest keys. Thresholds are the model's."""
        join = self._model.join if join is None else join
        firmness = self._model.firmness if firmness is None else firmness
        groups: list[frozenset[str]] = []
        closed = self.closed()
        parts = [part for whole in closed for part in self._components(whole)]
        self._tables = {part: self._tables[part] for part in parts if part in self._tables}
        self._merges = {at: merges for at, merges in self._merges.items() if at[0] in self._tables}
        for component in parts:
            groups.extend(self._gathered(component, join, firmness))
        home = {key: number for number, whole in enumerate(closed) for key in whole}
        abroad = [(a, b) for a, b in self._abroad if home[a] == home[b]]
        self._offers = offers_of(groups, abroad, self.gists, self._model, self._offers)
        return sorted(landed(groups, self._offers, self._model.land if land is None else land), key=min)

    def closed(self) -> list[frozenset[str]]:
        """The articles in their closed sets, in the order of their smallest keys."""
        # Found again only where a tie came or went since the last time.
        stale = {self._whole[key] for key in self._touched if key in self._whole}
        again = self._touched.union(*stale)
        for whole in stale:
            del self._parts[whole]
        for whole in connected({key: self._ties[key] for key in again}):
            self._whole.update(dict.fromkeys(whole, whole))
            self._parts[whole] = closed_sets({key: self._ties[key] for key in whole})
        self._touched = set()
        return sorted((part for parts in self._parts.values() for part in parts), key=min)

    def _place(self, a: str, b: str) -> None:
        one_language = self.gists[a].language == self.gists[b].language
        held = tier(self._scores[a, b], one_language)
        if held < 0:
            return
        self._ties[a][b] = self._ties[b][a] = held
        self._touched |= {a, b}
        if not one_language:
            self._abroad.add((a, b))

    def _components(self, closed: frozenset[str]) -> list[frozenset[str]]:
        """Its articles that ties in their own language hold together."""
        language = {key: self.gists[key].language for key in closed}
        return components(
            {
                key: {other: held for other, held in self._ties[key].items() if language.get(other) == language[key]}
                for key in closed
            }
        )

    def _score(self, pairs: Iterable[Pair]) -> None:
        new = sorted(p for p in pairs if p not in self._scores)
        scored = self._scorer([(self.gists[a], self.gists[b]) for a, b in new])
        self._scores.update(zip(new, scored, strict=True))

    def _gathered(self, component: frozenset[str], join: float, firmness: float) -> list[frozenset[str]]:
        if len(component) == 1:
            return [component]
        keys = sorted(component)
        if component not in self._tables:
            self._tables[component] = in_company([self.gists[key] for key in keys], self._model)
        at = (component, firmness)
        if at not in self._merges:
            self._merges[at] = merges_of(self._tables[component], _LEAST, firmness)
        groups = groups_at(keys, self._merges[at], join)
        return with_strays(keys, groups, self._tables[component], _STRAYS)
