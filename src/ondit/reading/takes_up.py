"""Which earlier statement a content takes up: "ces affirmations", "the report", "Ford a fait de même"."""

from __future__ import annotations

from ondit.reading.descriptions import phrase
from ondit.reading.lexicon import singulars
from ondit.reading.scene import Scene

LONGEST = 9
NEAR = 6
LAST = 3


def takes_up(scene: Scene, index: int, order: list[int], refers: dict[int, int | None]) -> int | None:
    """Index of the attribution whose claim this content is about; None where the content is a claim of its own.

    ``order`` are all attributions in the order of the text, ``refers`` what earlier ones take up.
    """
    found = scene.found[index]
    if not found.ellipsis and not any(is_taken_up(scene, begin, end) for begin, end in found.content):
        return None
    before = order[: order.index(index)]
    if found.ellipsis:
        return same_again(scene, index, before)
    speaker = scene.resolved.get(index)
    others = [other for other in before if speaker is None or scene.resolved.get(other) is not speaker]
    others = [other for other in others if not overlap(scene, index, other)]
    thread = next((refers[other] for other in reversed(before[-NEAR:]) if is_thread(scene, other, refers)), None)
    if thread is not None and thread in others and any(points(scene, begin, end) for begin, end in found.content):
        return thread
    if not others:
        return None
    other = about_them(scene, index, others) if thread is None else others[-1]
    target = refers.get(other)
    return other if target is None or target == index else target


def about_them(scene: Scene, index: int, others: list[int]) -> int:
    """Of the last claims the one that names most of those who answer it ("both groups denied the reports"), the nearest
    of several: what is said last is often a detail of what is rumoured."""
    who = scene.resolved.get(index)
    parties = set(who.parts or (who,)) if who is not None else set()

    def named(other: int) -> int:
        return len(parties & {one for span in scene.found[other].content for _, one in scene.owners.within(span)})

    return max(reversed(others[-LAST:]), key=named)


def same_again(scene: Scene, index: int, before: list[int]) -> int | None:
    """For "did the same": the first attribution of the nearest earlier sentence with another speaker."""
    speaker = scene.resolved.get(index)
    others = [other for other in before if scene.resolved.get(other) is not speaker or speaker is None]
    if not others:
        return None
    last = others[-1]
    home = scene.sentence(last)
    return next(other for other in others if scene.sentence(other) == home)


def is_thread(scene: Scene, other: int, refers: dict[int, int | None]) -> bool:
    """Whether an earlier attribution took up a claim itself, so that the next one most likely takes up the same."""
    return refers.get(other) is not None and not scene.found[other].ellipsis


def points(scene: Scene, begin: int, end: int) -> bool:
    """Whether words point back with a noun for a claim, not with a bare pronoun."""
    words = scene.text[begin:end].strip(' ,.;:«»“”"').lower().replace("’", "'")
    return words not in scene.lexicon.words["alone"]


def overlap(scene: Scene, one: int, other: int) -> bool:
    """Whether two contents share text."""
    return any(a < d and c < b for a, b in scene.found[one].content for c, d in scene.found[other].content)


def is_taken_up(scene: Scene, begin: int, end: int) -> bool:
    """Whether a piece of content only points back: a demonstrative or definite noun for a claim, or a bare pronoun."""
    words = scene.text[begin:end].strip(' ,.;:«»“”"').lower().replace("’", "'")
    lexicon = scene.lexicon
    if words in lexicon.words["alone"]:
        return True
    said = phrase(scene.text, (begin, end), lexicon)
    if not said.words or not said.definite:
        return False
    close = said.words[0] in lexicon.words["demonstrative"]
    head = next(
        (
            i
            for i, word in enumerate(said.words[1:4], 1)
            if any(form in lexicon.words["taken"] for form in singulars(word))
        ),
        None,
    )
    return head is not None and (close or len(said.words) <= head + LONGEST)
