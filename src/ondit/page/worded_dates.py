"""A date in words ("3 mai 2025 à 10h15", "May 3, 2025 at 10:15 am EDT") to a moment in UTC."""

from __future__ import annotations

import re
import warnings
from datetime import datetime

from ondit.page.dates import moment

_CLOCK = re.compile(r"(\d{1,2})\s?h\s?(\d{2})?\b")


def moment_in_words(said: str) -> datetime | None:
    """The moment, or None. Without a zone the clock is taken as UTC. Reads any language that dateparser knows."""
    clean = _CLOCK.sub(lambda m: f"{m.group(1)}:{m.group(2) or '00'}", said).strip(" .,|")
    direct = moment(clean) if re.match(r"\d{4}-", clean) else None
    if direct is not None:
        return direct
    import dateparser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            # Day first where figures alone leave it open: of the languages read here only American English differs.
            found = dateparser.parse(clean, languages=["fr", "en", "es"], settings={"DATE_ORDER": "DMY"})
        except (ValueError, OverflowError, TypeError, RecursionError, AttributeError):
            return None
    return moment(found.isoformat()) if found is not None else None
