"""Which statements of a story's articles belong to a rumour, and what each does to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from ondit.linking.against import Against, against_it, what_speaks_against
from ondit.linking.belonging import NEAR_ENOUGH, belongs, nearest_sentence
from ondit.linking.claims import Claim, headline_of
from ondit.linking.lexicon import agencies, lexicon
from ondit.linking.names import canonical, names_in, same
from ondit.linking.own_words import Manner, manner_of, negated
from ondit.linking.proposition import Near, Proposition
from ondit.linking.roles import Houses, houses_of, role_of
from ondit.linking.said_before import recalled_by_who_said_it, said_long_before
from ondit.linking.scope import scope_of
from ondit.linking.stances import ABOUT, SAME, Tie, answers_it, stance_of, stance_of_assessment
from ondit.linking.terms import fold
from ondit.outlets import find
from ondit.reading.found import overlap
from ondit.records import Reading, Report, Span, Stance, Statement

_NOBODY = ("implied", "anonymous", "outlet")
_RIGHT_AFTER = timedelta(days=2)


def reports_of(
    readings: Sequence[Reading],
    claims: Mapping[str, Sequence[Claim]],
    proposition: Proposition,
    parties: Sequence[str],
) -> tuple[Report, ...]:
    """The reports of a rumour in order of time. ``parties`` are canonical names. Statements that neither speak of the
    rumour nor name a party are left out, and articles that hold nothing about it but its parties' names."""
    found: list[Report] = []
    apart: list[tuple[Reading, list[Report], float]] = []
    houses = houses_of(readings)
    language = {reading.article.key: reading.article.language for reading in readings}
    against = what_speaks_against(proposition, language)
    for reading in readings:
        mine = claims[reading.article.key]
        near = proposition.nearness(mine)
        reports, answers = _of_article(reading, mine, near, proposition, parties, houses, against)
        if answers or belongs(reading, mine, near, proposition, readings):
            found.extend(reports)
        elif _is_own_page(reading, parties):
            close = max(near[0].told, nearest_sentence(reading, proposition))
            apart.append((reading, reports, close))
    for reading, reports, close in apart:
        stance = _as_told_by_others(reading, found) if close >= ABOUT else None
        if stance is not None:
            own = _report(reading, None, stance, (headline_of(reading),), role="principal", source_kind="organisation")
            found.extend([*(report for report in reports if report.statement is not None), own])
    order = {reading.article.key: place for place, reading in enumerate(readings)}
    return tuple(sorted(found, key=lambda report: order[report.article]))


def _is_own_page(reading: Reading, parties: Sequence[str]) -> bool:
    own = canonical(reading.article.outlet or "")
    return bool(own) and any(same(own, party) for party in parties)


def _as_told_by_others(reading: Reading, others: Sequence[Report]) -> Stance | None:
    """The stance of a party's own page that says it in words of its own ("three nights in July"): that which others,
    who write right after it, give as the party's word. None where nobody does."""
    own, at = canonical(reading.article.outlet or ""), reading.article.published
    for report in others:
        after = report.published - at if report.published and at else None
        if after is None or not timedelta(0) <= after <= _RIGHT_AFTER or report.role != "principal":
            continue
        named = [canonical(name) for name in (report.speaks_for, report.source_name) if name]
        if report.stance in ("confirms", "denies") and any(same(name, own) for name in named):
            return report.stance
    return None


