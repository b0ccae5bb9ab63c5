"""The frozen records that cross the seams between stages.

Data flows one way: page -> reading -> linking -> tracing -> weighing -> desk -> web. Each stage takes
records and gives records; none of them is ever changed in place.

All spans are half-open ``(start, end)`` pairs of character offsets (Python code points) into the text of
the article that they belong to, so that ``article.text[start:end]`` is exactly what a reader sees.
All times are aware datetimes in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Span = tuple[int, int]

Quote = Literal["direct", "mixed", "indirect"]
Polarity = Literal["affirm", "deny", "decline"]
Certainty = Literal["stated", "hedged", "question"]
Tense = Literal["past", "present", "future"]
SourceKind = Literal["person", "organisation", "official", "outlet", "document", "anonymous", "implied"]
Stance = Literal["supports", "denies", "confirms", "doubts", "context"]
Role = Literal["principal", "outlet", "authority", "expert", "other"]
Scope = Literal["whole", "date", "sum", "party", "place", "wording"]
StatusName = Literal["unverified", "contested", "denied", "confirmed", "retracted", "dormant"]
EvidenceKind = Literal["citation", "link", "credit", "copy", "translation", "detail"]
JudgementKind = Literal["merge", "split", "correct", "outcome", "note", "undo"]


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink. ``span`` is where its anchor stands in the article's text, None when outside of it."""

    url: str
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What one version of a page says.

    ``text`` is the title, a blank line, and the paragraphs joined by blank lines (with ``--plain``: the input,
    unchanged). ``key`` is the canonical URL, else the path as given.
    """

    key: str
    text: str
    language: str
    title: str | None = None
    title_span: Span | None = None
    paragraphs: tuple[Span, ...] = ()
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    links: tuple[Link, ...] = ()
    related: tuple[Link, ...] = ()
    page_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that the article names, with every mention that the reading resolved to it.

    ``kind`` is one of person | organisation | outlet | place | other. ``aliases`` are the other wordings of the
    mentions (pronouns left out). ``affiliation`` is the name of the entity that a person speaks for, if said.
    """

    name: str
    kind: str
    mentions: tuple[Span, ...]
    aliases: tuple[str, ...] = ()
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class Anonymity:
    """How an unnamed source is described: how close it is said to be, and why it goes unnamed, if said."""

    closeness: Span | None = None
    reason: Span | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution relation: a source conveys a content, marked by a cue (Pareti 2015; PolNeAR 2018).

    ``channel`` is the chain of those through whom the statement comes, nearest to this article first
    (("Financial Times",) when the FT's unnamed source speaks). ``refers_to`` is the index, in the same reading,
    of the statement whose claim the content takes up ("ces affirmations", "a fait de même"), None otherwise.
    ``denial`` says what a denial is of: the fact, or the report. ``affiliation`` names for whom a person speaks.
    ``rule`` names the rule or model that found it; ``score`` is in [0, 1].
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    sentence: Span
    quote: Quote = "indirect"
    polarity: Polarity = "affirm"
    certainty: Certainty = "stated"
    tense: Tense = "past"
    source_kind: SourceKind = "implied"
    source_name: str | None = None
    channel: tuple[str, ...] = ()
    refers_to: int | None = None
    denial: Literal["fact", "report"] | None = None
    affiliation: str | None = None
    anonymity: Anonymity | None = None
    rule: str = ""
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Assessment:
    """The article's own verdict, in its own voice ("relève de la spéculation"): speculation | false | true."""

    span: Span
    verdict: Literal["speculation", "false", "true"]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one reader version found in one article version. ``question`` is a headline that asks."""

    article: Article
    statements: tuple[Statement, ...]
    entities: tuple[Entity, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    question: Span | None = None
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A statement's tie to a rumour. ``statement`` is its index in the reading of ``article``.

    ``statement`` is None when the article as a whole reports it (a headline without an attribution).
    ``proof`` are the spans in the article's text that show the stance. ``published`` is None when unknown;
    ``seen`` is when the desk saw the page. ``polarity`` is the statement's own (a principal's ``decline`` is shown as
    what it is); ``speaks_for`` is the party or authority for whom a person or a spokesman speaks, if known.
    """

    article: str
    statement: int | None
    stance: Stance
    role: Role
    proof: tuple[Span, ...]
    source_name: str | None = None
    source_kind: SourceKind = "implied"
    outlet: str | None = None
    scope: Scope = "whole"
    published: datetime | None = None
    seen: datetime | None = None
    retracts: bool = False
    polarity: Polarity | None = None
    speaks_for: str | None = None


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail as one report gives it: kind is sum | date | place | party | number; ``value`` normalised."""

    kind: str
    value: str
    said: str
    article: str
    span: Span
    source_name: str | None = None


@dataclass(frozen=True, slots=True)
class Rumour:
    """One proposition that articles speak about, with its reports. ``questions`` maps language to question."""

    id: str
    question: str
    parties: tuple[str, ...]
    reports: tuple[Report, ...]
    predicate: str = ""
    object: str | None = None
    place: str | None = None
    time: str | None = None
    wording: str = ""
    wording_article: str | None = None
    wording_span: Span | None = None
    opened_by: str = ""
    questions: tuple[tuple[str, str], ...] = ()
    details: tuple[Detail, ...] = ()
    former_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an edge is believed. ``span`` lies in the echo's text; ``target_span`` in the source's, if it is here."""

    kind: EvidenceKind
    span: Span | None
    note: str = ""
    target_span: Span | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """From an echo (article key) to what it took the news from: an article key, or an outlet by name."""

    echo: str
    article: str | None
    outlet: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A node with sourcing of its own. ``proof`` are the words that show the sourcing (empty when not in the desk).

    ``of`` says what it is the origin of: support, denial or confirmation.
    """

    article: str | None
    outlet: str | None
    of: Literal["support", "denial", "confirmation"] = "support"
    own_word: bool = False
    proof: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An outlet takes back what it carried: in ``article``, by the words at ``span``, ``at`` a time if known."""

    article: str
    outlet: str | None
    at: datetime | None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Recalled:
    """A word of a principal or authority that an article looks back on: it was given before, ``at`` a time if said."""

    article: str
    statement: int
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """Who had it from whom. ``independent_origins`` counts origins of support after owners were merged.

    ``still_carrying`` are the echoes of a withdrawn origin that have not taken it back themselves. ``recalled`` are
    denials and confirmations that are no news in the article that has them.
    """

    rumour: str
    edges: tuple[Edge, ...]
    origins: tuple[Origin, ...]
    independent_origins: int
    still_carrying: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    recalled: tuple[Recalled, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of why a status holds: the id of the rule, words for people, and the proof."""

    rule: str
    text: str
    article: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Probability:
    """Calibrated chance that the rumour proves true, with a 90 % interval. ``basis`` says what it rests on."""

    value: float
    low: float
    high: float
    basis: str
    contributions: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Status:
    """Where a rumour stands at time ``at`` (None: now, all reports), a pure function of the reports up to then."""

    name: StatusName
    at: datetime | None
    reasons: tuple[Reason, ...]
    probability: Probability | None = None
    would_change: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person corrected of one report, found again by its words when the article is read anew.

    ``sentence`` and ``content`` are the words that it rests on; ``fields`` are (name, value) pairs of ``Report`` or
    ``Statement``; the name ``removed`` takes the report out of the rumour.
    """

    article: str
    statement: int | None
    sentence: str
    content: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person decided about a rumour: an event, never changed, that another one may undo.

    ``rumour`` is its id as it was given then. ``other`` is the rumour that went into it (merge) or the id of the new
    one (split, of ``articles``; ``stayed`` are the others). ``value`` is true | false | partly (outcome), ``link``
    where that is shown, ``text`` a note. ``undoes`` is the id of another judgement; ``undone`` says that this one does
    not hold any more. ``about`` and ``other_about`` are the articles that reported the two when this was decided: by
    these a rumour is known again if better reading gives it another id.
    """

    id: str
    at: datetime
    by: str
    kind: JudgementKind
    rumour: str
    other: str | None = None
    about: tuple[str, ...] = ()
    other_about: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    stayed: tuple[str, ...] = ()
    correction: Correction | None = None
    value: str | None = None
    link: str | None = None
    text: str | None = None
    undoes: str | None = None
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything that ``ondit show`` says of a rumour as of one moment. ``judgements`` are oldest first."""

    rumour: Rumour
    status: Status
    trace: Trace
    timeline: tuple[Status, ...] = field(default=())
    judgements: tuple[Judgement, ...] = ()
