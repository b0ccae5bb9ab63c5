"""The words of generated stories: templates filled in either language, altered copies, translations, credit lines."""

from __future__ import annotations

import random
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_WORD = re.compile(r"(</?[sc]>)|(\w+(?:[’'-]\w+)*)")
_ELIDED = [
    ("de Le ", "du "),
    ("à Le ", "au "),
    ("par Le ", "par Le "),
    ("de Les ", "des "),
    ("à Les ", "aux "),
    ("de les ", "des "),
    ("de le ", "du "),
    ("sur les ", "sur les "),
]
_VOWEL = re.compile(r"\b([qQ]u)e (?=(?:<c>)?[AEIOUYÉaeiouyé])")


@cache
def templates() -> dict[str, Any]:
    """``story_templates.toml``."""
    return tomllib.loads(Path(__file__).with_name("story_templates.toml").read_text(encoding="utf-8"))


class Writer:
    """Fills templates for one story: its parties, its claim, its figures, and names of outlets used once each."""

    def __init__(self, chance: random.Random) -> None:
        self.random = chance
        names = templates()["names"]
        made = [f"{a}{b}" for a in names["first"] for b in names["last"]]
        self.parties: tuple[str, str] = tuple(chance.sample(made, 2))  # type: ignore[assignment]
        self.towns = [name for name in chance.sample(made, 60) if name not in self.parties]
        self.agencies: list[str] = names["agencies"]
        self.left_agencies = list(names["agencies"])
        self.claim_of = chance.choice(templates()["claims"])
        self.slots = {
            "A": self.parties[0],
            "B": self.parties[1],
            "n": str(chance.randint(11, 97)),
            "city": chance.choice(names["cities"]),
        }
        self.fills = chance.sample(templates()["fill"], len(templates()["fill"]))
        self.twins: dict[str, dict[str, str]] = {}
        self.today = 0  # the day of the week of the last page, which is today's or yesterday's of the next

    def claim(self, language: str) -> str:
        return str(self.claim_of[language]).format(**self.slots)

    def outlet(self, language: str, agency: bool = False) -> str:
        if agency and self.left_agencies:
            return self.left_agencies.pop(self.random.randrange(len(self.left_agencies)))
        form = self.random.choice(templates()["names"][f"outlets_{language}"])
        return str(form).format(w=self.towns.pop())

    def domain(self, outlet: str) -> str:
        known = {
            "Agence France-Presse": "afp.com",
            "Reuters": "reuters.com",
            "Associated Press": "apnews.com",
            "Bloomberg": "bloomberg.com",
        }
        plain = re.sub(r"[^a-z]", "", outlet.casefold().replace("é", "e").replace("’", ""))
        return known.get(outlet, f"{plain}.example")

    def spoken(self, outlet: str) -> str:
        """How others name an outlet: agencies often by their letters."""
        short = templates()["names"]["agency_short"].get(outlet)
        return short if short and self.random.random() < 0.6 else outlet

    def say(self, group: str, language: str, kind: str | None = None, **slots: str) -> str:
        rows = [row for row in templates()[group] if kind is None or row["kind"] == kind]
        return self.fill(self.random.choice(rows)[language], language, slots)

    def fill(self, form: str, language: str, slots: dict[str, str] | None = None) -> str:
        noun = self.claim_of[f"noun_{language}"]
        day = templates()["names"][f"days_{language}"][self.today]
        hearsay = self.claim_of["fr_hearsay" if language == "fr" else "en"].format(**self.slots)
        said = form.format(
            **(
                self.slots
                | {
                    "claim": self.claim(language),
                    "hearsay": hearsay,
                    "noun": noun,
                    "day": day,
                    "dunoun": f"de {noun}" if language == "fr" else noun,
                }
                | (slots or {})
            )
        )
        if language == "fr":
            for long, short in _ELIDED:
                said = said.replace(long, short)
            said = _VOWEL.sub(r"\1’", said)
        start = re.match(r"(?:</?[sc]>)*", said)
        at = start.end() if start else 0
        return said[:at] + said[at : at + 1].upper() + said[at + 1 :]

    def title(self, language: str) -> str:
        return self.say("titles", language)

    def other_news(self, language: str, outlet: str) -> tuple[str, str]:
        """Other news of the same parties, in a sentence and a headline, with figures of its own."""
        row = self.random.choice(templates()["other"])
        slots = {"outlet": outlet, "n": str(self.random.randint(3, 980))}
        return self.fill(row[language], language, slots), self.fill(row[f"title_{language}"], language, slots)

    def background(self, language: str, count: int) -> list[Any]:
        """Sentences of background: some from the list, each once a story, the others put together."""
        from bench.story_pages import Line

        lines = []
        for _ in range(count):
            local = {"n": str(self.random.randint(3, 980)), "city": self.random.choice(templates()["names"]["cities"])}
            if self.fills and self.random.random() < 0.3:
                row = self.fills.pop()
            else:
                pieces = [self.random.choice(templates()["parts"][part]) for part in ("subject", "predicate", "tail")]
                join = "{0} {1}{2}."
                row = {lang: join.format(*(piece[i] for piece in pieces)) for i, lang in enumerate(("en", "fr"))}
            both = {lang: self.fill(row[lang], lang, local) for lang in ("en", "fr")}
            self.twins |= {both["en"]: both, both["fr"]: both}
            lines.append(Line(both[language]))
        return lines

    def translate(self, sentence: str, language: str) -> str | None:
        """The same sentence in the other language, None where it was altered since."""
        twin = self.twins.get(sentence)
        return twin[language] if twin else None

    def credit(self, page: Any, agency: str, language: str) -> None:
        """A credit line in one of the places where they stand."""
        word, source = ("with", "Source: ") if language == "en" else ("avec", "Source : ")
        way = self.random.choice(["dateline", "last", "byline", "source"])
        if way == "dateline":
            page.first_line = f"{str(self.slots['city']).upper()} ({agency}) — "
        elif way == "last":
            page.last_line = self.random.choice([f"({agency})", f"({word} {agency})", f"{page.outlet} {word} {agency}"])
        elif way == "byline":
            page.byline = f"{page.outlet} {word} {agency}"
        else:
            page.last_line = f"{source}{agency}"


def alter(tagged: str, share: float, chance: random.Random, language: str) -> str:
    """A sentence with about ``share`` of its plain words changed: swapped where a swap is known, else for any other.

    Names, figures and tagged words stay: a rewriter keeps who and what.
    """
    swaps: dict[str, str] = templates()["swaps"][language]
    others = list(swaps.values())
    inside = 0

    def change(match: re.Match[str]) -> str:
        nonlocal inside
        if match.group(1):
            inside += -1 if match.group(1).startswith("</") else 1
            return match.group()
        word = match.group()
        if inside or chance.random() > share or not word.isalpha() or word[0].isupper() or len(word) < 3:
            return word
        return swaps.get(word) or chance.choice(others)

    return _WORD.sub(change, tagged)
