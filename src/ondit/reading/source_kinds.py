"""What kind of source speaks: person | organisation | official | outlet | document | anonymous | implied.

Decided by the head noun and titles of the source phrase (``sources.toml``), the table of outlets, and, where the
phrase is a bare name or a pronoun, by how the article names the same one elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from ondit import outlets
from ondit.outlets.by_form import is_name_of_outlet
from ondit.reading.lexicon import lexicon
from ondit.reading.source_nouns import TABLE, by_nouns
from ondit.reading.surroundings import Surroundings
from ondit.reading.wording import fold, word_set, words
from ondit.records import SourceKind, Span

NAME = re.compile(r"[^\W\d_][\w'’.-]*(?: (?:de |du |des |d'|d’|al |ben |van |von |der )?[A-ZÀ-Ý][\w'’.-]*)*")
CAPITALISED = re.compile(r"[A-ZÀ-Ý][\w’'-]+")
BESIDE = re.compile(r"\s?[,(]\s?")
APPOSED = re.compile(r"\s?, ([^.;\n]+)")
FIRST_NAME = re.compile(
    r"(?:[a-zà-ÿ,«\"'’–-] ?|\n|^)\b(?:[A-ZÀ-Ý][a-zà-ÿ-]+|M\.|Mme|Mr\.?|Mrs\.?|Ms\.?|Dr\.?) (?:\w{1,3} )?\Z"
)
WORD = re.compile(r"\w")
REACH = 70
# What may stand within a title, in any language: prepositions and articles of Romance and Germanic names.
TITLE_WORDS = frozenset("de du des la le les l d of the for and et del di da von van y".split())
# How adjectives of countries and functions end.
DEMONYMS = tuple("ais ain ien ois ol and que al an ish ese e c r n élu s".split())
HUMAN = ("person", "official")
RELATIVE = re.compile(r" (?:qui|dont|ayant|où|soutenue?s?|que|pilier|who|which|whose|backed|that) ")


@dataclass(slots=True)
class Cast:
    """Who has spoken in the article so far: kinds by surname or name, and the last ones for pronouns."""

    names: dict[str, SourceKind] = field(default_factory=dict)
    last_one: SourceKind | None = None
    last_human: SourceKind | None = None
    last_many: SourceKind | None = None
    said: list[tuple[Span, SourceKind]] = field(default_factory=list)

    def speaker_at(self, at: int) -> SourceKind | None:
        """The kind of the one in whose words ``at`` stands."""
        for (start, end), kind in reversed(self.said):
            if start <= at < end:
                return kind
        return None


def source_kind(scene: Surroundings, known: Cast) -> tuple[SourceKind, str]:
    """The kind of a statement's source and the rule that decided; remembers it for later mentions."""
    span = scene.found.source
    if span is None or span[1] <= span[0]:
        return "implied", "no-source"
    raw = scene.document.article.text[span[0] : span[1]]
    folded = scene.source.strip(" ,-:")
    kind, rule = _decide(raw.strip(), folded, scene, known)
    if not rule.startswith("pronoun"):
        if kind in ("person", "official", "organisation", "outlet", "document"):
            known.last_one = kind
            if kind in HUMAN:
                known.last_human = kind
            for name in CAPITALISED.findall(raw):
                known.names.setdefault(name, kind)
        known.last_many = kind
    known.said.extend((piece, kind) for piece in scene.found.content)
    return kind, rule


