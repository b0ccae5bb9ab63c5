"""Through whom a statement reaches the article: "les sources citées par X", "told Y", claims inside others' words."""

from __future__ import annotations

from itertools import islice

from ondit.outlets.by_form import is_name_of_outlet
from ondit.reading.lexicon import APOSTROPHES, Lexicon
from ondit.reading.scene import MARKS, Scene
from ondit.reading.somebody import Somebody
from ondit.reading.sources import who_is
from ondit.records import Span

REACH = 60
# Between "cited by" and an outlet's name stand so many characters ("la télévision publique").
BETWEEN = 30


def channel(scene: Scene, index: int, *, relays: bool) -> tuple[str, ...]:
    """Names of those through whom an attribution comes, nearest to the article first; ``relays``: its source says that
    it has it from people whom it cites."""
    found = scene.found[index]
    own = scene.resolved.get(index)
    names: list[str] = []
    seen = {index}
    inner = index
    at = (found.cue or found.source or (found.content[0] if found.content else (0, 0)))[0]
    while (outer := scene.around(at, inner)) is not None and outer not in seen:
        seen.add(outer)
        who = scene.resolved.get(outer)
        if who is not None and who.named and who is not own:
            names.insert(0, who.name)
        cue = scene.found[outer].cue or scene.found[outer].source
        if cue is None:
            break
        inner, at = outer, cue[0]
    names += [name for name in cited_by(scene, index, found.source) if name not in names]
    names += [name for name in told(scene, index) if name not in names]
    if relays and own is not None and own.named and own.name not in names:
        names.append(own.name)  # what it says comes from those whom it cites
    relays = relays or inside_cites(scene, found.source)
    return tuple(name for name in names if own is None or name != own.name or relays)


def inside_cites(scene: Scene, source: Span | None) -> bool:
    """Whether the source's own words say that it cites others ("le FT, qui cite des proches")."""
    cites = scene.lexicon.patterns.get("cites")
    return source is not None and cites is not None and cites.search(scene.text, *source) is not None


def cited_by(scene: Scene, index: int, source: Span | None) -> list[str]:
    """From the source's words: who cites it ("cited by the FT"), or whom it cites."""
    if source is None:
        return []
    text, lexicon = scene.text, scene.lexicon
    asker = scene.asker(source[0])
    names = [asker.name] if asker is not None else []
    seen = lexicon.patterns.get("has_seen")
    if seen is not None:
        held = scene.owners.within(source)
        names += [who.name for (_, end), who in held if who.kind == "outlet" and seen.match(text, end)][:1]
    end = min(len(text), source[1] + REACH)
    cited, cites = lexicon.patterns.get("cited_by"), lexicon.patterns.get("cites")
    if cited is not None and (match := cited.search(text, source[0], end)) and match.start() <= source[1] + 2:
        names += named_at(scene, index, match.end())
    if cites is not None and (match := cites.search(text, *source)):
        names += [
            who.name
            for _, who in scene.owners.within((source[0], match.start()))
            if who.kind in ("outlet", "organisation")
        ][-1:]
    elif cites is not None:
        before = text[max(0, source[0] - REACH) : source[0]]
        matches = list(cites.finditer(before))
        if matches and not before[matches[-1].end() :].strip():
            start = source[0] - len(before) + matches[-1].start()
            names += [
                who.name for _, who in scene.owners.within((max(0, start - REACH), start)) if who.kind == "outlet"
            ][-1:]
    return names


def named_at(scene: Scene, index: int, at: int) -> list[str]:
    """The outlet or other name that stands at an offset, or that words there describe ("nos confrères")."""
    text, lexicon = scene.text, scene.lexicon
    close = [row for row in scene.owners.within((at, at + REACH)) if not surely_a_person(row[1])][:1]
    if close and len(text[at : close[0][0][0]].strip()) <= (BETWEEN if close[0][1].kind == "outlet" else 12):
        return [close[0][1].name]
    ours = lexicon.patterns.get("ours")
    if ours is not None and ours.match(text, at):
        return [who.name for _, who in islice(scene.everybody.before(at, {"outlet"}, plural=False), 1)]
    words = text[at : at + 40].split()
    if words and words[0].lower() in lexicon.words["definite"]:
        end = at + len(" ".join(words[:2]))
        who = who_is(scene, -1, (at, end))
        if who is not None and who.named and who.kind == "outlet":
            return [who.name]
    return []


def surely_a_person(who: Somebody) -> bool:
    """Whether who is named is a person for sure, and not in words of the press ("The Albion Courier")."""
    return who.kind == "person" and who.sure and not is_name_of_outlet(who.name)


def told(scene: Scene, index: int) -> list[str]:
    """Outlets to whom it was said: named in the sentence, outside of what is said, after a word like "to" or "told"."""
    found, text, lexicon = scene.found[index], scene.text, scene.lexicon
    if found.cue is None:
        return []
    begin, end = scene.sentence_of(found.cue)
    names = []
    for span, who in scene.owners.within((begin, end)):
        if who.kind != "outlet" or who is scene.resolved.get(index):
            continue
        if any(a <= span[0] < b for a, b in found.content):
            continue
        before = (max(begin, span[0] - REACH), span[0])
        air, last = lexicon.patterns.get("airs"), words_before(text, before, lexicon)[-1:]
        on_air = air is not None and air.search(text, *before) is not None
        within = found.source is not None and found.source[0] <= span[0] < found.source[1]
        # A source may run on to who heard it ("Duval à La Lanterne"); any other name in it is a part of it.
        heard = not lexicon.words["hearing"].isdisjoint(last)
        if found.source is not None and within and not on_air and not (heard and span[1] + MARKS > found.source[1]):
            continue
        if (on_air or not lexicon.words["to"].isdisjoint(last)) and span[0] - found.cue[1] < 2 * REACH:
            names.append(who.name)
    return names


def words_before(text: str, before: Span, lexicon: Lexicon) -> list[str]:
    """The words of a stretch without the articles and the noun for an outlet that it ends with."""
    said = text[slice(*before)]
    noun = lexicon.patterns.get("outlet_before")
    if noun is not None and (match := noun.search(said)):
        said = said[: match.start()]
    words = [word.rstrip("'") for word in said.lower().translate(APOSTROPHES).replace("'", "' ").split()]
    while (
        words
        and words[-1] in lexicon.words["articles"] | lexicon.words["elisions"]
        and words[-1] not in lexicon.words["to"]
    ):
        words.pop()
    return words
