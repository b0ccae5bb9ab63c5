"""A closed set of articles → its dossiers: as a desk would derive them that holds nothing else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ondit.desk.derive import Derived, derive
from ondit.desk.stages import Stages
from ondit.desk.versions import Kept
from ondit.linking import Linker
from ondit.linking.linker import Memory
from ondit.linking.stories import Stories
from ondit.records import Judgement, Reading, Rumour


def derive_closed(
    kept: Sequence[Kept],
    stories: Stories,
    stages: Stages,
    *,
    follow: Sequence[str] = (),
    answers: Mapping[str, str] | None = None,
    known: Mapping[str, str] | None = None,
    judgements: Sequence[Judgement] = (),
    memory: Memory | None = None,
) -> Derived:
    """``kept`` has all versions of the set's articles, ``stories`` how those that count fall together.

    ``follow`` are the questions to be told of here, ``answers`` the article that each is nearest to, where there is
    one; ``known`` and ``judgements`` as in ``derive``; ``memory`` what stories told before.
    """

    def link(readings: Sequence[Reading], questions: Sequence[str]) -> Sequence[Rumour]:
        return Linker.of(readings, stories, follow=questions, answers=answers, memory=memory).rumours()

    return derive(kept, follow, replace(stages, link=link), known, judgements)
