"""Errors for programs: problem+json (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus

from fastapi import Request, Response

MEDIA = "application/problem+json"


def wants_json(request: Request) -> bool:
    """Whether the asker is a program: by the path, or by what it accepts."""
    prefix = request.app.state.house.settings.prefix
    path = request.url.path.removeprefix(prefix)
    if path.startswith(("/api/", "/mcp", "/oembed", "/healthz", "/metrics")):
        return True
    accepts = request.headers.get("accept", "")
    return "json" in accepts and "text/html" not in accepts


def problem(status: int, detail: str, code: str = "", remedy: str = "", where: str = "") -> Response:
    """What went wrong, as an object. ``code`` is one of docs/errors.md."""
    title = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Error"
    value = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    value |= {key: said for key, said in (("code", code), ("remedy", remedy), ("where", where)) if said}
    return Response(json.dumps(value, ensure_ascii=False), status, media_type=MEDIA)