def _of_article(
    reading: Reading,
    claims: Sequence[Claim],
    near: Sequence[Near],
    proposition: Proposition,
    parties: Sequence[str],
    houses: Houses,
    against: Against,
) -> tuple[list[Report], bool]:
    """The reports of one article, and whether somebody in it answers: takes the rumour up, denies or declines.

    ``houses`` says for whom persons speak; ``against`` what would speak against what is rumoured.
    """
    found: list[Report] = []
    answers = False
    for claim, close in zip(claims[1:], near[1:], strict=True):
        assert claim.statement is not None
        statement = reading.statements[claim.statement]
        if recalled_by_who_said_it(statement, reading):
            continue
        role, party = role_of(statement, reading, parties, houses)
        manner = manner_of(statement, reading)
        takes_up = statement.refers_to is not None or answers_it(statement, role, manner, close.told)
        manner = against_it(manner, claim, reading.article.language, proposition, against)
        tie = Tie(
            statement,
            role,
            close.said,
            close.told,
            takes_up or proposition.says(claim),
            manner,
            _unnamed(statement, reading),
            said_long_before(statement, reading),
            _retold(statement, reading, parties, houses, manner),
            _handed_on(statement, reading, manner),
        )
        stance, _ = stance_of(tie)
        if stance in ("supports", "confirms") and _but_a_name(statement, reading):
            stance = "context"
        if stance == "supports" and close.said < SAME and _counted(statement, reading):
            stance = "context"
        if stance == "context" and not _shown(reading, claim, role == "principal", parties):
            continue
        answers = answers or takes_up or (statement.polarity == "decline" and role == "principal")
        found.append(
            _report(
                reading,
                claim.statement,
                stance,
                claim.proof,
                role=role,
                source_name=statement.source_name,
                source_kind=statement.source_kind,
                scope=scope_of(reading, claim) if stance == "denies" else "whole",
                polarity=statement.polarity,
                speaks_for=party or statement.affiliation,
            )
        )
    found = _denied_once(reading, found)
    for assessment in reading.assessments:
        found.append(_report(reading, None, stance_of_assessment(assessment), (assessment.span,), role="outlet"))
    if all(r.stance == "context" for r in found):
        head = headline_of(reading)
        if proposition.says(claims[0]) or max(near[0].told, nearest_sentence(reading, proposition)) >= NEAR_ENOUGH:
            answer = any(report.role == "principal" and _puts_off(reading, report, head) for report in found)
            stance = "context" if reading.question is not None or answer else "supports"
            found.append(_report(reading, None, stance, (reading.question or head,), role="outlet"))
    return found, answers


def _puts_off(reading: Reading, report: Report, head: Span) -> bool:
    """Whether a headline is somebody's answer that settles nothing: "Corvane will not comment on a sale", "Corvane has
    decided nothing" are no news of a sale."""
    if report.statement is None:
        return False
    statement = reading.statements[report.statement]
    said = " ".join(reading.article.text[a:b] for a, b in statement.content)
    settles = statement.polarity == "affirm" and not negated(said, reading.article.language)
    return overlap(statement.sentence, head) and not settles


def _unnamed(statement: Statement, reading: Reading) -> bool:
    """Whether an unnamed source, or a document that the outlet has seen, affirms, and through nobody else."""
    if statement.polarity != "affirm" or statement.source_kind not in ("anonymous", "document"):
        return False
    own = canonical(reading.article.outlet or "")
    through = [canonical(name) for name in statement.channel]
    return all(same(name, own) for name in through) and (statement.source_kind == "anonymous" or bool(through))


def _handed_on(statement: Statement, reading: Reading, manner: Manner) -> bool:
    """Whether it comes through another outlet: who told the Gazette speaks in their own name in the Gazette. What
    somebody confirms through an agency, whose texts all print, is their own word too."""
    own = canonical(reading.article.outlet or "")
    others = [name for name in statement.channel if not same(canonical(name), own)]
    return any(not (manner.confirms and _is_agency(name)) for name in others)


def _is_agency(name: str) -> bool:
    known = find(name)
    return known.agency if known is not None else not agencies().isdisjoint(fold(name).split())


def _but_a_name(statement: Statement, reading: Reading) -> bool:
    """Whether what is said is no more than somebody's name: "citing the Gazette" says nothing of the rumour."""
    text = reading.article.text
    said = canonical(" ".join(text[a:b] for a, b in statement.content))
    names = (canonical(text[a:b]) for entity in reading.entities for a, b in entity.mentions)
    return bool(said) and statement.refers_to is None and any(said == name for name in names)