def _decide(raw: str, folded: str, scene: Surroundings, known: Cast) -> tuple[SourceKind, str]:
    code = scene.language
    if folded in word_set(code, TABLE, "nobody_named"):
        return "anonymous", "nobody-named"
    if words(code, TABLE, "talk").match(folded):
        return "implied", "talk"
    if folded in word_set(code, TABLE, "he_she"):
        return known.last_human or known.last_one or "person", "pronoun-one"
    if folded in word_set(code, TABLE, "they"):
        return known.last_many or "person", "pronoun-many"
    if folded in word_set(code, TABLE, "speaker"):
        within = known.speaker_at(scene.found.source[0] if scene.found.source else -1)
        if within is None:
            return known.last_human or "person", "pronoun-speaker"
        many = folded in word_set(code, TABLE, "we")
        return ("organisation" if many and within in ("person", "outlet") else within), "pronoun-speaker"
    bare = re.sub(r"^(?:le |la |les |l'|the )", "", folded)
    if bare in word_set(code, TABLE, "states"):
        return "official", "state"
    if CAPITALISED.search(outlets.without_article(raw)) and outlets.find(raw) is not None:
        return "outlet", "outlet-name"
    phrase = RELATIVE.split(folded)[0] or folded
    owner = words(code, TABLE, "possessors").match(phrase)
    for quoted in ("cited_by", "cites"):  # "two managers interviewed by the weekly", "the site, quoting a friend"
        pattern = lexicon(code).patterns.get(quoted)
        if pattern is not None and (by := pattern.search(phrase)) is not None and by.start() > 0:
            phrase = phrase[: by.start()].rstrip(" ,")
    found = (by_nouns(phrase[owner.end() :], code) if owner else None) or by_nouns(phrase, code)
    if (
        owner
        and found is not None
        and found[0] == "person"
        and serves(phrase[: owner.end()], phrase[owner.end() :], code)
    ):
        return "official", "title"
    if (found is None or found[0] == "document") and is_name_of_outlet(raw.strip(" ,")):
        return "outlet", "outlet-by-form"
    vague = words(code, TABLE, "vague").match(folded)
    if vague and (found is None or found[0] == "person"):
        return "anonymous", "vague"
    if found is not None:
        return found
    names = CAPITALISED.findall(raw)
    if names:
        for name in reversed(names):
            if name in known.names:
                return known.names[name], "named-before"
        elsewhere = titled(names[-1], scene.document.article.text, code)
        if elsewhere is not None:
            return elsewhere, "titled-elsewhere"
        if aged(names[-1], scene.document.article.text, code):
            return "person", "age"
        if len(names) == 1 and names[0].isupper():
            return "organisation", "acronym"
        if raw[0].islower() or (len(names) == 1 and re.match(r"(?:L'|L’|La |Le |Les |The )", raw)):
            return "organisation", "name-with-article"
        if len(names) == 1 and not with_first_name(names[0], scene.document.article.text):
            return "organisation", "single-name"
        return "person", "bare-name"
    return "person", "default"


def somebody_unnamed(said: str, code: str) -> bool:
    """Whether a phrase means people without saying who ("two managers", "un conseiller du ministre"), and not those who
    speak for others."""
    folded = fold(said)
    speaks_for = words(code, TABLE, "speaking_for").search(folded) is not None
    return words(code, TABLE, "some").match(folded) is not None and not speaks_for


def serves(owner: str, rest: str, code: str) -> bool:
    """Whether somebody speaks for an authority whom a possessive names ("the prosecutor's spokeswoman")."""
    whose = by_nouns(owner.rstrip("' s"), code)
    return whose is not None and whose[0] == "official" and words(code, TABLE, "roles").match(rest) is not None


@lru_cache(maxsize=512)
def titled(name: str, text: str, code: str) -> SourceKind | None:
    """The kind of a name by the title that stands right before or after it anywhere in the article."""
    titles, former = words(code, TABLE, "officials"), words(code, TABLE, "not_official")
    for start, end in occurrences(name, text):
        phrase = re.split(r"[.;:,\n(«»\"]", text[max(0, start - REACH) : start])[-1]
        before = phrase.lower().replace("’", "'")
        last = None
        for last in titles.finditer(before):  # noqa: B007
            pass
        if last is not None and _stands_before(phrase[last.end() :]) and not former.search(before):
            return "official"
        apposed = APPOSED.match(text[end : end + REACH + 10])
        if apposed:
            after = apposed[1].lower().replace("’", "'")
            found = titles.search(after)
            if found and found.start() < 30 and not former.search(after):
                return "official"
    return None


@lru_cache(maxsize=512)
def aged(name: str, text: str, code: str) -> bool:
    """Whether an age stands right behind a name anywhere in the article ("Ysaline, 34 ans")."""
    ages = words(code, TABLE, "ages")
    return any(
        (gap := BESIDE.match(text, end)) is not None and ages.match(text.lower(), gap.end()) is not None
        for _, end in occurrences(name, text)
    )


def _stands_before(between: str) -> bool:
    """Whether what stands between a title and a name is part of the title: "de l'Intérieur Jean", not "a reçu Jean"."""
    parts = between.replace("'", " ").replace("’", " ").split()
    return len(between) < 50 and all(w[:1].isupper() or w in TITLE_WORDS or w.endswith(DEMONYMS) for w in parts)


@lru_cache(maxsize=512)
def with_first_name(name: str, text: str) -> bool:
    """Whether a name stands anywhere in the article after a first name or a form of address."""
    return any(
        text[start - 1 : start] == " " and FIRST_NAME.search(text, max(0, start - REACH), start) is not None
        for start, _ in occurrences(name, text)
    )


def occurrences(name: str, text: str) -> Iterator[Span]:
    """Where a name stands as words of their own. ``str.find`` passes over a long text fifty times as fast as ``\\b``."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if not (WORD.match(text, at - 1) if at else False) and not WORD.match(text, end):
            yield at, end
        at = text.find(name, at + 1)
