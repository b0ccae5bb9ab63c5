"""What the pages say, in the reader's language: messages of Fluent in ``texts/*.ftl``, found by their language's code.

The reasons of the weighing come as English sentences with names in them. ``texts/reasons.toml`` says by which pattern
each is known and which message says the same; a sentence that no pattern knows is shown as it is.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from importlib import resources
from typing import Any

from fluent.runtime import FluentBundle, FluentResource

FALLBACK = "en"
LOCALES = {"en": "en-GB"}  # whose dates are written as a day before a month


@functools.cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that the pages speak, the fallback first."""
    names = (file.name for file in resources.files(__package__).joinpath("texts").iterdir())
    found = {name.removesuffix(".ftl") for name in names if name.endswith(".ftl")}
    return (FALLBACK, *sorted(found - {FALLBACK}))


@functools.cache
def texts(language: str) -> Texts:
    """The messages of a language; of the fallback where it is not spoken here."""
    return Texts(language if language in languages() else FALLBACK)


class Texts:
    """``texts("board-title", count=3)`` is the message in this language, else in the fallback, else its name."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._bundles = [_bundle(code) for code in dict.fromkeys((language, FALLBACK))]
        self._plain: dict[str, str] = {}

    def __call__(self, message: str, /, **arguments: Any) -> str:
        if not arguments and message in self._plain:
            return self._plain[message]
        text = self._format(message, arguments)
        if not arguments:
            self._plain[message] = text
        return text

    def has(self, message: str) -> bool:
        """Whether this language itself has a message."""
        return self._bundles[0].has_message(message)

    def reason(self, sentence: str) -> str:
        """A sentence of the weighing in this language."""
        for pattern, message in _reasons():
            if found := pattern.fullmatch(sentence):
                return self(message, **{name: self._argument(name, value) for name, value in found.groupdict().items()})
        return sentence

    def _argument(self, name: str, value: str) -> Any:
        if name.startswith("n_"):
            return int(value)
        return self(f"{name}-{value}") if name in ("role", "scope") and self.has(f"{name}-{value}") else value

    def _format(self, message: str, arguments: dict[str, Any]) -> str:
        for bundle in self._bundles:
            if bundle.has_message(message):
                value = bundle.get_message(message).value
                if value is not None:
                    return str(bundle.format_pattern(value, arguments)[0])
        return message


def preferred(accepts: str, chosen: Iterable[str | None] = ()) -> str:
    """The language to speak: the first of those ``chosen`` that we speak, else the best of an Accept-Language."""
    for code in chosen:
        if code in languages():
            return str(code)
    wanted: list[tuple[float, int, str]] = []
    for place, part in enumerate(accepts.split(",")[:20]):
        code, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        wanted.append((-weight, place, code.partition("-")[0].strip().lower()))
    return next((code for weight, _, code in sorted(wanted) if code in languages() and weight < 0), FALLBACK)


def _bundle(code: str) -> FluentBundle:
    # Names from outside are set apart by <bdi> in the pages, so the invisible marks of isolation are not wanted.
    bundle = FluentBundle([LOCALES.get(code, code)], use_isolating=False)
    text = resources.files(__package__).joinpath("texts", f"{code}.ftl").read_text(encoding="utf-8")
    bundle.add_resource(FluentResource(text))
    return bundle


@functools.cache
def _reasons() -> tuple[tuple[re.Pattern[str], str], ...]:
    text = resources.files(__package__).joinpath("texts", "reasons.toml").read_text(encoding="utf-8")
    return tuple((re.compile(row["pattern"], re.DOTALL), row["message"]) for row in tomllib.loads(text)["reason"])
