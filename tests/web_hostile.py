"""An article every word of which is meant to do harm."""

from __future__ import annotations

from datetime import UTC, datetime

from ondit.records import Article, Entity, Link, Reading, Statement

HARM = (
    "<script>alert(1)</script> <img src=x onerror=alert(2)> <svg onload=alert(3)> "
    '"><iframe src=javascript:alert(4)></iframe> <div style="background:url(https://evil.example/x)"> '
    "</title></head> {{ 7*7 }} {% raw %} \u202etxt.exe\u202c \u2066\u200f ]]> --> &lt;b&gt; \u0000"
)
KEY = "https://evil.example/?a=\"><script>alert(5)</script>&b='x'"
LONG = "W" * 3000


def hostile(statements: int = 3) -> Reading:
    """An article every word of which is meant to do harm."""
    line = f"{HARM} says {HARM} is {LONG}."
    text = f"{HARM}\n\n" + "\n\n".join([line] * 2)
    first = text.index(line)
    cut = (first, first + len(line))
    one = Statement(
        source=(first, first + len(HARM)),
        cue=(first + len(HARM) + 1, first + len(HARM) + 5),
        content=((first + len(HARM) + 6, cut[1] - 1),),
        sentence=cut,
        source_name=HARM,
        source_kind="organisation",
        polarity="deny",
        channel=(HARM, HARM),
        affiliation=HARM,
    )
    article = Article(
        key=KEY,
        text=text,
        language='fr"><script>',
        title=HARM,
        title_span=(0, len(HARM)),
        outlet=HARM,
        byline=HARM,
        url="javascript:alert(6)",
        published=datetime(2026, 3, 2, tzinfo=UTC),
        links=(Link("javascript:alert(7)", HARM, None),),
        related=(Link("data:text/html,x", HARM),),
    )
    return Reading(article, (one,) * statements, (Entity(HARM, "person", ((0, 5),), (HARM,)),), reader="hand")
