"""In which language a text is written.

First by counting function words (data in ``languages/<lang>/function_words.toml``): for an article that decides at
once and beyond doubt. Where it does not (a short text, another language), by py3langid, which takes a second to load.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any

UNDETERMINED = "und"
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000
# Measured on French and English Wikinews: function words are 30 to 45 % of the running words; of a text in a
# neighbouring language (Spanish, Catalan, Italian read as French) they stay under 18 %.
_SHARE, _LEAD, _WORDS = 0.22, 2.0, 12


def language_of(text: str, declared: str | None = None) -> str:
    """ISO 639-1 code of ``text``; ``und`` where there are no letters. ``declared`` decides between close calls."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return UNDETERMINED
    shares = sorted(
        ((sum(word in listed for word in words) / len(words), code) for code, listed in _function_words().items()),
        reverse=True,
    )
    if len(words) >= _WORDS and shares and shares[0][0] >= _SHARE:
        runner_up = shares[1][0] if len(shares) > 1 else 0.0
        if shares[0][0] >= _LEAD * runner_up:
            return shares[0][1]
    return _by_model(text[:_SAMPLE], (declared or "").partition("-")[0].strip().lower(), len(words))


def _by_model(text: str, declared: str, words: int) -> str:
    ranked: list[tuple[str, float]] = _identifier().rank(text)
    best, confidence = ranked[0]
    if declared and len(declared) == 2 and declared != best:
        chance = dict(ranked).get(declared, 0.0)
        # The page's own word counts where the model is unsure: a headline of three names has no language of its own.
        if chance >= (0.05 if words >= 8 else 0.001) and confidence < 0.98:
            return declared
    return best


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.labels)
    identifier.set_languages([code for code in _CANDIDATES if code in known])
    return identifier


@lru_cache(maxsize=1)
def _function_words() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for folder in sorted(resources.files("ondit.languages").iterdir(), key=lambda entry: entry.name):
        path = folder / "function_words.toml"
        if path.is_file():
            found[folder.name] = frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["words"])
    return found


# The languages in which news are written in any number; the model's other sixty only make short texts go astray.
_CANDIDATES = (
    "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id is it ja ko lt lv mk ms nl no pl pt ro ru sk sl sq sr "
    "sv sw ta te th tr uk ur vi zh"
).split()
