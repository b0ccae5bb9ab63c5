"""The rules of status, as a table: the first that holds decides. ``docs/status-rules.md`` is printed from it.

Rules look at facts (``voices.Facts``) that are already cut back to the moment asked about, so a rule never sees what
came later. Remarks (N…) decide nothing; they are shown beside the reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from ondit.records import Reason, Report, StatusName
from ondit.weighing.features import BASE_DEVIATION, BASE_RATE, FEATURES, OUTLET_DEVIATION
from ondit.weighing.last_words import Voice
from ondit.weighing.voices import Facts

DORMANT_AFTER = timedelta(days=90)
"""A rumour that nobody has taken up for this long sleeps until the next report."""


@dataclass(frozen=True)
class Rule:
    """One row: when it holds, which status follows, the words that say why, and what would change it."""

    id: str
    status: StatusName
    when: str
    holds: Callable[[Facts], bool]
    because: Callable[[Facts], Sequence[Reason]]
    would_change: tuple[str, ...]


@dataclass(frozen=True)
class Remark:
    """Something shown beside the status without deciding it."""

    id: str
    when: str
    says: Callable[[Facts], Sequence[Reason]]


def quoted(rule: str, text: str, report: Report) -> Reason:
    """A reason with the report's own words as proof."""
    return Reason(rule, text, report.article, report.proof[0] if report.proof else None)


def _word(rule: str, voices: Sequence[Voice], verb: str) -> list[Reason]:
    # Several voices in one sentence ("both groups denied") each keep their line.
    return [quoted(rule, f"{v.name} ({v.report.role}) {verb}", v.report) for v in voices]


def _confirmed(f: Facts) -> bool:
    last = max((v.time for v in f.confirming), default=None)
    return last is not None and all(v.time < last for v in f.denying)


def _confirm_reasons(f: Facts) -> list[Reason]:
    earlier = [
        quoted("R1", f"earlier denial by {v.name}, outranked by the later confirmation", v.report) for v in f.denying
    ]
    return _word("R1", f.confirming, "confirms in its own name") + earlier


def _both(f: Facts) -> list[Reason]:
    return _word("R2", f.confirming, "confirms") + _word("R2", f.denying, "denies, not before that confirmation")


def _withdrawn(f: Facts) -> list[Reason]:
    return [quoted("R3", f"the origin takes it back: {r.outlet or r.source_name or r.article}", r) for r in f.withdrawn]


def _denial_by_all(f: Facts) -> list[Reason]:
    return _word("R4", [v for v in f.denying if v.report.role == "principal"], "denies: every principal does")


def _denial_by_authority(f: Facts) -> list[Reason]:
    return _word("R5", f.authorities_denying, "denies in its own name")


def _denial_by_some(f: Facts) -> list[Reason]:
    silent = ", ".join(f.silent_parties)
    return [*_word("R6", f.denying, "denies"), Reason("R6", f"no denial by: {silent}")]


def _denial_by_others(f: Facts) -> list[Reason]:
    return [
        quoted("R7", f"denied by {r.source_name or r.outlet or 'an unnamed source'} ({r.role})", r)
        for r in f.others_denying
    ]


def asleep(f: Facts) -> bool:
    """Whether nobody has taken the rumour up for ``DORMANT_AFTER`` at the moment asked about."""
    return f.at is not None and f.last is not None and f.at - f.last > DORMANT_AFTER


def _asleep_reasons(f: Facts) -> list[Reason]:
    last = f.last.date().isoformat() if f.last else "unknown"
    return [Reason("R0", f"last report on {last}, more than {DORMANT_AFTER.days} days before")]


def _unverified(f: Facts) -> list[Reason]:
    by = {r.outlet or r.source_name or r.article: r for r in reversed(f.supporting)}
    first = [
        quoted("R8", "reported; nobody confirms or denies it in their own name", r) for r in list(by.values())[-1:]
    ]
    return first or [Reason("R8", "nobody confirms or denies it in their own name")]


_AGAIN = "a confirmation by a principal or an authority in their own name"

RULES: tuple[Rule, ...] = (
    Rule(
        "R1",
        "confirmed",
        "a principal or an authority confirms in their own name, and no other denies at the same time or later",
        _confirmed,
        _confirm_reasons,
        ("a later denial by another principal or authority",),
    ),
    Rule(
        "R2",
        "contested",
        "a principal or an authority confirms, and another denies at the same time or later",
        lambda f: bool(f.confirming and f.denying),
        _both,
        ("a later confirmation", "a party taking back its denial"),
    ),
    Rule(
        "R3",
        "retracted",
        "every origin of support has taken it back, and nobody confirms",
        lambda f: f.all_withdrawn,
        _withdrawn,
        ("a new report with sourcing of its own", _AGAIN),
    ),
    Rule(
        "R4",
        "denied",
        "every principal denies the whole, and nobody confirms",
        lambda f: f.denied_by_all,
        _denial_by_all,
        (_AGAIN, "a principal taking back its denial"),
    ),
    Rule(
        "R5",
        "denied",
        "an authority denies the whole in its own name, and nobody confirms",
        lambda f: bool(f.authorities_denying),
        _denial_by_authority,
        (_AGAIN,),
    ),
    Rule(
        "R0",
        "dormant",
        f"not settled, and no report for {DORMANT_AFTER.days} days",
        asleep,
        _asleep_reasons,
        ("the next report wakes it",),
    ),
    Rule(
        "R6",
        "contested",
        "a principal denies the whole, another has not",
        lambda f: bool(f.denying),
        _denial_by_some,
        ("a denial by the other principals (then denied)", _AGAIN),
    ),
    Rule(
        "R7",
        "contested",
        "somebody else denies it: an unnamed source, an outlet, an expert",
        lambda f: bool(f.others_denying),
        _denial_by_others,
        ("a principal's own word", "the denial being taken back"),
    ),
    Rule(
        "R8",
        "unverified",
        "reported, and nobody confirms or denies it in their own name",
        lambda f: True,
        _unverified,
        (
            _AGAIN,
            "a denial by a principal (contested), by all of them (denied)",
            "its origin taking it back (retracted)",
        ),
    ),
)


