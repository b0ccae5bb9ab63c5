"""A dossier made by hand, with the readings that prove it, in every status; the story and its names are invented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from ondit.records import (
    Article,
    Detail,
    Dossier,
    Edge,
    Evidence,
    Judgement,
    Link,
    Origin,
    Reading,
    Reason,
    Report,
    Rumour,
    Statement,
    Status,
    Trace,
)

LEDGER, WIRE, SAVED = "https://ledger.example/plant", "https://wire.example/denial", "saved/echo.html"
TEXTS = {
    LEDGER: "Orvane and Kelmar plan a plant\n\nOrvane is in talks with Kelmar about a battery plant, two people said.",
    WIRE: "Orvane denies talks\n\n“No talks have taken place,” Orvane said <b>on Wednesday</b> & before.",
    SAVED: "=cmd|' /C calc'!A1\n\nAccording to the Harbour Ledger, a plant of 400 million is planned.",
}
OUTLETS = {LEDGER: "Harbour Ledger", WIRE: "Galene Wire", SAVED: "=HYPERLINK(1)"}


def hour(number: int) -> datetime:
    return datetime(2026, 3, 2, 8 + number, tzinfo=UTC)


def readings() -> dict[str, Reading]:
    """The three articles, each with the statement of its second paragraph."""
    found = {}
    for number, (key, text) in enumerate(TEXTS.items()):
        start = text.index("\n\n") + 2
        title = text[: start - 2]
        article = Article(
            key=key,
            text=text,
            language="en",
            title=title,
            title_span=(0, len(title)),
            paragraphs=((start, len(text)),),
            outlet=OUTLETS[key],
            url=key if key.startswith("http") else None,
            published=hour(number),
            links=(Link(LEDGER, "the Harbour Ledger", (start + 13, start + 31)),) if key == SAVED else (),
            page_sha256=f"{number:064x}",
        )
        statement = Statement(
            source=(start, start + 6),
            cue=(start + 7, start + 9),
            content=((start, len(text)),),
            sentence=(start, len(text)),
            polarity="deny" if key == WIRE else "affirm",
            source_name="Orvane" if key == WIRE else None,
            rule="by hand",
        )
        found[key] = Reading(article, (statement,), reader="by hand")
    return found


def dossier() -> Dossier:
    """Denied by one of two principals; one origin, one echo of it in a file that has no address."""
    there = readings()
    sentence = {key: reading.statements[0].sentence for key, reading in there.items()}
    reports = tuple(
        Report(
            key,
            0,
            "denies" if key == WIRE else "supports",
            "principal" if key == WIRE else "outlet",
            (sentence[key],),
            source_name="Orvane" if key == WIRE else None,
            source_kind="organisation" if key == WIRE else "anonymous",
            outlet=OUTLETS[key],
            published=hour(number),
            seen=hour(number + 1),
        )
        for number, key in enumerate(TEXTS)
    )
    rumour = Rumour(
        id="r-0123456789",
        question="Do Orvane and Kelmar plan a plant?",
        parties=("Orvane", "Kelmar"),
        reports=reports,
        wording="Orvane is in talks with Kelmar about a battery plant",
        wording_article=LEDGER,
        wording_span=sentence[LEDGER],
        questions=(("en", "Do Orvane and Kelmar plan a plant?"), ("fr", "Orvane et Kelmar préparent-ils une usine ?")),
        details=(Detail("sum", "400000000", "400 million", SAVED, (sentence[SAVED][0] + 41, sentence[SAVED][0] + 52)),),
    )
    trace = Trace(
        rumour.id,
        (Edge(SAVED, LEDGER, None, (Evidence("citation", sentence[SAVED]),)),),
        (
            Origin(LEDGER, "Harbour Ledger", proof=(sentence[LEDGER],)),
            Origin(WIRE, "Galene Wire", of="denial", own_word=True),
        ),
        1,
    )
    first = Status(
        "unverified", hour(0), (Reason("R1", "one origin, nobody has confirmed it", LEDGER, sentence[LEDGER]),)
    )
    now = Status(
        "denied", hour(1), (Reason("R4", "every principal denies", WIRE, sentence[WIRE]),), would_change=("proof",)
    )
    return Dossier(rumour, now, trace, (first, now))


def _standing(name: str) -> Callable[[], Dossier]:
    def made() -> Dossier:
        whole = dossier()
        return replace(whole, status=replace(whole.status, name=name))  # type: ignore[arg-type]

    return made


def _judged(value: str, undone: bool = False) -> Callable[[], Dossier]:
    mark = Judgement(
        "j-1", hour(5), "ada", "outcome", "r-0123456789", value=value, link="https://r.example/1", undone=undone
    )
    return lambda: replace(dossier(), judgements=(mark,))


TOLD: dict[str, Callable[[], Dossier]] = {
    **{name: _standing(name) for name in ("unverified", "contested", "denied", "confirmed", "retracted", "dormant")},
    "proved true after a denial": _judged("true"),
    "proved false": _judged("false"),
    "proved partly": _judged("partly"),
    "an outcome that was undone": _judged("true", undone=True),
}