def _counted(statement: Statement, reading: Reading) -> bool:
    """Whether figures or a poll tell it: what they tell beside a rumour ("according to the trade's figures, …") is no
    source of it."""
    counts = lexicon(reading.article.language).counts
    if counts is None or statement.source is None or statement.source_kind not in ("document", "organisation"):
        return False
    return counts.search(fold(reading.article.text[slice(*statement.source)])) is not None


def _retold(statement: Statement, reading: Reading, parties: Sequence[str], houses: Houses, manner: Manner) -> bool:
    """Whether it stands in what others say: "Corvane has discussed a merger, two people said" is not Corvane's word;
    "Corvane has confirmed a merger, Agence Lorne said" is."""
    cue = statement.cue
    if cue is None:
        return False
    around = [
        other
        for other in reading.statements
        if other is not statement
        and any(a <= cue[0] and cue[1] <= b for a, b in other.content)
        and not (manner.confirms and other.source_kind == "outlet" and _is_agency(other.source_name or ""))
    ]
    return any(role_of(other, reading, parties, houses)[0] not in ("principal", "authority") for other in around)


def _denied_once(reading: Reading, found: list[Report]) -> list[Report]:
    """The reports, without those that repeat the words of a denial as if they affirmed it.

    "Corvane denied the report: “…”, a spokeswoman said" may be read as two statements of the same words. And who passes
    a denial on does not pass on what is denied: "Corvane denied the report, the Gazette says". Nor does who denies it
    support it by what else they say there.
    """
    deniers = {report.source_name for report in found if report.stance == "denies" and report.source_name}
    denied = [span for report in found if report.stance == "denies" for span in _content(reading, report)]
    denials = [cue for report in found if report.stance == "denies" and (cue := _cue(reading, report)) is not None]
    kept = []
    for report in found:
        said = _content(reading, report)
        if report.stance in ("supports", "confirms"):
            if any(a <= cue[0] and cue[1] <= b for cue in denials for a, b in said) or (
                report.stance == "supports" and report.role != "principal" and report.source_name in deniers
            ):
                report = replace(report, stance="context")
            elif report.source_kind != "outlet" and any(
                a <= span[0] and span[1] <= b for span in said for a, b in denied
            ):
                continue
        kept.append(report)
    return kept


def _cue(reading: Reading, report: Report) -> Span | None:
    return None if report.statement is None else reading.statements[report.statement].cue


def _content(reading: Reading, report: Report) -> tuple[Span, ...]:
    return () if report.statement is None else reading.statements[report.statement].content


def _shown(reading: Reading, claim: Claim, principal: bool, parties: Sequence[str]) -> bool:
    """Whether what says nothing of the rumour is shown beside it: words of or about a party, and that somebody who was
    asked would not comment ("the record label declined to comment")."""
    statement = None if claim.statement is None else reading.statements[claim.statement]
    asked = statement is not None and statement.polarity == "decline" and statement.source_kind not in _NOBODY
    if principal or asked:
        return True
    named = [name for name, _ in names_in(claim.around)]
    named += [
        canonical(e.name)
        for e in reading.entities
        if any(claim.span[0] <= a and b <= claim.span[1] for a, b in e.mentions)
    ]
    return any(same(name, party) for name in named for party in parties)


def _report(reading: Reading, statement: int | None, stance: Stance, proof: tuple[Span, ...], **more: object) -> Report:
    article = reading.article
    words = lexicon(article.language).retracts
    where = fold(" ".join(article.text[a:b] for a, b in (proof or (headline_of(reading),))))
    more.setdefault("source_name", article.outlet if statement is None else None)
    more.setdefault("source_kind", "outlet" if statement is None else "implied")
    return Report(
        article.key,
        statement,
        stance,
        proof=tuple(s for s in proof if s[1] > s[0]),
        outlet=article.outlet,
        published=article.published,
        retracts=bool(words is not None and words.search(where)),
        **more,  # type: ignore[arg-type]
    )