def _origins(f: Facts) -> list[Reason]:
    count = f.trace.independent_origins
    articles = len({r.article for r in f.reports})
    origin = next((o for o in f.trace.origins if o.of == "support"), None)
    if origin is None:
        return []
    names = ", ".join(dict.fromkeys(o.outlet or o.article or "?" for o in f.trace.origins if o.of == "support"))
    word = "own word of a party" if origin.own_word else "independent origin" + ("s" if count != 1 else "")
    span = origin.proof[0] if origin.article and origin.proof else None
    return [
        Reason(
            "N1", f"{count} {word} ({names}), {articles} article{'s' if articles != 1 else ''}", origin.article, span
        )
    ]


def _declining(f: Facts) -> list[Reason]:
    # Every echo of a story carries the same refusal: a party gets one line, proved by whoever carried it first.
    by_party: dict[str, list[Report]] = {}
    for report in f.declining:
        by_party.setdefault(report.speaks_for or report.source_name or "a party", []).append(report)
    out = []
    for party, reports in by_party.items():
        articles = len({report.article for report in reports})
        carried = f" (in {articles} articles)" if articles > 1 else ""
        out.append(quoted("N2", f"{party} does not comment: no denial, no confirmation{carried}", reports[0]))
    return out


REMARKS: tuple[Remark, ...] = (
    Remark("N1", "how many independent origins stand behind how many articles", _origins),
    Remark(
        "N2",
        "a refusal to comment or a non-denial: neither a denial nor a confirmation",
        _declining,
    ),
    Remark(
        "N3",
        "a denial of a part only (date, sum, place, party, wording)",
        lambda f: [
            quoted("N3", f"{r.source_name or r.role} denies the {r.scope} only, not the whole", r) for r in f.partial
        ],
    ),
    Remark(
        "N4",
        "somebody doubts it",
        lambda f: [quoted("N4", f"doubted by {r.source_name or r.outlet or 'the article'}", r) for r in f.doubting],
    ),
    Remark(
        "N5",
        "an origin took it back, others have not",
        lambda f: (
            [
                quoted("N5", f"taken back by {r.outlet or r.source_name or r.article}; other origins stand", r)
                for r in f.withdrawn
            ]
            if not f.all_withdrawn
            else []
        ),
    ),
    Remark(
        "N6",
        "somebody changed their word",
        lambda f: [quoted("N6", f"{v.name} said the opposite before", v.report) for v in f.changed],
    ),
    Remark(
        "N7",
        "articles that still carry it after its origin took it back",
        lambda f: [Reason("N7", f"still carried by {key}", key) for key in f.trace.still_carrying],
    ),
)


def rules_table() -> str:
    """The rules as a page of documentation (Markdown)."""
    lines = [
        "# Status rules",
        "",
        "Printed from `src/ondit/weighing/rules.py`; do not edit. Each looks only at reports up to the moment asked",
        "about; rules are tried from top to bottom, the first that holds decides. A refusal to comment and a",
        "non-denial are no denial.",
        "",
        "| id | status | holds when | what would change it |",
        "| --- | --- | --- | --- |",
        *(f"| {rule.id} | {rule.status} | {rule.when} | {'; '.join(rule.would_change)} |" for rule in RULES),
        "",
        "Remarks are shown beside the reasons and decide nothing.",
        "",
        "| id | says |",
        "| --- | --- |",
        *(f"| {remark.id} | {remark.when} |" for remark in REMARKS),
        "",
        "## Probability",
        "",
        f"A logistic model with a stated prior: base rate {BASE_RATE:.0%} (±{BASE_DEVIATION} on the log-odds), each",
        f"outlet its own deviation (±{OUTLET_DEVIATION}), and these features. P0 stands in the place of a number where",
        "there is not enough to say.",
        "",
        "| feature | weight | ± | what it says |",
        "| --- | ---: | ---: | --- |",
        *(f"| {f.name} | {f.mean:+.2f} | {f.deviation:.2f} | {f.says} |" for f in FEATURES),
        "",
    ]
    return "\n".join(lines)
