"""The shapes of the API: the published JSON Schemas of the command line, and what only the API has, as OpenAPI 3.1."""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from ondit.show.as_json import schema

PUBLISHED = {"Dossier": "show", "Trace": "trace", "Reading": "read", "Judgement": "judge", "Edit": "diff"}
TIME = {"type": ["string", "null"], "format": "date-time"}
TEXT_OR_NULL = {"type": ["string", "null"]}
NAMES = {"type": "array", "items": {"type": "string"}}
COUNT = {"type": "integer", "minimum": 0}


def _object(description: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }


def _page(of: str) -> dict[str, Any]:
    return _object(
        "One page of a list. Ask again with `cursor` set to `next` until that is null.",
        items={"type": "array", "items": {"$ref": f"#/components/schemas/{of}"}},
        next=TEXT_OR_NULL,
        total=COUNT,
    )


OWN: dict[str, dict[str, Any]] = {
    "Problem": {
        **_object(
            "What went wrong (RFC 9457). `code` is one of docs/errors.md.",
            type={"type": "string"},
            title={"type": "string"},
            status={"type": "integer"},
            detail={"type": "string"},
            code={"type": "string"},
            remedy={"type": "string"},
            where={"type": "string"},
        ),
        "required": ["type", "title", "status", "detail"],
    },
    "RumourRow": _object(
        "A rumour as the board shows it; its dossier has the reasons.",
        id={"type": "string"},
        question={"type": "string"},
        questions={"type": "object", "additionalProperties": {"type": "string"}},
        parties=NAMES,
        status={"enum": ["unverified", "contested", "denied", "confirmed", "retracted", "dormant"]},
        probability={
            "anyOf": [
                {"type": "null"},
                _object(
                    "A chance with its 90 % interval.", **{k: {"type": "number"} for k in ("value", "low", "high")}
                ),
            ]
        },
        independent_origins=COUNT,
        articles=NAMES,
        outlets=NAMES,
        languages=NAMES,
        first_seen=TIME,
        last_changed=TIME,
    ),
    "RumourPage": _page("RumourRow"),
    "ArticleRow": _object(
        "An article of the desk.",
        key={"type": "string"},
        outlet=TEXT_OR_NULL,
        title=TEXT_OR_NULL,
        language={"type": "string"},
        published=TIME,
        seen=TIME,
        rumours=NAMES,
    ),
    "ArticlePage": _page("ArticleRow"),
    "PublicReading": _object(
        "A reading without the article's full text: only the sentences that hold a statement, by their spans.",
        key={"type": "string"},
        url=TEXT_OR_NULL,
        title=TEXT_OR_NULL,
        outlet=TEXT_OR_NULL,
        language={"type": "string"},
        published=TIME,
        statements={"type": "array", "items": {"type": "object"}},
    ),
    "Hit": _object(
        "An article that holds all the words, and where.",
        article={"type": "string"},
        title=TEXT_OR_NULL,
        outlet=TEXT_OR_NULL,
        words=TEXT_OR_NULL,
        span={"type": ["array", "null"], "items": COUNT},
        statement={"type": ["integer", "null"], "description": "Its index in the reading, from 0."},
        source_name=TEXT_OR_NULL,
    ),
    "Found": _object(
        "What a search found.",
        rumours={"type": "array", "items": {"$ref": "#/components/schemas/RumourRow"}},
        articles={"type": "array", "items": {"$ref": "#/components/schemas/Hit"}},
    ),
    "Outlet": _object(
        "The track record of an outlet; `share` is null below five endings.",
        outlet={"type": "string"},
        originated=COUNT,
        relayed=COUNT,
        right=COUNT,
        wrong=COUNT,
        corrected=COUNT,
        **{name: {"type": ["number", "null"]} for name in ("share", "low", "high")},
    ),
    "Outlets": {"type": "array", "items": {"$ref": "#/components/schemas/Outlet"}},
    "Judgements": {"type": "array", "items": {"$ref": "#/components/schemas/Judgement"}},
    "Edits": {"type": "array", "items": {"$ref": "#/components/schemas/Edit"}},
    "Added": _object(
        "What became of a page that was added.",
        article={"type": "string"},
        outcome={"enum": ["new", "version", "known"]},
    ),
    "Followed": _object("The questions that the desk follows.", questions=NAMES),
}


def gives(name: str, media: str = "application/json", status: int = 200) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route that gives one of the shapes."""
    content = {media: {"schema": {"$ref": f"#/components/schemas/{name}"}}}
    return {status: {"description": "As asked", "content": content}}


def openapi_of(app: FastAPI) -> dict[str, Any]:
    """The description of the API, with the shapes, the problems, and how to log in. Made once."""
    if app.openapi_schema:
        return app.openapi_schema
    made = get_openapi(title=app.title, version=app.version, summary=app.summary, routes=app.routes)
    shapes = made.setdefault("components", {}).setdefault("schemas", {})
    shapes.update(OWN)
    for name, published in PUBLISHED.items():
        shapes.update(_hoisted(name, schema(published)))
    made["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for operations in made["paths"].values():
        for method, operation in operations.items():
            if "requestBody" in operation or method == "get":
                operation["responses"].pop("422", None)
            for status in ("400", "401", "403", "404", "413", "421", "422", "429", "502", "503"):
                operation["responses"][status] = {"description": "Problem", "content": problem}
            if method == "get":
                operation["responses"]["304"] = {"description": "Not changed since the ETag that was sent"}
            operation["security"] = [{}, {"token": []}]
    for leftover in ("HTTPValidationError", "ValidationError"):
        shapes.pop(leftover, None)
    app.openapi_schema = made
    return made


def _hoisted(name: str, published: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A schema as components: its definitions beside it, every reference led there."""
    text = json.dumps(published).replace('"#/$defs/', f'"#/components/schemas/{name}.')
    loaded: dict[str, Any] = json.loads(text)
    for key in ("$schema", "$id"):
        loaded.pop(key, None)
    inner = loaded.pop("$defs", {})
    return {name: loaded, **{f"{name}.{key}": value for key, value in inner.items()}}
