"""Templates → responses: the engine, what every page knows, and the answer "you have this already"."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ondit import __version__
from ondit.records import Span
from ondit.web.house import house_of
from ondit.web.texts import Texts, languages
from ondit.web.visit import Visit, visit_of


@functools.cache
def environment() -> Environment:
    """The template engine; it escapes whatever is not marked as markup, and knows every name or fails."""
    made = Environment(
        loader=PackageLoader("ondit.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["percent"] = lambda share: f"{100 * share:.0f}"
    made.filters["short"] = lambda words, most=80: words if len(words) <= most else words[: most - 1].rstrip() + "…"
    made.filters["undashed"] = lambda words: words.lstrip("-–— ")
    made.filters["script_json"] = script_json
    return made


def script_json(value: Mapping[str, Any]) -> Markup:
    """JSON that is safe inside a script element, whatever words it holds."""
    text = json.dumps(value, ensure_ascii=False)
    for character, escape in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028")):
        text = text.replace(character, escape)
    return Markup(text)


def render(request: Request, template: str, **values: Any) -> str:
    """A template with everything that all of them know."""
    visit = visit_of(request)
    house = house_of(request)
    texts = visit.texts
    return (
        environment()
        .get_template(template)
        .render(
            t=texts,
            lang=visit.language,
            languages=languages(),
            visit=visit,
            settings=house.settings,
            url=functools.partial(link, house.settings.prefix),
            absolute=functools.partial(absolute, request),
            words_url=functools.partial(words_link, house.settings.prefix),
            moment=functools.partial(moment, texts, "date-time"),
            day=functools.partial(moment, texts, "date"),
            here=request.url.path.removeprefix(house.settings.prefix) or "/",
            query=dict(request.query_params),
            request_query=request.url.query,
            version=__version__,
            loading=not house.shelf.complete,
            **values,
        )
    )


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page made of a template."""
    return HTMLResponse(render(request, template, **values), status_code=status, headers=caching(request))


def caching(request: Request, tag: str | None = None) -> dict[str, str]:
    """The headers of an answer that may be kept, if it is asked about again each time."""
    headers = {"Cache-Control": "private, no-cache", "Vary": "Accept-Language, Cookie, Authorization"}
    if tag is not None:
        headers["ETag"] = tag
    return headers


def answer(
    request: Request, make: Callable[[], str | bytes], media: str = "text/html; charset=utf-8", **about: object
) -> Response:
    """What ``make`` gives, or 304 where the asker has it already: the same question to a desk in the same state."""
    tag = tag_of(request, **about)
    if tag in [part.strip() for part in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=caching(request, tag))
    return Response(make(), media_type=media, headers=caching(request, tag))


def tag_of(request: Request, **about: object) -> str:
    """The entity tag of an answer: what it depends on, digested. Weak, since it may be sent compressed."""
    visit, house = visit_of(request), house_of(request)
    parts = (house.shelf.state, house.shelf.complete, visit.language, visit.role, visit.name, visit.whole_texts)
    text = repr((__version__, *parts, str(request.url), sorted(about.items())))
    return f'W/"{sha256(text.encode()).hexdigest()[:24]}"'


def link(prefix: str, path: str, /, **query: object) -> str:
    """A path of this server with its query; what is None or empty is left out."""
    asked = {key: value for key, value in query.items() if value not in (None, "")}
    return prefix + path + (f"?{urlencode(asked, quote_via=quote)}" if asked else "")


def absolute(request: Request, path: str, /, **query: object) -> str:
    """The same as an address that can be used elsewhere."""
    base = f"{request.url.scheme}://{request.url.netloc}"
    return base + link(house_of(request).settings.prefix, path, **query)


def words_link(prefix: str, article: str, span: Span | None = None, number: int | None = None, **query: object) -> str:
    """Where words of an article are shown: lit, if they have a span; at a statement, if it has a number."""
    at = f"{span[0]}-{span[1]}" if span else None
    tail = "#lit" if span else f"#s{number}" if number else ""
    return link(prefix, "/article", key=article, at=at, **query) + tail


def moment(texts: Texts, message: str, at: datetime | None) -> Markup:
    """A time as a page shows it: in UTC, until the script puts it into the reader's zone."""
    if at is None:
        return Markup('<span class="quiet">{}</span>').format(texts("no-date"))
    at = at.astimezone(UTC)
    shown = texts(message, at=at)
    return Markup('<time datetime="{}" data-show="{}">{}</time>').format(
        at.isoformat().replace("+00:00", "Z"), message, shown
    )


__all__ = ["Visit", "absolute", "answer", "caching", "link", "moment", "page", "render", "tag_of", "words_link"]
