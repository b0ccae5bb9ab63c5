"""Generated stories with known truth: who had it from whom, how many origins, and the status at every moment.

Seeded: the same seed gives the same story. A story is pages (articles) in two languages with the statements that a
perfect reader would find and the stances that a perfect linker would give, beside the truth, which is kept while the
story is written and never computed by the code that is measured.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bench.story_pages import Line, Page, Story
from bench.story_words import Writer, alter

START = datetime(2026, 2, 2, 7, 0, tzinfo=UTC)


class Maker:
    """Writes one story, keeping its truth."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.seed = seed
        self.write = Writer(self.random)
        self.now = START + timedelta(days=self.random.randrange(300))
        self.write.today = self.now.weekday()
        self.pages: list[Page] = []
        self.edges: set[tuple[str, str]] = set()
        self.allowed: set[tuple[str, str]] = set()
        self.kinds: dict[tuple[str, str], set[str]] = {}
        self.origin_names: set[str] = set()
        self.events: list[tuple[datetime, str, str]] = []
        self.absent: dict[str, str] = {}

    def make(self, happened: bool | None = None) -> Story:
        """The whole story."""
        chance = self.random
        first = self.origin(here=chance.random() < 0.75)
        self.echoes(chance.randint(2, 5))
        if chance.random() < 0.35:
            self.second_origin()
        if chance.random() < 0.6:
            self.echoes(chance.randint(1, 3))
        if chance.random() < 0.75:
            self.principals()
        if first is not None and chance.random() < 0.15:
            self.withdrawal(first)
        if chance.random() < 0.12:
            self.now += timedelta(days=chance.randint(95, 200))
            self.echoes(1)
        self.distractors(chance.randint(0, 3))
        self.clocks()
        return Story(
            self.seed,
            self.pages,
            self.write.parties,
            self.write.claim("en"),
            self.edges,
            self.allowed,
            self.kinds,
            len(self.origin_names),
            self.statuses(),
            bool(happened),
        )

    def later(self, hours: float = 9.0) -> datetime:
        self.now += timedelta(minutes=20 + self.random.expovariate(1 / (hours * 60)))
        self.write.today = self.now.weekday()
        return self.now

    def page(self, kind: str, outlet: str, language: str, lines: Sequence[Line], **more: Any) -> Page:
        key = f"https://www.{self.write.domain(outlet)}/{language}/{len(self.pages)}-{self.seed}"
        title = more.pop("title", None) or self.write.title(language)
        page = Page(key, outlet, language, self.later(), title, list(lines), kind, **more)
        page.family = page.family or key
        self.pages.append(page)
        return page

    def origin(self, here: bool) -> Page | None:
        language = self.random.choice(["en", "fr"])
        outlet = self.write.outlet(language, agency=self.random.random() < 0.25)
        self.origin_names.add(outlet)
        self.events.append((self.now, "support", outlet))
        if not here:
            self.absent[outlet] = language
            return None
        body = [self.own(language, outlet), *self.write.background(language, self.random.randint(4, 8))]
        return self.page("origin", outlet, language, body)

    def own(self, language: str, outlet: str) -> Line:
        return Line(self.write.say("own", language, own=outlet), {"stance": "supports", "kind": "anonymous"})

    def second_origin(self) -> None:
        language = self.random.choice(["en", "fr"])
        outlet = self.write.outlet(language)
        lines = [self.own(language, outlet)]
        cited = None
        if self.random.random() < 0.5:
            cited, lines = (
                self.source(),
                [Line(self.write.say("further", language, own=outlet), {"stance": "supports", "kind": "anonymous"})],
            )
            lines.insert(0, self.citing(language, cited))
        page = self.page(
            "second", outlet, language, [*lines, *self.write.background(language, self.random.randint(3, 6))]
        )
        if cited:
            self.edge(page, cited, "citation")
        self.origin_names.add(outlet)

    def source(self) -> Page | str:
        """Somebody from whom an echo can have it: most often an origin, sometimes another echo."""
        supporting = [page for page in self.pages if page.kind in ("origin", "second", "echo")]
        origins: list[Page | str] = [page for page in supporting if page.kind != "echo"]
        origins += list(self.absent)
        echoes = [page for page in supporting if page.kind == "echo" and page.byline != "bare"]
        if echoes and self.random.random() < 0.3:
            return self.random.choice(echoes)
        return self.random.choice(origins)

    def citing(self, language: str, source: Page | str) -> Line:
        name = source if isinstance(source, str) else source.outlet
        meta = {"stance": "supports", "kind": "outlet", "name": name}
        return Line(self.write.say("cites", language, outlet=self.write.spoken(name)), meta)

    def bare(self, language: str) -> Line:
        return Line(self.write.say("bare", language), {"stance": "supports", "kind": "implied"})

    def edge(self, echo: Page, source: Page | str, *kinds: str) -> None:
        pair = (echo.key, source if isinstance(source, str) else source.key)
        self.edges.add(pair)
        self.kinds.setdefault(pair, set()).update(kinds)

    def echoes(self, count: int) -> None:
        for _ in range(count):
            self.echo()

    def echo(self) -> None:
        source = self.source()
        ways = ["citation"] * 6 + ["credit"] * 2 + ["nothing"]
        if isinstance(source, Page):
            ways += ["link"] * 3 + ["copy"] * 4 + ["translation"] * 2
        elif source not in self.write.agencies:
            ways = ["citation"]
        way = self.random.choice(ways)
        if isinstance(source, Page) and source.outlet not in self.write.agencies and way == "credit":
            way = "citation"
        language = source.language if isinstance(source, Page) and way == "copy" else self.random.choice(["en", "fr"])
        if isinstance(source, Page) and way == "translation":
            language = "fr" if source.language == "en" else "en"
            if any(page.family == source.family and page.language == language for page in self.pages):
                way = "citation"  # a second translation would be a copy of the first as well
        getattr(self, f"echo_by_{way}")(source, language, self.write.outlet(language))

    def body(self, language: str) -> list[Line]:
        lines = self.write.background(language, self.random.randint(2, 6))
        if self.random.random() < 0.2:
            lines.append(Line(self.write.say("aside", language, outlet=self.write.outlet(language))))
        return lines

    def echo_by_citation(self, source: Page | str, language: str, outlet: str) -> None:
        self.edge(
            self.page("echo", outlet, language, [self.citing(language, source), *self.body(language)]),
            source,
            "citation",
        )

    def echo_by_nothing(self, source: Page | str, language: str, outlet: str) -> None:
        self.page("echo", outlet, language, [self.bare(language), *self.body(language)], byline="bare")

    def echo_by_link(self, source: Page, language: str, outlet: str) -> None:
        anchor = "it is said" if language == "en" else "La rumeur"
        lead = self.bare(language)
        page = self.page("echo", outlet, language, [lead, *self.body(language)])
        words = next(
            (w for w in (anchor, "Reportedly", "The rumour", "Le bruit court") if w in lead.tagged), page.title
        )
        page.links.append((words, source.key))
        self.edge(page, source, "link")

    def echo_by_credit(self, source: Page | str, language: str, outlet: str) -> None:
        name = source if isinstance(source, str) else source.outlet
        short = self.write.spoken(name)
        page = self.page("echo", outlet, language, [self.bare(language), *self.body(language)])
        self.write.credit(page, short, language)
        self.edge(page, source, "credit")

    def echo_by_copy(self, source: Page, language: str, outlet: str) -> None:
        share = self.random.choice([0.05, 0.1, 0.2, 0.35])
        lines = [Line(alter(line.tagged, share, self.random, language), line.meta) for line in source.lines]
        if len(lines) > 4 and self.random.random() < 0.6:
            del lines[self.random.randrange(2, len(lines))]
        named = self.random.random() < 0.5
        if not named:
            lines[0] = self.bare(language)
        elif source.kind == "origin":
            # the copied lead still says whom the sources told: that names the origin
            lines[0].meta = {"stance": "supports", "kind": "anonymous", "channel": (source.outlet,)}
        page = self.page("echo", outlet, language, lines, family=source.family)
        self.edge(page, source, "copy")
        # Words that came along with the text name those from whom the source had it: true as well.
        reached = [source.key]
        for key in reached:
            further = [target for echo, target in self.edges if echo == key]
            self.allowed |= {(page.key, target) for target in further}
            reached += further

    def echo_by_translation(self, source: Page, language: str, outlet: str) -> None:
        lines = [self.bare(language)]
        lines += [Line(other) for line in source.lines[1:] if (other := self.write.translate(line.tagged, language))]
        page = self.page("echo", outlet, language, lines, family=source.family)
        if len(lines) >= 4:
            self.edge(page, source, "translation")
        else:
            self.allowed.add((page.key, source.key))

    def principals(self) -> None:
        a, b = self.write.parties
        plans = [
            [("decline", a)],
            [("deny", a)],
            [("deny", a), ("deny", b)],
            [("deny", a), ("decline", b)],
            [("decline", a), ("confirm", b)],
            [("deny", a), ("deny", b), ("confirm", a)],
            [("confirm", a), ("deny", b)],
            [("partial", a)],
            [("confirm", a)],
            [("deny", b), ("confirm", b)],
            [("deny", a), ("deny", b)],
        ]
        for kind, party in self.random.choice(plans):
            if self.random.random() < 0.25:
                self.echoes(1)
            language = self.random.choice(["en", "fr"])
            outlet = self.write.outlet(language)
            page = self.page("word", outlet, language, [self.word(kind, party, language, outlet), *self.body(language)])
            self.events.append((page.at, kind, party))
            if self.random.random() < 0.4:
                self.relay(page, kind, party)

    def word(self, kind: str, party: str, language: str, outlet: str) -> Line:
        stance = {"deny": "denies", "partial": "denies", "confirm": "confirms", "decline": "context"}[kind]
        meta: dict[str, Any] = {"stance": stance, "kind": "organisation", "name": party, "role": "principal"}
        if kind == "decline":
            meta["polarity"] = "decline"
        if kind == "partial":
            meta["scope"] = "sum"
        return Line(self.write.say("words", language, kind=kind, own=outlet, P=party), meta)

    def relay(self, page: Page, kind: str, party: str) -> None:
        """An outlet that passes on a principal's word from another, by citing it."""
        language = self.random.choice(["en", "fr"])
        outlet = self.write.outlet(language)
        line = self.word(kind, party, language, page.outlet)
        if kind == "deny" and page.outlet in line.tagged:
            assert line.meta is not None
            line.meta["channel"] = (page.outlet,)
            echo = self.page("relay", outlet, language, [line, *self.body(language)])
            self.edge(echo, page, "citation")

    def withdrawal(self, first: Page) -> None:
        line = self.write.say("withdraws", first.language, own=first.outlet)
        meta = {"stance": "denies", "kind": "outlet", "name": first.outlet, "role": "outlet", "retracts": True}
        page = self.page("withdrawal", first.outlet, first.language, [Line(line, meta), *self.body(first.language)])
        self.events.append((page.at, "withdraw", first.outlet))

    def distractors(self, count: int) -> None:
        for _ in range(count):
            language = self.random.choice(["en", "fr"])
            news, title = self.write.other_news(language, self.write.outlet(language))
            outlet = self.write.outlet(language)
            self.page("other", outlet, language, [Line(news), *self.body(language)], relevant=False, title=title)

    def clocks(self) -> None:
        for page in self.pages:
            if page.kind != "echo":
                continue
            odd = self.random.random()
            if odd < 0.03:
                page.undated = True
            elif odd < 0.08:
                page.shown_at = page.at - timedelta(hours=self.random.choice([1, 2, 6]))

    def statuses(self) -> list[tuple[datetime, str]]:
        """The truth of the status, told from the events as they were written down."""
        from bench.story_truth import statuses

        return statuses(self.pages, self.events, self.write.parties, self.origin_names)


def story(seed: int) -> Story:
    """The story of a seed."""
    return Maker(seed).make()
