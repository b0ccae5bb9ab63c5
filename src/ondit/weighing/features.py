"""What the probability rests on: ten features of a rumour, each a plain number that a person can check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ondit.weighing.voices import Facts


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: its prior weight on the log-odds (mean and standard deviation) and what it says."""

    name: str
    mean: float
    deviation: float
    says: str


BASE_RATE, BASE_DEVIATION = 0.33, 0.45
"""Log-odds of the base rate. Of 501 merger rumours 33 % were followed by a bid within a year (Ahern and Sosyura 2015);
of football transfer rumours 20 to 39 % came true, by paper: the deviation covers both."""

OUTLET_DEVIATION = 0.4
"""How far outlets differ around the base rate, on the log-odds: 20 to 39 % is about one deviation to either side."""

FEATURES: tuple[Feature, ...] = (
    Feature("further_origins", 0.5, 0.3, "independent origins beyond the first, at most two"),
    Feature("document", 0.5, 0.4, "an origin has a document or a source who gives a name"),
    Feature(
        "specific", 0.35, 0.3, "a sum or a date is named (Ahern and Sosyura: more bids where price and bidders are)"
    ),
    Feature("denied_by_some", -0.6, 0.4, "a principal denies the whole, not all do"),
    Feature("denied_by_all", -1.3, 0.5, "every principal, or an authority, denies the whole"),
    Feature("denied_by_others", -0.4, 0.3, "somebody else denies or doubts it"),
    Feature("not_commented", 0.1, 0.3, "a principal declines to comment, and none denies"),
    Feature("confirmed", 4.0, 0.8, "a principal or an authority confirms"),
    Feature("withdrawn", -2.5, 0.7, "an origin took it back"),
    Feature("stale", -0.5, 0.3, "nothing new, in units of 90 days, at most two"),
)


def features_of(facts: Facts) -> Mapping[str, float]:
    """The features of a rumour at the moment of the facts."""
    origins = [origin for origin in facts.trace.origins if origin.of == "support"]
    sourced = {origin.article for origin in origins if origin.article}
    named = any(r.article in sourced and r.source_kind in ("document", "person", "official") for r in facts.supporting)
    idle = (facts.at - facts.last).days / 90 if facts.at and facts.last else 0.0
    by_all = facts.denied_by_all or bool(facts.authorities_denying)
    values = {
        "further_origins": float(min(max(facts.trace.independent_origins - 1, 0), 2)),
        "document": float(named),
        "specific": float(any(detail.kind in ("sum", "date") for detail in facts.rumour.details)),
        "denied_by_some": float(bool(facts.denying) and not by_all),
        "denied_by_all": float(by_all),
        "denied_by_others": float(bool(facts.others_denying or facts.doubting)),
        "not_commented": float(bool(facts.declining) and not facts.denying),
        "confirmed": float(bool(facts.confirming)),
        "withdrawn": float(bool(facts.withdrawn)),
        "stale": min(max(idle, 0.0), 2.0),
    }
    return MappingProxyType(values)


def origin_outlet(facts: Facts) -> str | None:
    """The outlet whose record counts: the first origin's."""
    return next((origin.outlet for origin in facts.trace.origins if origin.of == "support" and origin.outlet), None)
